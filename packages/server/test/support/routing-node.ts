// One node of a routing test: all that is live on it, without a door. Visitors and agents act on it directly.
import type { Actor, AgentStatus, Id } from '@foyer/protocol'
import type { Store } from '../../src/adapters/sql/open.ts'
import { createChance } from '../../src/adapters/system.ts'
import { createTakeOver } from '../../src/app/can-take-over.ts'
import { createChanges } from '../../src/app/changes.ts'
import { createLive } from '../../src/app/live.ts'
import { createRights } from '../../src/app/rights.ts'
import { createSiteCache } from '../../src/app/site-cache.ts'
import { buildRouting } from '../../src/build/routing.ts'
import type { Command, Start } from '../../src/core/conversation/command.ts'
import type { Bus } from '../../src/ports/bus.ts'
import type { FakeClock } from './fake-clock.ts'

export type RoutingNode = Awaited<ReturnType<typeof startRoutingNode>>

export async function startRoutingNode({ store, bus, clock }: { store: Store; bus: Bus; clock: FakeClock }) {
  const chance = createChance(clock)
  const faults: unknown[] = []
  const report = (fault: unknown) => {
    faults.push(fault)
    return ''
  }
  const { conversations, visitors, sites } = store
  const changes = createChanges(bus)
  const cache = await createSiteCache({ sites, changes, clock, report })
  const { settingsOf } = cache
  const nothing = () => undefined
  const live = createLive({
    conversations,
    visitors,
    pins: store.pins,
    agentPresence: store.presence,
    node: chance.id(),
    bus,
    clock,
    sign: (id) => id,
    settingsOf,
    rated: async () => {},
    removeFile: async () => undefined,
    noteProfile: async () => {},
    answer: nothing,
    handOver: nothing,
    reindex: async () => undefined,
    checkRouting: () => routing.check(),
    report,
  })
  const { conversing, presence } = live
  const routing = buildRouting({
    ...store,
    live,
    takeOver: createTakeOver({ presence, settingsOf, clock }),
    rights: createRights(settingsOf),
    changes,
    bus,
    clock,
    chance,
    sites: cache.ids,
    settingsOf,
    connected: () => [],
    push: nothing,
    report,
  })

  async function does(
    visitor: Id,
    conversation: Id | null,
    by: Actor,
    asked: Record<string, unknown> & { do: Command['do'] },
    name: Parameters<typeof conversing.handle>[0]['names'][number],
  ) {
    const cid = chance.id()
    return conversing.handle({
      visitor,
      conversation,
      cid,
      sender: by,
      names: [name],
      command: () => ({ ...asked, at: clock.now(), by, cid }) as unknown as Command,
    })
  }

  return {
    faults,
    presence,
    routing,
    find: conversing.find,
    /** A visitor who waits for a person. */
    async comes(site: string, over: Partial<Start> = {}): Promise<Id> {
      const visitor = chance.id()
      const start: Start = { id: chance.id(), site, visitor, handler: 'queue', faq: [], ...over }
      const body = { kind: 'text', text: 'Hello?' }
      const by: Actor = { kind: 'visitor', id: visitor }
      const outcome = await does(visitor, null, by, { do: 'message.post', body, start }, 'message.posted')
      if ('code' in outcome) throw new Error(outcome.message)
      return start.id
    },
    async ends(conversation: Id, visitor: Id, by: Actor) {
      const reason = by.kind
      return does(visitor, conversation, by, { do: 'conversation.end', reason }, 'conversation.closed')
    },
    async assigns(conversation: Id, visitor: Id, by: Actor, to: Actor | null, group?: Id) {
      const why = { by: 'transfer', candidates: [] }
      const asked = { do: 'conversation.assign' as const, to, why, ...(group === undefined ? {} : { group }) }
      return does(visitor, conversation, by, asked, 'conversation.assigned')
    },
    async says(agent: Id, status: AgentStatus) {
      await presence.setStatus(agent, status)
    },
    async idle() {
      await routing.idle()
    },
    async stop() {
      routing.stop()
      await live.stop()
      cache.stop()
    },
  }
}
