/** What agents have put on top of their lists (IN-3). */
import type { Id, Time } from '@foyer/protocol'

export interface Pins {
  /** Once; `full` where the agent has `most` already. */
  pin(agent: Id, conversation: Id, at: Time, most: number): Promise<'pinned' | 'full'>
  unpin(agent: Id, conversation: Id): Promise<void>
  /** Newest first. */
  ofAgent(agent: Id): Promise<Id[]>
  /** Everybody's, of a conversation that is gone. */
  forget(conversation: Id): Promise<void>
}
