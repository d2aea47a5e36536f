/**
 * Between nodes. Everything on it is a hint that may be lost, repeated or come late: the log is the truth.
 * Sending never fails and never waits.
 */
import type { Actor, Id, Push, Seq, Side } from '@foyer/protocol'

export type Hint =
  /** The conversation has events up to here. */
  | { kind: 'events'; site: string; visitor: Id; conversation: Id; seq: number; sub: number }
  /** A side has read or received more. */
  | { kind: 'marker'; site: string; conversation: Id; side: Side; read: Seq; delivered: Seq }
  | {
      kind: 'typing'
      conversation: Id
      /** `as`: whom the visitor sees in its place. */
      by: Actor & { as?: Actor }
      from: 'visitor' | 'agent'
      active: boolean
      preview?: string
    }
  /** What the assistant is writing. */
  | { kind: 'draft'; conversation: Id; by: Actor; text: string }
  /** What an agent has pinned has changed: read it again. */
  | { kind: 'pins'; agent: Id }
  /** Who has a conversation open at that node; `until` it counts as gone. */
  | { kind: 'looking'; conversation: Id; agents: Actor[]; until: number }
  /** Agents have come or gone there, or have another status: look at the store. */
  | { kind: 'presence' }
  /** The agent was given a conversation by a colleague. */
  | { kind: 'assigned'; agent: Id; notice: Omit<Push<'assigned'>, 'on'> }
  /** A site's settings or FAQ, or an agent's rights, have changed: read them again. */
  | { kind: 'changed'; site?: string; agent?: Id; visitor?: Id; blocks?: true }

export interface Bus {
  publish(hint: Hint): void
  /** Hints of other nodes only. Returns the way off. */
  subscribe(listener: (hint: Hint, node: string) => void): () => void
  /** Whether hints come through at present; while not, heads are polled more often. */
  readonly up: boolean
}
