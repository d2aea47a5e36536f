/** What a thread is made of, and what it is given: the words that its list, its feed and its owners share. */
import type { Actor, Event, Head, Id, Position, Push, Seq, Side } from '@foyer/protocol'
import type { Signal } from '@preact/signals-core'
import type { Draft, Item, VisitorConversation } from './api.ts'
import type { Transcript } from './held.ts'
import type { Ask, Line } from './line.ts'
import type { Entry } from './outbox.ts'
import type { Outbox } from './outbox-model.ts'
import type { Typist } from './typing.ts'
import type { FoldInput } from './unsent.ts'

/** The signals of a thread that a feed writes. */
export interface ThreadState {
  id: Signal<Id | null>
  head: Signal<Head | null>
  transcript: Signal<Transcript>
  typing: Signal<Typist | null>
  draft: Signal<Draft | null>
}

export interface Feed {
  /** The list to show, of the log too. */
  fold(input: FoldInput): Item[]
  /** What an option of that message is called; empty where it is not held. */
  labelOf(target: Seq, option: string): string
  take(push: Push): void
  setHead(head: Head): void
  /** Null when nothing is held. */
  position(): Position | null
  /** The newest page, as the server or another tab gave it. */
  page(events: readonly Event[], more: boolean): void
  /** Asks for what the head says there is and is not held. */
  check(): void
  loadOlder(): Promise<boolean>
  loadUntil(seq: Seq): Promise<boolean>
  read(seq: Seq): void
  setTyping(active: boolean, preview?: string): void
  /** Forgets one's own typing without telling: what was typed is sent. */
  still(): void
  /** Leaves no timer, nor a hint of the other side. */
  end(): void
}

export type CreateFeed = (parts: ThreadParts, state: ThreadState) => Feed

export interface ThreadParts {
  side: Side
  url: string
  self(): Actor
  ask: Ask
  /** Fire and forget: what is late is worthless. */
  hint: Line['request']
  outbox: Outbox
  /** Null until there is a line, before which nothing can feed. */
  feeder(): CreateFeed | null
  /** Whether an outbox entry belongs to this thread. */
  owns(entry: Entry, thread: Thread): boolean
  /** Whether this tab holds the socket, and so tells what was delivered. */
  leads(): boolean
  /** Somebody acts: connect, and keep what has to be kept. */
  act(): void
  /** For uploads; null where a cookie serves. */
  token(): Promise<string | null>
  fileLimit(): number
  /** What the visitor agreed to, where the site asks. */
  consent?(): string | null
  /** Tells the other tabs what this one knows first. */
  share(push: Push): void
  /** Events that came after what was held, once each, in order. */
  came?(conversation: Id, events: readonly Event[]): void
}

export interface Thread {
  view: VisitorConversation
  state: ThreadState
  /** Only where a line has spoken. */
  feed(): Feed
  destroy(): void
}
