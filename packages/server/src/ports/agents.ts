/** Agents, their sign-ins and API tokens. Secrets are kept as hashes only. */
import type { Id, Role, Time } from '@foyer/protocol'

export interface Agent {
  id: Id
  name: string
  /** Lower case; unique. */
  email: string
  avatar: string | null
  /** argon2id, in its own notation. */
  passwordHash: string
  disabled: boolean
  createdAt: Time
}

/** The console's sign-in: the cookie's SHA-256. */
export interface AgentSession {
  hash: string
  agent: Id
  createdAt: Time
  usedAt: Time
}

export interface ApiToken {
  hash: string
  role: Exclude<Role, 'visitor'>
  /** The agent that it stands for; null for an assistant. */
  agent: Id | null
  /** An assistant's name and site. */
  name: string
  site: string | null
  createdAt: Time
}

export interface Agents {
  /** `taken`: the e-mail address has an agent already. */
  create(agent: Agent, sites: string[], role: string): Promise<'created' | 'taken'>
  find(id: Id): Promise<Agent | null>
  findByEmail(email: string): Promise<Agent | null>
  count(): Promise<number>
  /** Without those whom the site keeps out. */
  ofSite(site: string): Promise<Agent[]>
  /** By site, in order of the sites' ids; without sites that keep it out. */
  rolesOf(agent: Id): Promise<Record<string, string>>
  /** Whoever belongs to it already keeps the role it has. */
  join(agent: Id, site: string, role: string): Promise<void>
  /** Ends all of the agent's sign-ins with it. */
  setPassword(agent: Id, passwordHash: string): Promise<void>
  setDisabled(agent: Id, disabled: boolean): Promise<void>

  createSession(session: AgentSession): Promise<void>
  findSession(hash: string): Promise<AgentSession | null>
  useSession(hash: string, at: Time): Promise<void>
  removeSession(hash: string): Promise<void>
  /** Sessions that nobody used since, or that began before. */
  removeSessions(unusedSince: Time, createdBefore: Time): Promise<void>

  createToken(token: ApiToken): Promise<void>
  findToken(hash: string): Promise<ApiToken | null>
  /** The oldest first. */
  allTokens(): Promise<ApiToken[]>
  removeToken(hash: string): Promise<void>
  /** Those of the hashes that are of a sign-in or a token; in one statement, for who is connected. */
  known(hashes: string[]): Promise<string[]>
}
