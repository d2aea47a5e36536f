// Routing over real sockets: who gets whom, what agents are told of it, statuses, transfers, and how visitors are
// received.
import type { ReceptionPlan, RoutingSettings } from '@foyer/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { createQuietBus } from '../../src/adapters/quiet-bus.ts'
import { defaultRouting } from '../../src/core/site-defaults.ts'
import { entries, type ShopOptions, startShop } from '../support/assistant-app.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type Person, startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'
import { mintId, type Wire, type WireEvent, type WireHead, type WireRow } from '../support/wire.ts'

const routingWith = (over: Partial<RoutingSettings> = {}): RoutingSettings => ({
  ...defaultRouting(),
  ...over,
})

async function start(over: Partial<RoutingSettings> = {}, options: TestAppOptions = {}) {
  const app = await startTestApp({
    ...options,
    settings: { ...options.settings, routing: routingWith(over) },
  })
  onTestFinished(() => app.stop())
  return app
}

async function asks(app: TestApp, text = 'Hello?') {
  const { wire, greeting } = await app.visitor()
  const { conversation } = await wire.post(null, text)
  return { wire, conversation, token: greeting.token ?? '' }
}

const stateOf = async (app: TestApp, conversation: string) =>
  (await app.store.conversations.load(conversation))?.state
const agentOf = async (app: TestApp, conversation: string) =>
  (await stateOf(app, conversation))?.agent?.name ?? null
const becomes = (app: TestApp, conversation: string, name: string | null) =>
  expect.poll(() => agentOf(app, conversation)).toBe(name)
async function logOf(app: TestApp, conversation: string, type: string): Promise<WireEvent[]> {
  const { events } = await app.store.conversations.readLog(conversation, { limit: 100, audience: 'agent' })
  return events.filter((event) => event.type === type) as unknown as WireEvent[]
}
const idOf = ({ greeting }: Person) => greeting.agent?.id ?? ''

test('[RT-4] [RT-7] who asks goes to the least loaded who is online, and the agent is told why', async () => {
  const app = await start({ limit: 2 })
  const ada = await app.agent('ada')
  const first = await asks(app)
  await becomes(app, first.conversation, 'Ada')
  const ben = await app.agent('ben')
  const second = await asks(app)
  await becomes(app, second.conversation, 'Ben')
  const [assigned] = await logOf(app, second.conversation, 'conversation.assigned')
  expect(assigned).toMatchObject({
    by: { kind: 'system' },
    why: {
      by: 'everybody',
      candidates: [
        { agent: idOf(ben), name: 'Ben', status: 'online', load: 0, limit: 2, verdict: 'chosen' },
        { agent: idOf(ada), name: 'Ada', load: 1, verdict: 'moreLoaded' },
      ],
    },
  })
  const told = await second.wire.until('it is told', () =>
    second.wire.events(second.conversation).some(({ type }) => type === 'conversation.assigned'),
  )
  expect(told).not.toBe(false)
  const seen = second.wire.events(second.conversation).find(({ type }) => type === 'conversation.assigned')
  expect(seen).toEqual({ ...seen, agent: { kind: 'agent', name: 'Ben' } })
  expect(JSON.stringify(seen)).not.toMatch(/why|verdict|Ada/)
})

test('[RT-4] nobody gets more than the limit; who waits is told why, once, and gets who has room first', async () => {
  const app = await start({ limit: 1 })
  const ada = await app.agent('ada')
  const asked = []
  for (const _ of [1, 2, 3]) asked.push(await asks(app))
  const [first, second, third] = asked as [(typeof asked)[0], (typeof asked)[0], (typeof asked)[0]]
  await becomes(app, first.conversation, 'Ada')
  await expect.poll(async () => (await logOf(app, third.conversation, 'conversation.queued')).length).toBe(1)
  const [queued] = await logOf(app, third.conversation, 'conversation.queued')
  expect(queued).toMatchObject({
    sub: 1,
    why: {
      by: 'everybody',
      waits: 'nobodyFree',
      candidates: [{ name: 'Ada', verdict: 'full' }, { name: 'Ben' }],
    },
  })
  expect(third.wire.events(third.conversation).map(({ type }) => type)).not.toContain('conversation.queued')
  await ada.wire.ok('conversation.end', { conversation: first.conversation, cid: mintId() })
  await becomes(app, second.conversation, 'Ada')
  expect(await agentOf(app, third.conversation)).toBeNull()
  expect(await logOf(app, third.conversation, 'conversation.queued')).toHaveLength(1)
  // What an agent takes of its own accord may go beyond.
  await ada.wire.ok('conversation.assign', {
    conversation: third.conversation,
    cid: mintId(),
    to: { agent: idOf(ada) },
  })
  expect(await agentOf(app, third.conversation)).toBe('Ada')
})

test('[RT-9] going away asks who takes the conversations, and moves them; away survives a reload', async () => {
  const app = await start()
  const ada = await app.agent('ada')
  const asked = [await asks(app), await asks(app)]
  for (const { conversation } of asked) await becomes(app, conversation, 'Ada')
  const ben = await app.agent('ben')
  const question = await ada.wire.ok('status.set', { value: 'away' })
  expect(question).toEqual({ value: 'online', candidates: [{ kind: 'agent', id: idOf(ben), name: 'Ben' }] })
  expect(await ada.wire.refused('status.set', { value: 'away', handTo: mintId() })).toMatchObject({
    code: 'conflict',
    path: '/handTo',
  })
  expect(await ada.wire.ok('status.set', { value: 'away', handTo: idOf(ben) })).toEqual({ value: 'away' })
  for (const { conversation } of asked) {
    expect(await agentOf(app, conversation)).toBe('Ben')
    const moved = (await logOf(app, conversation, 'conversation.assigned')).at(-1)
    expect(moved).toMatchObject({ by: { name: 'Ada' }, why: { by: 'handOver' } })
  }
  const notice = await pushed(ben.wire, 'assigned')
  expect(notice).toMatchObject({ why: 'handOver', by: { name: 'Ada' } })
  await ada.wire.close()
  const again = await app.agent('ada')
  expect(again.greeting.agent?.status).toBe('away')
  const times = await app.store.presence.times(idOf(ada), 0, Number.MAX_SAFE_INTEGER)
  expect(times.map(({ what }) => what)).toEqual(['login', 'away'])
})

test('[RT-9] a status is told to every tab of its agent, and to nobody else', async () => {
  const app = await start()
  const [tab, other, ben] = [await app.agent('ada'), await app.agent('ada'), await app.agent('ben')]
  await tab.wire.ok('status.set', { value: 'busy' })
  expect(await pushed(other.wire, 'status')).toEqual({ on: 'status', value: 'busy' })
  await tab.wire.ok('status.set', { value: 'busy' })
  await other.wire.ok('status.set', { value: 'away' })
  await tab.wire.until('the second one', () => statuses(tab.wire).length === 2)
  for (const { wire } of [tab, other]) expect(statuses(wire)).toEqual(['busy', 'away'])
  expect(statuses(ben.wire)).toEqual([])
})

test('[RT-9] with nobody online they stay; with `keep` too', async () => {
  const app = await start()
  const ada = await app.agent('ada')
  const { conversation } = await asks(app)
  await becomes(app, conversation, 'Ada')
  expect(await ada.wire.ok('status.set', { value: 'away' })).toEqual({ value: 'away' })
  await ada.wire.ok('status.set', { value: 'online' })
  await app.agent('ben')
  expect(await ada.wire.ok('status.set', { value: 'away', keep: true })).toEqual({ value: 'away' })
  expect(await agentOf(app, conversation)).toBe('Ada')
})

test('[RT-10] a colleague is given a conversation with a note, and told; one who is not there is not', async () => {
  const app = await start({ limit: 1 })
  const ada = await app.agent('ada')
  const { conversation } = await asks(app)
  await becomes(app, conversation, 'Ada')
  const [, ben] = await app.store.agents.ofSite('shop')
  const to = { agent: ben!.id }
  const refused = await ada.wire.refused('conversation.assign', { conversation, cid: mintId(), to })
  expect(refused).toMatchObject({
    code: 'conflict',
    path: '/to/agent',
    message: 'Ben is offline and would not see it.',
  })
  const { wire } = await app.agent('ben')
  const cid = mintId()
  const keys = { conversation, cid, to, note: 'Wants a refund.' }
  const { seq } = await ada.wire.ok<{ seq: number }>('conversation.assign', keys)
  expect(await pushed(wire, 'assigned')).toEqual({
    on: 'assigned',
    conversation,
    by: { kind: 'agent', id: idOf(ada), name: 'Ada' },
    why: 'transfer',
    note: 'Wants a refund.',
  })
  expect(await logOf(app, conversation, 'note.posted')).toMatchObject([{ text: 'Wants a refund.', seq }])
  // The same again is answered as before, though it is not hers any more.
  expect(await ada.wire.ok('conversation.assign', keys)).toEqual({ seq })
})

test('[RT-10] who is connected to a node that this one cannot hear is told as well, and its list follows', async () => {
  const store = createMemoryStore()
  const clock = createFakeClock()
  const options = () => ({ store, clock, bus: createQuietBus(false) })
  const one = await start({ isOn: false }, options())
  const other = await start({ isOn: false }, options())
  const ada = await one.agent('ada')
  const ben = await other.agent('ben')
  await ben.wire.ok('inbox.watch', { list: 'mine' })
  const first = await asks(one)
  const second = await asks(one)
  for (const { conversation } of [first, second]) await ada.wire.post(conversation, 'Hello!')
  const looks = async (check: () => boolean) => {
    for (let turn = 0; turn < 100 && !check(); turn += 1) {
      clock.advance(500)
      await ben.wire.ok('ping')
    }
    expect(check()).toBe(true)
  }
  const notices = () => ben.wire.pushes.filter(({ on }) => (on as string) === 'assigned')
  // Ben is known as who has nothing.
  clock.advance(2_000)
  await ben.wire.ok('ping')
  const to = { agent: idOf(ben) }
  const given = { conversation: first.conversation, cid: mintId(), to, note: 'Wants a refund.' }
  await ada.wire.ok('conversation.assign', given)
  await looks(() => notices().length > 0)
  const by = { kind: 'agent', id: idOf(ada), name: 'Ada' }
  expect(notices()).toEqual([
    { on: 'assigned', conversation: first.conversation, by, why: 'transfer', note: 'Wants a refund.' },
  ])
  await looks(() =>
    ben.wire.pushes.some((push) => push.on === 'row' && push.row.head.id === first.conversation),
  )
  // What is taken away goes; what is taken by oneself is no news.
  await ada.wire.ok('conversation.assign', {
    conversation: first.conversation,
    cid: mintId(),
    to: { agent: idOf(ada) },
  })
  await looks(() => ben.wire.pushes.some(({ on }) => on === 'gone'))
  await ben.wire.ok('conversation.assign', { conversation: second.conversation, cid: mintId(), to })
  for (let turn = 0; turn < 8; turn += 1) {
    clock.advance(500)
    await ben.wire.ok('ping')
  }
  expect(notices()).toHaveLength(1)
})

test('[RT-10] to a group: it waits for one of its people, at the end of the queue', async () => {
  const app = await start()
  const ada = await app.agent('ada')
  const { conversation } = await asks(app)
  await becomes(app, conversation, 'Ada')
  const ben = await app.agent('ben')
  const help = { ...group('Help', idOf(ben)), id: mintId() }
  await changeRouting(app, { groups: [help] })
  expect(
    await ada.wire.refused('conversation.assign', { conversation, cid: mintId(), to: { group: mintId() } }),
  ).toMatchObject({ code: 'not_found' })
  await ada.wire.ok('conversation.assign', { conversation, cid: mintId(), to: { group: help.id } })
  await becomes(app, conversation, 'Ben')
  const last = (await logOf(app, conversation, 'conversation.assigned')).at(-1)
  expect(last).toMatchObject({ group: help.id, why: { by: 'requestedGroup', group: { name: 'Help' } } })
  const { rows } = await ben.wire.ok<{ rows: WireRow[] }>('inbox.watch', { list: 'mine' })
  expect(rows[0]?.head).toMatchObject({ group: help.id })
})

test('[RT-10] what is others’ needs a further permission; what nobody has, anybody takes', async () => {
  const app = await start({ isOn: false })
  const ada = await app.agent('ada')
  const [, ben] = await app.store.agents.ofSite('shop')
  await setRole(app, ben!.id, 'agent')
  const { wire } = await app.agent('ben')
  const { conversation } = await asks(app)
  await ada.wire.post(conversation, 'mine')
  const to = { agent: ben!.id }
  // What a colleague has looks as if it were not there.
  expect(await wire.refused('conversation.assign', { conversation, cid: mintId(), to })).toMatchObject({
    code: 'not_found',
  })
  const free = await asks(app)
  await wire.ok('conversation.assign', { conversation: free.conversation, cid: mintId(), to })
  expect(await agentOf(app, free.conversation)).toBe('Ben')
  expect((await logOf(app, free.conversation, 'conversation.assigned')).at(-1)).toMatchObject({
    why: { by: 'claim' },
  })
})

test('[RT-3] a visitor chooses a group that is offered, and nobody by name', async () => {
  const app = await start()
  const [ada, ben] = [await app.agent('ada'), await app.agent('ben')]
  const sales = { ...group('Sales', idOf(ben)), offered: true }
  const secret = { ...group('Secret', idOf(ada)), offered: false }
  await changeRouting(app, { groups: [sales, secret] })
  const { wire } = await app.visitor()
  const request = (keys: object) => ({ conversation: null, cid: mintId(), ...keys })
  expect(await wire.refused('handoff.request', request({ group: secret.id }))).toMatchObject({
    code: 'bad_request',
    path: '/group',
  })
  expect(await wire.refused('handoff.request', request({ agent: idOf(ada) }))).toMatchObject({
    code: 'forbidden',
  })
  const { conversation } = await wire.ok<{ conversation: string }>(
    'handoff.request',
    request({ group: sales.id }),
  )
  await becomes(app, conversation, 'Ben')
  const heads = wire.pushes.flatMap((push): WireHead[] => (push.on === 'head' ? [push.head] : []))
  expect(JSON.stringify(heads)).not.toContain(sales.id)
})

test('[RT-2] “assign on first message”: who only asked for a person waits for their first word', async () => {
  const app = await start({ assignOnFirstMessage: true })
  await app.agent('ada')
  const { wire } = await app.visitor()
  const { conversation } = await wire.ok<{ conversation: string }>('handoff.request', {
    conversation: null,
    cid: mintId(),
  })
  const other = await asks(app)
  await becomes(app, other.conversation, 'Ada')
  expect(await agentOf(app, conversation)).toBeNull()
  await wire.post(conversation, 'Are you there?')
  await becomes(app, conversation, 'Ada')
})

test('[RT-5] a returning visitor goes past the bot to the agent who closed the last conversation', async () => {
  const options: ShopOptions = {
    bot: 'always',
    app: { settings: { routing: routingWith({ lastAgent: true }) } },
  }
  const { app } = await startShop(options)
  const ada = await app.agent('ada')
  const first = await app.visitor()
  const { conversation } = await first.wire.post(null, entries.delivery[0])
  await ada.wire.post(conversation, 'Two days.')
  await ada.wire.ok('conversation.end', { conversation, cid: mintId() })
  await app.agent('ben')
  const next = await first.wire.post(null, 'It is me again')
  await becomes(app, next.conversation, 'Ada')
  expect((await logOf(app, next.conversation, 'conversation.assigned')).at(-1)).toMatchObject({
    why: { by: 'lastAgent' },
  })
  await ada.wire.ok('conversation.end', { conversation: next.conversation, cid: mintId() })
  await ada.wire.ok('status.set', { value: 'away', keep: true })
  const third = await first.wire.post(null, entries.delivery[0])
  expect((await stateOf(app, third.conversation))?.handler).toBe('assistant')
})

test('[RT-8] [RT-2] a plan receives its audience in its own way', async () => {
  const plans: ReceptionPlan[] = [
    {
      id: mintId(),
      name: 'Checkout',
      when: [{ on: 'page', how: 'matches', values: ['*/checkout*'] }],
      mode: 'humanOnly',
    },
    { id: mintId(), name: 'Polish', when: [{ on: 'language', how: 'is', values: ['pl'] }], mode: 'botOnly' },
  ]
  const options: ShopOptions = { bot: 'always', app: { settings: { routing: routingWith({ plans }) } } }
  const { app } = await startShop(options)
  await app.agent('ada')
  const received = async (keys: object) => {
    const { wire } = await app.visitor({ ...keys })
    const { conversation } = await wire.post(null, entries.delivery[0])
    return stateOf(app, conversation)
  }
  const ofPeople = await received({ page: { url: 'https://shop.example/checkout/2' } })
  expect(ofPeople).toMatchObject({ plan: plans[0]?.id })
  // It may have been given to somebody already.
  expect(['queue', 'agent']).toContain(ofPeople?.handler)
  expect(await received({ locale: 'pl-PL' })).toMatchObject({ plan: plans[1]?.id, handler: 'assistant' })
  expect(await received({ locale: 'de' })).toMatchObject({ plan: null, handler: 'assistant' })
})

test('[RT-8] before anything is said the widget shows what the plan of its language and page says', async () => {
  const plans: ReceptionPlan[] = [
    {
      id: mintId(),
      name: 'Checkout',
      when: [{ on: 'page', how: 'contains', values: ['/checkout'] }],
      mode: 'humanOnly',
      welcome: { en: 'Stuck at the checkout?' },
    },
  ]
  const options: ShopOptions = { bot: 'always', app: { settings: { routing: routingWith({ plans }) } } }
  const { app } = await startShop(options)
  const read = async (query: string) => (await fetch(`${app.url}/v1/sites/shop/widget?${query}`)).json()
  const page = encodeURIComponent('https://shop.example/checkout/1')
  expect(await read(`locale=en&page=${page}`)).toMatchObject({
    welcome: 'Stuck at the checkout?',
    assistant: null,
  })
  const usual = await read('locale=en')
  expect(usual).toMatchObject({ welcome: 'Hello! How can we help?' })
  expect(usual).not.toMatchObject({ assistant: null })
})

test('[RT-7] a visitor is tried out, by whoever may edit routing, and nothing is stored', async () => {
  const app = await start({ limit: 2 })
  const ada = await app.agent('ada')
  const rule = {
    id: mintId(),
    name: 'VIP',
    when: [{ on: 'tag', how: 'has', values: ['vip'] }],
    to: { agent: idOf(ada) },
  }
  const headers = (token: string) => ({
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  })
  const ask = async (path: string, method: string, body: object, token = app.tokens.ada) => {
    const answer = await fetch(`${app.url}/v1/sites/shop${path}`, {
      method,
      headers: headers(token),
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: await answer.json() }
  }
  expect((await ask('', 'PATCH', { routing: { rules: [rule] } })).status).toBe(200)
  expect(await ask('', 'PATCH', { routing: { rules: [{ ...rule, name: ' ' }] } })).toMatchObject({
    status: 400,
    body: { error: { path: '/routing/rules/0/name' } },
  })
  expect(await ask('/routing/try', 'POST', { tags: ['VIP'] })).toMatchObject({
    status: 200,
    body: {
      plan: null,
      mode: 'botFirst',
      handler: 'queue',
      to: { name: 'Ada' },
      why: { by: 'rule', rule: { name: 'VIP' }, candidates: [{ name: 'Ada', verdict: 'chosen' }] },
    },
  })
  expect((await ask('/routing/try', 'POST', {})).body).toMatchObject({ why: { by: 'everybody' } })
  await setRole(app, idOf(ada), 'supervisor')
  expect((await ask('/routing/try', 'POST', {})).status).toBe(403)
  expect((await ask('', 'PATCH', { routing: { limit: 9 } })).status).toBe(403)
})

test('[AS-10] what the bot held is given out by the limit, and the rest with the next room', async () => {
  const options: ShopOptions = { bot: 'always', app: { settings: { routing: routingWith({ limit: 2 }) } } }
  const { app } = await startShop(options)
  const asked: string[] = []
  for (const _ of [1, 2, 3]) {
    const one = await asks(app, entries.delivery[0])
    await app.answered()
    asked.push(one.conversation)
  }
  const ada = await app.agent('ada')
  await app.answered()
  const held = async () =>
    (await Promise.all(asked.map((one) => agentOf(app, one)))).filter((name) => name !== null)
  expect(await held()).toHaveLength(2)
  const [first = ''] = asked
  expect((await logOf(app, first, 'conversation.assigned'))[0]).toMatchObject({ why: { by: 'allocated' } })
  await ada.wire.ok('conversation.end', { conversation: first, cid: mintId() })
  await expect.poll(async () => (await held()).length).toBe(3)
})

function group(name: string, ...agents: string[]): RoutingSettings['groups'][number] {
  const members = agents.map((agent) => ({ agent, skill: 1 }))
  return { id: mintId(), name, members, choice: 'leastLoaded', overflow: null, hours: null, offered: true }
}

async function changeRouting(app: TestApp, routing: Partial<RoutingSettings>): Promise<void> {
  const owner = {
    id: 'x',
    name: 'X',
    email: 'x@shop.example',
    avatar: null,
    sites: ['shop'],
    roles: { shop: 'owner' },
  }
  const changed = await app.app.siteDesk.change(owner, 'shop', { routing })
  if ('error' in changed) throw new Error(changed.error.message)
  await new Promise((resolve) => setImmediate(resolve))
}

async function setRole(app: TestApp, agent: string, role: string): Promise<void> {
  const { rolesOf } = app.store.agents
  app.store.agents.rolesOf = async (id) => (id === agent ? { shop: role } : rolesOf(id))
}

/** A push of a kind that came or comes. */
function statuses(wire: Wire): string[] {
  return wire.pushes.flatMap((push) => (push.on === 'status' ? [push.value] : []))
}

async function pushed(wire: Wire, on: string): Promise<unknown> {
  const find = () => wire.pushes.find((push) => (push.on as string) === on)
  await wire.until(on, () => find() !== undefined)
  return find()
}
