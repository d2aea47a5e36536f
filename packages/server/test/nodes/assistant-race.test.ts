// Bots and agents racing on one conversation, over real sockets and two nodes with a troubled bus between them:
// the built-in bot answers a hundred questions, own assistants post a hundred messages, and agents take over,
// give it back and take over again, by a seed. However they fall, no bot's message ever follows a takeover.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Event } from '@foyer/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryBus } from '../../src/adapters/memory/bus.ts'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { openStore, type Store } from '../../src/adapters/sql/open.ts'
import { createChance } from '../../src/adapters/system.ts'
import { shopSettings } from '../support/assistant-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { mintId, type Wire } from '../support/wire.ts'

const rounds = 100

/** mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const question = (index: number) => `Where is part number ${index * 7919}?`

async function sow(store: Store): Promise<void> {
  const chance = createChance({ now: () => Date.now() })
  for (let index = 0; index < rounds; index += 1) {
    await store.sites.createEntry({
      id: chance.id(),
      site: 'shop',
      question: question(index),
      phrasings: [],
      answer: `On shelf ${index}.`,
      category: '',
      locale: null,
      published: true,
      place: index,
      updatedAt: 0,
    })
  }
}

/** What follows a takeover that only an assistant's turn allows. */
function intrusions(log: Event[]): Event[] {
  let isPeoples = false
  return log.filter((event) => {
    switch (event.type) {
      case 'conversation.assigned':
        isPeoples = event.agent !== null && event.handler === undefined
        return false
      case 'assistant.resumed':
        isPeoples = false
        return false
      case 'message.posted':
        if (event.by.kind === 'agent') isPeoples = true
        return isPeoples && event.by.kind === 'assistant'
      default:
        return false
    }
  })
}

async function wholeLog(store: Store, conversation: string): Promise<Event[]> {
  const log: Event[] = []
  for (let more = true; more; ) {
    const last = log.at(-1)
    const page = await store.conversations.readLog(conversation, {
      after: [last?.seq ?? 0, last?.sub ?? 0],
      limit: 200,
      audience: 'agent',
    })
    log.push(...page.events)
    more = page.more
  }
  return log
}

async function race(store: Store, seed: number, autoSend: boolean) {
  const random = seeded(seed)
  /** Lets the others go on for a few turns of the event loop. */
  async function pause(): Promise<void> {
    for (let turns = Math.floor(random() * 12); turns > 0; turns -= 1) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const bus = createMemoryBus({ seed, loss: 0.2, repeat: 0.2, reorder: 0.3, delay: 3 })
  const settings = shopSettings({ bot: 'always', autoSend })
  const one = await startTestApp({
    store,
    bus: bus.join('one'),
    settings,
    // Takes its time, in which agents act, and then leaves it to the FAQ.
    chooseAnswerer: async () => ({
      async answer() {
        await pause()
        await pause()
        return { kind: 'failed', reason: 'refused' }
      },
    }),
  })
  const two = await startTestApp({ store, bus: bus.join('two') })
  onTestFinished(async () => {
    await two.stop()
    await one.stop()
  })
  await sow(store)
  const { wire: visitor } = await one.visitor()
  const { conversation } = await visitor.post(null, question(0))
  await one.answered()
  const agents = [(await one.agent('ada')).wire, (await two.agent('ben')).wire]
  const bots = await Promise.all(Array.from({ length: 4 }, async () => (await two.bot()).wire))
  let refused = 0

  const body = (text: string) => ({ kind: 'text', text })

  async function asks(): Promise<void> {
    for (let index = 1; index < rounds; index += 1) {
      await visitor.post(conversation, question(index))
      if (random() < 0.3) await pause()
    }
  }
  async function posts(wire: Wire, name: string): Promise<void> {
    for (let index = 0; index < rounds / bots.length; index += 1) {
      const said = await wire.ask('message.post', {
        conversation,
        cid: mintId(),
        body: body(`${name} ${index}`),
      })
      if ('error' in said) {
        expect(said.error.code).toBe('not_your_turn')
        refused += 1
      }
      await pause()
    }
  }
  async function works(wire: Wire): Promise<void> {
    for (let index = 0; index < 20; index += 1) {
      const cid = mintId()
      const choice = random()
      if (choice < 0.35) await wire.post(conversation, `I have it (${index})`)
      else if (choice < 0.45) await wire.ok('conversation.assign', { conversation, cid, to: null })
      else if (choice < 0.55) await wire.ok('conversation.open', { conversation })
      else if (choice < 0.9) await wire.ok('assistant.host', { conversation, cid, on: true })
      else await wire.ok('assistant.host', { conversation, cid, on: false })
      await pause()
      await pause()
    }
  }
  await Promise.all([asks(), ...bots.map((wire, index) => posts(wire, `bot ${index}`)), ...agents.map(works)])
  await Promise.all([one.answered(), two.answered()])
  const log = await wholeLog(store, conversation)
  return { log, refused, visitor, conversation, one }
}

const seeds = [1, 2, 3, Math.floor(Math.random() * 1e9)]

test.each(seeds.flatMap((seed) => [false, true].map((autoSend) => [seed, autoSend] as const)))(
  '[RT-11] [AS-3] [AS-5] [AS-11] no bot’s message follows an agent’s takeover (seed %i, sending by itself: %s)',
  { timeout: 60_000 },
  async (seed, autoSend) => {
    const { log, refused } = await race(createMemoryStore(), seed, autoSend)
    expectGood(log, refused)
  },
)

test('[RT-11] the same over SQLite', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-race-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const store = await openStore({ url: `sqlite:${folder}/foyer.db` })
  const { log, refused } = await race({ ...store, close: async () => undefined }, 11, true)
  expectGood(log, refused)
  await store.close()
})

function expectGood(log: Event[], refused: number): void {
  expect(intrusions(log)).toEqual([])
  // It was a race: both kinds of bot spoke, were refused, and agents took over more than once.
  const said = log.filter((event) => event.type === 'message.posted' && event.by.kind === 'assistant')
  expect(said.some(({ by }) => by.id === undefined)).toBe(true)
  expect(said.some(({ by }) => by.id !== undefined)).toBe(true)
  expect(refused).toBeGreaterThan(0)
  expect(log.filter(({ type }) => type === 'assistant.stopped').length).toBeGreaterThan(1)
  // One order, without holes, and nothing twice.
  const seqs = log.filter(({ sub }) => sub === undefined).map(({ seq }) => seq)
  expect(seqs).toEqual(seqs.map((_, index) => index + 1))
  const cids = log.flatMap(({ cid }) => cid ?? [])
  expect(new Set(cids).size).toBe(cids.length)
}
