// Privacy of one visitor, over real sockets and two nodes (SC-6, K04): what is held is given out, then taken away.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { shop, startTestApp, type TestApp } from '../support/test-app.ts'
import { mintId } from '../support/wire.ts'

const apps: TestApp[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop()
})

function ask(app: TestApp, method: 'GET' | 'DELETE', url: string) {
  const headers = { authorization: `Bearer ${app.tokens.ada}` }
  return app.app.fastify.inject({ method, url, headers })
}

describe('[SC-6] erasing', () => {
  test('all that is held is one file of JSON, notes included; another site’s agent finds nobody', async () => {
    const app = await startTestApp()
    apps.push(app)
    const agent = await app.agent()
    const visitor = await app.visitor()
    const id = String(visitor.greeting.visitor?.id)
    const { conversation } = await visitor.wire.post(null, 'my address is Elm Street 1')
    await agent.wire.ok('note.post', { conversation, cid: crypto.randomUUID(), text: 'lives nearby' })
    const summary = { conversation, category: '', progress: '', values: { need: 'a ramp' }, history: [] }
    await app.store.summaries.put('shop', { ...summary, by: { kind: 'agent', id: 'ada' }, at: 1 })
    const given = await app.app.fastify.inject({
      method: 'POST',
      url: '/v1/files?name=unsent.txt',
      headers: { authorization: `Bearer ${visitor.greeting.token}`, 'content-type': 'text/plain' },
      payload: 'kiwi',
    })
    expect(given.statusCode).toBe(201)
    const held = await ask(app, 'GET', `/v1/sites/shop/visitors/${id}/export`)
    expect(held.headers['content-disposition']).toBe(`attachment; filename="visitor-${id}.json"`)
    expect(held.json()).toMatchObject({
      visitor: { id, site: 'shop' },
      files: [{ id: given.json().file.id, name: 'unsent.txt', type: 'text/plain', size: 4 }],
      conversations: [
        {
          id: conversation,
          summary: { values: { need: 'a ramp' } },
          events: expect.arrayContaining([
            expect.objectContaining({ body: { kind: 'text', text: 'my address is Elm Street 1' } }),
            expect.objectContaining({ type: 'note.posted', text: 'lives nearby' }),
          ]),
        },
      ],
    })
    expect((await ask(app, 'GET', `/v1/sites/other/visitors/${id}/export`)).statusCode).toBe(404)
    expect((await ask(app, 'DELETE', `/v1/sites/other/visitors/${id}`)).statusCode).toBe(404)
    const log = (await ask(app, 'GET', '/v1/sites/shop/log')).json()
    expect(log.entries).toContainEqual(expect.objectContaining({ what: 'visitor.exported', object: id }))
  })

  test('[K04] nothing of it is left in any file, the log of the database included, nor of a message deleted', async () => {
    const clock = createFakeClock()
    const app = await startTestApp({ store: 'sqlite', clock })
    apps.push(app)
    const written = () =>
      readdirSync(app.data, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
        .join()
    const agent = await app.agent()
    const visitor = await app.visitor()
    const id = String(visitor.greeting.visitor?.id)
    const { conversation } = await visitor.wire.post(null, 'kiwiQuartz lives here')
    const target = (await agent.wire.post(conversation, 'pomeloBasalt is sent')).seq
    clock.advance(5_000)
    for (const said of ['kiwiQuartz', 'pomeloBasalt']) expect(written()).toContain(said)
    await agent.wire.ok('message.delete', { conversation, cid: mintId(), target })
    clock.advance(5_000)
    await expect.poll(written).not.toContain('pomeloBasalt')
    expect(written()).toContain('kiwiQuartz')
    expect((await ask(app, 'DELETE', `/v1/sites/shop/visitors/${id}`)).statusCode).toBe(204)
    clock.advance(5_000)
    await expect.poll(written).not.toContain('kiwiQuartz')
  })

  test('sockets close with 4507 on every node, lists and threads lose it, and an old token is told so', async () => {
    const clock = createFakeClock()
    const store = createMemoryStore()
    const one = await startTestApp({ store, clock })
    const other = await startTestApp({ store, clock })
    apps.push(one, other)
    const agent = await other.agent()
    await agent.wire.ok('inbox.watch', { list: 'all' })
    const here = await one.visitor()
    const { conversation } = await here.wire.post(null, 'forget me')
    const { token } = here.greeting
    const id = String(here.greeting.visitor?.id)
    const there = await other.visitorSocket()
    await there.hello({ token })
    await agent.wire.ok('conversation.open', { conversation })

    expect((await ask(one, 'DELETE', `/v1/sites/shop/visitors/${id}`)).statusCode).toBe(204)
    expect(await here.wire.closed).toMatchObject({ code: 4507 })
    clock.advance(2_000)
    expect(await there.closed).toMatchObject({ code: 4507 })
    expect(await agent.wire.push('gone')).toMatchObject({ conversation })
    expect(await agent.wire.refused('conversation.open', { conversation })).toMatchObject({
      code: 'not_found',
    })
    expect((await agent.wire.ok('inbox.watch', { list: 'all' })).rows).toEqual([])

    const again = await other.visitorSocket()
    expect(await again.refused('hello', { role: 'visitor', token })).toMatchObject({ code: 'unauthorized' })
    expect(await again.closed).toMatchObject({ code: 4507 })
    expect((await ask(one, 'DELETE', `/v1/sites/shop/visitors/${id}`)).statusCode).toBe(404)
    const log = (await ask(one, 'GET', '/v1/sites/shop/log')).json()
    expect(log.entries).toContainEqual(expect.objectContaining({ what: 'visitor.erased', object: id }))
  })

  test('[K04] an upload does not bring back who was erased, nor one that is under way at that moment', async () => {
    const app = await startTestApp()
    apps.push(app)
    const upload = (token?: string) =>
      app.app.fastify.inject({
        method: 'POST',
        url: '/v1/files?name=a.txt',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain', origin: shop },
        payload: 'kiwi',
      })
    const visitor = await app.visitor()
    await visitor.wire.post(null, 'forget me')
    const id = String(visitor.greeting.visitor?.id)
    const { token } = visitor.greeting
    expect((await ask(app, 'DELETE', `/v1/sites/shop/visitors/${id}`)).statusCode).toBe(204)
    expect((await upload(token)).statusCode).toBe(401)
    expect(await app.store.visitors.find(id)).toBeNull()

    const late = await app.visitor()
    const lateId = String(late.greeting.visitor?.id)
    // It is erased once its file is let in, and before it counts as an act.
    const { create } = app.store.files
    app.store.files.create = async (file) => {
      await create(file)
      await app.store.erasures.erase(lateId, 'shop', 1)
    }
    const refused = await upload(late.greeting.token)
    expect(refused.json().error).toMatchObject({ code: 'unauthorized', message: 'This visitor was erased.' })
    expect(await app.store.visitors.find(lateId)).toBeNull()
    expect(await app.store.erasures.filesOf(lateId)).toEqual([])

    expect(
      await late.wire.refused('message.post', {
        conversation: null,
        cid: mintId(),
        body: { kind: 'text', text: 'me again' },
      }),
    ).toMatchObject({ code: 'unauthorized' })
    expect(await late.wire.closed).toMatchObject({ code: 4507 })
    expect(await app.store.visitors.find(lateId)).toBeNull()
  })

  test('what was on its way is taken a minute later', async () => {
    const clock = createFakeClock()
    const store = createMemoryStore()
    const app = await startTestApp({ store, clock })
    apps.push(app)
    const visitor = await app.visitor()
    const { conversation } = await visitor.wire.post(null, 'forget me')
    await ask(app, 'DELETE', `/v1/sites/shop/visitors/${String(visitor.greeting.visitor?.id)}`)
    // An index that had read the log before.
    await store.texts.add('shop', [{ conversation, seq: 1, sub: 0, tokens: ['forget'] }])
    clock.advance(60_000)
    await expect.poll(() => store.texts.positionOf(conversation)).toEqual([0, 0])
  })

  describe('what came after it on another node is taken there, and again', () => {
    /** Erased at one node while its socket is open at the other, where it goes on. */
    async function undead() {
      const clock = createFakeClock()
      const store = createMemoryStore()
      const one = await startTestApp({ store, clock })
      const other = await startTestApp({ store, clock })
      apps.push(other)
      const { wire, greeting } = await other.visitor()
      await wire.post(null, 'hello')
      const id = String(greeting.visitor?.id)
      await ask(one, 'DELETE', `/v1/sites/shop/visitors/${id}`)
      // It dies before it has done it once more.
      await one.stop()
      const { conversation } = await wire.post(null, 'my phone is 555')
      const isGone = async () => (await store.conversations.load(conversation)) === null
      return { clock, store, other, conversation, isGone }
    }

    test('as soon as the receipt is read, and from lists', async () => {
      const { clock, other, conversation, isGone } = await undead()
      const agent = await other.agent()
      await agent.wire.ok('conversation.open', { conversation })
      clock.advance(2_000)
      await expect.poll(isGone).toBe(true)
      expect(await agent.wire.push('gone')).toMatchObject({ conversation })
    })

    test('what was on its way even then, a minute later', async () => {
      const { clock, store, conversation, isGone } = await undead()
      clock.advance(2_000)
      await expect.poll(isGone).toBe(true)
      await store.texts.add('shop', [{ conversation, seq: 1, sub: 0, tokens: ['555'] }])
      clock.advance(60_000)
      await expect.poll(() => store.texts.positionOf(conversation)).toEqual([0, 0])
    })

    test('by whoever starts next, where both were away', async () => {
      const { clock, store, other, isGone } = await undead()
      apps.splice(apps.indexOf(other), 1)
      await other.stop()
      clock.jump(3_600_000)
      apps.push(await startTestApp({ store, clock }))
      expect(await isGone()).toBe(false)
      clock.advance(2_000)
      await expect.poll(isGone).toBe(true)
    })
  })
})
