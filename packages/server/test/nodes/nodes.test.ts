// Two nodes over one store and a bus that loses, repeats, delays and reorders, by a seed: every reader of
// either node comes to the same conversation, in one order, without holes and without repeats.
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryBus } from '../../src/adapters/memory/bus.ts'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { shop, startTestApp, type TestApp } from '../support/test-app.ts'
import { connect, type Greeting, mintId, type Position, type Wire, type WireEvent } from '../support/wire.ts'

const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** Seeds that once found something. */
const keptSeeds: number[] = []
const randomSeed = Math.floor(Math.random() * 1e9)

interface Nodes {
  one: TestApp
  two: TestApp
  clock: FakeClock
  setUp(up: boolean): void
}

async function startNodes(trouble: Parameters<typeof createMemoryBus>[0]): Promise<Nodes> {
  const store = createMemoryStore()
  const bus = createMemoryBus(trouble)
  const clock = createFakeClock()
  const one = await startTestApp({ store, bus: bus.join('one'), clock })
  const two = await startTestApp({ store, bus: bus.join('two'), clock })
  onTestFinished(async () => {
    await two.stop()
    await one.stop()
  })
  return { one, two, clock, setUp: bus.setUp }
}

async function visitorOn(node: TestApp, token?: string): Promise<{ wire: Wire; greeting: Greeting }> {
  const wire = await connect({ url: node.url, site: 'shop', origin: shop })
  return { wire, greeting: await wire.hello({ token: token ?? null }) }
}

/** Lets the poll of heads repair what the bus lost, until `check` holds. */
async function converge(clock: FakeClock, wires: Wire[], check: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !check(); turn += 1) {
    clock.advance(500)
    // A round trip each: pongs and events that were on their way have come.
    await Promise.all(wires.map((wire) => wire.ok('ping')))
  }
  expect(check()).toBe(true)
}

/** What a reader was sent joins on, piece by piece. */
function expectJoined(wire: Wire, conversation: string, from: Position): void {
  let position = from
  for (const push of wire.pushes) {
    if (push.on !== 'events' || push.conversation !== conversation) continue
    expect(push.prev).toEqual(position)
    const last = push.events.at(-1)
    if (last !== undefined) position = typeof from === 'number' ? last.seq : [last.seq, last.sub ?? 0]
  }
}

const placesOf = (events: WireEvent[]) => events.map(({ seq, sub }) => `${seq}.${sub ?? 0}`)

test.each([1, 2, 3, ...keptSeeds, randomSeed])(
  '[SC-7] both nodes’ readers converge over a bus in trouble (seed %i)',
  async (seed) => {
    const { one, two, clock } = await startNodes({ seed, loss: 0.3, repeat: 0.2, reorder: 0.3, delay: 5 })
    const first = await visitorOn(one)
    const { conversation } = await first.wire.post(null, 'hello')
    const second = await visitorOn(two, first.greeting.token)
    const { wire: ada } = await one.agent('ada')
    const { wire: ben } = await two.agent('ben')
    for (const wire of [ada, ben]) await wire.ok('conversation.open', { conversation })
    const senders = { first: first.wire, second: second.wire, ada, ben }
    for (const round of oneTo(20)) {
      await Promise.all(
        Object.entries(senders).map(async ([name, wire]) => {
          await wire.post(conversation, `${name} ${round}`)
          if (wire === ada && round % 4 === 0)
            await wire.ok('note.post', { conversation, cid: mintId(), text: `note ${round}` })
        }),
      )
      if (round % 5 === 0) clock.advance(300)
    }
    const log = await wholeLog(ada, conversation)
    const whole = placesOf(log)
    const shared = placesOf(log.filter(({ sub }) => sub === undefined))
    const wires = Object.values(senders)
    await converge(clock, wires, () =>
      wires.every(
        (wire) =>
          placesOf(wire.events(conversation)).at(-1) ===
          (wire === ada || wire === ben ? whole : shared).at(-1),
      ),
    )
    for (const [name, wire] of Object.entries(senders)) {
      const isAgent = wire === ada || wire === ben
      const seen = placesOf(wire.events(conversation))
      // Agents opened it at its third place; a visitor has it from the start.
      expect([name, seen]).toEqual([name, isAgent ? whole.slice(whole.length - seen.length) : shared])
      expectJoined(wire, conversation, isAgent ? [2, 0] : 0)
      const said = log.flatMap(({ body }) => (body?.text?.startsWith(`${name} `) ? [body.text] : []))
      expect(said).toEqual(oneTo(20).map((round) => `${name} ${round}`))
    }
    expect(shared).toEqual(oneTo(shared.length).map((seq) => `${seq}.0`))
  },
)

test('[A03] one cid raced on two nodes, 100 times: one event, and the same answer from both', async () => {
  const { one, two } = await startNodes({ seed: 7, loss: 0.5 })
  const first = await visitorOn(one)
  await first.wire.post(null, 'hello')
  const second = await visitorOn(two, first.greeting.token)
  for (const round of oneTo(100)) {
    const keys = { conversation: null, cid: mintId(), body: { kind: 'text', text: `round ${round}` } }
    const [a, b] = await Promise.all([
      first.wire.ok('message.post', keys),
      second.wire.ok('message.post', keys),
    ])
    expect(a).toEqual(b)
  }
  const { conversation } = await first.wire.post(null, 'end')
  const log = await wholeLog(first.wire, conversation)
  expect(log.flatMap(({ body }) => (body?.text === undefined ? [] : [body.text]))).toEqual([
    'hello',
    ...oneTo(100).map((round) => `round ${round}`),
    'end',
  ])
})

test('[A03] two tabs on two nodes begin at once: one conversation', async () => {
  const { one, two } = await startNodes({ seed: 9, loss: 1 })
  for (const _round of oneTo(20)) {
    const first = await visitorOn(one)
    const second = await visitorOn(two, first.greeting.token)
    const [a, b] = await Promise.all([first.wire.post(null, 'one'), second.wire.post(null, 'two')])
    expect(a.conversation).toBe(b.conversation)
    expect([a.seq, b.seq].sort()).toEqual([2, 3])
    await first.wire.close()
    await second.wire.close()
  }
})

test('[SC-7] with the bus down everything still arrives, a poll later', async () => {
  const { one, two, clock, setUp } = await startNodes({ seed: 3 })
  const { wire } = await visitorOn(one)
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ben } = await two.agent('ben')
  await ben.ok('conversation.open', { conversation })
  setUp(false)
  await wire.post(conversation, 'nobody was told of this')
  await converge(clock, [wire, ben], () => ben.events(conversation).length === 1)
  const { seq } = await ben.post(conversation, 'nor of this')
  await converge(clock, [wire, ben], () => wire.events(conversation).at(-1)?.seq === seq)
  expectJoined(wire, conversation, 0)
  expectJoined(ben, conversation, [2, 0])
})

test('[SC-7] a reader is repaired also where something else has made its node look meanwhile', async () => {
  const { one, two, clock } = await startNodes({ seed: 4, loss: 1 })
  const { wire } = await visitorOn(one)
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ben } = await two.agent('ben')
  await ben.ok('conversation.open', { conversation })
  const { seq } = await wire.post(conversation, 'nobody was told of this')
  // Beyond what the node knew: it asks the store, and knows from then on.
  await ben.ok('read', { conversation, seq })
  await converge(clock, [wire, ben], () => ben.events(conversation).at(-1)?.seq === seq)
})

test('[CV-4] a conversation that was closed on the other node is closed here', async () => {
  const { one, two } = await startNodes({ seed: 5, loss: 1 })
  const { wire } = await visitorOn(one)
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ben } = await two.agent('ben')
  await ben.ok('conversation.end', { conversation, cid: mintId() })
  const body = { kind: 'text', text: 'too late' }
  expect(await wire.refused('message.post', { conversation, cid: mintId(), body })).toMatchObject({
    code: 'closed',
  })
  expect((await wire.post(null, 'anew')).conversation).not.toBe(conversation)
})

test('[E11] a logout on one node closes the tabs on the other', async () => {
  const { one, two } = await startNodes({ seed: 11 })
  const first = await visitorOn(one)
  await first.wire.post(null, 'hello')
  const second = await visitorOn(two, first.greeting.token)
  await first.wire.ok('identify', { identity: null })
  expect(await second.wire.closed).toMatchObject({ code: 4501 })
})

async function wholeLog(wire: Wire, conversation: string): Promise<WireEvent[]> {
  const events: WireEvent[] = []
  for (;;) {
    const last = events.at(-1)
    const after = last === undefined ? 0 : [last.seq, last.sub ?? 0]
    const page = await wire.ok<{ events: WireEvent[]; more: boolean }>('history', {
      conversation,
      after,
      limit: 100,
    })
    events.push(...page.events)
    if (!page.more) return events
  }
}
