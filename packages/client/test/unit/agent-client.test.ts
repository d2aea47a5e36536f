// The agent's client against a server in this process, on a fake clock.
import type { Row } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAgentClient } from '../../src/agent-client.ts'
import type { AgentConversation, Message } from '../../src/api.ts'
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
const lines = (thread: { items: AgentConversation['items'] }) =>
  thread.items.value
    .filter((item): item is Message => item.kind === 'message')
    .map(({ body, state }) => `${body.kind === 'text' ? body.text : body.kind} ${state}`)

async function setUp() {
  const server = createFakeServer()
  const visitorTab = createBrowser(server.socket).tab()
  const visitor = createVisitorClient({ url: 'https://chat.example', site: 'demo' }, visitorTab)
  visitor.conversation.value.post({ kind: 'text', text: 'hello' })
  await settle()
  const browser = createBrowser(server.socket)
  const open = () => {
    const agent = createAgentClient({ url: 'https://chat.example' }, browser.tab())
    agent.connect()
    return agent
  }
  const agent = open()
  await settle()
  return { server, visitor, browser, open, agent, id: visitor.conversation.value.id.value! }
}

describe('a conversation that is open', () => {
  test('[RT-11, CV-7] both sides see the same, with markers both ways', async () => {
    const { visitor, agent, id } = await setUp()
    const thread = agent.open(id)
    expect(agent.open(id)).toBe(thread)
    await settle()
    expect(thread.visitor.value?.nickname).toBe('Visitor 1')
    thread.post({ kind: 'text', text: 'hi' })
    await settle()
    expect(lines(thread)).toEqual(['hello null', 'hi delivered'])
    expect(lines(visitor.conversation.value)).toEqual(['hello delivered', 'hi null'])
    thread.read(2)
    visitor.conversation.value.read(3)
    await settle()
    expect(lines(thread)).toEqual(['hello null', 'hi read'])
    expect(lines(visitor.conversation.value)).toEqual(['hello read', 'hi null'])
  })

  test('[F08] a note stands between messages and is not seen by the visitor', async () => {
    const { visitor, agent, id } = await setUp()
    const thread = agent.open(id)
    await settle()
    expect((await thread.note('psst')).ok).toMatchObject({ seq: 2, sub: 1 })
    thread.post({ kind: 'text', text: 'hi' })
    await settle()
    expect(lines(thread)).toEqual(['hello null', 'psst null', 'hi delivered'])
    expect(lines(visitor.conversation.value)).toEqual(['hello delivered', 'hi null'])
  })

  test('[lesson 25] after a cut it is resumed from [seq, sub] and opened again, whole', async () => {
    const { server, agent, id } = await setUp()
    const thread = agent.open(id)
    await settle()
    await thread.note('psst')
    server.state.isUp = false
    server.cut()
    await settle()
    thread.post({ kind: 'text', text: 'typed meanwhile' })
    server.say(id, 'by a colleague')
    server.talks.get(id)!.head.labels = ['changed meanwhile']
    server.state.isUp = true
    await settle(40_000)
    const hello = server.frames.findLast((frame) => frame.do === 'hello' && frame.role === 'agent')
    expect(hello).toMatchObject({ resume: { [id]: [2, 1] } })
    expect(lines(thread).map((line) => line.replace(/ \w+$/, ''))).toEqual([
      'hello',
      'psst',
      'by a colleague',
      'typed meanwhile',
    ])
    expect(thread.head.value?.labels).toEqual(['changed meanwhile'])
    server.say(id, 'x', { kind: 'visitor' })
    await settle()
    expect(thread.unread.value).toBe(2)
  })

  test('a long one begins with its newest page and can be scrolled to its beginning', async () => {
    const { server, agent, id } = await setUp()
    for (let i = 0; i < 120; i++) server.say(id, `m${i}`)
    const thread = agent.open(id)
    await settle()
    expect([thread.items.value.length, thread.hasOlder.value]).toEqual([50, true])
    while (await thread.loadOlder());
    expect(thread.items.value).toHaveLength(122)
  })

  test('left, it takes nothing more', async () => {
    const { server, agent, id } = await setUp()
    const thread = agent.open(id)
    await settle()
    thread.leave()
    server.say(id, 'later')
    await settle()
    expect(lines(thread)).toEqual(['hello null'])
    expect(server.frames.filter((frame) => frame.do === 'conversation.leave')).toHaveLength(1)
    expect(agent.open(id)).not.toBe(thread)
  })
})

describe('[IN-1] the inbox', () => {
  test('rows by id, newest first, with upserts, and watched again after a cut', async () => {
    const { server, agent, id } = await setUp()
    const seen: string[] = []
    agent.onRow((row) => seen.push(row.head.id))
    expect(agent.inbox.state.value).toBe('loading')
    agent.inbox.watch('all')
    await settle()
    const [row] = agent.inbox.rows.value as [Row]
    expect([row.head.id, agent.inbox.counts.value, agent.inbox.state.value]).toEqual([
      id,
      { all: 1 },
      'ready',
    ])
    server.push({ on: 'row', row: { ...row, head: { ...row.head, id: 'other' }, at: row.at + 1 } })
    server.push({ on: 'row', row: { ...row, unread: 7 } })
    server.push({ on: 'counts', counts: { all: 2 } })
    await settle()
    expect(agent.inbox.rows.value.map(({ head, unread }) => [head.id, unread])).toEqual([
      ['other', 0],
      [id, 7],
    ])
    expect(seen).toEqual([id, 'other', id])
    server.push({ on: 'row', row: { ...row, head: { ...row.head, seq: row.head.seq - 1 }, unread: 3 } })
    await settle()
    expect(agent.inbox.rows.value[1]!.unread).toBe(7)
    server.push({ on: 'gone', conversation: 'other' })
    await settle()
    expect(agent.inbox.rows.value).toHaveLength(1)
    server.cut()
    await settle(1_000)
    expect(server.frames.filter((frame) => frame.do === 'inbox.watch')).toHaveLength(2)
    expect(agent.inbox.rows.value[0]!.unread).toBe(0)
  })

  test('the answer to a list that was left meanwhile changes nothing', async () => {
    const { server, agent } = await setUp()
    server.state.refuse = (frame) =>
      frame.do === 'inbox.watch' && frame.list === 'mine' ? 'swallow' : undefined
    agent.inbox.watch('mine')
    agent.inbox.watch('all')
    await settle()
    const late = server.frames.find((frame) => frame.do === 'inbox.watch')!
    server.push({ re: late.id, ok: { rows: [], counts: {} } })
    await settle()
    expect(agent.inbox.rows.value).toHaveLength(1)
  })
})

test('[B01] what an agent typed survives a reload of the console, for that agent', async () => {
  const { server, browser, open, agent, id } = await setUp()
  const thread = agent.open(id)
  await settle()
  server.state.isUp = false
  server.cut()
  await settle()
  thread.post({ kind: 'text', text: 'unsent' })
  expect(browser.storage.key(0)).toMatch(/^foyer:agent:ada:out:/)
  agent.destroy()
  server.state.isUp = true
  open()
  await settle(1_000)
  expect(server.texts(id)).toEqual(['hello', 'unsent'])
  expect(browser.storage.length).toBe(0)
})

test('onEvent tells what comes, once each, and not what was there', async () => {
  const { server, agent, id } = await setUp()
  const seen: (number | string)[] = []
  const off = agent.onEvent((conversation, event) =>
    seen.push(conversation === id ? event.seq : conversation),
  )
  agent.open(id)
  await settle()
  expect(seen).toEqual([])
  server.say(id, 'a')
  await settle()
  server.push({ on: 'events', conversation: id, prev: 2, events: [server.only().events.at(-1)] })
  server.cut()
  server.say(id, 'b')
  await settle(1_000)
  expect(seen).toEqual([3, 4])
  off()
  server.say(id, 'c')
  await settle()
  expect(seen).toEqual([3, 4])
})

describe('the assistant in a conversation', () => {
  const suggestion = { faq: 'f1', question: 'How much?', score: 0.8, answer: 'Nothing.', why: 'much' }

  test('[AS-2] suggestions follow the visitor’s newest message, until there are none', async () => {
    const { server, agent, id } = await setUp()
    const thread = agent.open(id)
    await settle()
    expect(thread.suggestions.value).toEqual([])
    server.push({ on: 'suggestions', conversation: id, seq: 2, suggestions: [suggestion] })
    server.push({ on: 'suggestions', conversation: 'another', seq: 2, suggestions: [] })
    await settle()
    expect(thread.suggestions.value).toEqual([suggestion])
    server.push({ on: 'suggestions', conversation: id, seq: 3, suggestions: [] })
    await settle()
    expect(thread.suggestions.value).toEqual([])
  })

  test('[AS-11] it is given and taken back under a cid of its own each time', async () => {
    const { server, agent, id } = await setUp()
    const thread = agent.open(id)
    await settle()
    void thread.host(true)
    void thread.host(false)
    await settle()
    const asked = server.frames.filter((frame) => frame.do === 'assistant.host')
    expect(asked).toMatchObject([
      { conversation: id, on: true },
      { conversation: id, on: false },
    ])
    expect(new Set(asked.map((frame) => 'cid' in frame && frame.cid)).size).toBe(2)
  })

  test('[AS-12] what it is writing is shown to agents, and its message takes the place of it', async () => {
    const { server, agent, id } = await setUp()
    const thread = agent.open(id)
    await settle()
    const by = { kind: 'assistant', name: 'Pine' } as const
    server.push({ on: 'draft', conversation: id, by, text: 'It takes' })
    await settle()
    expect(thread.draft.value).toEqual({ by, text: 'It takes' })
    server.say(id, 'It takes two days.', by)
    await settle()
    expect(thread.draft.value).toBeNull()
  })
})

test('who one is, which sites, and one’s status', async () => {
  const { agent } = await setUp()
  expect(agent.me.value).toMatchObject({ id: 'ada', status: 'online' })
  expect(agent.sites.value).toEqual([{ id: 'demo', name: 'Demo' }])
  await agent.setStatus('away')
  expect(agent.me.value?.status).toBe('away')
})

test('[F02] an agent who is not signed in stops with 4501 and may connect again', async () => {
  const { server, open } = await setUp()
  server.state.refuse = (frame) => (frame.do === 'hello' ? { code: 'unauthorized', message: '' } : undefined)
  const agent = open()
  await settle(60_000)
  expect(agent.connection.value).toMatchObject({ state: 'stopped', code: 4501, reason: 'unauthorized' })
  expect((await agent.request('ping', {})).error?.code).toBe('unavailable')
  server.state.refuse = () => undefined
  agent.connect()
  await settle()
  expect(agent.connection.value.state).toBe('online')
})
