/**
 * What agents see of a visitor and may change (IN-4): nickname, profile, records of follow-up; and the directory of
 * all. Only of visitors to their own sites.
 */
import type {
  FollowUp,
  FollowUpDraft,
  Id,
  ProfilePatch,
  ProtocolError,
  VisitorPage,
  VisitorProfile,
  VisitorRow,
} from '@foyer/protocol'
import { maySee, mayWrite } from '../core/people/access.ts'
import { patchProfile } from '../core/visitors/profile.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Identities } from '../ports/identities.ts'
import type { VisitorRecords } from '../ports/visitor-records.ts'
import type { Visitor, Visitors } from '../ports/visitors.ts'
import type { Changes } from './changes.ts'
import type { AgentIdentity } from './identities.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights, Roles } from './rights.ts'
import type { VisitorTimeline } from './visitor-timeline.ts'

/** Earlier conversations that a profile lists. */
const mostConversations = 20
/** Looks into the store that one search of the directory may take, and milliseconds between two of them. */
const mostLooks = 60
const betweenLooks = 1

export interface VisitorProfiles {
  read(agent: AgentIdentity, visitor: Id): Promise<Outcome<VisitorProfile>>
  change(agent: AgentIdentity, visitor: Id, patch: ProfilePatch): Promise<Outcome<VisitorProfile>>
  /**
   * Whose conversation is open is a colleague's to edit, but for those who may help out (RT-12), and to mute or block
   * for those who may see it. Null where this one may.
   */
  bar(
    agent: { id: Id; roles: Roles },
    visitor: Visitor,
    access: 'see' | 'write',
  ): Promise<{ error: ProtocolError } | null>
  /** Of a visitor that was authorised by another way, such as an open conversation. */
  describe(visitor: Visitor): Promise<VisitorProfile>
  addFollowUp(agent: AgentIdentity, visitor: Id, draft: FollowUpDraft): Promise<Outcome<FollowUp>>
  removeFollowUp(agent: AgentIdentity, visitor: Id, id: Id): Promise<Outcome<null>>
  directory(
    agent: AgentIdentity,
    site: string,
    query: { text?: string; after?: string; limit: number },
  ): Promise<Outcome<VisitorPage>>
  rowOf(visitor: Visitor): VisitorRow
}

export function createVisitorProfiles(ports: {
  visitors: Visitors
  records: VisitorRecords
  timeline: VisitorTimeline
  conversations: Pick<Conversations, 'ofVisitor'>
  identities: Pick<Identities, 'of'>
  changes: Changes
  rights: Rights
  clock: Clock
  chance: Chance
  isPresent: (visitor: Id) => boolean
}): VisitorProfiles {
  const { visitors, records, timeline, conversations, changes, rights, clock, chance, isPresent } = ports

  async function find(agent: AgentIdentity, id: Id): Promise<Visitor | null> {
    const visitor = await visitors.find(id)
    return visitor !== null && agent.sites.includes(visitor.site) ? visitor : null
  }

  const bar: VisitorProfiles['bar'] = async (agent, { id, site }, access) => {
    const viewer = rights.viewer(agent, site)
    const may = access === 'see' ? maySee : mayWrite
    const open = (await conversations.ofVisitor(id, 1)).find(({ state }) => state.status !== 'closed')
    if (open === undefined || may(viewer, open.state)) return null
    const message = 'This visitor is a colleague’s.'
    const isShown = maySee(viewer, open.state) || viewer.may('visitor.list')
    return isShown ? { error: { code: 'forbidden' as const, message } } : notFound
  }

  async function describe(visitor: Visitor): Promise<VisitorProfile> {
    const [theirs, followUps, identity] = await Promise.all([
      conversations.ofVisitor(visitor.id, mostConversations),
      records.followUps(visitor.id),
      ports.identities.of(visitor.id),
    ])
    const { locale, page, sdk, referrer, device, network } = visitor
    return {
      id: visitor.id,
      site: visitor.site,
      nickname: visitor.nickname,
      ...(locale === null ? {} : { locale }),
      ...(page === null ? {} : { page }),
      ...(sdk === null ? {} : { sdk }),
      ...(referrer === null ? {} : { referrer }),
      ...(device === null ? {} : { device }),
      ...(network === null ? {} : { network }),
      firstSeenAt: visitor.firstSeenAt,
      lastSeenAt: visitor.lastSeenAt,
      visits: visitor.visits,
      present: isPresent(visitor.id),
      attributes: visitor.attributes,
      blocked: visitor.blocked,
      muted: visitor.muted,
      profile: visitor.profile,
      tags: visitor.tags,
      followUps,
      timeline: await timeline.read(visitor.id, theirs),
      ...(identity === null ? {} : { identity }),
      conversations: theirs.map(({ state }) => ({
        id: state.id,
        startedAt: state.startedAt,
        status: state.status,
      })),
    }
  }

  function rowOf(visitor: Visitor): VisitorRow {
    const { id, nickname, profile, locale, tags, blocked, firstSeenAt, lastSeenAt } = visitor
    const { name, email, phone, company } = profile
    return {
      id,
      nickname,
      ...(name === undefined ? {} : { name: name.value }),
      ...(email === undefined ? {} : { email: email.value }),
      ...(phone === undefined ? {} : { phone: phone.value }),
      ...(company === undefined ? {} : { company: company.value }),
      ...(locale === null ? {} : { locale }),
      tags,
      blocked,
      present: isPresent(id),
      firstSeenAt,
      lastSeenAt,
    }
  }

  return {
    bar,
    describe,
    rowOf,

    async read(agent, id) {
      const visitor = await find(agent, id)
      if (visitor === null) return notFound
      // Without the directory one sees the visitors of the conversations that one may see.
      const theirs = await conversations.ofVisitor(id, mostConversations)
      const viewer = rights.viewer(agent, visitor.site)
      const isShown = viewer.may('visitor.list') || theirs.some(({ state }) => maySee(viewer, state))
      return isShown ? { ok: await describe(visitor) } : notFound
    },

    async change(agent, id, { nickname: given, ...patch }) {
      const visitor = await find(agent, id)
      if (visitor === null) return notFound
      const barred = await bar(agent, visitor, 'write')
      if (barred !== null) return barred
      const nickname = given?.trim().replace(/\s+/g, ' ')
      if (nickname === '') return badRequest('/nickname', 'A nickname is not empty.')
      const by = { kind: 'agent', id: agent.id, name: agent.name } as const
      const now = clock.now()
      const checked = patchProfile(visitor.profile, patch, now, by)
      if ('error' in checked) return checked
      const updated = await visitors.change(id, ({ profile }) => {
        const patched = patchProfile(profile, patch, now, by)
        return {
          ...(nickname === undefined ? {} : { nickname }),
          profile: 'error' in patched ? profile : patched.ok,
        }
      })
      if (updated === null) return notFound
      if (updated === 'taken') {
        return {
          error: { code: 'conflict', message: 'Another visitor has this nickname.', path: '/nickname' },
        }
      }
      if (nickname !== undefined && nickname !== visitor.nickname) {
        await timeline.note(id, visitor.site, { kind: 'renamed', from: visitor.nickname, to: nickname, by })
      }
      changes.announce({ visitor: id })
      return { ok: await describe(updated) }
    },

    async addFollowUp(agent, id, { text: given, due }) {
      const visitor = await find(agent, id)
      if (visitor === null) return notFound
      const barred = await bar(agent, visitor, 'write')
      if (barred !== null) return barred
      const text = given.trim()
      if (text === '') return badRequest('/text', 'A record says something.')
      const by = { kind: 'agent', id: agent.id, name: agent.name } as const
      const record: FollowUp = {
        id: chance.id(),
        at: clock.now(),
        by,
        text,
        ...(due === undefined ? {} : { due }),
      }
      const outcome = await records.addFollowUp(id, visitor.site, record)
      if (outcome === 'added') return { ok: record }
      return { error: { code: 'too_large', message: 'This visitor has as many records as are kept.' } }
    },

    async removeFollowUp(agent, id, record) {
      const visitor = await find(agent, id)
      if (visitor === null) return notFound
      const barred = await bar(agent, visitor, 'write')
      if (barred !== null) return barred
      return (await records.removeFollowUp(id, record)) ? { ok: null } : notFound
    },

    async directory(agent, site, { text, after: from, limit }) {
      if (!agent.sites.includes(site)) return notFound
      const refused = rights.refusal(agent, site, 'visitor.list')
      if (refused !== null) return refused
      const rows: VisitorRow[] = []
      let after = from
      for (let looks = 0; looks < mostLooks; looks += 1) {
        const page = await visitors.directory({
          site,
          limit: limit - rows.length,
          ...(text === undefined ? {} : { text }),
          ...(after === undefined ? {} : { after }),
        })
        rows.push(...page.visitors.map(rowOf))
        after = page.after
        if (after === undefined || rows.length >= limit) break
        // Others come by between two looks.
        await new Promise<void>((resolve) => clock.after(betweenLooks, resolve))
      }
      return { ok: { rows, ...(after === undefined ? {} : { after }) } }
    },
  }
}
