/** Members, invitations and the log in maps, for tests. `agents` is what the agents' store beside it keeps. */

import type { Id } from '@foyer/protocol'
import { wholeSite } from '../../core/inbox/lists.ts'
import type { Conversations } from '../../ports/conversations.ts'
import type { Changed, KeptInvitation, Membership, People, SealedEntry } from '../../ports/people.ts'
import type { AgentTables } from './agents.ts'

export function createMemoryPeople(beside: {
  agents: AgentTables
  conversations: Pick<Conversations, 'list'>
  raise(site: string): void
}): People {
  const { agents, conversations, raise } = beside
  const invitations = new Map<string, KeptInvitation>()
  const lines = new Map<string, SealedEntry[]>()

  function membershipOf(site: string, id: Id): Membership | null {
    const agent = agents.agents.get(id)
    const place = agents.places.get(id)?.get(site)
    if (agent === undefined || place === undefined) return null
    return { agent: { ...agent }, ...place, lastSeenAt: agents.seen.get(id) ?? null }
  }
  function ofSite(site: string): Membership[] {
    return [...agents.agents.keys()]
      .flatMap((id) => membershipOf(site, id) ?? [])
      .sort(({ agent: a }, { agent: b }) => compare(a.name, b.name) || compare(a.id, b.id))
  }
  function isLastOwner(site: string, id: Id): boolean {
    const owners = ofSite(site).filter(
      ({ agent, role, disabled }) => role === 'owner' && !disabled && !agent.disabled,
    )
    const isOwner = ofSite(site).some(
      ({ agent, role, disabled }) => agent.id === id && role === 'owner' && !disabled,
    )
    return isOwner && owners.every(({ agent }) => agent.id === id)
  }

  return {
    members: async (site) => ofSite(site),
    member: async (site, agent) => membershipOf(site, agent),
    async change(site, agent, patch): Promise<Changed> {
      const places = agents.places.get(agent)
      const place = places?.get(site)
      if (places === undefined || place === undefined) return 'unknown'
      const next = { ...place, ...patch }
      const staysOwner = next.role === 'owner' && !next.disabled
      if (!staysOwner && isLastOwner(site, agent)) return 'lastOwner'
      places.set(site, next)
      raise(site)
      return 'done'
    },
    async remove(site, agent) {
      if (membershipOf(site, agent) === null) return 'unknown'
      if (isLastOwner(site, agent)) return 'lastOwner'
      agents.places.get(agent)?.delete(site)
      raise(site)
      return 'done'
    },
    async rename(id, name) {
      const agent = agents.agents.get(id)
      if (agent !== undefined) agent.name = name
    },
    async signOutEverywhere(agent) {
      for (const session of agents.sessions.values())
        if (session.agent === agent) agents.sessions.delete(session.hash)
    },
    async loads(site) {
      const counts = new Map<Id, number>()
      let after: string | undefined
      do {
        const page = await conversations.list({
          scopes: [wholeSite(site)],
          list: 'all',
          agent: '',
          limit: 200,
          ...(after === undefined ? {} : { after }),
        })
        for (const { state } of page.rows) {
          const id = state.agent?.id
          if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
        }
        after = page.after
      } while (after !== undefined)
      return counts
    },

    async invite(invitation, hash) {
      invitations.set(hash, { ...invitation })
    },
    async invitations(site) {
      return [...invitations.values()]
        .filter((one) => one.site === site)
        .sort((a, b) => a.createdAt - b.createdAt || compare(a.id, b.id))
        .map((one) => ({ ...one }))
    },
    async findInvitation(hash) {
      const found = invitations.get(hash)
      return found === undefined ? null : { ...found }
    },
    takeInvitation: async (hash) => invitations.delete(hash),
    async revoke(site, id) {
      for (const [hash, one] of invitations) {
        if (one.site === site && one.id === id) return invitations.delete(hash)
      }
      return false
    },

    async log(site, draft, seal) {
      const before = lines.get(site) ?? []
      const entry = { n: before.length + 1, ...structuredClone(draft) }
      lines.set(site, [...before, { ...entry, seal: seal(entry, before.at(-1)?.seal ?? '') }])
      return structuredClone(entry)
    },
    async readLog(site, { agent, what, from = 0, to = Number.POSITIVE_INFINITY, before, limit }) {
      return (lines.get(site) ?? [])
        .filter(
          (line) =>
            line.n < (before ?? Number.POSITIVE_INFINITY) &&
            line.at >= from &&
            line.at <= to &&
            (agent === undefined || line.agent?.id === agent) &&
            (what === undefined || line.what === what || (what.endsWith('.') && line.what.startsWith(what))),
        )
        .reverse()
        .slice(0, limit)
        .map((line) => structuredClone(line))
    },
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
