/**
 * Who is there: agents with status and load, over all nodes, and from that whether a site would be answered by
 * people now. The store knows it; this node reads it every second, and at once when somebody here comes, goes or
 * says otherwise, or another node hints that somebody there did. What this node holds open counts in any case.
 */
import type { AgentStatus, Availability, Id, Time } from '@foyer/protocol'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { AgentPresence, PresentAgent } from '../ports/presence.ts'
import { repeat } from './repeat.ts'

export interface Presence {
  /** One more socket of the agent. Resolves to the way off. */
  agentArrives(agent: Omit<PresentAgent, 'status' | 'load'>): Promise<() => void>
  statusOf(agent: Id): AgentStatus
  setStatus(agent: Id, status: AgentStatus): Promise<void>
  signedIn(agent: Id): Promise<void>
  signedOut(agent: Id): Promise<void>
  /** One more socket of an assistant that serves the site. */
  assistantArrives(site: string): () => void
  hasAssistant(site: string): boolean
  /** Agents of the site who are connected, on whichever node. */
  present(site: string): PresentAgent[]
  /** Of an agent who is connected. */
  sitesOf(agent: Id): readonly string[]
  availability(site: string): Availability
  /** Calls when the availability of a site has changed. */
  onChange(listener: (site: string, availability: Availability) => void): void
  /** Calls when somebody has come or gone, or has another status. */
  onAgents(listener: (sites: Set<string>) => void): void
  /** Calls when an agent who is connected here has another status, wherever it was chosen. */
  onStatus(listener: (agent: Id, status: AgentStatus) => void): void
  /** Reads anew; resolves with what was stored when it was called. */
  read(): Promise<void>
  stop(): void
}

/** Milliseconds between two looks. */
const readEvery = 1_000
/** Milliseconds between two renewals, and how long one holds: two may fail. */
const renewEvery = 10_000
const holds = 30_000
/** Milliseconds after which whoever comes back logs in: a reload, or a moment without network, is no login. */
export const absence: Time = 5 * 60_000

export function createPresence(ports: {
  store: AgentPresence
  bus: Bus
  clock: Clock
  /** Of this process. */
  node: string
  report(fault: unknown): void
}): Presence {
  const { store, bus, clock, node, report } = ports
  const here = new Map<Id, { agent: PresentAgent; sockets: number }>()
  const assistants = new Map<string, number>()
  const told = new Map<string, Availability['state']>()
  const listeners: ((site: string, availability: Availability) => void)[] = []
  const agentListeners: ((sites: Set<string>) => void)[] = []
  const statusListeners: ((agent: Id, status: AgentStatus) => void)[] = []
  let seen = new Map<Id, PresentAgent>()
  let bySite = new Map<string, PresentAgent[]>()
  let reading: Promise<void> | null = null
  let next: Promise<void> | null = null
  let isFailing = false
  let isStopped = false

  async function look(): Promise<void> {
    const found = await store.present(clock.now())
    const now = new Map(found.map((agent) => [agent.id, agent]))
    for (const [id, { agent }] of here) {
      const stored = now.get(id)
      if (stored === undefined) now.set(id, { ...agent, load: seen.get(id)?.load ?? 0 })
      else agent.status = stored.status
    }
    const turned: [agent: Id, status: AgentStatus][] = []
    const changed = new Set<string>()
    for (const agent of now.values()) {
      const before = seen.get(agent.id)
      if (before && before.status !== agent.status && here.has(agent.id))
        turned.push([agent.id, agent.status])
      if (before?.status === agent.status && before.sites.length === agent.sites.length) continue
      for (const site of [...agent.sites, ...(before?.sites ?? [])]) changed.add(site)
    }
    for (const { id, sites } of seen.values()) if (!now.has(id)) for (const site of sites) changed.add(site)
    seen = now
    bySite = new Map()
    for (const agent of now.values()) {
      for (const site of agent.sites) {
        const known = bySite.get(site)
        if (known === undefined) bySite.set(site, [agent])
        else known.push(agent)
      }
    }
    for (const site of new Set([...changed, ...told.keys()])) compare(site)
    for (const [agent, status] of turned) for (const listener of statusListeners) listener(agent, status)
    if (changed.size > 0) for (const listener of agentListeners) listener(changed)
  }

  function read(): Promise<void> {
    if (reading === null) {
      reading = look().finally(() => {
        reading = null
      })
      return reading
    }
    // What is being read now may be older than what the caller knows of.
    next ??= reading
      .catch(() => undefined)
      .then(() => {
        next = null
        return read()
      })
    return next
  }

  /** For what nobody waits for: an outage is said once. */
  async function quietly(work: Promise<void>): Promise<void> {
    try {
      await work
      isFailing = false
    } catch (fault) {
      if (!isFailing) report(fault)
      isFailing = true
    }
  }

  async function changed(work: Promise<unknown>): Promise<void> {
    await work
    await read()
    bus.publish({ kind: 'presence' })
  }

  function availability(site: string): Availability {
    const isAnswered = (bySite.get(site) ?? []).some(isAtWork)
    if (isAnswered) return { state: 'agents' }
    return (assistants.get(site) ?? 0) > 0 ? { state: 'assistant' } : { state: 'closed' }
  }

  function compare(site: string): void {
    const now = availability(site)
    if (told.get(site) === now.state) return
    told.set(site, now.state)
    for (const listener of listeners) listener(site, now)
  }

  const stopHearing = bus.subscribe((hint) => {
    if (hint.kind === 'presence') void quietly(read())
  })
  const stopReading = repeat(
    clock,
    () => readEvery,
    () => quietly(read()),
    report,
  )
  const stopRenewing = repeat(
    clock,
    () => renewEvery,
    () => quietly(renew()),
    report,
  )
  async function renew(): Promise<void> {
    if (here.size > 0) await store.renew([...here.keys()], node, until(clock.now()))
  }
  const until = (now: Time) => ({ now, until: now + holds })

  function leave(id: Id): void {
    const known = here.get(id)
    if (known === undefined) return
    known.sockets -= 1
    if (known.sockets > 0) return
    here.delete(id)
    if (!isStopped) void quietly(changed(store.leave(id, node, clock.now())))
  }

  return {
    async agentArrives(agent) {
      const known = here.get(agent.id)
      if (known === undefined) {
        here.set(agent.id, { agent: { ...agent, status: 'online', load: 0 }, sockets: 1 })
      } else {
        known.sockets += 1
        known.agent = { ...known.agent, ...agent }
      }
      const now = clock.now()
      // A disk that is full keeps nobody out.
      await quietly(changed(store.arrive(agent.id, node, { ...until(now), absence })))
      if (!seen.has(agent.id)) await quietly(read())
      let isGone = false
      return () => {
        if (isGone) return
        isGone = true
        leave(agent.id)
      }
    },
    statusOf: (agent) => seen.get(agent)?.status ?? 'offline',
    setStatus: (agent, status) => changed(store.setStatus(agent, status, clock.now())),
    signedIn: (agent) => changed(store.signIn(agent, clock.now())),
    signedOut: (agent) => changed(store.signOut(agent, clock.now())),
    assistantArrives(site) {
      assistants.set(site, (assistants.get(site) ?? 0) + 1)
      compare(site)
      return () => {
        assistants.set(site, (assistants.get(site) ?? 1) - 1)
        compare(site)
      }
    },
    hasAssistant: (site) => (assistants.get(site) ?? 0) > 0,
    present: (site) => bySite.get(site) ?? [],
    sitesOf: (agent) => seen.get(agent)?.sites ?? [],
    availability,
    onChange: (listener) => void listeners.push(listener),
    onAgents: (listener) => void agentListeners.push(listener),
    onStatus: (listener) => void statusListeners.push(listener),
    read,
    stop() {
      isStopped = true
      stopHearing()
      void stopReading()
      void stopRenewing()
    },
  }
}

/** Online, or busy: who is busy gets visitors where nobody else does (RT-4). */
export function isAtWork({ status }: Pick<PresentAgent, 'status'>): boolean {
  return status === 'online' || status === 'busy'
}
