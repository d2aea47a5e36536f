/**
 * To this node's sockets: who follows which conversation, and the one loop that delivers. A reader has a
 * position; what lies beyond it is sent. What was just stored goes out from memory to readers who stand
 * right before it; everybody else (resuming, lagging, told by another node) is read from the log.
 * So a hint that was lost, repeated or late can make delivery later, never wrong.
 */
import type { Actor, Event, Head, Id, Push, Seq, Side } from '@foyer/protocol'
import { eventFor, headFor, publicActor, type SignFile } from '../core/conversation/audience.ts'
import { type ConversationState, headOf, isSameHead } from '../core/conversation/state.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, StoredConversation } from '../ports/conversations.ts'
import type { Stored } from './handle-command.ts'

type Place = [seq: number, sub: number]

/** The socket's side of a reader. */
export interface Outlet {
  /** Sends a frame that was serialised once for many. */
  send(frame: string): void
  /** Sends what is worthless in ten seconds: dropped when the reader is slow. */
  hint(frame: string): void
  /** Resolves when what was sent has left, or the socket is gone. */
  drained(): Promise<void>
  readonly isOpen: boolean
}

/** `as`: whom the visitor sees, where an agent helps out in a colleague's conversation. */
export type Typist = Actor & { as?: Actor }

/** One socket that follows one conversation. */
export interface Reader {
  readonly conversation: Id
  readonly side: Side
  readonly outlet: Outlet
  /** What was sent lies before this. */
  position: Place
  /** Reading from the log now: what is stored meanwhile is found there. */
  isBusy: boolean
  isBehind: boolean
  /** Once its answer is out: nothing is pushed before, because the answer says it all. */
  isLive: boolean
  /** It may not see the conversation any more, or has left it. */
  isOver: boolean
  readonly maySee: (state: ConversationState) => boolean
}

interface Topic {
  readers: Set<Reader>
  /** The head last sent to each side, without what markers say; null before the first. */
  heads: Record<Side, string | null>
  /** The state that `heads` were last compared with; null when somebody may have come with an older one. */
  compared: ConversationState | null
  /** In the queue, as it was last told. */
  place: number | null
}

export interface Hub {
  /** Starts to follow. Nothing is sent until {@link Hub.release}, so that an answer can go first. */
  follow(
    conversation: StoredConversation,
    side: Side,
    outlet: Outlet,
    position: Place,
    /** Asked of each new state: who may not see it any more has been told of that, and of nothing after it. */
    maySee?: (state: ConversationState) => boolean,
  ): Reader
  /** Sends what lies beyond the position, then goes on live. Resolves when it has caught up. */
  release(reader: Reader): Promise<void>
  leave(reader: Reader): void
  followed(): Id[]
  isFollowed(conversation: Id): boolean
  /** The conversation is no more: agents are told, and nobody of anything after. */
  end(conversation: Id): void
  /** This node stored something. */
  announce(stored: Omit<Stored, 'read' | 'due'>): void
  /** The conversation has something new, here is how it stands now: read it from the log. */
  refresh(conversation: StoredConversation): void
  /** A side has read or received more. */
  marked(site: string, conversation: Id, side: Side, marks: { read: Seq; delivered: Seq }): void
  typing(conversation: Id, by: Typist, from: Side, active: boolean, preview?: string, except?: Outlet): void
  /** What the assistant is writing, whole each time; an empty text ends it. */
  draft(conversation: Id, by: Actor, text: string): void
  /** To agents who have it open. */
  suggest(push: Push<'suggestions'>): void
  hasReaders(conversation: Id, side: Side): boolean
  /** As `side` may see it. */
  head(conversation: StoredConversation, side: Side): Head
  /** Serialised for a side, with what it may not see left out. */
  events(side: Side, events: Event[]): Event[]
}

export interface HubOptions {
  conversations: Pick<Conversations, 'readLog'>
  sign: SignFile
  clock: Clock
  /** Whether `side` may see how far the other one has read (CV-7), by site. */
  seesReceipts(site: string, side: Side): boolean
  /** In the queue; null while it is not known. */
  placeOf(conversation: Id): number | null
  report(fault: unknown): void
}

/** Events read from the log at a time; with texts at their limit that is still under a megabyte. */
const pageSize = 50
const typingEnds = 6_000

export function createHub(options: HubOptions): Hub {
  const { conversations, sign, clock, report } = options
  const topics = new Map<Id, Topic>()
  const typists = new Map<string, () => void>()

  function head(stored: StoredConversation, side: Side): Head {
    const whole = headFor(side, headOf(stored.state, stored.markers))
    const place = stored.state.handler === 'queue' ? options.placeOf(stored.state.id) : null
    if (place !== null) whole.queue = { position: place }
    if (options.seesReceipts(stored.state.site, side)) return whole
    const other: Side = side === 'agent' ? 'visitor' : 'agent'
    return { ...whole, read: { ...whole.read, [other]: 0 } }
  }

  function visible(side: Side, events: Event[]): Event[] {
    const seen: Event[] = []
    for (const event of events) {
      const shown = eventFor(side, event, sign)
      if (shown !== null) seen.push(shown)
    }
    return seen
  }

  function eventsFrame(side: Side, conversation: Id, prev: Place, events: Event[]): string | null {
    const seen = visible(side, events)
    if (seen.length === 0) return null
    const push: Push<'events'> = {
      on: 'events',
      conversation,
      prev: side === 'agent' ? prev : prev[0],
      events: seen,
    }
    return JSON.stringify(push)
  }

  function announce({ after, prev, events }: Omit<Stored, 'read' | 'due'>): void {
    const topic = topics.get(after.state.id)
    if (topic === undefined) return
    const end = endOf(events) ?? prev
    const frames = oncePerSide((side) => eventsFrame(side, after.state.id, prev, events))
    for (const reader of topic.readers) {
      if (reader.isBusy || !isAt(reader, prev)) {
        if (reader.maySee(after.state)) catchUpSoon(reader)
        continue
      }
      const frame = frames(reader.side)
      reader.position = end
      if (frame !== null) reader.outlet.send(frame)
    }
    tellHead(topic, after)
    dismiss(topic, after)
  }

  /** Those who may not see it from here on. */
  function dismiss(topic: Topic, { state }: StoredConversation): void {
    for (const reader of topic.readers) if (!reader.maySee(state)) leave(reader)
  }

  function leave(reader: Reader): void {
    reader.isOver = true
    const topic = topics.get(reader.conversation)
    topic?.readers.delete(reader)
    if (topic?.readers.size === 0) topics.delete(reader.conversation)
  }

  /** Heads are pushed when anything but `seq`, `read` and `delivered` has changed. */
  function tellHead(topic: Topic, after: StoredConversation): void {
    const before = topic.compared
    const place = options.placeOf(after.state.id)
    const isPlaced = place !== topic.place
    topic.compared = after.state
    topic.place = place
    // Nearly every message: two heads need not be made to see that nobody is told.
    if (before !== null && !isPlaced && isSameHead(before, after.state)) return
    for (const side of ['visitor', 'agent'] as const) {
      if (topic.heads[side] === null) continue
      const now = head(after, side)
      const key = headKey(now)
      if (key === topic.heads[side]) continue
      topic.heads[side] = key
      const frame = JSON.stringify({ on: 'head', head: now } satisfies Push<'head'>)
      for (const reader of topic.readers) {
        if (reader.isLive && reader.side === side) reader.outlet.send(frame)
      }
    }
  }

  function catchUpSoon(reader: Reader): void {
    reader.isBehind = true
    if (!reader.isBusy) void catchUp(reader).catch(report)
  }

  /** The loop. Only one runs for a reader, so that its events cannot overtake one another. */
  async function catchUp(reader: Reader): Promise<void> {
    reader.isBusy = true
    try {
      do {
        reader.isBehind = false
        let more = true
        while (more && reader.outlet.isOpen && !reader.isOver) {
          const page = await conversations.readLog(reader.conversation, {
            after: reader.position,
            limit: pageSize,
            audience: reader.side,
          })
          if (reader.isOver) break
          more = page.more
          const end = endOf(page.events)
          if (end === undefined) break
          const frame = eventsFrame(reader.side, reader.conversation, reader.position, page.events)
          reader.position = end
          if (frame !== null) reader.outlet.send(frame)
          if (more) await reader.outlet.drained()
        }
      } while (reader.isBehind && reader.outlet.isOpen && !reader.isOver)
    } finally {
      reader.isBusy = false
    }
  }

  function toAll(conversation: Id, frameFor: (reader: Reader) => string | null, isHint: boolean): void {
    for (const reader of topics.get(conversation)?.readers ?? []) {
      const frame = reader.isLive ? frameFor(reader) : null
      if (frame === null) continue
      if (isHint) reader.outlet.hint(frame)
      else reader.outlet.send(frame)
    }
  }

  function tellTyping(
    conversation: Id,
    { as, ...by }: Typist,
    active: boolean,
    preview?: string,
    except?: Outlet,
  ): void {
    const frames = oncePerSide((side) => {
      const push: Push<'typing'> = {
        on: 'typing',
        conversation,
        by: side === 'visitor' ? publicActor(as ?? by) : by,
        active,
        ...(side === 'agent' && preview !== undefined ? { preview } : {}),
      }
      return JSON.stringify(push)
    })
    toAll(conversation, ({ side, outlet }) => (outlet === except ? null : frames(side)), true)
  }

  return {
    head,
    events: visible,
    follow(stored, side, outlet, position, maySee = () => true) {
      const conversation = stored.state.id
      let topic = topics.get(conversation)
      if (topic === undefined) {
        topic = { readers: new Set(), heads: { visitor: null, agent: null }, compared: null, place: null }
        topics.set(conversation, topic)
      }
      topic.heads[side] ??= headKey(head(stored, side))
      topic.compared = null
      // Busy until released: what is stored in between is found in the log then.
      const reader: Reader = {
        conversation,
        side,
        outlet,
        position,
        isBusy: true,
        isBehind: false,
        isLive: false,
        isOver: false,
        maySee,
      }
      topic.readers.add(reader)
      return reader
    },
    release(reader) {
      reader.isLive = true
      return catchUp(reader)
    },
    leave,
    end(conversation) {
      const gone = JSON.stringify({ on: 'gone', conversation } satisfies Push<'gone'>)
      for (const reader of [...(topics.get(conversation)?.readers ?? [])]) {
        if (reader.side === 'agent') reader.outlet.send(gone)
        leave(reader)
      }
    },
    followed: () => [...topics.keys()],
    isFollowed: (conversation) => topics.has(conversation),
    announce,
    refresh(stored) {
      const topic = topics.get(stored.state.id)
      if (topic === undefined) return
      for (const reader of topic.readers) {
        const { seq, sub } = stored.state
        if (!isAt(reader, [seq, sub]) && reader.maySee(stored.state)) catchUpSoon(reader)
      }
      tellHead(topic, stored)
      dismiss(topic, stored)
    },
    marked(site, conversation, side, marks) {
      const whole = JSON.stringify({ on: 'marker', conversation, side, ...marks } satisfies Push<'marker'>)
      const unread = JSON.stringify({
        on: 'marker',
        conversation,
        side,
        ...marks,
        read: 0,
      } satisfies Push<'marker'>)
      toAll(
        conversation,
        (reader) => (reader.side === side || options.seesReceipts(site, reader.side) ? whole : unread),
        false,
      )
    },
    typing(conversation, by, from, active, preview, except) {
      const key = `${conversation} ${from} ${by.id ?? by.name ?? ''}`
      typists.get(key)?.()
      typists.delete(key)
      if (active) {
        const ends = () => {
          typists.delete(key)
          tellTyping(conversation, by, false, undefined, except)
        }
        typists.set(key, clock.after(typingEnds, ends))
      }
      tellTyping(conversation, by, active, preview, except)
    },
    draft(conversation, by, text) {
      const frames = oncePerSide((side) => {
        const push: Push<'draft'> = {
          on: 'draft',
          conversation,
          by: side === 'visitor' ? publicActor(by) : by,
          text,
        }
        return JSON.stringify(push)
      })
      toAll(conversation, ({ side }) => frames(side), true)
    },
    suggest(push) {
      const frame = JSON.stringify(push)
      toAll(push.conversation, ({ side }) => (side === 'agent' ? frame : null), true)
    },
    hasReaders(conversation, side) {
      for (const reader of topics.get(conversation)?.readers ?? []) if (reader.side === side) return true
      return false
    },
  }
}

/** A frame is serialised once per audience, not once per socket. */
function oncePerSide<F>(make: (side: Side) => F): (side: Side) => F {
  const made = new Map<Side, F>()
  return (side) => {
    if (!made.has(side)) made.set(side, make(side))
    return made.get(side) as F
  }
}

/** Where a reader stands who has these; undefined for none. */
function endOf(events: Event[]): Place | undefined {
  const last = events.at(-1)
  return last === undefined ? undefined : [last.seq, last.sub ?? 0]
}

/** A visitor counts by `seq` alone. */
function isAt({ side, position }: Reader, [seq, sub]: Place): boolean {
  return position[0] === seq && (side === 'visitor' || position[1] === sub)
}

function headKey({ seq: _seq, read: _read, delivered: _delivered, ...rest }: Head): string {
  return JSON.stringify(rest)
}
