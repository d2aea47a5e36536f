// The built-in assistant over real sockets: what it answers, offers and leaves to people, and what agents see of it.
import { expect, test } from 'vitest'
import {
  type EntryName,
  entries,
  messages,
  offersMuch,
  type ShopOptions,
  startShop,
} from '../support/assistant-app.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { mintId, type Wire, type WireEvent, type WireRow } from '../support/wire.ts'

const unknown = 'Do you sell gift vouchers for zebras?'
const vague = 'delivery'

/** Resolves to the `count`th message that is not the visitor's. */
function reply(wire: Wire, conversation: string, count = 1): Promise<WireEvent> {
  return wire.until(`reply ${count}`, () => replies(wire, conversation)[count - 1])
}
const replies = (wire: Wire, conversation: string) =>
  messages(wire, conversation).filter(({ by }) => by.kind !== 'visitor')
const ofType = (wire: Wire, conversation: string, type: string) =>
  wire.events(conversation).filter((event) => event.type === type)

/** A visitor who asks, and an agent who sees all of it without having opened it before. */
async function start(options: ShopOptions) {
  const shop = await startShop(options)
  const { wire } = await shop.app.visitor()
  return { ...shop, wire }
}

async function opened(wire: Wire, conversation: string) {
  const { events, head, suggestions } = await wire.ok<{
    events: WireEvent[]
    head: { handler: string; labels: string[] }
    suggestions: { faq: string; question: string; why: string; score: number; answer: string }[]
  }>('conversation.open', { conversation })
  return { events, head, suggestions }
}

async function rowOf(wire: Wire, conversation: string): Promise<WireRow> {
  const { rows } = await wire.ok<{ rows: WireRow[] }>('inbox.watch', { list: 'all' })
  const row = rows.find(({ head }) => head.id === conversation)
  if (row === undefined) throw new Error('no such row')
  return row
}

test('[AS-5] [AS-6] the bot answers from the FAQ: visitors see whose it is, agents see no unread and which entry', async () => {
  const { app, wire, entry } = await start({ bot: 'always', name: 'Fay' })
  const agent = await app.agent()
  const { conversation } = await wire.post(null, entries.delivery[0])
  const answer = await reply(wire, conversation)
  expect(answer).toMatchObject({
    auto: 'bot',
    by: { kind: 'assistant', name: 'Fay' },
    body: { text: entry('delivery').answer },
  })
  expect(answer).not.toHaveProperty('faq')
  expect(await rowOf(agent.wire, conversation)).toMatchObject({
    unread: 0,
    unreplied: false,
    head: { handler: 'assistant', labels: ['bot'] },
  })
  const { events } = await opened(agent.wire, conversation)
  expect(events.at(-1)).toMatchObject({ auto: 'bot', faq: entry('delivery').id })
})

test('[AS-6] a bot’s answer shows the visitor no receipt', async () => {
  const { wire } = await start({ bot: 'always' })
  const { conversation } = await wire.post(null, entries.delivery[0])
  await reply(wire, conversation)
  await wire.ok('ping')
  expect(wire.pushes.filter((push) => push.on === 'marker' && push.side === 'agent')).toEqual([])
})

test('[AS-17] unsure, it offers entries; the one that is picked is answered, and recorded for the words that were used', async () => {
  const { store, wire, entry } = await start({ bot: 'always', threshold: offersMuch })
  const { conversation, seq } = await wire.post(null, vague)
  const offer = await reply(wire, conversation)
  const options = offer.body?.options as { id: string; label: string }[]
  expect(options.at(-1)).toEqual({ id: 'none', label: 'None of these' })
  expect(options.map(({ id }) => id)).toContain(entry('cost').id)
  await wire.ok('option.pick', { conversation, cid: mintId(), target: offer.seq, option: entry('cost').id })
  expect(await reply(wire, conversation, 2)).toMatchObject({
    auto: 'bot',
    body: { text: entry('cost').answer },
  })
  await expect
    .poll(() => store.questions.newest('shop', { limit: 5 }))
    .toMatchObject([{ seq, text: vague, outcome: 'answered', faq: entry('cost').id }])
})

test('[AS-17] [AS-7] none of those offered is not answerable', async () => {
  const { app, store, wire } = await start({ bot: 'always', threshold: offersMuch })
  await app.agent()
  const { conversation, seq } = await wire.post(null, vague)
  const offer = await reply(wire, conversation)
  await wire.ok('option.pick', { conversation, cid: mintId(), target: offer.seq, option: 'none' })
  await wire.until('queued', () => ofType(wire, conversation, 'conversation.queued')[0])
  await expect
    .poll(() => store.questions.newest('shop', { limit: 5 }))
    .toMatchObject([{ seq, outcome: 'unanswered' }])
})

test('[AS-7] what it cannot answer goes to the agent who is there', async () => {
  const { app, wire } = await start({ bot: 'always' })
  const agent = await app.agent()
  const { conversation } = await wire.post(null, unknown)
  await wire.until('queued', () => ofType(wire, conversation, 'conversation.queued')[0])
  expect(replies(wire, conversation)).toEqual([])
  expect(await rowOf(agent.wire, conversation)).toMatchObject({
    unread: 1,
    unreplied: true,
    head: { handler: 'queue', labels: ['unreplied', 'unanswered'] },
  })
  const { events } = await opened(agent.wire, conversation)
  expect(events).toContainEqual(expect.objectContaining({ type: 'assistant.stopped', reason: 'unanswered' }))
})

test('[AS-6] [AS-7] thanks and goodbyes wait for nobody: no reply, no handoff, nothing unreplied, nothing recorded', async () => {
  const { app, store, wire } = await start({ bot: 'always' })
  const agent = await app.agent()
  const { conversation } = await wire.post(null, entries.delivery[0])
  await reply(wire, conversation)
  for (const text of ['Thanks!', 'ok, bye', '👍']) await wire.post(conversation, text)
  await app.answered()
  expect(replies(wire, conversation)).toHaveLength(1)
  expect(await rowOf(agent.wire, conversation)).toMatchObject({
    unread: 0,
    unreplied: false,
    head: { handler: 'assistant', labels: ['bot'] },
  })
  const { suggestions } = await opened(agent.wire, conversation)
  expect(suggestions).toEqual([])
  expect(await store.questions.newest('shop', { limit: 5 })).toMatchObject([{ outcome: 'answered' }])
})

test('[AS-7] [AS-14] a greeting is returned with what may be asked, and hands nothing over', async () => {
  const { app, store, wire, entry } = await start({ bot: 'always' })
  await app.agent()
  const { conversation } = await wire.post(null, 'Hi there!')
  const hello = await reply(wire, conversation)
  expect(hello).toMatchObject({ auto: 'bot', body: { text: 'Hello! What would you like to know?' } })
  const options = hello.body?.options as { label: string }[]
  expect(options.map(({ label }) => label)).toEqual([
    entries.delivery[0],
    entries.cost[0],
    entries.returns[0],
  ])
  await app.answered()
  expect(ofType(wire, conversation, 'conversation.queued')).toEqual([])
  expect(await store.questions.newest('shop', { limit: 5 })).toEqual([])
  const picked = { conversation, cid: mintId(), target: hello.seq, option: entry('cost').id }
  await wire.ok('option.pick', picked)
  expect(await reply(wire, conversation, 2)).toMatchObject({ body: { text: entry('cost').answer } })
})

test('[AS-1] an entry in the very words of a greeting or thanks answers', async () => {
  const { app, store, wire } = await start({ bot: 'always' })
  const [first] = await store.sites.faq('shop')
  const own = { ...first!, id: mintId(), question: 'Thank you', phrasings: [], answer: 'You are welcome.' }
  await store.sites.createEntry(own)
  const { conversation } = await wire.post(null, 'thank you!')
  expect(await reply(wire, conversation)).toMatchObject({ body: { text: 'You are welcome.' } })
  await app.answered()
})

test('[AS-7] with nobody there it says once that somebody will come, once that we are away, and then nothing', async () => {
  const { app, wire } = await start({
    bot: 'always',
    texts: { waiting: { en: 'Soon!' }, offHours: { en: 'Away!' }, elsewhere: {} },
  })
  const { conversation } = await wire.post(null, unknown)
  expect(await reply(wire, conversation)).toMatchObject({ by: { kind: 'system' }, body: { text: 'Soon!' } })
  await wire.post(conversation, `${unknown} Really?`)
  expect(await reply(wire, conversation, 2)).toMatchObject({
    by: { kind: 'system' },
    body: { text: 'Away!' },
  })
  await wire.post(conversation, `${unknown} Hello?`)
  await wire.post(conversation, entries.returns[0])
  expect(await reply(wire, conversation, 3)).toMatchObject({ body: { text: 'Within 30 days.' } })
  await wire.post(conversation, `${unknown} Still?`)
  await app.answered()
  expect(replies(wire, conversation)).toHaveLength(3)
  const agent = await app.store.conversations.load(conversation)
  expect(agent?.state).toMatchObject({ unrepliedSince: expect.any(Number), isUnanswered: true })
  expect(
    await wire.refused('message.post', {
      conversation,
      cid: mintId(),
      body: { kind: 'text', text: 'You said' },
      quote: replies(wire, conversation)[0]?.seq,
    }),
  ).toMatchObject({ path: '/quote' })
})

test('[AS-8] [AS-9] the same answer twice: it stops, and tells agents why', async () => {
  const { app, wire } = await start({ bot: 'always' })
  const { conversation } = await wire.post(null, entries.delivery[0])
  await reply(wire, conversation)
  await wire.post(conversation, entries.delivery[1])
  await wire.until('queued', () => ofType(wire, conversation, 'conversation.queued')[0])
  expect(messages(wire, conversation, 'assistant')).toHaveLength(1)
  const agent = await app.agent()
  const { events } = await opened(agent.wire, conversation)
  expect(events).toContainEqual(expect.objectContaining({ type: 'handoff.requested', how: 'repeated' }))
  expect(events).toContainEqual(expect.objectContaining({ type: 'assistant.stopped', reason: 'repeated' }))
})

test.each<[string, string, boolean, string]>([
  ['a forced word, with somebody there', 'Agent!', true, 'queue'],
  ['a forced word, with nobody there', '人工', false, 'queue'],
  ['a soft word, with somebody there', 'I want to talk to a person, please', true, 'queue'],
  ['a soft word, with nobody there', 'I want a refund', false, 'assistant'],
])('[RT-1] %s', async (_, text, isAttended, handler) => {
  const words = { forced: ['agent', '人工'], soft: ['talk to a person', 'refund'] }
  const { app, store, wire } = await start({ bot: 'always', words })
  if (isAttended) await app.agent()
  const { conversation } = await wire.post(null, text)
  await app.answered()
  expect((await store.conversations.load(conversation))?.state.handler).toBe(handler)
  const isTold = replies(wire, conversation).some(({ by }) => by.kind === 'system')
  expect(isTold).toBe(!isAttended && handler === 'queue')
})

test('[RT-1] [AS-16] a person asked for after “not helpful” is a handoff for that', async () => {
  const { app, store, wire } = await start({ bot: 'always' })
  await app.agent()
  const { conversation } = await wire.post(null, entries.delivery[0])
  const { seq } = await reply(wire, conversation)
  expect(await wire.refused('answer.rate', { conversation, seq: seq - 1, helpful: true })).toMatchObject({
    code: 'not_found',
    path: '/seq',
  })
  await wire.ok('answer.rate', { conversation, seq, helpful: true })
  await wire.ok('answer.rate', { conversation, seq, helpful: false })
  await wire.ok('handoff.request', { conversation, cid: mintId() })
  const { events } = await store.conversations.readLog(conversation, { limit: 50, audience: 'agent' })
  expect(events).toContainEqual(expect.objectContaining({ type: 'handoff.requested', how: 'notHelpful' }))
  expect(await store.questions.newest('shop', { limit: 1 })).toMatchObject([{ helpful: false }])
  const stranger = await app.visitor()
  expect(await stranger.wire.refused('answer.rate', { conversation, seq, helpful: true })).toMatchObject({
    code: 'not_found',
  })
})

test('[AS-14] a guided question goes to the bot also where people come first', async () => {
  const { app, wire, entry } = await start({ bot: 'always', reception: 'humanFirst' })
  await app.agent()
  const { conversation } = await wire.post(null, entries.cost[0], { guided: entry('cost').id })
  expect(await reply(wire, conversation)).toMatchObject({ auto: 'bot', body: { text: entry('cost').answer } })
  await wire.post(conversation, entries.delivery[0])
  await wire.until('queued', () => ofType(wire, conversation, 'conversation.queued')[0])
  expect(messages(wire, conversation, 'assistant')).toHaveLength(1)
  const other = await app.visitor()
  const posted = await other.wire.post(null, 'Hello', { guided: mintId() })
  await app.answered()
  expect(replies(other.wire, posted.conversation)).toEqual([])
})

test('[RT-2] where people come first and nobody is there, the bot answers', async () => {
  const { wire } = await start({ bot: 'always', reception: 'humanFirst' })
  const { conversation } = await wire.post(null, entries.cost[0])
  expect(await reply(wire, conversation)).toMatchObject({ auto: 'bot' })
})

test('[AS-5] off hours alone: within hours people answer, off hours the bot does', async () => {
  const closed = { isOn: true, zone: 'UTC', week: [[], [], [], [], [], [], []], holidays: [] }
  const off = await start({ bot: 'offHours', hours: closed })
  const asked = await off.wire.post(null, entries.cost[0])
  expect(await reply(off.wire, asked.conversation)).toMatchObject({ auto: 'bot' })
  const within = await start({ bot: 'offHours' })
  const { conversation } = await within.wire.post(null, entries.cost[0])
  await within.app.answered()
  expect(replies(within.wire, conversation)).toEqual([])
})

test('[RT-6] off hours without a bot, the off-hours reply comes once, and the row stays unreplied', async () => {
  const closed = { isOn: true, zone: 'UTC', week: [[], [], [], [], [], [], []], holidays: [] }
  const { app, wire } = await start({ hours: closed })
  const agent = await app.agent()
  const { conversation } = await wire.post(null, 'Hello?')
  expect(await reply(wire, conversation)).toMatchObject({ by: { kind: 'system' } })
  await wire.post(conversation, 'Hello??')
  await app.answered()
  expect(replies(wire, conversation)).toHaveLength(1)
  expect(await rowOf(agent.wire, conversation)).toMatchObject({
    unread: 2,
    unreplied: true,
    preview: { by: 'visitor', text: 'Hello??' },
  })
})

test('[AS-3] [AS-4] [AS-6] a recommendation is sent by itself until an agent opens the conversation', async () => {
  const { app, wire, entry } = await start({ autoSend: true })
  const agent = await app.agent()
  const { conversation } = await wire.post(null, entries.delivery[0])
  const sent = await reply(wire, conversation)
  expect(sent).toMatchObject({ body: { text: entry('delivery').answer } })
  expect(sent).not.toHaveProperty('auto')
  expect(sent).not.toHaveProperty('faq')
  expect(await rowOf(agent.wire, conversation)).toMatchObject({
    unread: 1,
    unreplied: false,
    head: { handler: 'queue', labels: ['auto'] },
  })
  expect(await wire.refused('answer.rate', { conversation, seq: sent.seq, helpful: true })).toMatchObject({
    code: 'not_found',
  })
  const { events } = await opened(agent.wire, conversation)
  expect(events).toContainEqual(
    expect.objectContaining({ auto: 'recommended', faq: entry('delivery').id, type: 'message.posted' }),
  )
  expect(events.at(-1)).toMatchObject({ type: 'assistant.stopped', reason: 'agentOpened', sub: 1 })
  await opened(agent.wire, conversation)
  await wire.post(conversation, entries.cost[0])
  await app.answered()
  expect(replies(wire, conversation)).toHaveLength(1)
  expect(ofType(agent.wire, conversation, 'assistant.stopped')).toEqual([])
})

test('[AS-3] what an agent resumes is open, and stops sending too', async () => {
  const { app, wire } = await start({ autoSend: true })
  const { conversation } = await wire.post(null, 'Hello')
  await app.answered()
  const agent = await app.agent('ada', { resume: { [conversation]: 0 } })
  await agent.wire.until('stopped', () => ofType(agent.wire, conversation, 'assistant.stopped')[0])
  await wire.post(conversation, entries.cost[0])
  await app.answered()
  expect(replies(wire, conversation)).toEqual([])
})

test('[AS-11] given to the assistant, it answers in an open thread; what it cannot answer comes back', async () => {
  const { app, store, wire } = await start({})
  const agent = await app.agent()
  const { conversation } = await wire.post(null, 'Hello')
  await opened(agent.wire, conversation)
  await agent.wire.post(conversation, 'Hi!')
  await wire.post(conversation, entries.payment[0])
  await agent.wire.ok('assistant.host', { conversation, cid: mintId(), on: true })
  const answered = (count: number) =>
    wire.until('an answer', () => messages(wire, conversation, 'assistant')[count - 1])
  expect(await answered(1)).toMatchObject({ auto: 'bot', body: { text: 'By card.' } })
  await wire.post(conversation, entries.delivery[0])
  await answered(2)
  await wire.post(conversation, unknown)
  await agent.wire.until('back', () =>
    agent.wire.pushes.some((push) => push.on === 'head' && push.head.handler === 'agent'),
  )
  await app.answered()
  expect((await store.conversations.load(conversation))?.state).toMatchObject({
    handler: 'agent',
    agent: { name: 'Ada' },
  })
  await agent.wire.ok('assistant.host', { conversation, cid: mintId(), on: true })
  await agent.wire.ok('assistant.host', { conversation, cid: mintId(), on: false })
  await wire.post(conversation, entries.cost[0])
  await app.answered()
  expect(messages(wire, conversation, 'assistant')).toHaveLength(2)
})

test('[AS-2] agents are recommended answers: at opening, with each question, and when they look', async () => {
  const { app, wire, entry } = await start({})
  const agent = await app.agent()
  const { conversation } = await wire.post(null, entries.delivery[0])
  const { suggestions } = await opened(agent.wire, conversation)
  expect(suggestions[0]).toMatchObject({
    faq: entry('delivery').id,
    question: entries.delivery[0],
    answer: entry('delivery').answer,
    score: 1,
    why: entries.delivery[0],
  })
  const { seq } = await wire.post(conversation, 'Tell me the fees for shipping')
  const push = await agent.wire.push('suggestions', (one) => one.seq === seq)
  expect(push.suggestions[0]).toMatchObject({ faq: entry('cost').id })
  expect(push.suggestions[0]?.why).toMatch(/shipping|fees/)
  const looked = await agent.wire.ok<{ suggestions: { faq: string }[] }>('suggest', {
    conversation,
    text: entries.returns[2],
  })
  expect(looked.suggestions[0]?.faq).toBe(entry('returns').id)
  const newest = await agent.wire.ok<{ suggestions: { faq: string }[] }>('suggest', { conversation })
  expect(newest.suggestions[0]?.faq).toBe(entry('cost').id)
  expect(wire.pushes.some(({ on }) => on === 'suggestions')).toBe(false)
  expect(await agent.wire.refused('suggest', { conversation: mintId() })).toMatchObject({ code: 'not_found' })
})

test('[AS-2] where a site does not recommend, nothing is looked for', async () => {
  const { app, wire } = await start({ recommend: false, autoSend: true })
  const agent = await app.agent()
  const { conversation } = await wire.post(null, entries.delivery[0])
  expect((await opened(agent.wire, conversation)).suggestions).toEqual([])
  expect(await agent.wire.ok('suggest', { conversation, text: entries.cost[0] })).toEqual({ suggestions: [] })
  await wire.post(conversation, entries.cost[0])
  await app.answered()
  expect(agent.wire.pushes.some(({ on }) => on === 'suggestions')).toBe(false)
  expect(replies(wire, conversation)).toEqual([])
})

test('[CV-11] a card’s question is put to the bot, a file cannot be answered', async () => {
  const { app, wire } = await start({ bot: 'always' })
  const card = { type: 'product', title: 'Chair', question: entries.cost[0] }
  const { conversation } = await wire.ok<{ conversation: string }>('message.post', {
    conversation: null,
    cid: mintId(),
    body: { kind: 'card', card },
  })
  expect(await reply(wire, conversation)).toMatchObject({ auto: 'bot', body: { text: 'Delivery is free.' } })
  await wire.ok('message.post', {
    conversation,
    cid: mintId(),
    body: { kind: 'card', card: { type: 'link', title: 'x' } },
  })
  await app.answered()
  expect(replies(wire, conversation)).toHaveLength(1)
})

test('[AS-1] a changed FAQ answers at once, and the site’s language for who speaks another', async () => {
  const { app, store, entry } = await start({ bot: 'always' })
  const { wire } = await app.visitor({ locale: 'tr' })
  const agent = {
    id: mintId(),
    name: 'Ada',
    email: 'ada@shop.example',
    avatar: null,
    sites: ['shop'],
    roles: { shop: 'owner' },
  }
  const changed = await app.app.faq.change(agent, 'shop', entry('cost').id, {
    phrasings: ['xylophone postage'],
  })
  expect('ok' in changed).toBe(true)
  const { conversation } = await wire.post(null, 'Xylophone postage?')
  expect(await reply(wire, conversation)).toMatchObject({ body: { text: entry('cost').answer } })
  await app.app.faq.remove(agent, 'shop', entry('cost').id)
  await wire.post(conversation, 'Xylophone postage??')
  expect(await reply(wire, conversation, 2)).toMatchObject({ by: { kind: 'system' } })
  expect(await store.questions.newest('shop', { limit: 1 })).toMatchObject([{ locale: 'tr' }])
})

test('a site without anything automatic is due nothing', async () => {
  const { app, store, wire } = await start({ recommend: false })
  await app.agent()
  const { conversation } = await wire.post(null, entries.delivery[0] satisfies (typeof entries)[EntryName][0])
  await wire.ok('handoff.request', { conversation, cid: mintId() })
  await wire.post(conversation, entries.delivery[0])
  expect(await store.conversations.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  expect(replies(wire, conversation)).toEqual([])
})

test.each([
  ['always', 'assistant', ['Delivery takes 3 days.']],
  ['off', 'queue', ['handoff.requested']],
] as const)(
  '[AS-12] what the site’s own assistant left behind is not forgotten, with the bot %s',
  async (bot, handler, expected) => {
    const clock = createFakeClock()
    const { app } = await startShop({ bot, app: { clock } })
    const passes = async (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1_000)
        // Pongs come over real sockets.
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      await app.answered()
    }
    const own = await app.bot()
    const { wire } = await app.visitor()
    const { conversation } = await wire.post(null, entries.delivery[0])
    const after = async () => {
      const { events } = await app.store.conversations.readLog(conversation, {
        limit: 50,
        audience: 'visitor',
      })
      return events.filter(({ seq }) => seq > 2)
    }
    await passes(40)
    expect(await after()).toEqual([])
    await own.wire.close()
    await passes(40)
    const said = (await after()).map((event) =>
      event.type === 'message.posted' && event.body.kind === 'text' ? event.body.text : event.type,
    )
    expect(said.slice(0, 1)).toEqual(expected)
    const { state } = (await app.store.conversations.load(conversation))!
    expect(state.handler).toBe(handler)
  },
)

test('[AS-12] what the site’s own assistant answered before it went is not answered once more', async () => {
  const clock = createFakeClock()
  const { app } = await startShop({ bot: 'always', app: { clock } })
  const own = await app.bot()
  const { wire } = await app.visitor()
  const { conversation } = await wire.post(null, entries.delivery[0])
  await own.wire.post(conversation, 'Three days')
  await own.wire.close()
  for (let second = 0; second < 40; second += 1) {
    clock.advance(1_000)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await app.answered()
  expect(replies(wire, conversation).map(({ body }) => body?.text)).toEqual(['Three days'])
  expect(await app.store.conversations.due(clock.now() + 3_600_000, 10)).toEqual([])
})
