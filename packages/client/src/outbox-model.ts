/**
 * What waits for the server's answer: messages, picks, a wish for a person. Each is kept under a key of its own,
 * so that tabs never overwrite one another. Sending is the sender's; what has failed waits for `retry` or `remove`.
 */
import type { Id, Seq } from '@foyer/protocol'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Entry, Sender } from './outbox.ts'
import type { Store } from './store.ts'

export interface OutboxParts {
  store(): Store
  /** None before there is a line. */
  sender(): Sender | undefined
  /** Told to the other tabs. */
  share(change: Entry | Id): void
}

export interface Outbox {
  entries: ReadonlySignal<readonly Entry[]>
  /** Adds or changes. `shared`: another tab did, and has stored it. */
  put(entry: Entry, shared?: boolean): void
  drop(key: Id, shared?: boolean): void
  retry(key: Id): void
  /** Whether storage holds something that still waits. */
  holdsWaiting(): boolean
  load(): void
  /** What was meant for a conversation to come is meant for this one. */
  adopt(conversation: Id): void
  /** Events up to `seq` are there: what was answered shows as those. */
  seen(conversation: Id, seq: Seq): void
  clear(): void
}

export function createOutbox(parts: OutboxParts): Outbox {
  const entries = signal<readonly Entry[]>([])

  function read(): Entry[] {
    const store = parts.store()
    return store.keys('out:').flatMap((key) => {
      try {
        return [JSON.parse(store.get(key) ?? '') as Entry]
      } catch {
        return []
      }
    })
  }

  function set(entry: Entry): void {
    const others = entries.peek().filter(({ key }) => key !== entry.key)
    entries.value = [...others, entry].sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  function put(entry: Entry, shared?: boolean): void {
    const all = entries.peek()
    // Another tab may not have heard yet that it was answered.
    if (shared && all.some(({ key, seq }) => key === entry.key && seq)) return
    set(entry)
    if (!shared) {
      if (entry.seq) parts.store().remove(`out:${entry.key}`)
      else parts.store().set(`out:${entry.key}`, JSON.stringify(entry))
      parts.share(entry)
    }
    parts.sender()?.pump()
  }

  function drop(key: Id, shared?: boolean): void {
    entries.value = entries.peek().filter((entry) => entry.key !== key)
    if (shared) return
    parts.store().remove(`out:${key}`)
    parts.share(key)
  }

  return {
    entries,
    put,
    drop,
    retry(key) {
      const entry = entries.peek().find((entry) => entry.key === key)
      // What it lacked may have been agreed to meanwhile.
      if (entry?.error) put({ ...entry, error: undefined, consent: parts.store().get('consent') })
    },
    holdsWaiting: () => read().some((entry) => !entry.error),
    load() {
      for (const entry of read()) if (!entries.peek().some(({ key }) => key === entry.key)) put(entry, true)
    },
    adopt(conversation) {
      const aimed = entries
        .peek()
        .flatMap((entry) => (entry.conversation === null ? [{ ...entry, conversation }] : []))
      // All at once, or one still aimed at nothing would pass the one under way.
      for (const entry of aimed) set(entry)
      for (const entry of aimed) put(entry)
    },
    seen(conversation, seq) {
      for (const entry of entries.peek())
        if (entry.seq && entry.seq <= seq && entry.conversation === conversation) drop(entry.key, true)
    },
    clear() {
      parts.sender()?.still()
      entries.value = []
    },
  }
}
