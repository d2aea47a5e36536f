/**
 * Log, outbox, uploads and markers as the list that a thread shows. Pure but for a memory of what it made: an
 * item stays the same object until something in it changes, so a long thread costs a look-up per line.
 */
import type { Actor, Body, Event, Head, MessagePosted, Seq, Side } from '@foyer/protocol'
import type { Item, Message, MessageState, Upload } from './api.ts'
import type { Entry } from './outbox.ts'
import { eventAt, placeOf, placeOfEvent, type Transcript } from './places.ts'

export interface FoldInput {
  transcript: Transcript
  head: Pick<Head, 'read' | 'delivered'> | null
  entries: readonly Entry[]
  uploads: readonly Upload[]
  side: Side
  self: Actor
}

/** Whether `by` speaks for `side`: on the agents' side the assistant does too, the system for nobody. */
export function isOfSide(by: Actor, side: Side): boolean {
  return side === 'visitor' ? by.kind === 'visitor' : by.kind === 'agent' || by.kind === 'assistant'
}

export function isTheirs(event: Event, side: Side): boolean {
  return event.type === 'message.posted' && !isOfSide(event.by, side)
}

interface Made {
  item: Item
  state: MessageState | null
  quoted: Event | undefined
  edited: boolean
}

export function createFold(): (input: FoldInput) => Item[] {
  const made = new WeakMap<object, Made>()

  return ({ transcript, head, entries, uploads, side, self }) => {
    const { events, edited } = transcript
    const items: Item[] = []
    const own = new Set<string>()

    const remember = (source: Event | Entry, now: Omit<Made, 'item'>, make: () => Item) => {
      const before = made.get(source)
      if (
        before &&
        before.state === now.state &&
        before.quoted === now.quoted &&
        before.edited === now.edited
      )
        return before.item
      const item = make()
      made.set(source, { ...now, item })
      return item
    }
    const find = (seq: Seq | undefined) => (seq ? eventAt(events, placeOf(seq)) : undefined)

    for (const event of events) {
      const { type } = event
      if (type === 'message.edited' || type === 'message.deleted') continue
      const mine = isOfSide(event.by, side)
      if (mine && event.cid) own.add(event.cid)
      const isPosted = type === 'message.posted'
      const now = {
        state: mine && isPosted ? stateOf(event.seq, head, side) : null,
        quoted: isPosted ? find(event.quote) : undefined,
        edited: edited.has(placeOfEvent(event)),
      }
      // Only one's own cids are keys: the other side could send any.
      const key = (mine && event.cid) || `${event.seq}.${event.sub ?? 0}`
      items.push(
        remember(event, now, () =>
          isPosted || type === 'note.posted'
            ? asMessage(event, now, key, mine)
            : { kind: 'notice', key, event },
        ),
      )
    }

    const waiting: Item[] = entries
      .filter(({ key, seq }) => !own.has(key) && !(seq && placeOf(seq) <= transcript.to))
      .map((entry) => {
        const quoted = find(entry.quote)
        return remember(entry, { state: null, quoted, edited: false }, () => unsent(entry, self, quoted))
      })
    waiting.push(...uploads)
    return waiting.length === 0 ? items : items.concat(waiting.sort((a, b) => (a.key < b.key ? -1 : 1)))
  }
}

function stateOf(seq: Seq, head: FoldInput['head'], side: Side): MessageState {
  const other = side === 'visitor' ? 'agent' : 'visitor'
  if (head && head.read[other] >= seq) return 'read'
  return head && head.delivered[other] >= seq ? 'delivered' : 'sent'
}

type Noted = MessagePosted | (Event & { type: 'note.posted' })

function asMessage(event: Noted, now: Omit<Made, 'item'>, key: string, mine: boolean): Message {
  const { seq, sub, at, by } = event
  const { state, edited, quoted } = now
  const base = { kind: 'message', key, seq, at, by, mine, state, edited } as const
  if (event.type === 'note.posted') {
    const body: Body = event.deleted ? { kind: 'deleted' } : { kind: 'text', text: event.text }
    return { ...base, sub, body, note: true, quotable: false }
  }
  const { body, auto, faq, sources, offline, quote } = event
  const quotable = by.kind !== 'system' && (body.kind === 'text' || body.kind === 'file')
  return { ...base, body, note: false, auto, faq, sources, offline, quote: asQuote(quote, quoted), quotable }
}

function unsent(entry: Entry, by: Actor, quoted: Event | undefined): Message {
  const { key, seq = null, at, error, offline, quote } = entry
  return {
    kind: 'message',
    key,
    seq,
    at,
    by,
    mine: true,
    // A file's entry holds the whole reference, though its id alone is sent.
    body: entry.body as Body,
    state: error ? 'failed' : seq ? 'sent' : 'sending',
    error,
    edited: false,
    note: false,
    offline,
    quotable: false,
    quote: asQuote(quote, quoted),
  }
}

function asQuote(seq: Seq | undefined, quoted: Event | undefined): Message['quote'] {
  if (!seq) return undefined
  const { by, body } = quoted?.type === 'message.posted' ? quoted : { by: null, body: null }
  return { seq, by, body }
}
