/**
 * A conversation as somebody outside reads it: what was said, by whom, and what was picked; no notes, no
 * bookkeeping, nothing that was deleted, and no agent but the one who was shown. The newest where it is too long. Pure.
 */
import type { Actor, Body, Event, FileRef, FormField, Id, Seq, Source, Time } from '@foyer/protocol'
import { answersIn } from '../forms/site-form.ts'

export interface TranscriptLine {
  seq: Seq
  at: Time
  by: { kind: Actor['kind']; name?: string }
  text: string
  /** The message that it answers; it may be gone, or cut off. */
  quote?: Seq
  file?: Pick<FileRef, 'name' | 'type' | 'size'> & { url: string }
  sources?: Source[]
}

/** `linkTo`: an address under which the file can be fetched for a while. */
export function transcriptOf(
  events: Event[],
  linkTo: (file: Id) => string,
  most: number,
): { lines: TranscriptLine[]; isCut: boolean } {
  const lines: TranscriptLine[] = []
  let size = 0
  for (const event of events.toReversed()) {
    const said = saidIn(event, events, linkTo)
    if (said === null) continue
    size += said.text.length
    if (size > most) return { lines: lines.reverse(), isCut: true }
    const { seq, at, as: shown = event.by } = event
    lines.push({
      seq,
      at,
      by: { kind: shown.kind, ...(shown.name === undefined ? {} : { name: shown.name }) },
      ...said,
    })
  }
  return { lines: lines.reverse(), isCut: false }
}

type Said = Pick<TranscriptLine, 'text' | 'quote' | 'file' | 'sources'>

function saidIn(event: Event, events: Event[], linkTo: (file: Id) => string): Said | null {
  switch (event.type) {
    case 'message.posted': {
      const { quote, sources } = event
      const said = saidInBody(event.body, linkTo)
      return said === null
        ? null
        : {
            ...said,
            ...(quote === undefined ? {} : { quote }),
            ...(sources === undefined ? {} : { sources }),
          }
    }
    case 'option.picked': {
      const offer = events.find(({ seq, sub }) => seq === event.target && sub === undefined)
      if (offer?.type !== 'message.posted' || offer.body.kind !== 'options') return null
      const label = offer.body.options.find(({ id }) => id === event.option)?.label
      return label === undefined ? null : { text: label }
    }
    case 'form.submitted':
      return { text: answersIn(fieldsAsked(events, event.target), event.values) }
    default:
      return null
  }
}

function saidInBody(body: Body, linkTo: (file: Id) => string): Said | null {
  switch (body.kind) {
    case 'text':
    case 'form':
    case 'filled':
      return { text: body.text }
    case 'options':
      return { text: [body.text, ...body.options.map(({ label }) => `- ${label}`)].join('\n') }
    case 'card': {
      const { title, price, code, text, question, url } = body.card
      return { text: [title, price, code, text, question, url].filter(Boolean).join('\n') }
    }
    case 'file': {
      const { id, name, type, size } = body.file
      return { text: '', file: { name, type, size, url: linkTo(id) } }
    }
    case 'deleted':
      return null
  }
}

function fieldsAsked(events: Event[], target: Seq): readonly FormField[] | undefined {
  const asked = events.find(({ seq, sub }) => seq === target && sub === undefined)
  return asked?.type === 'message.posted' && asked.body.kind === 'form' ? asked.body.fields : undefined
}
