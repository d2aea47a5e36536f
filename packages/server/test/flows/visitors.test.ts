// What agents know of visitors and do about them, over real sockets: RT-14, IN-1, IN-4 to IN-6, CV-5, CV-12, WG-17.
import type { SiteSettings } from '@foyer/protocol'
import { afterEach, describe, expect, test } from 'vitest'
import { createMemoryBus } from '../../src/adapters/memory/bus.ts'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { defaultTags, defaultVisitors } from '../../src/core/visitors/settings-rules.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { shop, startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'
import { mintId } from '../support/wire.ts'

const apps: TestApp[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop()
})

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp(options)
  apps.push(app)
  return app
}

const settings = (over: Partial<SiteSettings['tags']> & Partial<SiteSettings['visitors']>) => ({
  tags: { ...defaultTags(), ...over },
  visitors: { ...defaultVisitors(), ...over },
})

/** Polls until `look` gives something. */
async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  const end = Date.now() + 5_000
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error('it did not come to be')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function profile(app: TestApp, id: string, path = '') {
  const response = await app.app.fastify.inject({
    method: 'GET',
    url: `/v1/visitors/${id}${path}`,
    headers: { authorization: `Bearer ${app.tokens.ada}` },
  })
  return response.json()
}

describe('muting (RT-14)', () => {
  test('[RT-14] a muted visitor’s messages reach no list but Suspected; undone, all of it is back', async () => {
    const app = await start()
    const agent = await app.agent()
    await agent.wire.ok('inbox.watch', { list: 'all' })
    const visitor = await app.visitor()
    const { conversation } = await visitor.wire.post(null, 'buy my stuff')
    await agent.wire.push('row')
    await agent.wire.ok('mute', { conversation, on: true })
    expect(await agent.wire.push('gone')).toMatchObject({ conversation })
    const before = agent.wire.pushes.length
    await visitor.wire.post(conversation, 'more of it')
    const listed = async (list: string) =>
      ((await agent.wire.ok('inbox.watch', { list })).rows as { head: { id: string } }[]).map(
        ({ head }) => head.id,
      )
    for (const list of ['all', 'mine', 'unassigned', 'unread', 'unreplied'])
      expect(await listed(list)).toEqual([])
    expect(agent.wire.pushes.slice(before).filter(({ on }) => on === 'row')).toEqual([])
    expect(await listed('suspected')).toEqual([conversation])
    expect((await agent.wire.ok('inbox.watch', { list: 'all' })).counts).toMatchObject({
      all: 0,
      suspected: 1,
    })

    await agent.wire.ok('mute', { visitor: visitor.greeting.visitor!.id, on: false })
    expect(await listed('suspected')).toEqual([])
    const { rows } = await agent.wire.ok('inbox.watch', { list: 'all' })
    expect(rows).toMatchObject([{ preview: { text: 'more of it' }, unread: 2 }])
  })

  test('[RT-14] the next conversation of a muted visitor is a suspected one, and the visitor is told nothing', async () => {
    const app = await start()
    const agent = await app.agent()
    const visitor = await app.visitor()
    const { conversation } = await visitor.wire.post(null, 'hello')
    await agent.wire.ok('mute', { conversation, on: true })
    await visitor.wire.ok('conversation.end', { conversation, cid: mintId() })
    const next = await visitor.wire.post(null, 'me again')
    const { rows } = await agent.wire.ok('inbox.watch', { list: 'suspected' })
    expect(rows).toMatchObject([
      { head: { id: next.conversation, labels: expect.arrayContaining(['muted']) } },
    ])
    expect(JSON.stringify(visitor.wire.pushes)).not.toContain('muted')
  })

  test('[RT-14] [IN-16] muting and blocking want their permissions', async () => {
    const app = await start()
    const visitor = await app.visitor()
    const { conversation } = await visitor.wire.post(null, 'hello')
    const made = await app.app.colleagues.create({
      name: 'Kim',
      email: 'kim@shop.example',
      password: 'mauve giraffe bicycle',
      sites: ['shop'],
      role: 'agent',
    })
    if ('error' in made) throw new Error(made.error.message)
    const kim = await app.agentSocket()
    await kim.hello({ role: 'agent', token: await app.app.apiTokens.createForAgent(made.ok.id, 'test') })
    // Every agent mutes; to block is for supervisors.
    await kim.ok('mute', { conversation, on: true })
    expect(await kim.refused('block', { conversation, on: true })).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('visitor.block'),
    })
    const eve = await app.agent('eve')
    expect((await eve.wire.refused('mute', { conversation, on: true })).code).toBe('not_found')
    expect((await eve.wire.refused('block', { conversation, on: true })).code).toBe('not_found')
  })
})

function upload(app: TestApp, token?: string) {
  return app.app.fastify.inject({
    method: 'POST',
    url: '/v1/files?name=a.txt',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain', origin: shop },
    payload: 'kiwi',
  })
}

describe('blocking (RT-14)', () => {
  test('[RT-14] a block ends the visitor’s sockets with 4504 on every node, and its token lets nobody in again', async () => {
    const store = createMemoryStore()
    const bus = createMemoryBus()
    const one = await start({ store, bus: bus.join('one') })
    const other = await start({ store, bus: bus.join('other') })
    const agent = await one.agent()
    const visitor = await other.visitor()
    const { conversation } = await visitor.wire.post(null, 'hello')
    await agent.wire.ok('block', { conversation, on: true })
    expect(await visitor.wire.closed).toMatchObject({ code: 4504 })

    const again = await other.visitorSocket()
    const token = visitor.greeting.token
    expect((await again.refused('hello', { role: 'visitor', token })).code).toBe('blocked')
    expect(await again.closed).toMatchObject({ code: 4504 })

    const id = visitor.greeting.visitor!.id
    const { timeline, blocked } = await profile(one, id)
    expect(blocked).toBe(true)
    expect(timeline).toMatchObject([{ kind: 'blocked', on: true, by: { name: 'Ada' } }, {}])

    await agent.wire.ok('block', { visitor: id, on: false })
    const back = await other.visitor({ token })
    expect(back.greeting.visitor).toMatchObject({ id })
  })

  test('[RT-14] [E12] a token that was revoked does not lead around a block', async () => {
    const app = await start()
    const agent = await app.agent()
    const visitor = await app.visitor()
    await visitor.wire.post(null, 'hello')
    const id = visitor.greeting.visitor!.id
    await app.store.visitors.revokeTokens(id)
    await agent.wire.ok('block', { visitor: id, on: true })
    const { token } = visitor.greeting
    const again = await app.visitorSocket()
    expect((await again.refused('hello', { role: 'visitor', token })).code).toBe('blocked')
    expect((await upload(app, token)).json().error).toMatchObject({ code: 'blocked' })
  })

  test('[RT-14] a network is blocked for a time, and only with an end', async () => {
    const clock = createFakeClock()
    const app = await start({ clock })
    const agent = await app.agent()
    const visitor = await app.visitor()
    const { conversation } = await visitor.wire.post(null, 'hello')
    const stranger = await app.visitor()
    const endless = await agent.wire.refused('block', { conversation, on: true, network: true })
    expect(endless).toMatchObject({ code: 'bad_request', path: '/until' })
    const until = clock.now() + 3_600_000
    await agent.wire.ok('block', { conversation, on: true, network: true, until })
    expect(await stranger.wire.closed).toMatchObject({ code: 4504 })
    const fresh = await app.visitorSocket()
    expect((await fresh.refused('hello', { role: 'visitor', token: null })).code).toBe('blocked')
    expect((await upload(app, stranger.greeting.token)).json().error).toMatchObject({ code: 'blocked' })
    const response = await app.app.fastify.inject({
      method: 'GET',
      url: '/v1/sites/shop/blocks',
      headers: { authorization: `Bearer ${app.tokens.ada}` },
    })
    expect(response.json().blocks).toMatchObject([{ network: '127.0.0.0', until }])
    clock.advance(3_600_001)
    const later = await app.visitor()
    expect(later.greeting.visitor).toBeDefined()
  })
})

describe('extraction and tags (IN-5, IN-6)', () => {
  test('[IN-6] what a message tells fills the empty field, tags by rule, labels the row, and no visitor hears of it', async () => {
    const clock = createFakeClock()
    const app = await start({
      clock,
      settings: settings({
        system: [{ id: 'reachable', name: 'Reachable', color: '#00aa00' }],
        rules: [
          { when: 'extraction', value: 'phone', tag: 'sys:reachable' },
          { when: 'message', value: 'refund', tag: 'money' },
        ],
      }),
    })
    const agent = await app.agent()
    const visitor = await app.visitor()
    const { conversation, seq } = await visitor.wire.post(null, 'Refund please, call +44 20 7946 0958')
    const id = visitor.greeting.visitor!.id
    const held = await until(async () => {
      clock.advance(1_000)
      const found = await app.store.visitors.find(id)
      return found?.tags.length === 2 && found
    })
    expect(held.profile.phone).toMatchObject({ value: '+442079460958', source: 'extracted' })
    expect(held.tags).toEqual(['sys:reachable', 'money'])
    const opened = await until(async () => {
      clock.advance(1_000)
      const answer = await agent.wire.ok('conversation.open', { conversation })
      return (answer.head as { labels: string[] }).labels.includes('extracted:phone') && answer
    })
    expect((opened.head as { labels: string[] }).labels).toEqual(
      expect.arrayContaining(['sys:reachable', 'money']),
    )
    expect(opened.events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'profile.extracted',
          target: seq,
          kinds: ['phone'],
          sub: expect.any(Number),
        }),
      ]),
    )
    expect(JSON.stringify(visitor.wire.pushes)).not.toMatch(/extracted|reachable/)
  })

  test('[IN-6] what an agent set is never overwritten', async () => {
    const clock = createFakeClock()
    const app = await start({ clock })
    const visitor = await app.visitor()
    const { conversation } = await visitor.wire.post(null, 'hello')
    const id = visitor.greeting.visitor!.id
    const saved = await app.app.fastify.inject({
      method: 'PATCH',
      url: `/v1/visitors/${id}`,
      headers: { authorization: `Bearer ${app.tokens.ada}` },
      payload: { email: 'known@example.com' },
    })
    expect(saved.json().profile.email).toMatchObject({ source: 'agent', by: { name: 'Ada' } })
    await visitor.wire.post(conversation, 'write to other@example.com, I am 34 years old')
    await until(async () => {
      clock.advance(1_000)
      return (await app.store.visitors.find(id))?.profile.age
    })
    expect((await app.store.visitors.find(id))?.profile).toMatchObject({
      email: { value: 'known@example.com', source: 'agent' },
      age: { value: '34', source: 'extracted' },
    })
    await visitor.wire.ok('attributes', { visitor: { email: 'third@example.com', name: 'Anna' } })
    expect((await app.store.visitors.find(id))?.profile).toMatchObject({
      email: { value: 'known@example.com' },
      name: { value: 'Anna', source: 'visitor' },
    })
  })

  test('[IN-5] tags of a visitor by an agent: noted in the timeline, own ones offered again, unknown system ones refused', async () => {
    const app = await start()
    const agent = await app.agent()
    const visitor = await app.visitor()
    await visitor.wire.post(null, 'hello')
    const id = visitor.greeting.visitor!.id
    await agent.wire.ok('tags.change', { visitor: id, cid: mintId(), add: [' very  important '] })
    const shown = await profile(app, id)
    expect(shown.tags).toEqual(['very important'])
    expect(shown.timeline[0]).toMatchObject({ kind: 'tags', add: ['very important'], by: { name: 'Ada' } })
    expect((await app.store.sites.find('shop'))?.settings.tags.own).toEqual(['very important'])
    for (const tag of ['sys:none', 'extracted:phone', 'unreplied', '   ']) {
      const refused = await agent.wire.refused('tags.change', { visitor: id, cid: mintId(), add: [tag] })
      expect(refused).toMatchObject({ code: 'bad_request', path: '/add/0' })
    }
    await agent.wire.ok('tags.change', { visitor: id, cid: mintId(), remove: ['very important'] })
    expect((await profile(app, id)).tags).toEqual([])
  })

  test('[IN-5] [IN-4] tags of a conversation are in its visitor’s timeline, told apart from the visitor’s own', async () => {
    const app = await start()
    const agent = await app.agent()
    const visitor = await app.visitor()
    const { conversation } = await visitor.wire.post(null, 'hello')
    const id = visitor.greeting.visitor!.id
    await agent.wire.ok('tags.change', { conversation, cid: mintId(), add: ['late'] })
    const noted = await until(async () =>
      ((await profile(app, id)).timeline as { kind: string }[]).find(({ kind }) => kind === 'tags'),
    )
    expect(noted).toMatchObject({ conversation, add: ['late'], remove: [], by: { name: 'Ada' } })
    expect((await profile(app, id)).tags).toEqual([])
  })

  test('[IN-5] rules about pages and attributes tag the visitor once it has acted', async () => {
    const app = await start({
      settings: settings({
        rules: [
          { when: 'page', value: '/sale', tag: 'bargain' },
          { when: 'attribute', key: 'plan', value: 'Gold', tag: 'gold' },
        ],
      }),
    })
    const visitor = await app.visitor({ page: { url: 'https://shop.example/sale/chairs' } })
    await visitor.wire.ok('attributes', { visitor: { plan: 'gold' } })
    expect(await app.store.visitors.find(visitor.greeting.visitor!.id)).toBeNull()
    await visitor.wire.post(null, 'hello')
    const found = await until(async () => {
      const one = await app.store.visitors.find(visitor.greeting.visitor!.id)
      return one?.tags.length === 2 && one
    })
    expect([...found.tags].sort()).toEqual(['bargain', 'gold'])
  })
})

describe('profile and timeline (IN-4, WG-17)', () => {
  test('[IN-4] [K01] what happened before the first act is kept with it, and nothing is stored before', async () => {
    const app = await start()
    const visitor = await app.visitor({
      page: { url: 'https://shop.example/a?x=1', referrer: 'https://search.example/' },
    })
    await visitor.wire.ok('track', { name: 'order', data: { total: '49.90' } })
    await visitor.wire.ok('page', { url: 'https://shop.example/b' })
    const id = visitor.greeting.visitor!.id
    expect(await app.store.visitors.find(id)).toBeNull()
    expect(await app.store.visitorRecords.timeline(id, 10)).toEqual([])
    await visitor.wire.post(null, 'hello')
    const entries = await until(async () => {
      const noted = await app.store.visitorRecords.timeline(id, 10)
      return noted.length === 3 && noted
    })
    expect(entries.reverse()).toMatchObject([
      { kind: 'page', url: 'https://shop.example/a' },
      { kind: 'custom', name: 'order', data: { total: '49.90' } },
      { kind: 'page', url: 'https://shop.example/b' },
    ])
    expect(await profile(app, id)).toMatchObject({
      referrer: 'https://search.example/',
      network: '127.0.0.0',
      visits: 1,
    })
  })

  test('[IN-4] events of the site have a limit on size and on rate', async () => {
    const app = await start({ limits: true })
    const visitor = await app.visitor()
    const large = await visitor.wire.refused('track', {
      name: 'order',
      data: { a: 'x'.repeat(2_000), b: 'x'.repeat(2_000), c: 'x'.repeat(200) },
    })
    expect(large).toMatchObject({ code: 'too_large', path: '/data' })
    for (let sent = 0; sent < 30; sent += 1) await visitor.wire.ask('track', { name: 'x' })
    expect((await visitor.wire.refused('track', { name: 'x' })).code).toBe('rate_limited')
  })

  test('[WG-17] attributes of a conversation: kept until it begins, changed while it is open, for agents alone', async () => {
    const app = await start()
    const agent = await app.agent()
    const visitor = await app.visitor()
    await visitor.wire.ok('attributes', { conversation: { order: 471_100_004_711 } })
    const { conversation } = await visitor.wire.post(null, 'hello')
    await visitor.wire.ok('attributes', { conversation: { channel: 'app' } })
    await visitor.wire.ok('attributes', { conversation: { channel: 'app' } })
    const { head } = await agent.wire.ok('conversation.open', { conversation })
    expect(head).toMatchObject({ attributes: { order: '471100004711', channel: 'app' } })
    // Lists would be long with them: sixty rows of 16 KiB are more than may wait for a slow agent.
    const { rows } = await agent.wire.ok('inbox.watch', { list: 'all', limit: 10 })
    expect(rows).toMatchObject([{ head: { id: conversation } }])
    expect(JSON.stringify(rows)).not.toContain('471100004711')
    const again = await app.visitor({ token: visitor.greeting.token })
    expect(JSON.stringify([again.greeting, visitor.wire.pushes])).not.toContain('471100004711')
  })

  test('[WG-17] [K01] attributes that a connection says before and after another one was the first to act', async () => {
    const app = await start()
    const visitor = await app.visitor()
    const second = await app.visitor({ token: visitor.greeting.token })
    await second.wire.ok('attributes', { visitor: { plan: 'gold' } })
    const id = visitor.greeting.visitor!.id
    expect(await app.store.visitors.find(id)).toBeNull()
    await visitor.wire.post(null, 'hello')
    await second.wire.ok('attributes', { visitor: { seats: 3 } })
    expect(await app.store.visitors.find(id)).toMatchObject({ attributes: { plan: 'gold', seats: '3' } })
  })

  test.each(['visitor', 'conversation'])(
    '[WG-17] attributes of a %s: a value of 2 KiB, all of 16 KiB in UTF-8, before and after it is stored',
    async (of) => {
      const app = await start()
      const { wire } = await app.visitor()
      const say = (said: object) => ({ [of]: said })
      const wide = (bytes: number) => 'ż'.repeat(bytes / 2)
      for (const act of [() => wire.post(null, 'hello'), () => undefined]) {
        expect(await wire.refused('attributes', say({ 'a/b': `${wide(2_048)}x` }))).toEqual({
          code: 'bad_request',
          message: 'An attribute has at most 2048 bytes in UTF-8.',
          path: `/${of}/a~1b`,
        })
        for (let at = 0; at < 7; at += 1) await wire.ok('attributes', say({ [`k${at}`]: wide(2_048) }))
        await wire.ok('attributes', say({ rest: wide(1_950) }))
        expect(await wire.refused('attributes', say({ more: 'x'.repeat(100) }))).toEqual({
          code: 'bad_request',
          message: 'All attributes together have at most 16384 bytes, as JSON in UTF-8.',
          path: `/${of}`,
        })
        // What is there may be said anew, and made less.
        await wire.ok('attributes', say({ rest: 'less' }))
        await act()
      }
    },
  )

  test('[WG-17] two connections of one visitor say no more than one', async () => {
    const app = await start()
    const one = await app.visitor()
    const other = await app.visitor({ token: one.greeting.token })
    const most = (name: string) =>
      Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`${name}${at}`, 'x'.repeat(2_000)]))
    await one.wire.ok('attributes', { visitor: most('one') })
    await other.wire.ok('attributes', { visitor: most('other') })
    const { conversation } = await one.wire.post(null, 'hello')
    await one.wire.ok('conversation.end', { conversation, cid: mintId() })
    await other.wire.post(null, 'hello again')
    const { attributes } = (await app.store.visitors.find(one.greeting.visitor!.id))!
    expect(Object.keys(attributes)).toEqual(Object.keys(most('one')))
    expect(await other.wire.refused('attributes', { visitor: most('other') })).toMatchObject({
      code: 'bad_request',
      path: '/visitor',
    })
  })

  test('[IN-4] fields have limits with a message, records of follow-up come and go', async () => {
    const app = await start()
    const visitor = await app.visitor()
    await visitor.wire.post(null, 'hello')
    const id = visitor.greeting.visitor!.id
    const headers = { authorization: `Bearer ${app.tokens.ada}` }
    const patch = async (payload: object) =>
      (await app.app.fastify.inject({ method: 'PATCH', url: `/v1/visitors/${id}`, headers, payload })).json()
    expect((await patch({ age: 'old' })).error).toMatchObject({ path: '/age' })
    expect((await patch({ name: 'x'.repeat(130) })).error).toMatchObject({ path: '/name' })
    expect((await patch({ email: 'nobody' })).error).toMatchObject({ path: '/email' })
    expect((await patch({ name: ' Anna  K. ', region: 'Łódź', notes: 'a\nb' })).profile).toMatchObject({
      name: { value: 'Anna K.' },
      region: { value: 'Łódź' },
      notes: { value: 'a\nb' },
    })
    expect((await patch({ region: null })).profile.region).toBeUndefined()

    const url = `/v1/visitors/${id}/follow-ups`
    const made = await app.app.fastify.inject({
      method: 'POST',
      url,
      headers,
      payload: { text: 'Call back', due: 1 },
    })
    expect(made.statusCode).toBe(201)
    expect((await profile(app, id)).followUps).toMatchObject([
      { text: 'Call back', due: 1, by: { name: 'Ada' } },
    ])
    const gone = await app.app.fastify.inject({ method: 'DELETE', url: `${url}/${made.json().id}`, headers })
    expect(gone.statusCode).toBe(204)
    expect((await profile(app, id)).followUps).toEqual([])
    const others = { authorization: `Bearer ${app.tokens.eve}` }
    const foreign = await app.app.fastify.inject({
      method: 'POST',
      url,
      headers: others,
      payload: { text: 'x' },
    })
    expect(foreign.statusCode).toBe(404)
  })
})

describe('typing preview (CV-12)', () => {
  test('[CV-12] what is typed reaches agents only where the site turned it on', async () => {
    for (const typingPreview of [false, true]) {
      const app = await start({ settings: settings({ typingPreview }) })
      const agent = await app.agent()
      const visitor = await app.visitor()
      const { conversation } = await visitor.wire.post(null, 'hello')
      await agent.wire.ok('conversation.open', { conversation })
      await visitor.wire.ok('typing', { conversation, active: true, preview: 'I am not su' })
      const push = await agent.wire.push('typing')
      expect(push.preview).toBe(typingPreview ? 'I am not su' : undefined)
    }
  })
})

describe('offline messages (CV-5)', () => {
  test('[CV-5] an agent writes to a closed conversation; the visitor finds it on coming back', async () => {
    const app = await start()
    const agent = await app.agent()
    const visitor = await app.visitor()
    const { conversation } = await visitor.wire.post(null, 'hello')
    await agent.wire.ok('conversation.end', { conversation, cid: mintId() })
    visitor.wire.socket.terminate()
    const body = { kind: 'text', text: 'It has arrived.' }
    const refused = await agent.wire.refused('message.post', { conversation, cid: mintId(), body })
    expect(refused.code).toBe('closed')
    await agent.wire.ok('message.post', { conversation, cid: mintId(), body, offline: true })
    const back = await app.visitor({ token: visitor.greeting.token })
    expect(back.greeting.conversations).toMatchObject([{ id: conversation, status: 'closed' }])
    const { events } = await back.wire.push('events')
    expect(events.at(-1)).toMatchObject({ type: 'message.posted', body, offline: true })
  })
})

describe('visitors on site (IN-1)', () => {
  test('[IN-1] [K01] where a site lists them, who is here is told, spoke and left; elsewhere nobody is', async () => {
    const off = await start()
    const none = await off.agent()
    expect(
      (await none.wire.refused('visitors.watch', { watch: { list: 'onSite', site: 'shop' } })).code,
    ).toBe('forbidden')

    // Who spoke before the site began to list them did not leave without a word.
    const early = await off.visitor()
    await early.wire.post(null, 'hello')
    const { agent: owner } = none.greeting
    const changed = await off.app.siteDesk.change(
      {
        id: owner?.id ?? '',
        name: 'Ada',
        email: '',
        avatar: null,
        sites: ['shop'],
        roles: { shop: 'owner' },
      },
      'shop',
      { visitors: { listed: true } },
    )
    expect(changed).toHaveProperty('ok')
    early.wire.socket.terminate()
    const spoken = { watch: { list: 'spokeToday', site: 'shop' } }
    await until(async () => {
      const { rows } = await none.wire.ok<{ rows: { id: string }[] }>('visitors.watch', spoken)
      return rows.some(({ id }) => id === early.greeting.visitor?.id)
    })
    const left = await none.wire.ok('visitors.watch', { watch: { list: 'left', site: 'shop' } })
    expect(left).toMatchObject({ rows: [] })

    const app = await start({ settings: settings({ listed: true }) })
    const agent = await app.agent()
    const ids = async (list: string) =>
      (
        (await agent.wire.ok('visitors.watch', { watch: { list, site: 'shop' } })).rows as { id: string }[]
      ).map(({ id }) => id)
    expect(await ids('onSite')).toEqual([])
    const looker = await app.visitor({ page: { url: 'https://shop.example/a', title: 'A' } })
    const lookerId = looker.greeting.visitor!.id
    const told = await until(async () => agent.wire.pushes.find((push) => (push.on as string) === 'visitors'))
    expect(told).toMatchObject({ total: 1, rows: [{ id: lookerId, present: true, page: { title: 'A' } }] })
    const talker = await app.visitor()
    const { conversation } = await talker.wire.post(null, 'hello')
    const talkerId = talker.greeting.visitor!.id
    await until(async () => (await ids('spokeToday')).includes(talkerId))
    expect(await ids('onSite')).toEqual([lookerId])
    const { rows } = await agent.wire.ok('visitors.watch', { watch: { list: 'spokeToday', site: 'shop' } })
    expect(rows).toMatchObject([{ conversation }])
    looker.wire.socket.terminate()
    await until(async () => (await ids('left')).includes(lookerId))
    expect(await ids('onSite')).toEqual([])
  })
})

describe('the directory (IN-4)', () => {
  test('[IN-4] visitors are found by nickname, name, e-mail, phone, tag and attribute, a page at a time', async () => {
    const app = await start()
    const agent = await app.agent()
    const people = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        const visitor = await app.visitor()
        await visitor.wire.ok('attributes', {
          visitor: { name: `Person ${index}`, plan: index === 3 ? 'gold' : 'free' },
        })
        await visitor.wire.post(null, 'hello')
        return visitor.greeting.visitor!
      }),
    )
    await agent.wire.ok('tags.change', { visitor: people[1]!.id, cid: mintId(), add: ['VIP'] })
    await app.app.fastify.inject({
      method: 'PATCH',
      url: `/v1/visitors/${people[2]!.id}`,
      headers: { authorization: `Bearer ${app.tokens.ada}` },
      payload: { phone: '+44 20 7946-0958', email: 'Two@Example.com' },
    })
    const find = async (query: string, token = app.tokens.ada) =>
      app.app.fastify.inject({
        method: 'GET',
        url: `/v1/sites/shop/visitors?${query}`,
        headers: { authorization: `Bearer ${token}` },
      })
    const ids = async (text: string) =>
      (await find(`text=${encodeURIComponent(text)}`)).json().rows.map(({ id }: { id: string }) => id)
    expect(await ids('person 0')).toEqual([people[0]!.id])
    expect(await ids('#vip')).toEqual([people[1]!.id])
    expect(await ids('two@example')).toEqual([people[2]!.id])
    expect(await ids('442079460958')).toEqual([people[2]!.id])
    expect(await ids('plan=gold')).toEqual([people[3]!.id])
    expect(await ids(people[4]!.nickname)).toEqual([people[4]!.id])
    const first = (await find('limit=3')).json()
    const second = (await find(`limit=3&after=${first.after}`)).json()
    expect(second.after).toBeUndefined()
    const all = [...first.rows, ...second.rows].map(({ id }: { id: string }) => id)
    expect([...all].sort()).toEqual(people.map(({ id }) => id).sort())
    expect((await find('text=a', app.tokens.eve)).statusCode).toBe(404)
  })
})
