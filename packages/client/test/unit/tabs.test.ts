// Several tabs of one browser in one process: locks and channels are fakes, everything else is real.
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

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

function setUp(hasLocks = true) {
  const server = createFakeServer()
  const browser = createBrowser(server.socket, hasLocks)
  const open = () => {
    const tab = browser.tab()
    const client = createVisitorClient({ url: 'https://chat.example', site: 'demo' }, tab)
    return {
      tab,
      client,
      thread: () => client.conversation.value,
      say: (text: string) => client.conversation.value.post({ kind: 'text', text }),
      lines: () =>
        client.conversation.value.items.value
          .filter((item): item is Message => item.kind === 'message')
          .map(
            ({ body, state }) => `${body.kind === 'text' ? body.text : body.kind}${state ? ` ${state}` : ''}`,
          ),
    }
  }
  return { server, browser, open }
}

async function threeTabs(hasLocks = true) {
  const given = setUp(hasLocks)
  const a = given.open()
  a.say('from a')
  await settle()
  const b = given.open()
  const c = given.open()
  for (const { client } of [b, c]) client.resume()
  await settle(1_000)
  return { ...given, a, b, c, id: a.thread().id.value! }
}

describe('[A21] three tabs', () => {
  test('share one socket, and each shows everything once', async () => {
    const { server, a, b, c } = await threeTabs()
    expect(server.state.sockets).toBe(1)
    b.say('from b')
    c.say('from c')
    await settle()
    const lines = ['from a sent', 'from b sent', 'from c sent']
    expect([a.lines(), b.lines(), c.lines()]).toEqual([lines, lines, lines])
    expect(server.posts()).toHaveLength(3)
    expect(b.client.connection.value).toEqual({ state: 'online' })
    expect(b.client.visitor.value).toEqual(a.client.visitor.value)
  })

  test('a message shows as sending in every tab, and as failed', async () => {
    const { server, a, b, c } = await threeTabs()
    server.state.refuse = (frame) => (frame.do === 'message.post' ? 'swallow' : undefined)
    const key = b.say('wait')
    await settle()
    expect([a, b, c].map((tab) => tab.lines().at(-1))).toEqual(Array(3).fill('wait sending'))
    server.state.refuse = (frame) =>
      frame.do === 'message.post' ? { code: 'forbidden', message: '' } : undefined
    server.cut()
    await settle(1_000)
    expect([a, b, c].map((tab) => tab.lines().at(-1))).toEqual(Array(3).fill('wait failed'))
    c.thread().remove(key)
    await settle()
    expect([a, b, c].map((tab) => tab.lines())).toEqual(Array(3).fill(['from a sent']))
  })

  test('when the leader goes, another takes over within three seconds; nothing is lost or doubled', async () => {
    const { server, a, b, c, id } = await threeTabs()
    server.state.refuse = (frame) => (frame.do === 'message.post' ? 'swallow' : undefined)
    a.say('typed in a')
    b.say('typed in b')
    await settle()
    server.state.refuse = () => undefined
    a.tab.kill()
    server.say(id, 'meanwhile')
    await settle(3_000)
    expect(server.state.sockets).toBe(2)
    expect(server.texts(id)).toEqual(['from a', 'meanwhile', 'typed in a', 'typed in b'])
    const lines = ['from a sent', 'meanwhile', 'typed in a sent', 'typed in b sent']
    expect([b.lines(), c.lines()]).toEqual([lines, lines])
    c.say('still here')
    await settle()
    expect(b.lines().at(-1)).toBe('still here sent')
  })

  test('what a follower asked the leader that went is asked again', async () => {
    const { server, a, b, c, id } = await threeTabs()
    server.state.refuse = (frame) => (frame.do === 'history' ? 'swallow' : undefined)
    const answers: (number | undefined)[] = []
    for (const { client } of [b, c])
      void client.request('history', { conversation: id }).then(({ ok }) => answers.push(ok?.events.length))
    await settle()
    server.state.refuse = () => undefined
    a.tab.kill()
    await settle(3_000)
    expect(answers).toEqual([2, 2])
  })

  test('reading in one tab is read in all', async () => {
    const { server, a, b, c, id } = await threeTabs()
    server.say(id, 'hi')
    await settle()
    expect([a, b, c].map(({ client }) => client.unread.value)).toEqual([1, 1, 1])
    c.thread().read(3)
    await settle()
    expect([a, b, c].map(({ client }) => client.unread.value)).toEqual([0, 0, 0])
    expect(server.only().head.read.visitor).toBe(3)
    expect(server.frames.filter((frame) => frame.do === 'delivered').length).toBe(1)
  })

  test('a tab that comes in while the network is away shows the thread all the same', async () => {
    const { server, open } = await threeTabs()
    server.state.isUp = false
    server.cut()
    await settle()
    const d = open()
    d.client.resume()
    await settle()
    expect(d.lines()).toEqual(['from a sent'])
    expect(d.client.connection.value.state).toBe('waiting')
  })

  test('typed at once in two tabs before there is a conversation: one conversation', async () => {
    const { server, open } = setUp()
    const a = open()
    const b = open()
    a.client.connect()
    b.client.connect()
    await settle()
    a.say('1')
    b.say('2')
    await settle(1_000)
    expect([server.talks.size, server.state.sockets]).toEqual([1, 1])
    expect(a.thread().id.value).toBe(b.thread().id.value)
    expect(a.lines()).toEqual(['1 sent', '2 sent'])
    expect(b.lines()).toEqual(['1 sent', '2 sent'])
  })

  test('[E11] reset in one tab empties all and no tab connects anew', async () => {
    const { server, browser, a, b, c } = await threeTabs()
    const done = b.client.reset()
    await settle(2_000)
    await done
    await settle(10_000)
    expect([a.lines(), b.lines(), c.lines()]).toEqual([[], [], []])
    expect([browser.storage.length, server.peers.size, server.state.sockets]).toEqual([0, 0, 1])
  })

  test('erased: every tab forgets and stops', async () => {
    const { server, browser, a, b, c } = await threeTabs()
    server.cut(4507)
    await settle(10_000)
    expect([a, b, c].map(({ client }) => client.connection.value.code)).toEqual([4507, 4507, 4507])
    expect([b.lines(), browser.storage.length, server.state.sockets]).toEqual([[], 0, 1])
  })

  test('two tabs begin anew at once: one new conversation', async () => {
    const { server, a, b, id } = await threeTabs()
    server.close(id)
    await settle()
    for (const { client } of [a, b]) client.startAnew()
    a.say('2')
    b.say('3')
    await settle(1_000)
    expect([...server.talks.keys()].map(server.texts)).toEqual([['from a'], ['2', '3']])
  })

  test('typed in a tab that had not heard of the conversation: it waits its turn in it', async () => {
    const { server, browser, a } = await threeTabs()
    server.state.refuse = (frame) => (frame.do === 'message.post' ? 'swallow' : undefined)
    a.say('first')
    const change = { key: 'z', conversation: null, at: 1, body: { kind: 'text', text: 'second' } }
    const channel = browser.tab().channel!('foyer:demo')
    channel.postMessage({ say: 'entry', change })
    await settle()
    expect(a.lines()).toEqual(['from a sent', 'first sending', 'second sending'])
    expect(server.posts()).toHaveLength(2)
  })

  test('a leader that is destroyed hands over too', async () => {
    const { server, a, b } = await threeTabs()
    a.client.destroy()
    await settle(3_000)
    b.say('on')
    await settle()
    expect(b.lines()).toEqual(['from a sent', 'on sent'])
    expect(server.peers.size).toBe(1)
  })
})

test('without Web Locks each tab has its own socket, and messages are there once', async () => {
  const { server, a, b, c } = await threeTabs(false)
  expect(server.state.sockets).toBe(3)
  b.say('from b')
  await settle()
  for (const tab of [a, b, c]) expect(tab.lines()).toEqual(['from a sent', 'from b sent'])
  expect(server.only().events).toHaveLength(3)
})

test('locks that refuse leave the tab with a socket of its own', async () => {
  const { server, browser } = setUp()
  const tab = browser.tab()
  tab.locks = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }
  const client = createVisitorClient({ url: 'https://chat.example', site: 'demo' }, tab)
  client.connect()
  await settle()
  expect([client.connection.value.state, server.state.sockets]).toEqual(['online', 1])
})
