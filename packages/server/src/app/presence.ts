/**
 * Who is connected: sessions by visitor, agents by site with their status, and from that whether a site
 * would be answered by people now. What other nodes have is known by hints and expires by itself.
 */
import type { AgentStatus, Availability, Id, Time } from '@foyer/protocol'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'

export interface PresentAgent {
  id: Id
  sites: string[]
}

export interface Presence {
  /** One more socket of the agent: online unless it has said otherwise here. Returns the way off. */
  agentArrives(agent: PresentAgent): () => void
  statusOf(agent: Id): AgentStatus
  setStatus(agent: Id, status: AgentStatus): void
  /** One more socket of an assistant that serves the site. */
  assistantArrives(site: string): () => void
  hasAssistant(site: string): boolean
  /** Agents connected to this node who take work of the site. */
  onlineAgents(site: string): Id[]
  availability(site: string): Availability
  /** Calls when the availability of a site has changed. */
  onChange(listener: (site: string, availability: Availability) => void): void
  /** Another node's agents of a site. */
  heard(node: string, site: string, agents: number, until: Time): void
  /** Says to the other nodes what is here; to be called every {@link presenceEvery}. */
  tell(): void
}

/** Milliseconds between two tellings, and how long one holds. */
export const presenceEvery = 20_000
const presenceHolds = 50_000

export function createPresence(bus: Bus, clock: Clock): Presence {
  const agents = new Map<Id, { sites: string[]; sockets: number; status: AgentStatus }>()
  const assistants = new Map<string, number>()
  const elsewhere = new Map<string, { agents: number; until: Time }>()
  const told = new Map<string, Availability['state']>()
  const listeners: ((site: string, availability: Availability) => void)[] = []

  /** Agents here who would answer for the site. */
  function countHere(site: string): number {
    let count = 0
    for (const agent of agents.values())
      if (agent.status === 'online' && agent.sites.includes(site)) count += 1
    return count
  }

  function availability(site: string): Availability {
    if (countHere(site) > 0) return { state: 'agents' }
    const now = clock.now()
    for (const [key, { agents: count, until }] of elsewhere) {
      if (key.endsWith(` ${site}`) && count > 0 && until > now) return { state: 'agents' }
    }
    return (assistants.get(site) ?? 0) > 0 ? { state: 'assistant' } : { state: 'closed' }
  }

  function changed(sites: string[]): void {
    for (const site of sites) {
      bus.publish({ kind: 'presence', site, agents: countHere(site), until: clock.now() + presenceHolds })
      compare(site)
    }
  }

  function compare(site: string): void {
    const now = availability(site)
    if (told.get(site) === now.state) return
    told.set(site, now.state)
    for (const listener of listeners) listener(site, now)
  }

  return {
    agentArrives({ id, sites }) {
      const known = agents.get(id)
      if (known === undefined) agents.set(id, { sites, sockets: 1, status: 'online' })
      else {
        known.sockets += 1
        known.sites = sites
      }
      changed(sites)
      return () => {
        const agent = agents.get(id)
        if (agent === undefined) return
        agent.sockets -= 1
        if (agent.sockets === 0) agents.delete(id)
        changed(sites)
      }
    },
    statusOf: (agent) => agents.get(agent)?.status ?? 'offline',
    setStatus(agent, status) {
      const known = agents.get(agent)
      if (known === undefined) return
      known.status = status
      changed(known.sites)
    },
    assistantArrives(site) {
      assistants.set(site, (assistants.get(site) ?? 0) + 1)
      compare(site)
      return () => {
        assistants.set(site, (assistants.get(site) ?? 1) - 1)
        compare(site)
      }
    },
    hasAssistant: (site) => (assistants.get(site) ?? 0) > 0,
    onlineAgents: (site) =>
      [...agents].flatMap(([id, agent]) =>
        agent.status === 'online' && agent.sites.includes(site) ? [id] : [],
      ),
    availability,
    onChange: (listener) => void listeners.push(listener),
    heard(node, site, count, until) {
      elsewhere.set(`${node} ${site}`, { agents: count, until })
      compare(site)
    },
    tell() {
      const sites = new Set([...agents.values()].flatMap((agent) => agent.sites))
      changed([...sites])
      for (const site of told.keys()) compare(site)
    },
  }
}
