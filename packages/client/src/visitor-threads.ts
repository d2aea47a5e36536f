/**
 * The conversations that a visitor's client knows, and which of them is shown: the open one, the one just
 * closed, or an empty one before the first message. It knows no line and no storage.
 */
import type { Event, Head, Id, Push, Seq } from '@foyer/protocol'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Thread } from './thread.ts'

/** What a tab tells another of one thread. */
export interface HeldThread {
  id: Id
  head: Head | null
  events: readonly Event[]
  more: boolean
}

export interface VisitorThreads {
  shown: ReadonlySignal<Thread>
  /** Those that exist at the server. */
  all: ReadonlySignal<readonly Thread[]>
  of(id: Id): Thread | undefined
  /** This conversation is the one to show; what was typed for one to come belongs to it. */
  begin(id: Id): void
  meet(head: Head): void
  take(push: Push): void
  /** After a hello: what the server does not know is gone. */
  keepOnly(heads: readonly Head[]): void
  positions(): Record<Id, Seq>
  held(): HeldThread[]
  restore(held: readonly HeldThread[]): void
  /** One of those that are known; nothing where it is not. */
  show(id: Id): void
  /** The visitor has left it with this last event: news is only what comes after. */
  leave(id: Id, seq: Seq): void
  /** An empty one to show. */
  clear(): void
  destroy(): void
}

export function createVisitorThreads(
  newThread: (id: Id | null) => Thread,
  adopt: (id: Id) => void,
): VisitorThreads {
  const shown = signal(newThread(null))
  const all = signal<readonly Thread[]>([])
  /** How far those had come that the visitor has left for a new one. */
  const left = new Map<Id, Seq>()
  const idOf = (thread: Thread) => thread.state.id.value
  const of = (id: Id) => all.value.find((thread) => idOf(thread) === id)

  function add(id: Id, thread = newThread(id)): Thread {
    all.value = [...all.peek(), thread]
    return thread
  }

  function begin(id: Id): Thread {
    const now = shown.peek()
    let thread = of(id)
    if (!thread && now.state.id.peek() === null) {
      now.state.id.value = id
      thread = add(id, now)
    }
    shown.value = thread ??= add(id)
    adopt(id)
    return thread
  }

  function meet(head: Head): Thread {
    const { id, status } = head
    const isShown = shown.peek().state.id.peek() === id
    const thread = status === 'closed' || isShown ? (of(id) ?? add(id)) : begin(id)
    thread.feed().setHead(head)
    // Written to after its end: it is what there is to read, where nothing else is shown.
    const { id: held, items } = shown.peek().view
    const isNews = head.seq > Math.max(head.read.visitor, left.get(id) ?? 0)
    if (status === 'closed' && isNews && !held.peek() && !items.peek().length) shown.value = thread
    return thread
  }

  function clear(): void {
    const thread = shown.peek()
    const id = idOf(thread)
    if (id !== null) left.set(id, thread.state.transcript.peek().events.at(-1)?.seq ?? 0)
    shown.value = newThread(null)
  }

  return {
    shown,
    all,
    of,
    begin,
    meet,
    take(push) {
      if (push.on === 'head') meet(push.head)
      else if (push.on === 'synced') for (const thread of all.peek()) thread.feed().check()
      else if ('conversation' in push) {
        const { conversation: id } = push
        let thread = of(id)
        // The first that is heard of a conversation that this visitor began may be its log.
        if (!thread && push.on === 'events') thread = push.prev === 0 ? begin(id) : add(id)
        thread?.feed().take(push)
      }
    },
    keepOnly(heads) {
      all.value = all.peek().filter((thread) => heads.some(({ id }) => id === idOf(thread)))
      if (idOf(shown.peek()) !== null && !all.peek().includes(shown.peek())) clear()
    },
    positions: () =>
      Object.fromEntries(
        // A hello takes 64; older ones say by themselves when there is something unread.
        all
          .peek()
          .slice(-50)
          .flatMap((thread) => {
            const seq = thread.feed().position()
            return seq ? [[idOf(thread), seq]] : []
          }),
      ),
    held: () =>
      all.peek().map(({ state: { id, head, transcript } }) => {
        const { events, more } = transcript.peek()
        return { id: id.peek()!, head: head.peek(), events, more }
      }),
    restore(held) {
      for (const { id, head, events, more } of held) (head ? meet(head) : begin(id)).feed().page(events, more)
    },
    show(id) {
      shown.value = of(id) ?? shown.peek()
    },
    leave: (id, seq) => left.set(id, seq),
    clear,
    destroy() {
      for (const thread of [...all.peek(), shown.peek()]) thread.destroy()
      all.value = []
      clear()
    },
  }
}
