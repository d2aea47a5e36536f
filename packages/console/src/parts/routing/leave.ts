/** Somebody is about to go, and is asked who takes what is open. */
import type { Actor, AgentStatus } from '@foyer/protocol'

export interface Leave {
  to: AgentStatus
  signsOut: boolean
  /** How many conversations are open. */
  open: number
  /** Those online, who has least to do first. */
  colleagues: Actor[]
}
