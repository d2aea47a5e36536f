// What happens to the bot's conversations when agents come (AS-10), on one node and on two.
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryBus } from '../../src/adapters/memory/bus.ts'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import {
  entries,
  messages,
  type ShopOptions,
  shopSettings,
  sowEntries,
  startShop,
} from '../support/assistant-app.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import type { WireHead, WireRow } from '../support/wire.ts'

const unknown = 'Do you sell gift vouchers for zebras?'

/** A visitor whose question was dealt with. */
async function ask(app: TestApp, text: string) {
  const { wire } = await app.visitor()
  const { conversation } = await wire.post(null, text)
  await app.answered()
  return { wire, conversation }
}
const mine = async ({ wire }: Awaited<ReturnType<TestApp['agent']>>) => {
  const { rows } = await wire.ok<{ rows: WireRow[] }>('inbox.watch', { list: 'mine' })
  return rows.map(({ head }) => head.id).sort()
}

test('[AS-10] what the bot answered while nobody was there is the agent’s who comes, and the bot goes on', async () => {
  const { app, store } = await startShop({ bot: 'always' })
  const answered = await ask(app, entries.delivery[0])
  const unanswered = await ask(app, unknown)
  const ada = await app.agent('ada')
  await app.answered()
  expect(await mine(ada)).toEqual([answered.conversation, unanswered.conversation].sort())
  const states = await Promise.all(
    [answered, unanswered].map(
      async ({ conversation }) => (await store.conversations.load(conversation))?.state,
    ),
  )
  expect(states).toMatchObject([
    { handler: 'assistant', agent: { name: 'Ada' } },
    { handler: 'agent', agent: { name: 'Ada' }, stopped: 'unanswered' },
  ])
  // Nothing of it is the visitor's to see while the bot speaks.
  const heads = answered.wire.pushes.flatMap((push): WireHead[] => (push.on === 'head' ? [push.head] : []))
  expect(heads.every((head) => head.agent === undefined)).toBe(true)
  expect(
    answered.wire.events(answered.conversation).some(({ type }) => type === 'conversation.assigned'),
  ).toBe(false)
  await answered.wire.post(answered.conversation, entries.cost[0])
  await app.answered()
  expect(messages(answered.wire, answered.conversation, 'assistant')).toHaveLength(2)
  await ada.wire.post(answered.conversation, 'I am here')
  await answered.wire.post(answered.conversation, entries.returns[0])
  await app.answered()
  expect(messages(answered.wire, answered.conversation, 'assistant')).toHaveLength(2)
})

test('[AS-10] what could not be answered is given first, in turn', async () => {
  const { app, store } = await startShop({ bot: 'always' })
  const ada = await app.agent('ada')
  await ada.wire.ok('status.set', { value: 'away' })
  const asked = []
  for (const text of [entries.delivery[0], entries.cost[0], unknown]) asked.push(await ask(app, text))
  const order: string[] = []
  const { append } = store.conversations
  store.conversations.append = (changes) => {
    order.push(...changes.map(({ state }) => state.id))
    return append(changes)
  }
  await ada.wire.ok('status.set', { value: 'online' })
  await app.answered()
  expect(order).toEqual([asked[2], asked[0], asked[1]].map((one) => one?.conversation))
})

test('[AS-10] what was asked before the last agent left stays as it is', async () => {
  const { app, store } = await startShop({ bot: 'always' })
  const ada = await app.agent('ada')
  const before = await ask(app, entries.delivery[0])
  await ada.wire.close()
  const later = await ask(app, entries.delivery[0])
  const ben = await app.agent('ben')
  await app.answered()
  expect(await mine(ben)).toEqual([later.conversation])
  expect((await store.conversations.load(before.conversation))?.state.agent).toBeNull()
})

test('[AS-10] once the bot is not on any more, it is the agent’s turn', async () => {
  const { app, store } = await startShop({ bot: 'always' })
  const { conversation } = await ask(app, entries.delivery[0])
  const agent = {
    id: 'x',
    name: 'Ada',
    email: 'ada@shop.example',
    avatar: null,
    sites: ['shop'],
    roles: { shop: 'owner' },
  }
  await app.app.siteDesk.change(agent, 'shop', { assistant: { bot: 'off' } })
  await app.agent('ada')
  await app.answered()
  expect((await store.conversations.load(conversation))?.state).toMatchObject({ handler: 'agent' })
})

test('[AS-10] two nodes give a conversation out once', async () => {
  const options: ShopOptions = { bot: 'always' }
  const store = createMemoryStore()
  const bus = createMemoryBus({ seed: 7, delay: 3 })
  const one = await startTestApp({ store, bus: bus.join('one'), settings: shopSettings(options) })
  const two = await startTestApp({ store, bus: bus.join('two') })
  onTestFinished(async () => {
    await two.stop()
    await one.stop()
  })
  await sowEntries(store)
  const asked = await Promise.all([1, 2, 3, 4].map(() => ask(one, entries.delivery[0])))
  await Promise.all([one.agent('ada'), two.agent('ben')])
  await expect
    .poll(async () => {
      await Promise.all([one.answered(), two.answered()])
      const states = await Promise.all(
        asked.map(({ conversation }) => store.conversations.load(conversation)),
      )
      return states.every((stored) => stored?.state.agent !== null)
    })
    .toBe(true)
  for (const { conversation } of asked) {
    const { events } = await store.conversations.readLog(conversation, { limit: 50, audience: 'agent' })
    expect(events.filter(({ type }) => type === 'conversation.assigned')).toHaveLength(1)
  }
})
