/**
 * What was said in a conversation, a line a message, for exports and for words that are looked for: texts as they
 * stand now, files by type and name, offline messages too, notes only if asked. Pure.
 */
import type { ActorKind, Body, Event, FileRef, FormField, Option, Seq, Time } from '@foyer/protocol'
import { answersIn } from '../forms/site-form.ts'

export interface RecordLine {
  seq: Seq
  at: Time
  by: ActorKind
  name: string
  kind: Body['kind'] | 'note' | 'pick' | 'answers' | 'rating'
  text: string
  file?: Pick<FileRef, 'id' | 'name' | 'type' | 'size'>
  auto?: 'bot' | 'recommended'
  isOffline: boolean
}

/** Remembers what was offered, so that a log can be read page by page. */
export function createLines(withNotes: boolean): (event: Event) => RecordLine | null {
  const offers = new Map<Seq, readonly Option[]>()
  const forms = new Map<Seq, readonly FormField[]>()
  return (event) => {
    const { seq, at, by } = event
    const line = { seq, at, by: by.kind, name: by.name ?? '', isOffline: false }
    switch (event.type) {
      case 'message.posted': {
        const { body } = event
        if (body.kind === 'options') offers.set(seq, body.options)
        if (body.kind === 'form') forms.set(seq, body.fields)
        return {
          ...line,
          kind: body.kind,
          text: textOf(body),
          ...(body.kind === 'file' ? { file: fileOf(body.file) } : {}),
          ...(event.auto === undefined ? {} : { auto: event.auto }),
          isOffline: event.offline === true,
        }
      }
      case 'option.picked': {
        const label = offers.get(event.target)?.find(({ id }) => id === event.option)?.label
        return { ...line, kind: 'pick', text: label ?? event.option }
      }
      case 'form.submitted':
        return { ...line, kind: 'answers', text: answersIn(forms.get(event.target), event.values) }
      case 'rating.given':
        return {
          ...line,
          kind: 'rating',
          text: [String(event.score), ...(event.tags ?? []), event.comment ?? ''].filter(Boolean).join(' · '),
        }
      case 'note.posted':
        return withNotes && event.deleted !== true ? { ...line, kind: 'note', text: event.text } : null
      default:
        return null
    }
  }
}

function fileOf({ id, name, type, size }: FileRef): RecordLine['file'] {
  return { id, name, type, size }
}

function textOf(body: Body): string {
  switch (body.kind) {
    case 'text':
    case 'filled':
      return body.text
    case 'options':
      return [body.text, ...body.options.map(({ label }) => `- ${label}`)].join('\n')
    case 'form':
      return [body.text, ...body.fields.map(({ label }) => `- ${label}`)].join('\n')
    case 'card':
      return [body.card.title, body.card.text, body.card.price, body.card.url, body.card.question]
        .filter(Boolean)
        .join('\n')
    case 'file':
      return body.file.name
    case 'deleted':
      return ''
  }
}
