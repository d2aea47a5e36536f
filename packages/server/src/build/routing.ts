/** Who gets whom, put together: the people of each site, what is known of visitors, the queues being drained. */
import type { Id, Push, SiteSettings } from '@foyer/protocol'
import { createAgentStatuses } from '../app/agent-status.ts'
import { createAllocating } from '../app/allocate.ts'
import type { TakeOver } from '../app/can-take-over.ts'
import type { Changes } from '../app/changes.ts'
import { createFloors } from '../app/floor.ts'
import type { Live } from '../app/live.ts'
import { createReceiveVisitor } from '../app/receive-visitor.ts'
import type { Rights } from '../app/rights.ts'
import { createRouting } from '../app/route-conversation.ts'
import { createRoutingDesk } from '../app/routing-desk.ts'
import { createFactsReader } from '../app/visitor-facts.ts'
import { createHeldWatch } from '../app/watch-held.ts'
import type { Agents } from '../ports/agents.ts'
import type { Bus } from '../ports/bus.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Identities } from '../ports/identities.ts'
import type { Visitors } from '../ports/visitors.ts'

type Notice = Omit<Push<'assigned'>, 'on'>

export function buildRouting(parts: {
  conversations: Conversations
  visitors: Visitors
  identities: Identities
  agents: Agents
  live: Live
  takeOver: TakeOver
  rights: Rights
  changes: Changes
  bus: Bus
  clock: Clock
  chance: Chance
  sites(): string[]
  settingsOf(site: string): SiteSettings | null
  /** Agents with an open socket; again for each socket. */
  connected(): Iterable<Id>
  /** To the agent's sockets here. */
  push(agent: Id, push: Push): void
  report(fault: unknown): void
}) {
  const { conversations, visitors, live, takeOver, bus, clock, settingsOf } = parts
  const { conversing, presence } = live
  const floors = createFloors({ agents: parts.agents, presence, takeOver, settingsOf })
  const facts = createFactsReader({ visitors, conversations, takeOver, clock })
  const allocating = createAllocating({
    conversations,
    conversing,
    presence,
    takeOver,
    floors,
    facts,
    clock,
    begin: (site) => routing.drainNow(site),
  })
  const routing = createRouting({
    conversations,
    conversing,
    floors,
    facts,
    settingsOf,
    sitesOf: presence.sitesOf,
    afterwards: allocating.allocate,
    clock,
    report: parts.report,
  })
  const held = createHeldWatch({
    conversations,
    conversing,
    inbox: live.inbox,
    clock,
    connected: parts.connected,
    tell: (agent, notice) => parts.push(agent, { on: 'assigned', ...notice }),
  })
  live.onStored(routing.heard)
  // Who is alone never looks: what it kept for a look would only grow.
  live.onStored((stored) => {
    if (!bus.up) held.heard(stored)
  })
  presence.onAgents((sites) => {
    for (const site of sites) routing.drainSoon(site)
  })
  // Another tab of the agent's, or another device, is to say the same.
  presence.onStatus((agent, value) => parts.push(agent, { on: 'status', value }))
  parts.changes.listen(({ site }) => {
    if (site !== undefined) routing.drainSoon(site)
  })
  const stopHearing = bus.subscribe((hint) => {
    if (hint.kind === 'assigned') parts.push(hint.agent, { on: 'assigned', ...hint.notice })
  })

  /** The receiver may be connected here, there, or to both. */
  function tell(agent: Id, notice: Notice): void {
    parts.push(agent, { on: 'assigned', ...notice })
    bus.publish({ kind: 'assigned', agent, notice })
  }

  return {
    facts,
    receive: createReceiveVisitor({
      conversations,
      identities: parts.identities,
      presence,
      facts,
      settingsOf,
    }),
    statuses: createAgentStatuses({ conversations, conversing, presence, tell, chance: parts.chance, clock }),
    desk: createRoutingDesk({ floors, takeOver, presence, rights: parts.rights, settingsOf }),
    tell,
    drainSoon: routing.drainSoon,
    /** In case that something was not heard of. */
    async check() {
      for (const site of parts.sites()) routing.drainSoon(site)
      // Who hears the others is told, and who is alone does it all itself.
      if (!bus.up) await held.look()
    },
    idle: routing.idle,
    stop: stopHearing,
  }
}
