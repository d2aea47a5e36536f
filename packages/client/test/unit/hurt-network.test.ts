// Seeded runs over a network that loses, repeats and reorders pushes and cuts sockets: in the end both sides hold the log.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAgentClient } from '../../src/agent-client.ts'
import type { Conversation } from '../../src/api.ts'
import { createBrowser } from '../support/fake-platform.ts'
import { createFakeServer } from '../support/fake-server.ts'
import { mulberry } from '../support/random.ts'
import '../../src/feed.ts'
import '../../src/visitor-line.ts'
import { createVisitorClient } from '../../src/visitor-client.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_790_000_000_000 })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const shown = (thread: Conversation) =>
  thread.items.value.flatMap((item) => (item.kind === 'message' && !item.note ? [item] : []))
const texts = (thread: Conversation) =>
  shown(thread).map(({ body }) => (body.kind === 'text' ? body.text : body.kind))

test.each(Array.from({ length: 40 }, (_, i) => i + 1))(
  '[SC-5, A17, B01] seed %i: nothing lost, doubled or out of order',
  async (seed) => {
    const random = mulberry(seed)
    vi.spyOn(Math, 'random').mockImplementation(random)
    const server = createFakeServer()
    const browser = createBrowser(server.socket, seed % 2 === 0)
    const open = () => createVisitorClient({ url: 'https://chat.example', site: 'demo' }, browser.tab())
    const tabs = [open()]
    const agent = createAgentClient({ url: 'https://chat.example' }, createBrowser(server.socket).tab())
    agent.connect()
    tabs[0]!.conversation.value.post({ kind: 'text', text: 'v0' })
    await settle(1_000)
    const id = server.only().head.id
    const thread = agent.open(id)
    await settle(1_000)
    tabs.push(open())
    tabs[1]!.resume()
    await settle(1_000)

    let held: object | null = null
    server.state.mangle = (frame) => {
      if (!('on' in frame) || frame.on !== 'events') return [frame]
      const dice = random()
      if (dice < 0.15) return []
      if (dice < 0.3) return [frame, frame]
      if (dice < 0.45) {
        held = frame
        return []
      }
      const out = held ? [frame, held] : [frame]
      held = null
      return out
    }
    const typed = { v: ['v0'], a: [] as string[] }
    for (let i = 1; i <= 40; i++) {
      const who = random() < 0.5 ? 'v' : 'a'
      const side = who === 'a' ? thread : tabs[Math.floor(random() * 2)]!.conversation.value
      side.post({ kind: 'text', text: `${who}${i}` })
      typed[who].push(`${who}${i}`)
      if (random() < 0.2) void thread.note(`n${i}`)
      if (random() < 0.1) server.cut()
      if (random() < 0.05) server.state.isMute = !server.state.isMute
      await settle(Math.floor(random() * 400))
    }
    server.state.isMute = false
    server.cut()
    await settle(60_000)
    server.state.mangle = (frame) => [frame]
    server.say(id, 'last')
    await settle(60_000)

    const log = server.texts(id)
    for (const side of [thread, ...tabs.map((tab) => tab.conversation.value)]) {
      expect(texts(side)).toEqual(log)
      expect(new Set(shown(side).map(({ key }) => key)).size).toBe(log.length)
    }
    expect(log.filter((text) => text.startsWith('a'))).toEqual(typed.a)
    // Two tabs type at once, so between them only each one's own order is promised.
    expect(log.filter((text) => text.startsWith('v')).toSorted()).toEqual(typed.v.toSorted())
    for (const tab of tabs) tab.destroy()
    agent.destroy()
  },
)
