/** What the server says unasked (PROTOCOL.md §5). A client ignores a push that it does not know. */
import type { Suggestion } from './commands.ts'
import type { Event } from './events.ts'
import type { Counts, Row } from './inbox.ts'
import type { WhyBy } from './routing.ts'
import type { Actor, AgentStatus, Availability, Head, Id, Position, Seq, Side } from './values.ts'
import type { SiteVisitor } from './visitors.ts'

export interface Pushes {
  /** In order. A reader whose position is not `prev` asks for history. */
  events: { conversation: Id; prev: Position; events: Event[] }
  /** The whole head, when anything but `seq`, `read` and `delivered` has changed. */
  head: { head: Head }
  marker: { conversation: Id; side: Side; read: Seq; delivered: Seq }
  typing: { conversation: Id; by: Actor; active: boolean; preview?: string }
  /** What the assistant is writing, whole each time; the message that follows replaces it, an empty text ends it. */
  draft: { conversation: Id; by: Actor; text: string }
  /** To agents who have the conversation open: entries that fit the visitor's newest message (AS-2). */
  suggestions: { conversation: Id; seq: Seq; suggestions: Suggestion[] }
  /** Everything missed has been sent. */
  synced: Record<never, never>
  /** What is held of this conversation does not join up: ask for history. */
  reset: { conversation: Id }
  availability: Availability
  row: { row: Row }
  gone: { conversation: Id }
  counts: { counts: Counts }
  /** To the agent who has it, once: its visitor has waited for the site's `nudge` (RT-13). */
  nudge: { row: Row }
  /** To agents who have the conversation open: who does, oneself too. */
  presence: { conversation: Id; agents: Actor[] }
  /** The watched list of visitors as it is now, whole: at most once a second. */
  visitors: { rows: SiteVisitor[]; total: number }
  /** To the agent who was given a conversation by a colleague (RT-10). */
  assigned: { conversation: Id; by: Actor; why: WhyBy; note?: string }
  /** To the agent's every connection: the status is another one, by whatever was done elsewhere too (RT-9). */
  status: { value: AgentStatus }
  /** The server is about to close; come back after `retryAfter` milliseconds. */
  bye: { reason: string; retryAfter: number }
}

export type PushName = keyof Pushes
export type Push<N extends PushName = PushName> = { [K in N]: { on: K } & Pushes[K] }[N]
