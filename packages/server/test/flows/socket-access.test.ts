// Who may come in, and what each may see: origins, tokens, other people's conversations, roles, and what a
// visitor who only looks leaves behind.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { createQuietBus } from '../../src/adapters/quiet-bus.ts'
import { hashSecret } from '../../src/app/signature.ts'
import { defaultSettings } from '../../src/core/site-defaults.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { shop, startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'
import { connect, mintId, upgradeStatus, type Wire, type WireEvent } from '../support/wire.ts'
import { tokenInRole } from '../support/with-role.ts'

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const started = await startTestApp(options)
  onTestFinished(() => started.stop())
  return started
}

test('[E01] only the site’s own origins come through the door', async () => {
  const { url } = await start()
  const refused = [
    'https://evil.com',
    'null',
    'https://shop.example.evil.com',
    'https://evilshop.example',
    'http://shop.example',
    'https://shop.example:444',
    'https://shop.example.',
    'https://shop.example/',
    'https://user@shop.example',
    'https://shop.example, https://evil.com',
    'https://other.example',
  ]
  for (const origin of refused)
    expect([origin, await upgradeStatus({ url, site: 'shop', origin })]).toEqual([origin, 403])
  expect(await upgradeStatus({ url, site: 'shop' })).toBe(403)
  expect(await upgradeStatus({ url, site: 'shop', origin: shop })).toBe(101)
  expect(await upgradeStatus({ url, site: 'shop', origin: 'https://SHOP.example' })).toBe(101)
  expect(await upgradeStatus({ url, site: 'nowhere', origin: shop })).toBe(404)
})

test('[E01] agents come with the server’s own origin or with none', async () => {
  const { url } = await start()
  expect(await upgradeStatus({ url, origin: 'https://evil.com' })).toBe(403)
  expect(await upgradeStatus({ url, origin: shop })).toBe(403)
  expect(await upgradeStatus({ url, origin: 'null' })).toBe(403)
  expect(await upgradeStatus({ url, origin: url })).toBe(101)
  expect(await upgradeStatus({ url })).toBe(101)
})

test('[E03] a token in the address is refused', async () => {
  const { visitor, url, tokens } = await start()
  const { greeting } = await visitor()
  for (const query of [`token=${tokens.ada}`, `site=shop&token=${greeting.token}`]) {
    expect(await upgradeStatus({ url, path: `/v1/socket?${query}`, origin: url })).toBe(400)
  }
})

test('[SC-1] another subprotocol is told 4505', async () => {
  const { visitorSocket } = await start()
  const wire = await visitorSocket({ protocols: ['foyer.v2'] })
  expect(await wire.closed).toMatchObject({ code: 4505 })
})

test('[F02] tokens of one role are no tokens of another', async () => {
  const { visitor, agentSocket, visitorSocket, tokens } = await start()
  const { wire, greeting } = await visitor()
  await wire.post(null, 'hello')
  for (const hello of [
    { role: 'agent', token: greeting.token },
    { role: 'agent', token: tokens.bot },
    { role: 'agent', token: 'fa_nothing' },
    { role: 'agent' },
    { role: 'assistant', token: tokens.ada },
    { role: 'assistant', token: greeting.token },
  ]) {
    const socket = await agentSocket()
    expect(await socket.refused('hello', hello)).toMatchObject({ code: 'unauthorized' })
    expect(await socket.closed).toMatchObject({ code: 4501 })
  }
  // For a visitor, a token that is no good starts a new visitor.
  const stranger = await visitorSocket()
  const met = await stranger.hello({ token: tokens.ada })
  expect(met.visitor?.id).not.toBe(greeting.visitor?.id)
  expect(met.conversations).toEqual([])
})

test('[E03] a visitor’s token is bound to its site and origin', async () => {
  const { visitor, visitorSocket, url } = await start()
  const { wire, greeting } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const elsewhere = await connect({ url, site: 'other', origin: 'https://other.example' })
  const met = await elsewhere.hello({ token: greeting.token, resume: { [conversation]: 0 } })
  expect(met.visitor?.id).not.toBe(greeting.visitor?.id)
  expect(met.conversations).toEqual([])
  await elsewhere.close()
  const same = await visitorSocket()
  expect((await same.hello({ token: greeting.token })).visitor?.id).toBe(greeting.visitor?.id)
})

test('[SC-5] a conversation that is not yours looks like one that does not exist', async () => {
  const { visitor, agent } = await start()
  const { wire: victim } = await visitor()
  const { conversation, seq } = await victim.post(null, 'secret')
  const { wire: thief } = await visitor({ resume: { [conversation]: 0 } })
  await thief.post(null, 'mine')
  const { wire: eve } = await agent('eve', { resume: { [conversation]: 0 } })
  const body = { kind: 'text', text: 'x' }
  const tries: [string, Record<string, unknown>][] = [
    ['history', {}],
    ['message.post', { cid: mintId(), body }],
    ['message.edit', { cid: mintId(), target: seq, body }],
    ['message.delete', { cid: mintId(), target: seq }],
    ['conversation.end', { cid: mintId() }],
    ['read', { seq: 1 }],
    ['delivered', { seq: 1 }],
    ['typing', { active: true }],
  ]
  const agents: typeof tries = [
    ['conversation.open', {}],
    ['conversation.assign', { cid: mintId(), to: null }],
    ['conversation.snooze', { cid: mintId() }],
    ['note.post', { cid: mintId(), text: 'x' }],
    ['tags.change', { cid: mintId(), add: ['x'], remove: [] }],
    ['assistant.host', { cid: mintId(), on: true }],
    ['rating.invite', { cid: mintId() }],
  ]
  const visitors: typeof tries = [
    ['handoff.request', { cid: mintId() }],
    ['option.pick', { cid: mintId(), target: seq, option: 'a' }],
    ['form.submit', { cid: mintId(), target: seq, values: {} }],
    ['rating.give', { cid: mintId(), score: 5 }],
  ]
  for (const [wire, names] of [
    [thief, [...tries, ...visitors]],
    [eve, [...tries, ...agents]],
  ] as const) {
    for (const [name, keys] of names) {
      const foreign = await wire.refused(name, { conversation, ...keys })
      const absent = await wire.refused(name, { conversation: mintId(), ...keys })
      expect([name, foreign]).toEqual([name, absent])
      expect([name, foreign.code]).toEqual([name, 'not_found'])
    }
  }
  const lists = await eve.ok<{ rows: unknown[]; counts: Record<string, number> }>('inbox.watch', {
    list: 'all',
  })
  expect(lists.rows).toEqual([])
  expect(lists.counts).toMatchObject({ all: 0 })
  await victim.post(conversation, 'still secret')
  await eve.ok('ping')
  await thief.ok('ping')
  expect(thief.pushes.filter(({ on }) => on === 'events')).toHaveLength(1)
  expect(eve.pushes.filter(({ on }) => on === 'events' || on === 'row' || on === 'head')).toEqual([])
})

test('[F02] a command of another role is forbidden, whatever its fields', async () => {
  const { visitor, agent, bot } = await start()
  const { wire: visitorWire } = await visitor()
  const { conversation } = await visitorWire.post(null, 'hello')
  const { wire: agentWire } = await agent()
  const { wire: botWire } = await bot()
  const forbidden: [typeof visitorWire, string[]][] = [
    [
      visitorWire,
      [
        'inbox.watch',
        'conversation.open',
        'conversation.assign',
        'note.post',
        'tags.change',
        'status.set',
        'assistant.host',
      ],
    ],
    [
      agentWire,
      [
        'handoff.request',
        'option.pick',
        'form.submit',
        'rating.give',
        'identify',
        'attributes',
        'page',
        'track',
      ],
    ],
    [botWire, ['note.post', 'conversation.assign', 'status.set', 'identify']],
  ]
  for (const [wire, names] of forbidden) {
    for (const name of names) {
      expect([name, (await wire.refused(name, {})).code]).toEqual([name, 'forbidden'])
      expect([name, (await wire.refused(name, { conversation, cid: mintId() })).code]).toEqual([
        name,
        'forbidden',
      ])
    }
  }
})

test('[F08] of notes a visitor learns nothing: no event, no number, no count, also when they change', async () => {
  const { visitor, visitorSocket, agent } = await start()
  const { wire, greeting } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ada } = await agent()
  await ada.ok('conversation.open', { conversation })
  const note = await ada.ok<{ seq: number; sub: number }>('note.post', {
    conversation,
    cid: mintId(),
    text: 'secret note',
  })
  const target = [note.seq, note.sub]
  await ada.ok('message.edit', {
    conversation,
    cid: mintId(),
    target,
    body: { kind: 'text', text: 'secret edit' },
  })
  await ada.ok('tags.change', { conversation, cid: mintId(), add: ['secret tag'], remove: [] })
  await ada.ok('message.delete', { conversation, cid: mintId(), target })
  const answer = await ada.post(conversation, 'hello yourself')
  const answered = await wire.push('events', (push) => push.events.some(({ seq }) => seq === answer.seq))
  expect(answered.prev).toBe(2)
  const back = await visitorSocket()
  await back.hello({ token: greeting.token, resume: { [conversation]: 0 } })
  await back.push('synced')
  const page = await back.ok<{ events: WireEvent[] }>('history', { conversation })
  expect(
    await back.refused('message.edit', {
      conversation,
      cid: mintId(),
      target,
      body: { kind: 'text', text: 'x' },
    }),
  ).toMatchObject({
    code: 'bad_request',
  })
  expect(page.events.map(({ seq }) => seq)).toEqual(page.events.map((_, index) => index + 1))
  for (const told of [wire, back]) {
    const heard = JSON.stringify(told.record.filter(({ way }) => way === '<'))
    expect(heard).not.toMatch(/secret|"sub"|note\.posted|tags/)
  }
  // The agents, though, have all of it, and no longer the text.
  const whole = await ada.ok<{ events: WireEvent[] }>('history', { conversation })
  expect(whole.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['note.posted', 'message.edited', 'tags.changed', 'message.deleted']),
  )
  expect(JSON.stringify(whole.events.filter(({ type }) => type === 'note.posted'))).not.toContain('secret')
})

test('[E12] an old token that comes back revokes its family, and whoever is connected with it is told 4501', async () => {
  const clock = createFakeClock()
  const { visitor, visitorSocket } = await start({ clock })
  const first = await visitor()
  await first.wire.post(null, 'hello')
  await first.wire.close()
  clock.advance(25 * 3_600_000)
  const next = await visitor({ token: first.greeting.token })
  expect(next.greeting.token).not.toBe(first.greeting.token)
  await next.wire.close()
  const shown = await visitor({ token: next.greeting.token })
  await shown.wire.close()
  clock.advance(90_000)
  const owner = await visitor({ token: next.greeting.token })
  expect(owner.greeting.visitor?.id).toBe(first.greeting.visitor?.id)
  const thief = await visitorSocket()
  expect((await thief.hello({ token: first.greeting.token })).visitor?.id).not.toBe(
    owner.greeting.visitor?.id,
  )
  expect(await owner.wire.closed).toMatchObject({ code: 4501 })
})

test('[E12] [WG-13] a hello that goes through and whose answer is lost makes nobody a stranger, nor a second tab', async () => {
  const clock = createFakeClock()
  const { visitor } = await start({ clock })
  const { wire, greeting } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  await wire.close()
  clock.advance(25 * 3_600_000)
  const lost = await visitor({ token: greeting.token })
  await lost.wire.close()
  clock.advance(63_000)
  const tabs = [await visitor({ token: greeting.token }), await visitor({ token: greeting.token })]
  for (const { wire: tab, greeting: again } of tabs) {
    expect(again.visitor?.id).toBe(greeting.visitor?.id)
    expect(again.token).toBe(lost.greeting.token)
    await tab.post(conversation, 'still me')
  }
  clock.advance(63_000)
  const later = await visitor({ token: lost.greeting.token })
  expect(later.greeting.conversations).toMatchObject([{ id: conversation }])
})

test('[F05] an API token that is revoked ends its sockets, an agent’s and a bot’s, and opens none', async () => {
  const clock = createFakeClock()
  const { app, agent, bot, agentSocket, tokens } = await start({ clock })
  const [ada, robot, ben] = [await agent(), await bot(), await agent('ben')]
  const listed = await app.apiTokens.list()
  expect(JSON.stringify(listed)).not.toContain(hashSecret(tokens.ada))
  for (const one of listed)
    if (one.role === 'assistant' || one.agent === ada.greeting.agent?.id) await app.apiTokens.revoke(one.id)
  await robot.wire.ok('ping')
  clock.advance(1_000)
  expect(await ada.wire.closed).toMatchObject({ code: 4501 })
  expect(await robot.wire.closed).toMatchObject({ code: 4501 })
  await ben.wire.ok('ping')
  const again = await agentSocket()
  expect(await again.refused('hello', { role: 'agent', token: tokens.ada })).toMatchObject({
    code: 'unauthorized',
  })
})

test('[WG-1] a site that is switched off is off for those who are connected too, and its agents go on', async () => {
  const { app, url, visitor, agent, visitorSocket, tokens } = await start()
  const { wire, greeting } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ada } = await agent()
  const authorization = `Bearer ${tokens.ada}`
  const off = await fetch(`${url}/v1/sites/shop`, {
    method: 'PATCH',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ enabled: false }),
  })
  expect(off.status).toBe(200)
  expect(await wire.closed).toMatchObject({ code: 4503 })
  const again = await visitorSocket()
  expect(await again.refused('hello', { role: 'visitor', token: greeting.token })).toMatchObject({
    code: 'unavailable',
    retryAfter: 60_000,
  })
  expect(await again.closed).toMatchObject({ code: 4503 })
  const upload = await app.fastify.inject({
    method: 'POST',
    url: '/v1/files?name=a.txt',
    headers: { authorization: `Bearer ${greeting.token}`, 'content-type': 'text/plain' },
    payload: 'kiwi',
  })
  expect(upload.json().error.code).toBe('unavailable')
  await ada.post(conversation, 'We are closing for good')
})

test('[E11] a logout closes every tab with 4501, and the next one who comes is somebody new', async () => {
  const { visitor, visitorSocket } = await start()
  const { wire, greeting } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const tab = await visitorSocket()
  await tab.hello({ token: greeting.token })
  await wire.ok('identify', { identity: null })
  expect(await wire.closed).toMatchObject({ code: 4501 })
  expect(await tab.closed).toMatchObject({ code: 4501 })
  const next = await visitorSocket()
  const met = await next.hello({ token: greeting.token, resume: { [conversation]: 0 } })
  expect(met.visitor?.id).not.toBe(greeting.visitor?.id)
  expect(met.conversations).toEqual([])
  await next.push('synced')
  expect(next.pushes.filter(({ on }) => on === 'events')).toEqual([])
  expect(await next.refused('history', { conversation })).toMatchObject({ code: 'not_found' })
})

test('[K01] [K02] a visitor who is greeted and says nothing has no row', async () => {
  const app = await start({ store: 'sqlite' })
  const counted = () => {
    const db = new Database(join(app.data, 'foyer.db'), { readonly: true })
    const tables = db
      .prepare("select name from sqlite_master where type = 'table' order by name")
      .pluck()
      .all() as string[]
    const counts = tables.map((name) => [name, db.prepare(`select count(*) from "${name}"`).pluck().get()])
    db.close()
    return Object.fromEntries(counts) as Record<string, number>
  }
  const before = counted()
  const page = {
    url: 'https://shop.example/chair?utm=1',
    title: 'Chair',
    referrer: 'https://search.example/?q=x',
  }
  const { wire, greeting } = await app.visitor({ page, locale: 'en', sdk: 'test/1' })
  await wire.ok('ping')
  await wire.ok('page', { url: 'https://shop.example/table' })
  await wire.ok('attributes', { visitor: { plan: 'gold' } })
  const again = await app.visitorSocket()
  expect((await again.hello({ token: greeting.token, page })).visitor).toEqual(greeting.visitor)
  expect(counted()).toEqual(before)
  // The first act is kept, with what was said before it.
  await wire.post(null, 'hello')
  expect(counted()).not.toEqual(before)
  expect(await app.store.visitors.find(greeting.visitor?.id ?? '')).toMatchObject({
    attributes: { plan: 'gold' },
  })
})

test('[SC-6] the query of a page is not stored', async () => {
  const { visitor, agent } = await start()
  const { wire } = await visitor({
    page: { url: 'https://shop.example/chair?token=secret#secret', title: 'Chair' },
  })
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ada } = await agent()
  const opened = await ada.ok<{ visitor: { page: { url: string } } }>('conversation.open', { conversation })
  expect(opened.visitor.page.url).toBe('https://shop.example/chair')
  expect(JSON.stringify(opened)).not.toContain('secret')
})

/** One more agent of the shop, in a browser. */
async function signedIn({ app, url }: TestApp): Promise<{ cookie: string }> {
  const password = 'a long enough pass phrase'
  await app.colleagues.create({
    name: 'Cleo',
    email: 'cleo@shop.example',
    password,
    sites: ['shop'],
    role: 'owner',
  })
  const signIn = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'cleo@shop.example', password }),
  })
  return { cookie: (signIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
}

test('[F05] signing out closes the sockets that the cookie opened, and only those', async () => {
  const started = await start()
  const { url, agent, agentSocket } = started
  const { cookie } = await signedIn(started)
  const console_ = await agentSocket({ origin: url, options: { headers: { cookie } } })
  const { agent: cleo } = await console_.hello({ role: 'agent', token: undefined })
  expect(cleo?.name).toBe('Cleo')
  const other = await agent('ada')
  await fetch(`${url}/v1/session`, { method: 'DELETE', headers: { origin: url, cookie } })
  expect(await console_.closed).toMatchObject({ code: 4501 })
  expect(other.wire.isOpen).toBe(true)
  const again = await agentSocket({ origin: url, options: { headers: { cookie } } })
  expect(await again.refused('hello', { role: 'agent' })).toMatchObject({ code: 'unauthorized' })
  expect(await again.closed).toMatchObject({ code: 4501 })
})

test('[F05] who is disabled at the command line hears nothing more within seconds', async () => {
  const { store, agent } = await start()
  const { wire, greeting } = await agent('ada')
  const other = await agent('ben')
  await store.agents.setDisabled(greeting.agent?.id ?? '', true)
  expect(await wire.closed).toMatchObject({ code: 4501 })
  expect(other.wire.isOpen).toBe(true)
})

test('[F05] what an agent takes between being disabled and being told goes back to the queue', async () => {
  const clock = createFakeClock()
  const { store, visitor, agent } = await start({ clock })
  const { wire } = await visitor()
  const taken = await wire.post(null, 'hello')
  const ada = await agent('ada')
  const ben = await agent('ben')
  const kept = await visitor()
  const other = await kept.wire.post(null, 'and me?')
  await ben.wire.post(other.conversation, 'yes')
  await store.agents.setDisabled(ada.greeting.agent?.id ?? '', true)
  await ada.wire.post(taken.conversation, 'mine')
  await wire.push('head', ({ head }) => head.handler === 'agent')
  clock.advance(1_000)
  expect(await ada.wire.closed).toMatchObject({ code: 4501 })
  await wire.until(
    'the queue',
    () => wire.pushes.findLast((push) => push.on === 'head')?.head.handler === 'queue',
  )
  expect((await store.conversations.load(other.conversation))?.state.agent?.name).toBe('Ben')
})

test('[F05] an agent who gets another site comes back with it at once', async () => {
  const { app, store, agent, tokens, agentSocket } = await start()
  const { wire, greeting } = await agent('ada')
  const id = greeting.agent?.id ?? ''
  const ada = await store.agents.find(id)
  if (ada === null) throw new Error('no such agent')
  const { name, email, avatar } = ada
  const owner = { id, name, email, avatar, sites: ['shop'], roles: { shop: 'owner' } }
  await app.siteDesk.create({ id: 'second', name: 'Second', origin: 'https://second.example' }, owner)
  expect(await wire.closed).toMatchObject({ code: 1012 })
  const back = await agentSocket()
  const { sites } = (await back.hello({ role: 'agent', token: tokens.ada })) as unknown as {
    sites: { id: string }[]
  }
  expect(sites.map((site) => site.id).toSorted()).toEqual(['second', 'shop'])
})

test('[WG-1] a site that the command line adds is there at once', async () => {
  const { url, store } = await start()
  expect(await upgradeStatus({ url, site: 'late', origin: shop })).toBe(404)
  await store.sites.create('late', defaultSettings('Late', [shop]))
  await expect.poll(() => upgradeStatus({ url, site: 'late', origin: shop })).toBe(101)
})

describe('what ends on a node that this one cannot hear ends here within seconds', () => {
  async function startTwo() {
    const store = createMemoryStore()
    const clock = createFakeClock()
    const options = () => ({ store, clock, bus: createQuietBus(false) })
    return { store, clock, here: await start(options()), there: await start(options()) }
  }

  /** Whoever looks sets its next time only once it has looked. */
  async function closes(clock: FakeClock, wire: Wire): Promise<void> {
    await expect
      .poll(() => {
        clock.advance(500)
        return wire.isOpen
      })
      .toBe(false)
  }

  test('[E11] a visitor who logs out, also of another tab; others go on', async () => {
    const { clock, here, there } = await startTwo()
    const { wire, greeting } = await there.visitor()
    await wire.post(null, 'hello')
    const tab = await here.visitorSocket()
    await tab.hello({ token: greeting.token })
    const other = await here.visitor()
    await other.wire.post(null, 'hello')
    await wire.ok('identify', { identity: null })
    await closes(clock, tab)
    expect(await tab.closed).toMatchObject({ code: 4501 })
    expect(other.wire.isOpen).toBe(true)
  })

  test('[RT-14] a visitor who is muted, and may speak again', async () => {
    const { store, clock, here, there } = await startTwo()
    const { wire, greeting } = await here.visitor()
    const { conversation } = await wire.post(null, 'hello')
    const ada = await there.agent()
    await wire.ok('conversation.end', { conversation, cid: mintId() })
    const isMuted = async () => {
      clock.advance(1_000)
      await wire.ok('ping')
      const next = await wire.post(null, 'me again')
      await wire.ok('conversation.end', { conversation: next.conversation, cid: mintId() })
      return (await store.conversations.load(next.conversation))?.state.isMuted
    }
    for (const on of [true, false]) {
      await ada.wire.ok('mute', { visitor: greeting.visitor?.id, on })
      await expect.poll(isMuted).toBe(on)
    }
  })

  test('[F01] [RT-12] what one may see and write of a conversation that a colleague took there', async () => {
    const { here, there } = await startTwo()
    const cleo = await here.agentSocket()
    await cleo.hello({ role: 'agent', token: await tokenInRole(here, 'agent') })
    const { wire } = await here.visitor()
    const { conversation } = await wire.post(null, 'hello')
    await cleo.ok('history', { conversation })
    const ada = await there.agent()
    const cid = mintId()
    await ada.wire.ok('conversation.assign', { conversation, cid, to: { agent: ada.greeting.agent?.id } })
    for (const ask of [
      () => cleo.refused('history', { conversation }),
      () => cleo.refused('conversation.open', { conversation }),
      () => cleo.refused('note.post', { conversation, cid: mintId(), text: 'mine?' }),
      () => cleo.refused('conversation.end', { conversation, cid: mintId() }),
    ]) {
      expect((await ask()).code).toBe('not_found')
    }
    const types = ['conversation.started', 'message.posted', 'conversation.assigned']
    const { events } = await ada.wire.ok('history', { conversation })
    expect(events).toMatchObject(types.map((type) => ({ type })))
  })

  test('[F05] an agent who signs out, or whose token is gone', async () => {
    const { store, clock, here, there } = await startTwo()
    const { cookie } = await signedIn(there)
    const console_ = await here.agentSocket({ origin: here.url, options: { headers: { cookie } } })
    await console_.hello({ role: 'agent', token: undefined })
    const ada = await here.agent('ada')
    const bot = await here.bot()
    const headers = { origin: there.url, cookie }
    await fetch(`${there.url}/v1/session`, { method: 'DELETE', headers })
    await closes(clock, console_)
    expect(await console_.closed).toMatchObject({ code: 4501 })
    const { known, findToken } = store.agents
    const gone = hashSecret(here.tokens.bot)
    store.agents.known = async (hashes) => (await known(hashes)).filter((hash) => hash !== gone)
    store.agents.findToken = async (hash) => (hash === gone ? null : findToken(hash))
    await closes(clock, bot.wire)
    expect(await bot.wire.closed).toMatchObject({ code: 4501 })
    expect(ada.wire.isOpen).toBe(true)
  })
})
