/**
 * Log, outbox, uploads and markers as the list that a thread shows. Pure but for a memory of what it made: an
 * item stays the same object until something in it changes, so a long thread costs a look-up per line.
 */
import type { Body, Event, EventOf, MessagePosted, Seq, Side } from '@foyer/protocol'
import type { Item, Message, MessageState } from './api.ts'
import type { Entry } from './outbox.ts'
import { eventAt, placeOf, placeOfEvent } from './places.ts'
import { asQuote, byTime, type FoldInput, isOfSide, unsent } from './unsent.ts'

interface Made {
  item: Item
  state: MessageState | null
  /** What it quotes, or picks from. */
  quoted: Event | undefined
  picked?: string
  /** What the form was filled in with. */
  values?: Record<string, string>
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
        before.picked === now.picked &&
        before.values === now.values &&
        before.edited === now.edited
      )
        return before.item
      const item = make()
      made.set(source, { ...now, item })
      return item
    }
    const find = (seq: Seq | undefined) => (seq ? eventAt(events, placeOf(seq)) : undefined)

    const picks = new Map<Seq, string>()
    for (const event of events) if (event.type === 'option.picked') picks.set(event.target, event.option)
    const filled = new Map<Seq, Record<string, string>>()
    for (const event of events) if (event.type === 'form.submitted') filled.set(event.target, event.values)
    for (const { pick, submit, error } of entries) {
      if (pick && !error) picks.set(pick.target, pick.option)
      if (submit && !error) filled.set(submit.target, submit.values)
    }

    for (const event of events) {
      const { type } = event
      if (type === 'message.edited' || type === 'message.deleted') continue
      const mine = isOfSide(event.by, side)
      if (mine && event.cid) own.add(event.cid)
      const isPosted = type === 'message.posted'
      const isPick = type === 'option.picked'
      const now = {
        state: mine && (isPosted || isPick) ? stateOf(event.seq, head, side) : null,
        quoted: isPosted ? find(event.quote) : isPick ? find(event.target) : undefined,
        picked: picks.get(event.seq),
        values: filled.get(event.seq),
        edited: edited.has(placeOfEvent(event)),
      }
      // Only one's own cids are keys: the other side could send any.
      const key = (mine && event.cid) || `${event.seq}.${event.sub ?? 0}`
      items.push(
        remember(event, now, () =>
          isPosted || isPick || type === 'note.posted'
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
    return waiting.length === 0 ? items : items.concat(waiting.sort(byTime))
  }
}

function stateOf(seq: Seq, head: FoldInput['head'], side: Side): MessageState {
  const other = side === 'visitor' ? 'agent' : 'visitor'
  if (head && head.read[other] >= seq) return 'read'
  return head && head.delivered[other] >= seq ? 'delivered' : 'sent'
}

/** What an option is called; empty where what offers it is not loaded. */
export function labelOf(offer: Event | undefined, option: string): string {
  const body = offer?.type === 'message.posted' && offer.body
  return (body && body.kind === 'options' && body.options.find(({ id }) => id === option)?.label) || ''
}

type Shown = MessagePosted | EventOf<'note.posted'> | EventOf<'option.picked'>

function asMessage(event: Shown, now: Omit<Made, 'item'>, key: string, mine: boolean): Message {
  const { seq, sub, at, by } = event
  const { state, edited, quoted } = now
  const base = { kind: 'message', key, seq, at, by, mine, state, edited } as const
  if (event.type === 'note.posted') {
    const body: Body = event.deleted ? { kind: 'deleted' } : { kind: 'text', text: event.text }
    return { ...base, sub, body, note: true, quotable: false }
  }
  if (event.type === 'option.picked') {
    const { target, option } = event
    const body: Body = { kind: 'text', text: labelOf(quoted, option) }
    return { ...base, body, pick: { target, option }, note: false, quotable: false }
  }
  const { body, auto, faq, sources, offline, original, quote } = event
  const quotable = by.kind !== 'system' && (body.kind === 'text' || body.kind === 'file')
  const { picked, values } = now
  return {
    ...base,
    body,
    note: false,
    auto,
    faq,
    sources,
    offline,
    original,
    picked,
    values,
    quote: asQuote(quote, quoted),
    quotable,
  }
}
