/** Presence and status of agents in maps, for tests. */
import type { AgentStatus, AgentTime, Id } from '@foyer/protocol'
import type { Agent } from '../../ports/agents.ts'
import type { AgentPresence } from '../../ports/presence.ts'

export function createMemoryPresence(beside: {
  all(): { agent: Agent; sites: string[] }[]
  loads(): Map<Id, number>
}): AgentPresence {
  const statuses = new Map<Id, { status: AgentStatus; seenAt: number }>()
  /** agent → node → until. */
  const connections = new Map<Id, Map<string, number>>()
  const times: AgentTime[] = []

  const isConnected = (agent: Id, now: number) =>
    [...(connections.get(agent)?.values() ?? [])].some((until) => until > now)

  function connect(agent: Id, node: string, until: number): void {
    const known = connections.get(agent)
    if (known === undefined) connections.set(agent, new Map([[node, until]]))
    else known.set(node, until)
  }

  function logIn(agent: Id, seenAt: number, now: number): void {
    if (seenAt > 0) times.push({ agent, at: seenAt, what: 'logout' })
    times.push({ agent, at: now, what: 'login' })
    statuses.set(agent, { status: 'online', seenAt: now })
  }

  return {
    async arrive(agent, node, { now, until, absence }) {
      const known = statuses.get(agent)
      const wasConnected = isConnected(agent, now)
      connect(agent, node, until)
      if (known !== undefined && (wasConnected || now - known.seenAt <= absence)) {
        known.seenAt = now
        return known.status
      }
      logIn(agent, known?.seenAt ?? 0, now)
      return 'online'
    },
    async renew(agents, node, { now, until }) {
      for (const agent of agents) {
        connect(agent, node, until)
        const known = statuses.get(agent)
        if (known !== undefined) known.seenAt = now
      }
    },
    async leave(agent, node, now) {
      connections.get(agent)?.delete(node)
      const known = statuses.get(agent)
      if (known !== undefined && known.seenAt > 0) known.seenAt = now
    },
    async setStatus(agent, status, now) {
      statuses.set(agent, { status, seenAt: now })
      times.push({ agent, at: now, what: status })
    },
    async signIn(agent, now) {
      logIn(agent, isConnected(agent, now) ? 0 : (statuses.get(agent)?.seenAt ?? 0), now)
    },
    async signOut(agent, now) {
      connections.delete(agent)
      statuses.set(agent, { status: 'offline', seenAt: 0 })
      times.push({ agent, at: now, what: 'logout' })
    },
    async present(now) {
      const loads = beside.loads()
      return beside
        .all()
        .filter(({ agent }) => !agent.disabled && isConnected(agent.id, now) && statuses.has(agent.id))
        .map(({ agent: { id, name, avatar }, sites }) => ({
          id,
          name,
          avatar,
          status: statuses.get(id)?.status ?? 'offline',
          sites: [...sites].sort(),
          load: loads.get(id) ?? 0,
        }))
        .sort((one, other) => (one.id < other.id ? -1 : 1))
    },
    async times(agent, from, to) {
      return times
        .filter((one) => one.agent === agent && one.at >= from && one.at < to)
        .sort((one, other) => one.at - other.at)
        .map((one) => ({ ...one }))
    },
  }
}
