/**
 * What waits in an outbox and uploads, as the list that a thread shows: all that there can be before there is a
 * line. With one, `messages.ts` puts it behind the log. Pure.
 */
import type { Actor, Body, Event, Head, Seq, Side } from '@foyer/protocol'
import type { Item, Message, Upload } from './api.ts'
import type { Transcript } from './held.ts'
import type { Entry } from './outbox.ts'

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

/** Keys sort by the time of typing. */
export const byTime = (one: Item, other: Item): number => (one.key < other.key ? -1 : 1)

export function foldUnsent({ entries, uploads, self }: FoldInput): Item[] {
  return [...entries.map((entry) => unsent(entry, self)), ...uploads].sort(byTime)
}

export function unsent(entry: Entry, by: Actor, quoted?: Event): Item {
  const { key, seq = null, at, error, offline, quote, pick, submit } = entry
  const base = { seq: seq ?? 0, at, by }
  if (submit) return { kind: 'notice', key, event: { type: 'form.submitted', ...base, ...submit }, error }
  if (entry.handoff) return { kind: 'notice', key, event: { type: 'handoff.requested', ...base }, error }
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
    pick,
    quotable: false,
    quote: asQuote(quote, quoted),
  }
}

export function asQuote(seq: Seq | undefined, quoted: Event | undefined): Message['quote'] {
  if (!seq) return undefined
  const { by, body } = quoted?.type === 'message.posted' ? quoted : { by: null, body: null }
  return { seq, by, body }
}
