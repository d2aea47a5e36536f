/** Who a request or a socket comes from, once it is proven. */
import type { Id } from '@foyer/protocol'
import type { Agent, Agents } from '../ports/agents.ts'
import type { Roles } from './rights.ts'

export interface AgentIdentity {
  id: Id
  name: string
  email: string
  avatar: string | null
  /** Ids of the sites that the agent belongs to. */
  sites: string[]
  /** What it is there; the keys are `sites`. */
  roles: Roles
  /** The network that it asks from, cut short, for the log of operations. */
  from?: string
}

export interface AssistantIdentity {
  /** The same for one token for as long as it lives. */
  id: Id
  name: string
}

export type ApiIdentity =
  | { role: 'agent'; agent: AgentIdentity; sites: string[] }
  | { role: 'assistant'; assistant: AssistantIdentity; sites: string[] }

export async function identify(agents: Agents, agent: Agent): Promise<AgentIdentity> {
  const { id, name, email, avatar } = agent
  const roles = await agents.rolesOf(id)
  return { id, name, email, avatar, sites: Object.keys(roles), roles }
}
