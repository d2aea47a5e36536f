/** Agents, their sites, sign-ins and API tokens in maps, for tests. */
import type { Agent, AgentSession, Agents, ApiToken } from '../../ports/agents.ts'

/** What the members of sites are kept in too. */
export interface AgentTables {
  agents: Map<string, Agent>
  /** By agent and site. */
  places: Map<string, Map<string, Place>>
  sessions: Map<string, AgentSession>
  seen: Map<string, number>
}

interface Place {
  role: string
  department: string | null
  disabled: boolean
}

export function agentTables(): AgentTables {
  return { agents: new Map(), places: new Map(), sessions: new Map(), seen: new Map() }
}

export function createMemoryAgents({ agents, places, sessions, seen } = agentTables()): Agents & {
  all(): { agent: Agent; sites: string[] }[]
} {
  const placeOf = (role: string): Place => ({ role, department: null, disabled: false })
  const tokens = new Map<string, ApiToken>()

  return {
    async create(agent, ofSites, role) {
      if (byEmail(agent.email)) return 'taken'
      agents.set(agent.id, { ...agent })
      places.set(agent.id, new Map(ofSites.map((site) => [site, placeOf(role)])))
      return 'created'
    },
    find: async (id) => copy(agents.get(id)),
    findByEmail: async (email) => copy(byEmail(email)),
    count: async () => agents.size,
    async ofSite(site) {
      return [...agents.values()]
        .filter(({ id }) => places.get(id)?.get(site)?.disabled === false)
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
        .map((agent) => ({ ...agent }))
    },
    async rolesOf(agent) {
      const theirs = [...(places.get(agent) ?? [])].filter(([, { disabled }]) => !disabled)
      const roles = theirs.map(([site, { role }]) => [site, role] as const)
      return Object.fromEntries(roles.sort(([one], [other]) => (one < other ? -1 : 1)))
    },
    async join(agent, site, role) {
      const theirs = places.get(agent)
      if (theirs?.has(site) === false) theirs.set(site, placeOf(role))
    },
    async setPassword(agent, passwordHash) {
      const found = agents.get(agent)
      if (found) found.passwordHash = passwordHash
      for (const session of sessions.values()) if (session.agent === agent) sessions.delete(session.hash)
    },
    async setDisabled(agent, disabled) {
      const found = agents.get(agent)
      if (found) found.disabled = disabled
    },

    async createSession(session) {
      sessions.set(session.hash, { ...session })
      seen.set(session.agent, session.usedAt)
    },
    findSession: async (hash) => copy(sessions.get(hash)),
    async useSession(hash, at) {
      const found = sessions.get(hash)
      if (found === undefined) return
      found.usedAt = at
      seen.set(found.agent, at)
    },
    async removeSession(hash) {
      sessions.delete(hash)
    },
    async removeSessions(unusedSince, createdBefore) {
      for (const { hash, usedAt, createdAt } of sessions.values()) {
        if (usedAt < unusedSince || createdAt < createdBefore) sessions.delete(hash)
      }
    },

    async createToken(token) {
      tokens.set(token.hash, { ...token })
    },
    findToken: async (hash) => copy(tokens.get(hash)),
    allTokens: async () => structuredClone([...tokens.values()].sort((a, b) => a.createdAt - b.createdAt)),
    async removeToken(hash) {
      tokens.delete(hash)
    },
    known: async (hashes) => hashes.filter((hash) => sessions.has(hash) || tokens.has(hash)),
    /** For the presence beside it. */
    all: () =>
      [...agents.values()].map((agent) => {
        const theirs = [...(places.get(agent.id) ?? [])].filter(([, { disabled }]) => !disabled)
        return { agent, sites: theirs.map(([site]) => site) }
      }),
  }

  function byEmail(email: string): Agent | undefined {
    return [...agents.values()].find((agent) => agent.email === email)
  }
}

function copy<T extends object>(found: T | undefined): T | null {
  return found ? { ...found } : null
}
