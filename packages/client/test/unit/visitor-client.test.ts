// The visitor's client against a server in this process, on a fake clock.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Message } from '../../src/api.ts'
// Fetched on connecting; here before, because a fake clock does not wait for the disk.
import '../../src/feed.ts'
import '../../src/visitor-line.ts'
import { createVisitorClient } from '../../src/visitor-client.ts'
import { createBrowser } from '../support/fake-platform.ts'
import { createFakeServer } from '../support/fake-server.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_790_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Lets what is on its way arrive. */
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

function setUp(hasLocks = true) {
  const server = createFakeServer()
  const browser = createBrowser(server.socket, hasLocks)
  const open = () => {
    const tab = browser.tab()
    const client = createVisitorClient({ url: 'https://chat.example', site: 'demo' }, tab)
    const thread = () => client.conversation.value
    const messages = () => thread().items.value.filter((item): item is Message => item.kind === 'message')
    return {
      tab,
      client,
      thread,
      messages,
      say: (text: string) => thread().post({ kind: 'text', text }),
      lines: () =>
        messages().map(({ body, state }) => `${body.kind === 'text' ? body.text : body.kind} ${state}`),
    }
  }
  return { server, browser, open }
}

async function talking(hasLocks = true) {
  const given = setUp(hasLocks)
  const one = given.open()
  one.say('hello')
  await settle()
  return { ...given, one, id: one.thread().id.value! }
}

describe('[K01, K02] before the visitor acts', () => {
  test('making a client opens nothing and stores nothing', async () => {
    const { server, browser, open } = setUp()
    const { tab, client } = open()
    expect(client.resume()).toBe(false)
    await settle(60_000)
    expect([server.state.sockets, browser.storage.length, tab.listeners()]).toEqual([0, 0, 0])
    expect(tab.opened).toEqual({ channels: 0, locks: 0 })
    expect(client.connection.value).toEqual({ state: 'idle' })
  })

  test('a connection alone stores nothing; the first message stores the token', async () => {
    const { browser, open } = setUp()
    const { client, say } = open()
    client.connect()
    await settle()
    expect([client.connection.value.state, browser.storage.length]).toEqual(['online', 0])
    say('hi')
    await settle()
    expect(browser.storage.getItem('foyer:demo:token')).toMatch(/^token-/)
  })
})

describe('[WG-16] options', () => {
  test.each([
    { url: 'nonsense', site: 'demo' },
    { url: 'ftp://chat.example', site: 'demo' },
    { url: 'https://chat.example', site: '' },
    {},
  ])('%j are refused at once, by name', (options) => {
    expect(() => createVisitorClient(options as { url: string; site: string })).toThrow(/^No client for site/)
  })
})

describe('[WG-17] [SC-3] who the visitor is', () => {
  const said = async (vouch: () => unknown, wait = 0) => {
    const { server, open } = setUp()
    const { client, say, lines } = open()
    await client.identify(vouch as () => string)
    say('hello')
    await settle(wait)
    return { server, client, lines }
  }

  test.each(['', null, undefined])(
    '%j is nobody: the visitor writes as one whom nobody vouches for',
    async (what) => {
      const { client, lines } = await said(() => what)
      expect([client.doubt.value, lines()]).toEqual([null, ['hello sent']])
    },
  )

  test.each([42, {}])('%j is no token, and told', async (what) => {
    const { client, lines } = await said(() => what)
    expect([client.doubt.value, lines()]).toEqual([{ code: 'identity_failed' }, ['hello sent']])
  })

  test('a page that never says it is waited for ten seconds', async () => {
    const { client, lines } = await said(() => new Promise(() => {}), 9_000)
    expect([client.doubt.value, lines()]).toEqual([null, ['hello sending']])
    await settle(1_000)
    expect([client.doubt.value, lines()]).toEqual([{ code: 'identity_failed' }, ['hello sent']])
  })

  test('a client that was destroyed meanwhile opens nothing any more', async () => {
    const { server, client } = await said(() => new Promise(() => {}), 1_000)
    client.destroy()
    await settle(20_000)
    void client.request('ping', {})
    client.connect()
    await settle(20_000)
    expect(server.state.sockets).toBe(0)
    expect(client.connection.value).toMatchObject({ state: 'stopped', code: 1000 })
  })
})

describe('[WG-13] sending', () => {
  test('a message goes from sending over sent and delivered to read', async () => {
    const { server, open } = setUp()
    const { say, lines, thread } = open()
    const key = say('hello')
    expect(lines()).toEqual(['hello sending'])
    await settle()
    expect(lines()).toEqual(['hello sent'])
    const id = thread().id.value!
    const mark = (read: number, delivered: number) =>
      server.push({ on: 'marker', conversation: id, side: 'agent', read, delivered })
    mark(0, 2)
    await settle()
    expect(lines()).toEqual(['hello delivered'])
    mark(2, 2)
    mark(1, 1)
    await settle()
    expect(lines()).toEqual(['hello read'])
    expect(thread().items.value.at(-1)!.key).toBe(key)
  })

  test('[A17, A24] typed offline, the tab closed, reopened online: all once, in order, in one conversation', async () => {
    const { server, open } = setUp()
    server.state.isUp = false
    const first = open()
    for (const text of ['a', 'b', 'c', 'd', 'e']) first.say(text)
    await settle(5_000)
    expect(first.client.connection.value.state).toBe('waiting')
    first.tab.kill()
    server.state.isUp = true
    const again = open()
    expect(again.client.resume()).toBe(true)
    expect(again.lines()).toEqual(['a', 'b', 'c', 'd', 'e'].map((text) => `${text} sending`))
    await settle(1_000)
    expect(server.talks.size).toBe(1)
    expect(server.texts(again.thread().id.value!)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(again.lines()).toEqual(['a', 'b', 'c', 'd', 'e'].map((text) => `${text} sent`))
  })

  test('[A07] cut before the answer: sent again with the same cid, there once, shown once', async () => {
    const { server, one, id } = await talking()
    server.state.isMute = true
    one.say('again')
    await settle()
    expect(one.lines().at(-1)).toBe('again sent')
    server.state.isMute = false
    server.cut()
    await settle(1_000)
    const again = server.posts().filter(({ body }) => body.kind === 'text' && body.text === 'again')
    expect(again).toHaveLength(2)
    expect(new Set(again.map(({ cid }) => cid)).size).toBe(1)
    expect(server.texts(id)).toEqual(['hello', 'again'])
    expect(one.lines()).toEqual(['hello sent', 'again sent'])
  })

  test('one unanswered at a time', async () => {
    const { server, one } = await talking()
    server.state.refuse = (frame) => (frame.do === 'message.post' ? 'swallow' : undefined)
    one.say('1')
    one.say('2')
    await settle()
    expect(server.posts()).toHaveLength(2)
    server.state.refuse = () => undefined
    server.cut()
    await settle(1_000)
    expect(one.lines()).toEqual(['hello sent', '1 sent', '2 sent'])
  })

  test('[CV-5] what was meant for a conversation closed meanwhile fails with `closed`, nothing new begins', async () => {
    const { server, one, id } = await talking()
    server.state.isUp = false
    server.cut()
    await settle()
    one.say('late')
    server.close(id)
    server.state.isUp = true
    await settle(40_000)
    expect(server.talks.size).toBe(1)
    const last = one.messages().at(-1)!
    expect(last).toMatchObject({ state: 'failed', error: { code: 'closed' } })
    one.thread().remove(last.key)
    expect(one.lines()).toEqual(['hello sent'])
  })

  test('[A07, CV-5] the same when the first message itself began it and the answer was lost', async () => {
    const { server, open } = setUp()
    const one = open()
    server.state.isMute = true
    one.say('first')
    one.say('second')
    await settle()
    server.close(server.only().head.id)
    server.state.isMute = false
    server.cut()
    await settle(1_000)
    expect(server.talks.size).toBe(1)
    expect(one.lines()).toEqual(['first sent', 'second failed'])
  })

  test('[D01] a frame over the limit never goes out and does not block the next', async () => {
    const { server, one } = await talking()
    one.say('x'.repeat(70_000))
    one.say('small')
    await settle()
    expect(one.messages().map(({ state, error }) => error?.code ?? state)).toEqual([
      'sent',
      'sent',
      'too_large',
    ])
    expect(server.posts()).toHaveLength(2)
  })

  test('[PROTOCOL §8] a frame that the socket was closed for is not sent again', async () => {
    const { server, one } = await talking()
    server.state.refuse = (frame) => {
      if (frame.do !== 'message.post') return undefined
      queueMicrotask(() => server.cut(1009))
      return 'swallow'
    }
    one.say('poison')
    await settle()
    server.state.refuse = () => undefined
    await settle(1_000)
    expect(one.messages().at(-1)).toMatchObject({ state: 'failed', error: { code: 'too_large' } })
    expect(server.posts()).toHaveLength(2)
    expect(one.client.connection.value.state).toBe('online')
  })

  test('[lesson 34] a refused message can be tried again, with the same cid', async () => {
    const { server, one } = await talking()
    server.state.refuse = (frame) =>
      frame.do === 'message.post' ? { code: 'forbidden', message: 'no' } : undefined
    const key = one.say('please')
    await settle()
    expect(one.lines()).toEqual(['hello sent', 'please failed'])
    server.state.refuse = () => undefined
    one.thread().retry(key)
    await settle()
    expect(one.lines()).toEqual(['hello sent', 'please sent'])
    expect(
      server
        .posts()
        .slice(-2)
        .map(({ cid }) => cid),
    ).toEqual([key, key])
  })
})

describe('[SC-5] receiving', () => {
  test('[A09] what was missed comes on reconnect, in order, once', async () => {
    const { server, one, id } = await talking()
    server.state.isUp = false
    server.cut()
    await settle()
    for (let i = 0; i < 30; i++) server.say(id, `m${i}`)
    server.state.isUp = true
    await settle(40_000)
    expect(one.messages().map(({ seq }) => seq)).toEqual(Array.from({ length: 31 }, (_, i) => i + 2))
  })

  test('a push that does not join on is repaired from history', async () => {
    const { server, one, id } = await talking()
    const [peer] = server.peers
    server.peers.clear()
    server.say(id, 'lost')
    server.peers.add(peer!)
    server.say(id, 'seen')
    await settle()
    expect(one.messages().map(({ body }) => body.kind === 'text' && body.text)).toEqual([
      'hello',
      'lost',
      'seen',
    ])
  })

  test('[A11, lesson 28] after a reset the newest page is there, what waits stays, and all can be scrolled to', async () => {
    const { server, one, id } = await talking()
    server.state.isUp = false
    server.cut()
    await settle()
    one.say('mine')
    for (let i = 0; i < 1_200; i++) server.say(id, `m${i}`)
    server.state.isUp = true
    server.state.refuse = (frame) => (frame.do === 'message.post' ? 'swallow' : undefined)
    await settle(40_000)
    expect(one.lines().at(-1)).toBe('mine sending')
    expect(one.messages()).toHaveLength(51)
    expect(one.thread().hasOlder.value).toBe(true)
    while (await one.thread().loadOlder());
    const seqs = one.messages().map(({ seq }) => seq)
    expect(seqs.slice(0, -1)).toEqual(Array.from({ length: 1_201 }, (_, i) => i + 2))
    expect(one.thread().hasOlder.value).toBe(false)
  })

  test('[B10] after a restore from a backup the log is what the server says, even if it is shorter', async () => {
    const { server, one, id } = await talking()
    server.say(id, 'lost with the disk')
    await settle()
    const talk = server.talks.get(id)!
    talk.events.pop()
    talk.head = { ...talk.head, seq: 2 }
    server.state.epoch = 'two'
    server.cut()
    await settle(1_000)
    expect(one.messages().map(({ seq }) => seq)).toEqual([2])
    server.say(id, 'new')
    await settle()
    expect(one.messages().map(({ seq }) => seq)).toEqual([2, 3])
  })

  test('[CV-8] a quote can be loaded back to', async () => {
    const { server, one, id, browser } = await talking()
    for (let i = 0; i < 300; i++) server.say(id, `m${i}`)
    await settle()
    one.tab.kill()
    const again = createVisitorClient({ url: 'https://chat.example', site: 'demo' }, browser.tab())
    again.resume()
    await settle(1_000)
    const thread = again.conversation.value
    expect(thread.items.value.length).toBe(50)
    expect(await thread.loadUntil(7)).toBe(true)
    expect(thread.items.value.some((item) => item.kind === 'message' && item.seq === 7)).toBe(true)
    expect(await thread.loadUntil(9_999)).toBe(false)
  })

  test('[WG-13] a reload resumes from the position held and shows the newest page', async () => {
    const { server, one, id, open } = await talking()
    for (let i = 0; i < 5; i++) server.say(id, `m${i}`)
    await settle()
    one.tab.kill()
    const again = open()
    expect(again.client.resume()).toBe(true)
    expect(again.thread().id.value).toBe(id)
    await settle(1_000)
    const hello = server.frames.findLast((frame) => frame.do === 'hello')!
    expect(hello).toMatchObject({ resume: { [id]: 7 }, epoch: 'one' })
    expect(again.messages().map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7])
  })
})

describe('[CV-7] markers and [CV-12] typing', () => {
  test('delivered is told by itself, the furthest only; read when told, never backwards', async () => {
    const { server, one, id } = await talking()
    for (const text of ['a', 'b', 'c']) server.say(id, text)
    await settle()
    const told = () =>
      server.frames.flatMap((f) => (f.do === 'delivered' || f.do === 'read' ? [`${f.do} ${f.seq}`] : []))
    expect(told().at(-1)).toBe('delivered 5')
    expect(told().length).toBeLessThanOrEqual(3)
    expect(one.client.unread.value).toBe(3)
    one.thread().read(4)
    one.thread().read(3)
    await settle()
    expect(told().slice(-1)).toEqual(['read 4'])
    expect(one.client.unread.value).toBe(1)
    expect(server.only().head.read.visitor).toBe(4)
  })

  test('what was read offline is told on reconnect', async () => {
    const { server, one, id } = await talking()
    server.say(id, 'a')
    await settle()
    server.state.isUp = false
    server.cut()
    await settle()
    one.thread().read(3)
    expect(one.client.unread.value).toBe(0)
    server.state.isUp = true
    await settle(40_000)
    expect(server.only().head.read.visitor).toBe(3)
  })

  test('typing is told once in two seconds at most and ends after six', async () => {
    const { server, one } = await talking()
    const told = () => server.frames.flatMap((frame) => (frame.do === 'typing' ? [frame.active] : []))
    for (let i = 0; i < 19; i++) {
      one.thread().setTyping(true)
      await settle(100)
    }
    expect(told()).toEqual([true])
    await settle(5_000)
    expect(told()).toEqual([true, true])
    await settle(3_000)
    expect(told()).toEqual([true, true, false])
    await settle(60_000)
    expect(told()).toHaveLength(3)
  })

  test('[CW#15220] the other side’s typing ends after six seconds, or with their message', async () => {
    const { server, one, id } = await talking()
    const by = { kind: 'agent', name: 'Ada' } as const
    server.push({ on: 'typing', conversation: id, by, active: true })
    await settle(5_900)
    expect(one.thread().typing.value).toEqual({ by })
    await settle(200)
    expect(one.thread().typing.value).toBeNull()
    server.push({ on: 'typing', conversation: id, by, active: true })
    server.say(id, 'there')
    await settle()
    expect(one.thread().typing.value).toBeNull()
  })
})

describe('[CV-4] the end', () => {
  test('a closed conversation stays in view until a new one is begun, and is not resumed', async () => {
    const { server, browser, one, id, open } = await talking()
    expect((await one.thread().end()).ok).toBeDefined()
    await settle()
    expect(one.thread().head.value?.status).toBe('closed')
    expect(browser.storage.getItem('foyer:demo:open')).toBeNull()
    expect(open().client.resume()).toBe(false)
    one.client.startAnew()
    expect(one.thread().id.value).toBeNull()
    expect(one.client.earlier.value.map((earlier) => earlier.id.value)).toEqual([id])
    one.say('anew')
    await settle()
    expect(server.talks.size).toBe(2)
    expect(one.thread().id.value).not.toBe(id)
  })

  test('[WG-13] after a reload it is among the earlier ones, with what was said in it, and can be shown', async () => {
    const { browser, one, id, open } = await talking()
    await one.thread().end()
    await settle()
    one.client.destroy()
    expect(JSON.parse(browser.storage.getItem('foyer:demo:last')!)[0]).toBe(id)
    const two = open()
    expect(two.client.resume()).toBe(false)
    two.client.comeBack()
    await settle()
    expect(two.thread().id.value).toBeNull()
    expect(two.client.earlier.value.map((earlier) => earlier.id.value)).toEqual([id])
    two.client.show(id)
    await settle()
    expect(two.lines()).toEqual(['hello sent'])
    expect(two.thread().head.value?.status).toBe('closed')
    two.client.show('another')
    expect(two.thread().id.value).toBe(id)
    two.client.startAnew()
    two.say('anew')
    await settle()
    expect(two.lines()).toEqual(['anew sent'])
    expect(two.client.earlier.value.map((earlier) => earlier.id.value)).toEqual([id])
  })

  test('[CV-5] after a reload an ended one is shown for as long as something in it is unread', async () => {
    const { server, one, id, open } = await talking()
    const agent = { kind: 'agent', id: 'a1' } as const
    server.write(id, agent, { type: 'message.posted', body: { kind: 'text', text: 'The answer' } })
    await settle()
    await one.thread().end()
    await settle()
    one.client.destroy()
    const two = open()
    two.client.comeBack()
    await settle()
    expect([two.thread().id.value, two.client.unread.value]).toEqual([id, 1])
    two.thread().read(two.messages().at(-1)!.seq!)
    await settle()
    expect(two.client.unread.value).toBe(0)
    two.client.destroy()
    const three = open()
    three.client.comeBack()
    await settle()
    expect(three.thread().id.value).toBeNull()
    expect(three.client.earlier.value.map((earlier) => earlier.id.value)).toEqual([id])
  })

  test('[CV-5] news of one that was left is only what is written to it afterwards', async () => {
    const { server, one, id } = await talking()
    await one.thread().end()
    await settle()
    one.client.startAnew()
    // The head of the end, which comes after its event, or a change of it.
    server.queue(id, 1)
    await settle()
    expect(one.thread().id.value).toBeNull()
    server.write(
      id,
      { kind: 'agent', id: 'a1' },
      { type: 'message.posted', body: { kind: 'text', text: 'Oh, and' } },
    )
    server.queue(id, 1)
    await settle()
    expect(one.thread().id.value).toBe(id)
  })

  test('an open conversation cannot be left by starting anew', async () => {
    const { one, id } = await talking()
    one.client.startAnew()
    expect(one.thread().id.value).toBe(id)
  })

  test('ending what has not begun says so', async () => {
    const { open } = setUp()
    expect((await open().thread().end()).error?.code).toBe('not_found')
  })
})

describe('[lesson 26] on return to the page', () => {
  test.each(['visible', 'online'] as const)(
    '%s: a line that is dead is found within three seconds',
    async (event) => {
      const { server, one } = await talking()
      server.state.refuse = () => 'swallow'
      one.tab.fire(event)
      await settle(2_400)
      expect(one.client.connection.value.state).toBe('online')
      server.state.refuse = () => undefined
      await settle(1_200)
      expect([one.client.connection.value.state, server.state.sockets]).toEqual(['online', 2])
    },
  )

  test('after a heartbeat of silence it pings, and gives up ten seconds later', async () => {
    const { server, one } = await talking()
    const pings = () => server.frames.filter((frame) => frame.do === 'ping').length
    await settle(24_900)
    expect(pings()).toBe(0)
    await settle(200)
    expect(pings()).toBe(1)
    server.state.refuse = () => 'swallow'
    await settle(25_000 + 9_800)
    expect([server.state.sockets, one.client.connection.value.state]).toEqual([1, 'online'])
    server.state.isUp = false
    await settle(300)
    expect(one.client.connection.value.state).toBe('waiting')
  })

  test('waiting ends at once when the network is back', async () => {
    const { server, one } = await talking()
    vi.spyOn(Math, 'random').mockReturnValue(0.99)
    server.state.isUp = false
    server.cut()
    await settle(20_000)
    server.state.isUp = true
    one.tab.fire('online')
    await settle()
    expect(one.client.connection.value.state).toBe('online')
    vi.restoreAllMocks()
  })
})

describe('[E11, K04] forgetting', () => {
  test('reset leaves nothing stored, no socket, and the next visitor is new', async () => {
    const { server, browser, one } = await talking()
    browser.storage.setItem('theirs', 'stays')
    // Withdrawing consent is no more than this (WG-5).
    one.client.kept.set('consent', 'v1')
    const before = one.client.visitor.value?.id
    const done = one.client.reset()
    await settle(2_000)
    await done
    expect(browser.storage.length).toBe(1)
    expect([server.peers.size, one.tab.listeners()]).toEqual([0, 0])
    expect([one.client.visitor.value, one.messages()]).toEqual([null, []])
    expect(one.client.kept.get('consent')).toBeNull()
    expect(one.client.resume()).toBe(false)
    one.say('somebody else')
    await settle()
    expect(one.client.visitor.value?.id).not.toBe(before)
    expect(server.talks.size).toBe(2)
  })

  test('4507 forgets all that is stored and stops', async () => {
    const { server, browser, one } = await talking()
    server.cut(4507)
    await settle(60_000)
    expect(browser.storage.length).toBe(0)
    expect(one.client.connection.value).toMatchObject({ state: 'stopped', code: 4507, reason: 'erased' })
    expect(server.state.sockets).toBe(1)
  })

  test('a token that is not valid any more begins a new visitor and keeps nothing of the old', async () => {
    const { browser, one, open } = await talking()
    one.tab.kill()
    browser.storage.setItem('foyer:demo:token', 'forged')
    const again = open()
    again.client.resume()
    await settle(1_000)
    expect(again.thread().id.value).toBeNull()
    expect(browser.storage.getItem('foyer:demo:open')).toBeNull()
  })

  test('[WG-13] where tabs cannot hear each other, a token that one is handed is the other’s next', async () => {
    const { server, browser } = await talking(false)
    browser.storage.setItem('foyer:demo:token', 'of another tab')
    server.cut()
    await settle(10_000)
    expect(server.frames.findLast((frame) => frame.do === 'hello')).toMatchObject({ token: 'of another tab' })
  })

  test('what that visitor had not sent is shown as failed, and can be removed', async () => {
    const { server, browser, one, open } = await talking()
    server.state.isUp = false
    server.cut()
    await settle()
    const key = one.say('unsent')
    one.tab.kill()
    server.state.isUp = true
    browser.storage.setItem('foyer:demo:token', 'forged')
    const again = open()
    again.client.resume()
    await settle(1_000)
    expect(again.messages()).toMatchObject([{ state: 'failed', error: { code: 'not_found' } }])
    expect(server.talks.size).toBe(1)
    again.thread().remove(key)
    expect(again.messages()).toEqual([])
  })

  test('destroy leaves no socket, timer or listener; what is stored stays', async () => {
    const { server, browser, one } = await talking()
    one.thread().setTyping(true)
    one.client.destroy()
    await settle(2_000)
    expect([server.peers.size, one.tab.listeners(), vi.getTimerCount()]).toEqual([0, 0, 0])
    expect(browser.storage.getItem('foyer:demo:token')).not.toBeNull()
  })
})

test('request waits for the line, asks again after a cut, and ends when the line has stopped', async () => {
  const { server, one, id } = await talking()
  server.state.refuse = (frame) => (frame.do === 'history' ? 'swallow' : undefined)
  const asked = one.client.request('history', { conversation: id })
  await settle()
  server.state.refuse = () => undefined
  server.cut()
  await settle(1_000)
  expect((await asked).ok?.events).toHaveLength(2)
  server.cut(4503)
  await settle()
  expect((await one.client.request('track', { name: 'x' }).then(() => 'answered')) satisfies string).toBe(
    'answered',
  )
})

describe('[RT-1] asking for a person', () => {
  test('as the first act of all begins the conversation, once, and tells the place', async () => {
    const { server, open } = setUp()
    const { client, thread } = open()
    server.state.isMute = true
    const key = thread().requestHandoff()
    expect(thread().items.value).toMatchObject([{ kind: 'notice', key }])
    await settle()
    server.state.isMute = false
    server.cut()
    await settle(1_000)
    expect(server.talks.size).toBe(1)
    expect(server.only().events.filter(({ type }) => type === 'handoff.requested')).toHaveLength(1)
    expect(thread().items.value.filter((item) => item.key === key)).toHaveLength(1)
    expect(client.conversation.value.head.value).toMatchObject({ handler: 'queue', queue: { position: 1 } })
  })

  test('the place is kept up to date', async () => {
    const { server, one } = await talking()
    one.thread().requestHandoff()
    await settle()
    server.queue(server.only().head.id, 4)
    await settle()
    server.queue(server.only().head.id, 2)
    await settle()
    expect(one.thread().head.value?.queue).toEqual({ position: 2 })
  })

  test('offline, over a reload, behind what was written before', async () => {
    const { server, open } = setUp()
    server.state.isUp = false
    const first = open()
    first.say('hello')
    first.thread().requestHandoff()
    await settle(1_000)
    first.tab.kill()
    server.state.isUp = true
    const again = open()
    again.client.resume()
    await settle(1_000)
    expect(server.only().events.map(({ type }) => type)).toEqual([
      'conversation.started',
      'message.posted',
      'handoff.requested',
    ])
  })

  test('refused, it is asked again under the same name', async () => {
    const { server, one } = await talking()
    server.state.refuse = ({ do: name }) =>
      name === 'handoff.request' ? { code: 'forbidden', message: '' } : undefined
    const key = one.thread().requestHandoff()
    await settle()
    expect(one.thread().items.value.at(-1)).toMatchObject({ kind: 'notice', error: { code: 'forbidden' } })
    server.state.refuse = () => undefined
    expect(one.thread().requestHandoff()).toBe(key)
    await settle()
    expect(server.only().head.handler).toBe('queue')
  })
})

describe('picking an option', () => {
  async function offered() {
    const given = await talking()
    const options = [
      { id: 'a', label: 'Returns' },
      { id: 'b', label: 'Shipping' },
    ]
    const { seq } = given.server.write(
      given.id,
      { kind: 'assistant' },
      { type: 'message.posted', auto: 'bot', body: { kind: 'options', text: 'Did you mean', options } },
    )
    await settle()
    return { ...given, seq }
  }

  test('[WG-13] offline: shown at once, goes out once with the same cid, after what was written before', async () => {
    const { server, one, seq } = await offered()
    server.state.isUp = false
    server.cut()
    await settle()
    one.say('well')
    one.thread().pick(seq, 'b')
    expect(one.lines().slice(-2)).toEqual(['well sending', 'Shipping sending'])
    expect(one.messages().find((message) => message.seq === seq)).toMatchObject({ picked: 'b' })
    server.state.isUp = true
    await settle(60_000)
    expect(one.lines().slice(-2)).toEqual(['well sent', 'Shipping sent'])
    expect(server.only().events.filter(({ type }) => type === 'option.picked')).toHaveLength(1)
  })

  test('the other tabs of the browser see it', async () => {
    const { one, open, seq } = await offered()
    const two = open()
    two.client.resume()
    await settle()
    one.thread().pick(seq, 'a')
    await settle()
    expect(two.lines().at(-1)).toBe('Returns sent')
    expect(two.messages().find((message) => message.seq === seq)).toMatchObject({ picked: 'a' })
  })
})

test('[AS-16] whether an answer helped is said of its conversation, also after a cut', async () => {
  const { server, one, id } = await talking()
  const { seq } = server.say(id, 'Within 30 days', { kind: 'assistant' })
  server.state.isMute = true
  void one.thread().rateAnswer(seq, false)
  await settle()
  server.state.isMute = false
  server.cut()
  await settle(1_000)
  const rated = server.frames.filter((frame) => frame.do === 'answer.rate')
  expect(rated).toHaveLength(2)
  expect(rated[1]).toMatchObject({ conversation: id, seq, helpful: false })
})

test('[RT-6] when people are back is known from the hello on, and kept up to date', async () => {
  const { server, one } = await talking()
  server.push({ on: 'availability', state: 'closed', opensAt: 1_790_000_100_000 })
  await settle()
  expect(one.client.availability.value).toEqual({ state: 'closed', opensAt: 1_790_000_100_000 })
})
