// What one client holds of its conversations, put together from pushes and pages of history the way that
// the protocol tells clients to: a push joins on at its `prev`, else history is asked for.
import type { Position, WireEvent, WirePush } from '../support/wire.ts'
import type { Entry, Side } from './record.ts'

export interface Reader {
  /** For hello's `resume`. */
  positions(): Record<string, Position>
  lists(): Record<string, WireEvent[]>
  has(conversation: string): boolean
  /** No longer followed: its list is gone until it is opened again. */
  forget(conversation: string): void
  push(push: WirePush<'events'>): void
  reset(conversation: string): void
  /** Begins a list with the page that `open` answers, and fetches what lies before it. */
  open(conversation: string, open: () => Promise<{ events: WireEvent[]; more: boolean }>): Promise<void>
  /** Whether a page of history is on its way. */
  readonly isMending: boolean
  /** The connection is gone: pages that were asked for will not come. */
  drop(): void
}

interface Thread {
  events: WireEvent[]
  /** Pushes that came while history is being read; null when it is not. */
  waiting: WirePush<'events'>[] | null
}

export type AskHistory = (
  conversation: string,
  after: Position,
) => Promise<{ events: WireEvent[]; more: boolean }>

export function createReader(
  client: string,
  side: Side,
  note: (entry: Entry) => void,
  askHistory: AskHistory,
): Reader {
  const threads = new Map<string, Thread>()

  function threadOf(conversation: string): Thread {
    const known = threads.get(conversation)
    if (known !== undefined) return known
    const thread: Thread = { events: [], waiting: null }
    threads.set(conversation, thread)
    return thread
  }

  function push(push: WirePush<'events'>): void {
    const { conversation, prev, events } = push
    const thread = threadOf(conversation)
    if (thread.waiting !== null) {
      thread.waiting.push(push)
      return
    }
    note({ kind: 'events', client, conversation, prev, events })
    if (isSame(prev, endOf(thread))) {
      thread.events.push(...events)
      return
    }
    note({ kind: 'hole', client, conversation })
    void mend(conversation, thread)
  }

  async function mend(
    conversation: string,
    thread: Thread,
    waiting: WirePush<'events'>[] = [],
  ): Promise<void> {
    thread.waiting = waiting
    try {
      let more = true
      while (more) {
        const page = await askHistory(conversation, endOf(thread))
        if (thread.waiting !== waiting) return
        note({ kind: 'events', client, conversation, prev: null, events: page.events })
        thread.events.push(...page.events)
        more = page.more
      }
    } catch {
      // Cut in the middle: the next hello resumes from what is held.
      if (thread.waiting === waiting) thread.waiting = null
      return
    }
    thread.waiting = null
    replay(waiting)
  }

  /** What waited joins on as far as it is new; a page of history may have had some of it. */
  function replay(waiting: WirePush<'events'>[]): void {
    for (const late of waiting) {
      const end = endOf(threadOf(late.conversation))
      const fresh = late.events.filter((event) => isBefore(end, positionOf(event)))
      if (fresh.length > 0) push({ ...late, prev: isBefore(end, late.prev) ? late.prev : end, events: fresh })
    }
  }

  function endOf(thread: Thread): Position {
    const last = thread.events.at(-1)
    if (last === undefined) return side === 'agent' ? [0, 0] : 0
    return positionOf(last)
  }

  function positionOf({ seq, sub = 0 }: WireEvent): Position {
    return side === 'agent' ? [seq, sub] : seq
  }

  return {
    positions: () => Object.fromEntries([...threads].map(([id, thread]) => [id, endOf(thread)])),
    lists: () => Object.fromEntries([...threads].map(([id, thread]) => [id, thread.events])),
    has: (conversation) => threads.has(conversation),
    forget: (conversation) => void threads.delete(conversation),
    push,
    reset(conversation) {
      note({ kind: 'reset', client, conversation })
      const thread = threadOf(conversation)
      thread.events = []
      void mend(conversation, thread)
    },
    async open(conversation, open) {
      const thread = threadOf(conversation)
      // What comes before the answer has been looked at waits: `ws` hands over several frames in one turn.
      const waiting: WirePush<'events'>[] = []
      thread.waiting = waiting
      const page = await open().catch(() => null)
      if (thread.waiting !== waiting) return
      thread.waiting = null
      if (page === null) {
        threads.delete(conversation)
        return
      }
      if (page.more) {
        await mend(conversation, thread, waiting)
        return
      }
      note({ kind: 'events', client, conversation, prev: null, events: page.events })
      thread.events = [...page.events]
      replay(waiting)
    },
    get isMending() {
      return [...threads.values()].some((thread) => thread.waiting !== null)
    },
    drop() {
      for (const thread of threads.values()) thread.waiting = null
    },
  }
}

function pair(position: Position): [number, number] {
  return typeof position === 'number' ? [position, 0] : position
}

function isSame(one: Position, other: Position): boolean {
  const [a, b] = [pair(one), pair(other)]
  return a[0] === b[0] && a[1] === b[1]
}

function isBefore(one: Position, other: Position): boolean {
  const [a, b] = [pair(one), pair(other)]
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
}
