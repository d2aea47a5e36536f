/** Agents, their sites, sign-ins and API tokens in maps, for tests. */
import type { Agent, AgentSession, Agents, ApiToken } from '../../ports/agents.ts'

export function createMemoryAgents(): Agents & { all(): { agent: Agent; sites: string[] }[] } {
  const agents = new Map<string, Agent>()
  const sites = new Map<string, Map<string, string>>()
  const sessions = new Map<string, AgentSession>()
  const tokens = new Map<string, ApiToken>()

  return {
    async create(agent, ofSites, role) {
      if (byEmail(agent.email)) return 'taken'
      agents.set(agent.id, { ...agent })
      sites.set(agent.id, new Map(ofSites.map((site) => [site, role])))
      return 'created'
    },
    find: async (id) => copy(agents.get(id)),
    findByEmail: async (email) => copy(byEmail(email)),
    count: async () => agents.size,
    async ofSite(site) {
      return [...agents.values()]
        .filter(({ id }) => sites.get(id)?.has(site))
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
        .map((agent) => ({ ...agent }))
    },
    async rolesOf(agent) {
      const roles = [...(sites.get(agent) ?? [])]
      return Object.fromEntries(roles.sort(([one], [other]) => (one < other ? -1 : 1)))
    },
    async join(agent, site, role) {
      const roles = sites.get(agent)
      if (roles?.has(site) === false) roles.set(site, role)
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
    },
    findSession: async (hash) => copy(sessions.get(hash)),
    async useSession(hash, at) {
      const found = sessions.get(hash)
      if (found) found.usedAt = at
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
    /** For the presence beside it. */
    all: () =>
      [...agents.values()].map((agent) => ({ agent, sites: [...(sites.get(agent.id)?.keys() ?? [])] })),
  }

  function byEmail(email: string): Agent | undefined {
    return [...agents.values()].find((agent) => agent.email === email)
  }
}

function copy<T extends object>(found: T | undefined): T | null {
  return found ? { ...found } : null
}
