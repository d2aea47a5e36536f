/**
 * Who belongs to a site, as what, and in which department: for agents with the permission to edit people. Nobody
 * gives a role that may more than their own, or touches somebody who has one; a site keeps an owner. Who goes, or
 * is kept out, leaves its open conversations to the queue.
 */
import type { AgentStatus, ColleagueLoad, Id, Member, MemberPatch, SiteSettings } from '@foyer/protocol'
import { isWithin } from '../core/people/departments.ts'
import { covers, isRole } from '../core/people/roles.ts'
import type { Membership, People } from '../ports/people.ts'
import type { Sites } from '../ports/sites.ts'
import type { Changes } from './changes.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { ReleaseAgent } from './release-agent.ts'
import type { Rights } from './rights.ts'

export interface Members {
  list(agent: AgentIdentity, site: string): Promise<Outcome<{ members: Member[] }>>
  change(agent: AgentIdentity, site: string, id: Id, patch: MemberPatch): Promise<Outcome<Member>>
  /** Oneself without any permission: to leave. */
  remove(agent: AgentIdentity, site: string, id: Id): Promise<Outcome<null>>
  /** Those of the same department and below, without oneself (RT-12). */
  colleagues(agent: AgentIdentity, site: string): Promise<Outcome<{ colleagues: ColleagueLoad[] }>>
}

export function createMembers(ports: {
  people: People
  sites: Pick<Sites, 'find'>
  rights: Rights
  changes: Changes
  operationLog: Pick<OperationLog, 'note'>
  statusOf: (agent: Id) => AgentStatus
  /** Its open conversations at the site go to the queue. */
  release: ReleaseAgent
}): Members {
  const { people, sites, rights, changes, operationLog, statusOf, release } = ports

  /** The one that is meant, where whoever asks may not less than it. */
  async function find(
    agent: AgentIdentity,
    site: string,
    id: Id,
  ): Promise<Outcome<{ member: Membership; settings: SiteSettings }>> {
    const [member, found] = await Promise.all([people.member(site, id), sites.find(site)])
    if (member === null || found === null) return notFound
    const { settings } = found
    if (id !== agent.id && !covers(agent.roles[site] ?? '', member.role, settings.roles)) {
      return forbidden('This agent’s role may more than yours.')
    }
    return { ok: { member, settings } }
  }

  function refusal(
    agent: AgentIdentity,
    site: string,
    { roles, people: tree }: SiteSettings,
    patch: MemberPatch,
  ) {
    const { role, department } = patch
    if (role !== undefined && !isRole(role, roles)) return badRequest('/role', 'There is no such role.')
    if (role !== undefined && !covers(agent.roles[site] ?? '', role, roles)) {
      return forbidden('Nobody can give a role that may more than their own.', '/role')
    }
    const isKnown = department == null || tree.departments.some(({ id }) => id === department)
    return isKnown ? null : badRequest('/department', 'There is no such department.')
  }

  return {
    async list(agent, site) {
      const barred = rights.bar(agent, site, 'people.edit')
      if (barred !== null) return barred
      return { ok: { members: (await people.members(site)).map(shown) } }
    },

    async change(agent, site, id, patch) {
      const barred = rights.bar(agent, site, 'people.edit')
      if (barred !== null) return barred
      const found = await find(agent, site, id)
      if ('error' in found) return found
      const { member, settings } = found.ok
      const refused = refusal(agent, site, settings, patch)
      if (refused !== null) return refused
      const changed = await people.change(site, id, patch)
      if (changed === 'unknown') return notFound
      if (changed === 'lastOwner') return lastOwner
      const { role, department, disabled } = member
      await operationLog.note({
        site,
        by: agent,
        what:
          patch.disabled === undefined
            ? 'agent.changed'
            : patch.disabled
              ? 'agent.disabled'
              : 'agent.enabled',
        object: member.agent.email,
        before: { role, department, disabled },
        after: { role, department, disabled, ...patch },
      })
      changes.announce({ agent: id, site })
      if (patch.disabled === true) await release(site, id)
      return { ok: shown({ ...member, ...patch }) }
    },

    async remove(agent, site, id) {
      const barred = rights.bar(agent, site, id === agent.id ? null : 'people.edit')
      if (barred !== null) return barred
      const found = await find(agent, site, id)
      if ('error' in found) return found
      const { member } = found.ok
      const removed = await people.remove(site, id)
      if (removed === 'unknown') return notFound
      if (removed === 'lastOwner') return lastOwner
      const { role, department } = member
      await operationLog.note({
        site,
        by: agent,
        what: id === agent.id ? 'agent.left' : 'agent.removed',
        object: member.agent.email,
        before: { role, department },
        after: null,
      })
      changes.announce({ agent: id, site })
      await release(site, id)
      return { ok: null }
    },

    async colleagues(agent, site) {
      const barred = rights.bar(agent, site, null)
      if (barred !== null) return barred
      const [members, found, loads] = await Promise.all([
        people.members(site),
        sites.find(site),
        people.loads(site),
      ])
      const tree = found?.settings.people.departments ?? []
      const own = members.find((member) => member.agent.id === agent.id)?.department ?? null
      const seen = members.filter(
        ({ agent: { id, disabled }, department, ...member }) =>
          id !== agent.id && !disabled && !member.disabled && isWithin(own, department, tree),
      )
      return {
        ok: {
          colleagues: seen.map(({ agent: { id, name, avatar }, department }) => ({
            id,
            name,
            ...(avatar === null ? {} : { avatar }),
            status: statusOf(id),
            department,
            open: loads.get(id) ?? 0,
          })),
        },
      }
    },
  }
}

function shown({ agent, role, department, disabled, lastSeenAt }: Membership): Member {
  const { id, name, email, avatar, createdAt } = agent
  return {
    id,
    name,
    email,
    ...(avatar === null ? {} : { avatar }),
    role,
    department,
    disabled: disabled || agent.disabled,
    lastSeenAt,
    joinedAt: createdAt,
  }
}

function forbidden(message: string, path?: string) {
  return { error: { code: 'forbidden' as const, message, ...(path === undefined ? {} : { path }) } }
}

const lastOwner = {
  error: { code: 'conflict', message: 'A site keeps an owner: make somebody else one first.' },
} as const
