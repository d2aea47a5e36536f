// The proof of routing: many agents and visitors on two nodes over one store and a bus in trouble, agents coming,
// going, closing and transferring at random. What is stored is watched at the store, where every node's changes
// come by: nobody is given twice at once or forgotten, nobody gets more than the limit by routing, nobody is
// overtaken by one who wants the same, and every assignment has its reason.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor, AgentStatus, Id, RoutingSettings } from '@foyer/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryBus } from '../../src/adapters/memory/bus.ts'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { openStore, type Store } from '../../src/adapters/sql/open.ts'
import { isWaiting } from '../../src/core/conversation/given.ts'
import type { ConversationState } from '../../src/core/conversation/state.ts'
import { defaultRouting, defaultSettings } from '../../src/core/site-defaults.ts'
import type { Change } from '../../src/ports/conversations.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type RoutingNode, startRoutingNode } from '../support/routing-node.ts'

/** Seeds that once found something. */
const keptSeeds: number[] = [990902915]
const randomSeed = Math.floor(Math.random() * 1e9)
const limit = 3

function chanceOf(seed: number) {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return { next, of: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T }
}

/** What has been stored, as seen at the store, and what was wrong with it. */
function watch(stores: Store[]) {
  const states = new Map<Id, ConversationState>()
  const queuedIn = new Map<Id, number>()
  const atWorkIn = new Map<Id, number>()
  const statuses = new Map<Id, AgentStatus>()
  const served = new Set<Id>()
  const wrong: string[] = []
  let step = 0
  let given = 0

  function held(agent: Id): number {
    let count = 0
    for (const { status, agent: has } of states.values())
      if (status === 'open' && has?.id === agent) count += 1
    return count
  }

  function see({ state, events }: Change): void {
    const before = states.get(state.id)
    for (const event of events) {
      if (event.type !== 'conversation.assigned' || event.by.kind !== 'system') continue
      const agent = event.agent?.id ?? ''
      given += 1
      served.add(state.id)
      if (before !== undefined && !isWaiting(before)) wrong.push(`${state.id} was not waiting`)
      if (held(agent) >= limit) wrong.push(`${agent} was over the limit`)
      const [first] = event.why?.candidates ?? []
      if (first?.agent !== agent || first.verdict !== 'chosen') wrong.push(`${state.id} has no reason`)
      const status = statuses.get(agent) ?? 'offline'
      const isAtWork = status === 'online' || status === 'busy'
      if (!isAtWork && atWorkIn.get(agent) !== step) wrong.push(`${agent} was ${status}`)
      if (before !== undefined) inTurn(before)
    }
    states.set(state.id, state)
    if (!isWaiting(state)) queuedIn.delete(state.id)
    else if (before === undefined || before.queuedAt !== state.queuedAt) queuedIn.set(state.id, step)
  }

  /** Nobody who wants the same, and came in an earlier step, waits in front of it. */
  function inTurn(one: ConversationState): void {
    for (const [id, since] of queuedIn) {
      const other = states.get(id)
      if (other === undefined || id === one.id || since === step || wishOf(other) !== wishOf(one)) continue
      const isBefore =
        (other.queuedAt ?? 0) < (one.queuedAt ?? 0) || (other.queuedAt === one.queuedAt && id < one.id)
      if (isBefore) wrong.push(`${one.id} overtook ${id}`)
    }
  }

  for (const { conversations } of stores) {
    const { append } = conversations
    conversations.append = async (changes) => {
      const outcome = await append(changes)
      if (outcome === 'stored') for (const change of changes) see(change)
      return outcome
    }
  }
  return {
    states,
    served,
    wrong,
    held,
    given: () => given,
    begins(now: number) {
      step = now
    },
    /** Whoever comes may be given something before it is known here that they came. */
    comes(agent: Id) {
      atWorkIn.set(agent, step)
    },
    says(agent: Id, status: AgentStatus) {
      const before = statuses.get(agent)
      if (before === 'online' || before === 'busy') atWorkIn.set(agent, step)
      statuses.set(agent, status)
    },
    statusOf: (agent: Id) => statuses.get(agent) ?? 'offline',
  }
}

const wishOf = ({ wishes }: ConversationState) => wishes?.group ?? wishes?.choice ?? ''

const groups = (agents: Id[]): RoutingSettings['groups'] =>
  ['sales', 'help', 'night', 'spare'].map((id, index) => ({
    id,
    name: id,
    members: agents
      .filter((_, place) => place % 4 === index)
      .map((agent, place) => ({ agent, skill: 1 + (place % 2) })),
    choice: index % 2 === 0 ? ('leastLoaded' as const) : ('roundRobin' as const),
    overflow: id === 'sales' ? 'spare' : null,
    hours: null,
    offered: true,
  }))

async function run(stores: [Store, Store], seed: number, size: { agents: number; visitors: number }) {
  const [store] = stores
  const { next, of } = chanceOf(seed)
  const agents: Actor[] = Array.from({ length: size.agents }, (_, index) => ({
    kind: 'agent',
    id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    name: `Agent ${index}`,
  }))
  const settings = defaultSettings('Shop', ['https://shop.example'])
  settings.routing = { ...defaultRouting(), limit, groups: groups(agents.map(({ id }) => id ?? '')) }
  await store.sites.create('shop', settings)
  for (const { id = '', name = '' } of agents) {
    const email = `${id}@shop.example`
    const row = { id, name, email, avatar: null, passwordHash: 'x', disabled: false, createdAt: 0 }
    await store.agents.create(row, ['shop'], 'agent')
  }
  const bus = createMemoryBus({ seed, loss: 0.3, repeat: 0.2, reorder: 0.3, delay: 3 })
  const clock = createFakeClock()
  const seen = watch(stores)
  const nodes = [
    await startRoutingNode({ store: stores[0], bus: bus.join('one'), clock }),
    await startRoutingNode({ store: stores[1], bus: bus.join('two'), clock }),
  ]
  onTestFinished(async () => {
    for (const node of nodes) await node.stop()
  })
  const leaving = new Map<Id, () => void>()
  const coming = new Set<Id>()

  async function settle(ms: number): Promise<void> {
    clock.advance(ms)
    for (let turn = 0; turn < 6; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      await Promise.all(nodes.map((node) => node.idle()))
    }
  }
  const openOf = (agent: Id) =>
    [...seen.states.values()].filter((state) => state.status === 'open' && state.agent?.id === agent)
  const arrives = async (node: RoutingNode, { id = '', name = '' }: Actor) => {
    // One socket each: a second one would keep whoever leaves by the first.
    if (leaving.has(id) || coming.has(id)) return
    coming.add(id)
    seen.comes(id)
    leaving.set(id, await node.presence.agentArrives({ id, name, avatar: null, sites: ['shop'] }))
    coming.delete(id)
    seen.says(id, node.presence.statusOf(id))
  }

  async function acts(agent: Actor): Promise<void> {
    const node = of(nodes)
    const id = agent.id ?? ''
    const what = next()
    const mine = openOf(id)
    if (!leaving.has(id)) return what < 0.5 ? arrives(node, agent) : undefined
    if (what < 0.06) {
      seen.says(id, 'offline')
      leaving.get(id)?.()
      leaving.delete(id)
    } else if (what < 0.2) {
      const status = of<AgentStatus>(['online', 'online', 'busy', 'away'])
      seen.says(id, status)
      await node.says(id, status)
    } else if (mine.length > 0) {
      const state = of(mine)
      if (what < 0.75) await node.ends(state.id, state.visitor, agent)
      else if (what < 0.85) await node.assigns(state.id, state.visitor, agent, null, of(['sales', 'help']))
      else if (what < 0.9) await node.assigns(state.id, state.visitor, agent, of(agents))
    }
  }

  let step = 0
  let come = 0
  for (; come < size.visitors; step += 1) {
    seen.begins(step)
    const many = Math.min(size.visitors - come, Math.floor(next() * (size.visitors / 25)))
    for (let count = 0; count < many; count += 1, come += 1) {
      const choice = of([undefined, 'sales', 'help', 'night'])
      await of(nodes).comes('shop', choice === undefined ? {} : { wishes: { choice } })
    }
    await Promise.all(Array.from({ length: size.agents / 2 }, () => acts(of(agents))))
    await settle(300 + Math.floor(next() * 700))
  }
  // Everybody comes to work, and closes what they have, until nobody waits.
  for (const agent of agents) {
    await arrives(of(nodes), agent)
    seen.says(agent.id ?? '', 'online')
    await of(nodes).says(agent.id ?? '', 'online')
  }
  for (let rounds = 0; rounds < 400; rounds += 1, step += 1) {
    seen.begins(step)
    const open = [...seen.states.values()].filter((state) => state.status === 'open')
    if (open.length === 0) break
    for (const state of open) {
      if (state.agent !== null && next() < 0.8) await of(nodes).ends(state.id, state.visitor, state.agent)
    }
    // The sweep repairs what the bus lost and nobody heard of.
    await settle(2_000)
  }
  return { seen, nodes, waiting: await store.conversations.queue('shop', 10) }
}

test.each([1, ...keptSeeds, randomSeed])(
  '[RT-4] [RT-7] a hundred agents, two thousand visitors, two nodes, a bus in trouble (seed %i)',
  async (seed) => {
    const store = createMemoryStore()
    const { seen, nodes, waiting } = await run(
      [store, { ...store, conversations: { ...store.conversations } }],
      seed,
      {
        agents: 100,
        visitors: 2_000,
      },
    )
    expect(nodes.flatMap(({ faults }) => faults)).toEqual([])
    expect(seen.wrong).toEqual([])
    expect(waiting).toEqual([])
    expect(seen.states.size).toBe(2_000)
    expect([...seen.states.values()].filter(({ status }) => status !== 'closed')).toEqual([])
    expect(seen.served.size).toBe(2_000)
    expect(seen.given()).toBeGreaterThan(2_000)
  },
  120_000,
)

test('[RT-4] [SC-7] the same over one SQLite file that two processes have open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-routing-'))
  const url = `sqlite:${join(folder, 'foyer.db')}`
  const stores: [Store, Store] = [await openStore({ url }), await openStore({ url })]
  const { seen, nodes, waiting } = await run(stores, 3, { agents: 20, visitors: 300 })
  expect(nodes.flatMap(({ faults }) => faults)).toEqual([])
  expect(seen.wrong).toEqual([])
  expect([waiting, seen.served.size]).toEqual([[], 300])
  for (const node of nodes) await node.stop()
  await Promise.all(stores.map((store) => store.close()))
  rmSync(folder, { recursive: true, force: true })
}, 120_000)
