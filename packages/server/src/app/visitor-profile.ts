/** What agents see of a visitor, and the nickname that they can change. Only of visitors to their own sites. */
import type { Id, VisitorProfile } from '@foyer/protocol'
import type { Conversations } from '../ports/conversations.ts'
import type { Identities } from '../ports/identities.ts'
import type { Visitor, Visitors } from '../ports/visitors.ts'
import type { Changes } from './changes.ts'
import type { AgentIdentity } from './identities.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'

/** Earlier conversations that a profile lists. */
const mostConversations = 20

export interface VisitorProfiles {
  read(agent: AgentIdentity, visitor: Id): Promise<Outcome<VisitorProfile>>
  rename(agent: AgentIdentity, visitor: Id, nickname: string): Promise<Outcome<VisitorProfile>>
  /** Of a visitor that was authorised by another way, such as an open conversation. */
  describe(visitor: Visitor): Promise<VisitorProfile>
}

export function createVisitorProfiles(ports: {
  visitors: Visitors
  conversations: Pick<Conversations, 'ofVisitor'>
  identities: Pick<Identities, 'of'>
  changes: Changes
  isPresent: (visitor: Id) => boolean
}): VisitorProfiles {
  const { visitors, conversations, changes, isPresent } = ports

  async function find(agent: AgentIdentity, id: Id): Promise<Visitor | null> {
    const visitor = await visitors.find(id)
    return visitor !== null && agent.sites.includes(visitor.site) ? visitor : null
  }

  async function describe(visitor: Visitor): Promise<VisitorProfile> {
    const [theirs, identity] = await Promise.all([
      conversations.ofVisitor(visitor.id, mostConversations),
      ports.identities.of(visitor.id),
    ])
    return {
      id: visitor.id,
      site: visitor.site,
      nickname: visitor.nickname,
      ...(visitor.locale === null ? {} : { locale: visitor.locale }),
      ...(visitor.page === null ? {} : { page: visitor.page }),
      ...(visitor.sdk === null ? {} : { sdk: visitor.sdk }),
      firstSeenAt: visitor.firstSeenAt,
      lastSeenAt: visitor.lastSeenAt,
      present: isPresent(visitor.id),
      attributes: visitor.attributes,
      blocked: visitor.blocked,
      ...(identity === null ? {} : { identity }),
      conversations: theirs.map(({ state }) => ({
        id: state.id,
        startedAt: state.startedAt,
        status: state.status,
      })),
    }
  }

  return {
    describe,

    async read(agent, id) {
      const visitor = await find(agent, id)
      return visitor === null ? notFound : { ok: await describe(visitor) }
    },

    async rename(agent, id, given) {
      const visitor = await find(agent, id)
      if (visitor === null) return notFound
      const nickname = given.trim().replace(/\s+/g, ' ')
      if (nickname === '') return badRequest('/nickname', 'A nickname is not empty.')
      const updated = await visitors.update(id, { nickname })
      if (updated === null) return notFound
      if (updated === 'taken') {
        return {
          error: { code: 'conflict', message: 'Another visitor has this nickname.', path: '/nickname' },
        }
      }
      changes.announce({ visitor: id, site: visitor.site })
      return { ok: await describe(updated) }
    },
  }
}
