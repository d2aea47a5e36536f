/** Tokens for programs: `fa_…` stands for an agent, `fb_…` for an assistant of one site. Said once, hashed at rest. */
import { createHash } from 'node:crypto'
import type { Id } from '@foyer/protocol'
import type { Agents, ApiToken } from '../ports/agents.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import { type ApiIdentity, identify } from './identities.ts'
import { hashSecret } from './signature.ts'

export interface ApiTokens {
  /** `token`: one that was made before, to be known again. */
  createForAgent(agent: Id, name: string, token?: string): Promise<string>
  /** A token's text, not yet anybody's. */
  mint(): string
  createForAssistant(site: string, name: string): Promise<string>
  /** The oldest first. */
  list(): Promise<ListedToken[]>
  /** From then on it proves nobody, and open sockets of it end. Null: there is none with that id. */
  revoke(id: Id): Promise<ListedToken | null>
  /** Who it proves, or null. Disabled agents' tokens prove nobody. */
  fromApiToken(token: string): Promise<ApiIdentity | null>
}

/** The id leads to no token; an assistant's is the one that it has in conversations. */
export type ListedToken = Omit<ApiToken, 'hash'> & { id: Id }

export function createApiTokens(ports: { agents: Agents; clock: Clock; chance: Chance }): ApiTokens {
  const { agents, clock, chance } = ports
  const mint = () => `fa_${chance.secret(32)}`

  return {
    mint,

    async createForAgent(agent, name, token = mint()) {
      const createdAt = clock.now()
      await agents.createToken({ hash: hashSecret(token), role: 'agent', agent, name, site: null, createdAt })
      return token
    },

    async createForAssistant(site, name) {
      const token = `fb_${chance.secret(32)}`
      const createdAt = clock.now()
      await agents.createToken({
        hash: hashSecret(token),
        role: 'assistant',
        agent: null,
        name,
        site,
        createdAt,
      })
      return token
    },

    async list() {
      return (await agents.allTokens()).map(({ hash, ...token }) => ({ id: idOf(hash), ...token }))
    },

    async revoke(id) {
      const found = (await agents.allTokens()).find(({ hash }) => idOf(hash) === id)
      if (found === undefined) return null
      const { hash, ...token } = found
      await agents.removeToken(hash)
      return { id, ...token }
    },

    async fromApiToken(token) {
      if (!token.startsWith('fa_') && !token.startsWith('fb_')) return null
      const known = await agents.findToken(hashSecret(token))
      if (known === null) return null
      if (known.role === 'assistant') {
        const sites = known.site === null ? [] : [known.site]
        return { role: 'assistant', assistant: { id: idOf(known.hash), name: known.name }, sites }
      }
      const agent = known.agent === null ? null : await agents.find(known.agent)
      if (agent === null || agent.disabled) return null
      const identity = await identify(agents, agent)
      return { role: 'agent', agent: identity, sites: identity.sites }
    },
  }
}

/** An assistant has no row, nor has a token an id: it comes from its token's hash, one way, in the form of a UUID. */
function idOf(hash: string): Id {
  const hex = createHash('sha256').update(`assistant ${hash}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
