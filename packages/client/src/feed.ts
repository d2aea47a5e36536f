/**
 * What feeds a thread once there is a line: takes what the server pushes, repairs holes from history, tells
 * one's own markers and typing. It never touches what is unsent.
 */
import { type Event, type Head, limits, type Push, type Seq, type Side } from '@foyer/protocol'
import type { Transcript } from './held.ts'
import { createFold, labelOf } from './messages.ts'
import { eventAt, placeOf, placeOfEvent, positionOf, seqOf } from './places.ts'
import type { CreateFeed } from './thread.ts'
import { append, newest, prepend } from './transcript.ts'
import { createHint, createTyping } from './typing.ts'
import { isOfSide, isTheirs } from './unsent.ts'

type Marker = 'read' | 'delivered'

const pageSize = 50
const bigPage = 100
/** Milliseconds without another word after which a draft is given up: its writer has gone. */
const draftLasts = 30_000

export const createFeed: CreateFeed = (parts, { id, head, transcript, typing, draft }) => {
  const { side, ask, outbox } = parts
  const setTypist = createHint(typing, limits.typing)
  const setDraft = createHint(draft, draftLasts)
  const ownTyping = createTyping((active, preview) => {
    const conversation = id.peek()
    if (conversation) void parts.hint('typing', { conversation, active, ...(preview && { preview }) })
  })

  /** How far one's own markers are to go; one is told after the other. */
  const goal: Record<Marker, Seq> = { read: 0, delivered: 0 }
  let told: Promise<unknown> = Promise.resolve()
  /** Place of the furthest event that was heard of. */
  let wanted = 0
  /** As the server last told it whole. */
  let spoken: Head | null = null
  /** Its `seq`, the furthest; that of `head` also moves with events, which say less. */
  let version: Seq = 0
  /** What is held may not be what the log says: only the next page counts. */
  let isStale = false
  let isRepairing = false
  let older: Promise<boolean> | null = null

  /** Markers never go back, whatever overtakes what. */
  function mergeHead(next: Head): void {
    const old = head.peek()
    const furthest = (name: Marker) => ({
      visitor: Math.max(next[name].visitor, old?.[name].visitor ?? 0),
      agent: Math.max(next[name].agent, old?.[name].agent ?? 0),
    })
    head.value = {
      ...next,
      seq: Math.max(next.seq, old?.seq ?? 0),
      read: furthest('read'),
      delivered: furthest('delivered'),
    }
  }

  /** A row of the inbox is told on a way of its own, and may be older than what is known. */
  function setHead(next: Head): void {
    spoken = next
    if (next.seq < version) return
    version = next.seq
    mergeHead(next)
  }

  function marked(of: Side, read: Seq, delivered: Seq): void {
    const now = head.peek()
    if (!now) return
    mergeHead({ ...now, read: { ...now.read, [of]: read }, delivered: { ...now.delivered, [of]: delivered } })
  }

  /** Tells the furthest only; false when that far was told before. */
  function mark(name: Marker, seq: Seq): boolean {
    const conversation = id.peek()
    if (!conversation || seq <= goal[name] || seq <= (head.peek()?.[name][side] ?? 0)) return false
    goal[name] = seq
    told = told.then(async () => {
      if (goal[name] === seq) await ask(name, { conversation, seq })
    })
    return true
  }

  function tellDelivered(events: readonly Event[]): void {
    const theirs = events.findLast((event) => isTheirs(event, side))
    if (theirs && parts.leads()) mark('delivered', theirs.seq)
  }

  /** `isPage`: what was there already, so not news when nothing was held. */
  function hold(next: Transcript, isPage = false): void {
    const held = transcript.peek()
    transcript.value = next
    if (next.to <= held.to) return
    const fresh = next.events.filter((event) => placeOfEvent(event) > held.to)
    const seq = seqOf(next.to)
    outbox.seen(id.peek()!, seq)
    const now = head.peek()
    if (now && now.seq < seq) head.value = { ...now, seq }
    if (fresh.some((event) => !isOfSide(event.by, side))) setTypist(null)
    if (fresh.some((event) => event.type === 'message.posted' && event.by.kind !== 'visitor')) setDraft(null)
    tellDelivered(fresh)
    if (held.events.length > 0 || !isPage) parts.came?.(id.peek()!, fresh)
  }

  /** Asks for history until what is held reaches what was heard of. */
  async function repair(): Promise<void> {
    const conversation = id.peek()
    if (isRepairing || !conversation) return
    isRepairing = true
    for (;;) {
      const held = transcript.peek()
      const fromNothing = isStale || held.events.length === 0
      const after = positionOf(held.to, side)
      const range = fromNothing ? { limit: pageSize } : { limit: bigPage, after }
      const { ok } = await ask('history', { conversation, ...range })
      if (!ok) break
      const { events, more } = ok
      if (fromNothing) {
        // Pushes may have brought more meanwhile than this page has.
        if (isStale || held === transcript.peek()) hold(newest(events, more), true)
        isStale = false
      } else if (!isStale) hold(append(transcript.peek(), after, events) ?? held)
      const isThere = transcript.peek().to >= wanted && (fromNothing || !more)
      if (!isStale && (events.length === 0 || isThere)) break
    }
    isRepairing = false
  }

  function want(place: number): void {
    wanted = Math.max(wanted, place)
    if (isStale || transcript.peek().to < wanted) void repair()
  }

  function take(push: Push): void {
    if (push.on === 'events') {
      const last = push.events.at(-1)
      if (!last) return
      const next = isStale ? null : append(transcript.peek(), push.prev, push.events)
      if (next) hold(next)
      else want(placeOfEvent(last))
    } else if (push.on === 'head') setHead(push.head)
    else if (push.on === 'marker') marked(push.side, push.read, push.delivered)
    else if (push.on === 'reset') {
      // The log may be an older one, restored: then no count of before holds.
      isStale = true
      wanted = goal.read = goal.delivered = version = 0
      head.value = spoken
      want(0)
    } else if (push.on === 'typing') {
      const { by, active, preview } = push
      if (!isOfSide(by, side)) setTypist(active ? { by, preview } : null)
    } else if (push.on === 'draft') {
      const { by, text } = push
      setDraft(text ? { by, text } : null)
      setTypist(null)
    }
  }

  async function fetchOlder(limit: number): Promise<boolean> {
    const { events, more } = transcript.peek()
    const [first] = events
    const conversation = id.peek()
    if (!more || !first || !conversation) return false
    const place = placeOfEvent(first)
    const { ok } = await ask('history', { conversation, before: positionOf(place, side), limit })
    const isMore = ok !== undefined && ok.events.length > 0
    // A reset meanwhile put another page there; this one would not join on.
    const held = transcript.peek()
    const [now] = held.events
    if (ok && now && placeOfEvent(now) === place)
      transcript.value = prepend(held, ok.events, ok.more && isMore)
    return isMore
  }

  function loadOlder(limit = pageSize): Promise<boolean> {
    older ??= fetchOlder(limit).finally(() => {
      older = null
    })
    return older
  }

  return {
    fold: createFold(),
    labelOf: (target, option) => labelOf(eventAt(transcript.peek().events, placeOf(target)), option),
    take,
    setHead,
    position() {
      const { events, to } = transcript.peek()
      return events.length === 0 ? null : positionOf(to, side)
    },
    page(events, more) {
      const held = transcript.peek()
      const [start] = events
      if (isStale || !start) return
      if (held.events.length === 0) hold(newest(events, more), true)
      else if (placeOfEvent(start) <= held.to) hold(append(held, positionOf(held.to, side), events) ?? held)
      else want(placeOfEvent(events.at(-1)!))
    },
    check() {
      // Before a cut: what has become of it since stands in the log.
      setDraft(null)
      tellDelivered(transcript.peek().events)
      want(placeOf(head.peek()?.seq ?? 0))
    },
    loadOlder: () => loadOlder(),
    async loadUntil(seq) {
      const place = placeOf(seq)
      for (;;) {
        const { events } = transcript.peek()
        const [first] = events
        if (!first || placeOfEvent(first) <= place) return eventAt(events, place) !== undefined
        if (!(await loadOlder(bigPage))) return false
      }
    },
    read(seq) {
      const conversation = id.peek()
      if (!conversation || !mark('read', seq)) return
      marked(side, seq, seq)
      parts.share({ on: 'marker', conversation, side, read: seq, delivered: seq })
    },
    setTyping: ownTyping.set,
    still: ownTyping.still,
    end() {
      ownTyping.still()
      setTypist(null)
      setDraft(null)
    },
  }
}
