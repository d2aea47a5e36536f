/**
 * The people of a site as routing sees them: all of its agents, who of them is there, how much each has to do
 * and may have, and whose turn it is.
 */
import type { AgentStatus, Id, RoutingSettings, SiteSettings } from '@foyer/protocol'
import type { Person } from '../core/routing/choose.ts'
import type { Floor } from '../core/routing/route.ts'
import type { Agents } from '../ports/agents.ts'
import type { TakeOver } from './can-take-over.ts'
import type { Presence } from './presence.ts'

export interface Floors {
  /** As things stand now; null for an unknown site. People are this floor's own: count on them. */
  of(site: string): Promise<(Floor & { people: Map<Id, Person> }) | null>
  /** The agent was given something: others' turn comes first. Answers when its own comes. */
  given(agent: Id): number
}

export function createFloors(ports: {
  agents: Pick<Agents, 'ofSite'>
  presence: Pick<Presence, 'present' | 'read'>
  takeOver: Pick<TakeOver, 'isOpen'>
  settingsOf(site: string): SiteSettings | null
}): Floors {
  const { agents, presence, takeOver, settingsOf } = ports
  const turns = new Map<Id, number>()
  let turn = 0

  return {
    async of(site) {
      const [all] = await Promise.all([agents.ofSite(site), presence.read()])
      const routing = settingsOf(site)?.routing
      if (routing === undefined) return null
      const present = new Map(presence.present(site).map((agent) => [agent.id, agent]))
      const people = new Map<Id, Person>()
      for (const { id, name, avatar, disabled } of all) {
        if (disabled) continue
        const here = present.get(id)
        const status: AgentStatus = here?.status ?? 'offline'
        const limit = limitOf(routing, id)
        people.set(id, {
          id,
          name,
          avatar,
          status,
          load: here?.load ?? 0,
          limit,
          givenAt: turns.get(id) ?? 0,
        })
      }
      return { routing, people, isOpen: (group) => takeOver.isOpen(site, group) }
    },
    given(agent) {
      turn += 1
      turns.set(agent, turn)
      return turn
    },
  }
}

/** Where routing is off, what agents are allocated (AS-10) has no limit. */
export function limitOf(routing: RoutingSettings, agent: Id): number {
  if (!routing.isOn) return Number.MAX_SAFE_INTEGER
  return Object.hasOwn(routing.limits, agent) ? (routing.limits[agent] ?? 0) : routing.limit
}
