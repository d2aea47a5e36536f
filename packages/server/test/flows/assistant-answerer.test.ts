// Somebody else in the FAQ's place (AS-12): what it is given, how what it writes is shown, and what becomes of
// the question when it fails, wants a person, is too slow, or a person is quicker.
import { expect, test } from 'vitest'
import type { Answered, Answerer, Question } from '../../src/ports/answerer.ts'
import { entries, messages, startShop } from '../support/assistant-app.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startTestApp } from '../support/test-app.ts'
import type { Wire } from '../support/wire.ts'

const unknown = 'Do you sell gift vouchers for zebras?'

/** An answerer whose every question waits for what the test says to it. */
function createPuppet() {
  const asked: {
    question: Question
    say(draft: string): void
    signal: AbortSignal
    answer(answered: Answered): void
  }[] = []
  const answerer: Answerer = {
    answer: (question, say, signal) =>
      new Promise((resolve) =>
        asked.push({ question, say: (draft) => say(() => draft), signal, answer: resolve }),
      ),
  }
  return {
    answerer,
    asked,
    async next(count: number) {
      await expect.poll(() => asked.length).toBe(count)
      return asked[count - 1]!
    },
  }
}

async function start(answerer: Answerer, more: Parameters<typeof startShop>[0] = {}) {
  const shop = await startShop({
    bot: 'always',
    ...more,
    app: { ...more.app, chooseAnswerer: async () => answerer },
  })
  const { wire } = await shop.app.visitor()
  return { ...shop, wire }
}
const drafts = (wire: Wire) => wire.pushes.flatMap((push) => (push.on === 'draft' ? [push.text] : []))

test('[AS-12] what it writes is shown as it grows, and its message cites what it was taken from', async () => {
  const { answerer, next } = createPuppet()
  const { app, store, wire } = await start(answerer, { name: 'Fay' })
  const { conversation, seq } = await wire.post(null, unknown)
  const { question, say, answer } = await next(1)
  await wire.push('typing', ({ active, by }) => active && by.kind === 'assistant')
  say('We do')
  expect(await wire.push('draft')).toMatchObject({
    conversation,
    text: 'We do',
    by: { kind: 'assistant', name: 'Fay' },
  })
  const sources = [{ title: 'Vouchers', url: 'https://shop.example/vouchers' }]
  answer({ kind: 'answer', text: 'We do, for zebras.', sources })
  await app.answered()
  expect(messages(wire, conversation, 'assistant')).toMatchObject([
    { auto: 'bot', sources, body: { text: 'We do, for zebras.' } },
  ])
  expect(drafts(wire)).toEqual(['We do'])
  await wire.push('typing', ({ active }) => !active)
  expect(await store.questions.newest('shop', { limit: 1 })).toMatchObject([{ seq, outcome: 'model' }])
  expect(question).toMatchObject({ site: 'shop', siteName: 'Shop', conversation, text: unknown, history: [] })
})

test('[AS-12] it is given this conversation and what may be answered from, and nothing else', async () => {
  const { answerer, next } = createPuppet()
  const { app, wire, entry } = await start(answerer)
  const other = await app.visitor()
  await other.wire.post(null, 'My secret order is 4711')
  ;(await next(1)).answer({ kind: 'answer', text: 'A secret.', sources: [] })
  await app.answered()
  const { conversation } = await wire.post(null, entries.delivery[2])
  ;(await next(2)).answer({ kind: 'answer', text: 'Three days.', sources: [] })
  await app.answered()
  await wire.post(conversation, entries.cost[1])
  const { question, answer } = await next(3)
  expect(question.history).toEqual([
    { by: 'visitor', text: entries.delivery[2] },
    { by: 'assistant', text: 'Three days.' },
  ])
  expect(question.passages[0]).toEqual({
    title: entries.cost[0],
    text: entry('cost').answer,
    faq: entry('cost').id,
  })
  expect(JSON.stringify(question)).not.toMatch(/my secret|a secret/i)
  answer({ kind: 'handOff' })
})

test.each<[string, Answerer]>([
  ['it fails', { answer: async () => ({ kind: 'failed', reason: 'refused' }) }],
  ['it throws', { answer: () => Promise.reject(new Error('broken')) }],
  ['it says nothing', { answer: async () => ({ kind: 'answer', text: ' ', sources: [] }) }],
])('[AS-12] where %s, the FAQ answers', async (_, answerer) => {
  const { app, wire, entry } = await start(answerer)
  const { conversation } = await wire.post(null, entries.cost[0])
  await app.answered()
  expect(messages(wire, conversation, 'assistant')).toMatchObject([{ body: { text: entry('cost').answer } }])
})

test('[AS-12] where it takes too long, the FAQ answers, and what it had begun to write is taken back', async () => {
  const clock = createFakeClock()
  const { answerer, next } = createPuppet()
  const { app, wire, entry } = await start(answerer, { app: { clock }, answerer: 'model' })
  const { conversation } = await wire.post(null, entries.cost[0])
  const { say, signal, answer } = await next(1)
  say('Well')
  clock.jump(61_000)
  await app.answered()
  expect(signal.aborted).toBe(true)
  expect(messages(wire, conversation, 'assistant')).toMatchObject([{ body: { text: entry('cost').answer } }])
  expect(drafts(wire)).toEqual(['Well', ''])
  say('Well, then')
  answer({ kind: 'answer', text: 'Too late.', sources: [] })
  await app.answered()
  expect(drafts(wire)).toEqual(['Well', ''])
  expect(messages(wire, conversation, 'assistant')).toHaveLength(1)
})

test('[AS-12] what came too soon after another is shown when it is time, also where nothing follows', async () => {
  const clock = createFakeClock()
  const { answerer, next } = createPuppet()
  const { app, wire } = await start(answerer, { app: { clock }, answerer: 'model' })
  await wire.post(null, unknown)
  const { say, answer } = await next(1)
  for (const draft of ['We', 'We do', 'We do, for zebras']) say(draft)
  await wire.push('draft')
  clock.jump(99)
  await wire.ok('ping')
  expect(drafts(wire)).toEqual(['We'])
  clock.jump(1)
  await wire.push('draft', ({ text }) => text === 'We do, for zebras')
  expect(drafts(wire)).toEqual(['We', 'We do, for zebras'])
  say('We do, for zebras too')
  answer({ kind: 'answer', text: 'We do, for zebras too.', sources: [] })
  await app.answered()
  clock.jump(1_000)
  await wire.ok('ping')
  expect(drafts(wire)).toHaveLength(2)
})

test('[AS-12] [RT-1] its own wish, and what it would say twice, go to people', async () => {
  const { answerer, next } = createPuppet()
  const { app, store, wire } = await start(answerer)
  await app.agent()
  const { conversation } = await wire.post(null, unknown)
  ;(await next(1)).answer({ kind: 'handOff' })
  await app.answered()
  const howOf = async (id: string) => {
    const { events } = await store.conversations.readLog(id, { limit: 50, audience: 'agent' })
    return events.flatMap((event) => (event.type === 'handoff.requested' ? [event.how] : []))
  }
  expect(await howOf(conversation)).toEqual(['model'])
  const other = await app.visitor()
  const second = await other.wire.post(null, unknown)
  ;(await next(2)).answer({ kind: 'answer', text: 'No.', sources: [] })
  await app.answered()
  await other.wire.post(second.conversation, 'Really?')
  ;(await next(3)).answer({ kind: 'answer', text: 'No.', sources: [] })
  await app.answered()
  expect(await howOf(second.conversation)).toEqual(['repeated'])
})

test('[AS-12] [RT-11] an agent who replies while it writes ends it: nothing of it is seen any more', async () => {
  const { answerer, next } = createPuppet()
  const { app, wire } = await start(answerer)
  const { conversation } = await wire.post(null, unknown)
  const { say, signal, answer } = await next(1)
  say('Let me')
  await wire.push('draft')
  const ada = await app.agent()
  await ada.wire.post(conversation, 'I have it.')
  await wire.push('draft', ({ text }) => text === '')
  expect(signal.aborted).toBe(true)
  say('Let me see')
  answer({ kind: 'answer', text: 'Zebras!', sources: [] })
  await app.answered()
  expect(drafts(wire)).toEqual(['Let me', ''])
  expect(messages(wire, conversation, 'assistant')).toEqual([])
})

test('[AS-12] it is not asked for a word for a person, a picked entry, or what people have', async () => {
  const { answerer, asked } = createPuppet()
  const { app, wire, entry } = await start(answerer)
  await app.agent()
  const { conversation } = await wire.post(null, entries.cost[0], { guided: entry('cost').id })
  await wire.post(conversation, 'agent')
  await app.answered()
  await wire.post(conversation, unknown)
  await app.answered()
  expect(asked).toEqual([])
  expect(messages(wire, conversation, 'assistant')).toHaveLength(1)
})

test('[SC-5] a question whose node went away is answered by another, once', async () => {
  const clock = createFakeClock()
  const { answerer, next } = createPuppet()
  const { app, store, wire } = await start(answerer, { app: { clock }, answerer: 'model' })
  const { conversation } = await wire.post(null, entries.cost[0])
  await next(1)
  await app.stop()
  const later = await startTestApp({ store, clock })
  const beside = await startTestApp({ store, clock })
  try {
    await expect
      .poll(async () => {
        clock.advance(10_000)
        await Promise.all([later.answered(), beside.answered()])
        return store.conversations.due(Number.MAX_SAFE_INTEGER, 1)
      })
      .toEqual([])
    const { events } = await store.conversations.readLog(conversation, { limit: 50, audience: 'visitor' })
    expect(events.filter(({ by }) => by.kind === 'assistant')).toHaveLength(1)
    expect(await store.questions.newest('shop', { limit: 5 })).toHaveLength(1)
  } finally {
    await later.stop()
    await beside.stop()
  }
})
