/**
 * Which agents are there, with which status and how much to do, over all nodes. Contract: a status outlives the
 * connection; whoever comes after an absence is online; what a node does not renew ends by itself.
 */
import type { AgentStatus, AgentTime, Id, Time } from '@foyer/protocol'

/** An agent who is connected somewhere. */
export interface PresentAgent {
  id: Id
  name: string
  avatar: string | null
  status: AgentStatus
  sites: string[]
  /** Open conversations, of all sites. */
  load: number
}

export interface AgentPresence {
  /**
   * The agent is connected at `node` until then. Not seen for longer than `absence` before: it logs in, and is
   * online. Answers the status that holds.
   */
  arrive(agent: Id, node: string, at: { now: Time; until: Time; absence: number }): Promise<AgentStatus>
  /** These are still connected at `node`. */
  renew(agents: Id[], node: string, at: { now: Time; until: Time }): Promise<void>
  /** The last of its connections at `node` is gone. */
  leave(agent: Id, node: string, now: Time): Promise<void>
  setStatus(agent: Id, status: AgentStatus, now: Time): Promise<void>
  /** With a password: online, whatever was before. */
  signIn(agent: Id, now: Time): Promise<void>
  /** Whoever comes next logs in anew. */
  signOut(agent: Id, now: Time): Promise<void>
  /** Disabled ones are not. In order of their ids. */
  present(now: Time): Promise<PresentAgent[]>
  /** Oldest first. A logout is known at the latest with the next login: a browser that is closed says nothing. */
  times(agent: Id, from: Time, to: Time): Promise<AgentTime[]>
}
