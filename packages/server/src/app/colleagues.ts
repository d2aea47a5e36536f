/** The agents of a site, as their colleagues see them, and how an agent comes to be. */
import type { AgentProfile, AgentStatus } from '@foyer/protocol'
import type { Agent, Agents } from '../ports/agents.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Passwords } from '../ports/passwords.ts'
import type { Changes } from './changes.ts'
import type { AgentIdentity } from './identities.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import { checkPassword } from './password-rules.ts'
import type { Presence } from './presence.ts'

export interface AgentDraft {
  name: string
  email: string
  password: string
  sites: string[]
  /** At each of them. */
  role: string
}

export interface Colleagues {
  list(
    agent: AgentIdentity,
    site: string,
  ): Promise<Outcome<{ agents: (AgentProfile & { status: AgentStatus; load: number })[] }>>
  create(draft: AgentDraft): Promise<Outcome<AgentIdentity>>
  setPassword(agent: Pick<Agent, 'id' | 'name' | 'email'>, password: string): Promise<Outcome<null>>
  /** What `create` would refuse by itself, without hashing or creating. */
  check(draft: Omit<AgentDraft, 'sites' | 'role'>): Outcome<null>
}

export function profileOf(agent: Pick<AgentIdentity, 'id' | 'name' | 'email' | 'avatar'>): AgentProfile {
  const { id, name, email, avatar } = agent
  return { id, name, email, ...(avatar === null ? {} : { avatar }) }
}

export function createColleagues(ports: {
  agents: Agents
  passwords: Passwords
  clock: Clock
  chance: Chance
  changes: Changes
  presence: Pick<Presence, 'statusOf' | 'present'>
}): Colleagues {
  const { agents, passwords, clock, chance, changes, presence } = ports

  function check({ name, email, password }: Omit<AgentDraft, 'sites' | 'role'>): Outcome<null> {
    if (name.trim() === '') return badRequest('/name', 'An agent needs a name.')
    if (!/^[^\s@]+@[^\s@]+$/.test(email.trim())) return badRequest('/email', 'This is not an e-mail address.')
    return checkPassword(password, [name, email]) ?? { ok: null }
  }

  return {
    check,

    async list(agent, site) {
      if (!agent.sites.includes(site)) return notFound
      const found = (await agents.ofSite(site)).filter(({ disabled }) => !disabled)
      const loads = new Map(presence.present(site).map(({ id, load }) => [id, load]))
      const told = found.map((one) => ({
        ...profileOf(one),
        status: presence.statusOf(one.id),
        load: loads.get(one.id) ?? 0,
      }))
      return { ok: { agents: told } }
    },

    async setPassword(agent, password) {
      const checked = checkPassword(password, [agent.name, agent.email])
      if (checked !== null) return checked
      await agents.setPassword(agent.id, await passwords.hash(password))
      return { ok: null }
    },

    async create(draft) {
      const checked = check(draft)
      if ('error' in checked) return checked
      const agent = {
        id: chance.id(),
        name: draft.name.trim(),
        email: draft.email.trim().toLowerCase(),
        avatar: null,
        passwordHash: await passwords.hash(draft.password),
        disabled: false,
        createdAt: clock.now(),
      }
      if ((await agents.create(agent, draft.sites, draft.role)) === 'taken') {
        return {
          error: {
            code: 'conflict',
            message: 'An agent with this e-mail address is here already.',
            path: '/email',
          },
        }
      }
      for (const site of draft.sites) changes.announce({ site })
      const { id, name, email, avatar } = agent
      const roles = Object.fromEntries(draft.sites.map((site) => [site, draft.role]))
      return { ok: { id, name, email, avatar, sites: draft.sites, roles } }
    },
  }
}
