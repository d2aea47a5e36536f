// One conversation as both sides see it, frame by frame. Ids, tokens and nicknames are given names by their
// first appearance; times come from a clock that stands. `FOYER_GOLDEN=write` records it anew, to be formatted: read the
// difference before it is committed, for it is a difference in the protocol.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFakeClock } from '../support/fake-clock.ts'
import { startTestApp } from '../support/test-app.ts'
import { mintId, type Wire } from '../support/wire.ts'

const file = join(import.meta.dirname, 'conversation.json')

type Recorded = Record<'visitor' | 'agent', { way: string; frame: unknown }[]>

test('[SC-1] a conversation, frame by frame, as its visitor and its agent see it', async () => {
  const recorded = await converse()
  if (process.env.FOYER_GOLDEN === 'write') writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`)
  const golden = JSON.parse(readFileSync(file, 'utf8')) as Recorded
  for (const side of ['visitor', 'agent'] as const) {
    for (const [index, frame] of golden[side].entries()) {
      expect({ side, index, ...recorded[side][index] }).toEqual({ side, index, ...frame })
    }
    expect(recorded[side]).toHaveLength(golden[side].length)
  }
})

async function converse(): Promise<Recorded> {
  const clock = createFakeClock()
  const app = await startTestApp({ clock })
  onTestFinished(() => app.stop())
  const agent = await app.agentSocket()
  await agent.hello({ role: 'agent', token: app.tokens.ada })
  await agent.push('synced')
  await agent.ok('inbox.watch', { list: 'all' })
  const visitor = await app.visitorSocket()
  const page = { url: 'https://shop.example/chair?color=red', title: 'Chair' }
  const greeting = await visitor.hello({ token: null, identity: null, sdk: 'test/1.0.0', locale: 'en', page })
  await visitor.push('synced')

  /** Until neither side is told anything more. */
  async function quiet(): Promise<void> {
    for (let seen = -1; seen !== visitor.pushes.length + agent.pushes.length; ) {
      seen = visitor.pushes.length + agent.pushes.length
      await Promise.all([agent, visitor].map((wire) => roundTrip(wire)))
    }
  }
  /** Rows and counts are gathered; then the clock stands again. */
  async function after(ms: number): Promise<void> {
    await quiet()
    clock.advance(ms)
    await quiet()
  }

  const { conversation } = await visitor.post(null, 'Is the red chair in stock?')
  await after(1_000)
  // Each waits until the other has heard of it, so that the record has one order.
  await step(agent, 'conversation.open', { conversation })
  await step(agent, 'read', { conversation, seq: 2 })
  await step(agent, 'typing', { conversation, active: true })
  await step(agent, 'message.post', {
    conversation,
    cid: mintId(),
    body: text('It is, and it ships today.'),
    quote: 2,
  })
  await after(1_000)
  await step(visitor, 'delivered', { conversation, seq: 4 })
  await step(visitor, 'read', { conversation, seq: 4 })
  await step(agent, 'note.post', { conversation, cid: mintId(), text: 'Asked about the red chair.' })
  await step(visitor, 'message.edit', {
    conversation,
    target: 2,
    cid: mintId(),
    body: text('Is the red chair here?'),
  })
  await step(visitor, 'message.edit', { conversation, target: 4, cid: mintId(), body: text('x') })
  await step(agent, 'message.post', { conversation, cid: mintId(), body: text('') })
  await step(agent, 'tags.change', { conversation, cid: mintId(), add: ['chair'], remove: [] })
  await after(1_000)
  await step(visitor, 'conversation.end', { conversation, cid: mintId() })
  await after(1_000)
  await step(visitor, 'message.post', { conversation, cid: mintId(), body: text('Thanks') })
  await step(agent, 'message.post', { conversation, cid: mintId(), body: text('Sent.'), offline: true })
  await after(1_000)
  await step(visitor, 'history', { conversation, limit: 3 })
  await step(visitor, 'history', { conversation: mintId() })

  const rename = renamer(greeting.token ?? '', app.tokens.ada)
  return {
    visitor: told(visitor).map(rename) as Recorded['visitor'],
    agent: told(agent).map(rename) as Recorded['agent'],
  }

  async function step(wire: Wire, name: string, keys: Record<string, unknown>): Promise<void> {
    await wire.ask(name, keys)
    await quiet()
  }
}

const text = (said: string) => ({ kind: 'text', text: said })

/** Frames without the pings by which the test waits, and commands numbered as if there had been none. */
function told(wire: Wire): { way: string; frame: Record<string, unknown> }[] {
  const numbers = new Map<unknown, number>()
  const frames = wire.record.flatMap(({ way, frame }) => {
    if (frame.do === 'ping' || pings.has(frame)) return []
    if (way === '>') numbers.set(frame.id, numbers.size + 1)
    const number =
      way === '>' ? { id: numbers.get(frame.id) } : 're' in frame ? { re: numbers.get(frame.re) } : {}
    const numbered: Record<string, unknown> = { ...frame, ...number }
    return [{ way, frame: numbered }]
  })
  // Rows and counts go out on timers of their own: which of them is first is no promise.
  for (const [index, { frame }] of frames.entries()) {
    const before = frames[index - 1]
    if (frame.on !== 'row' || before?.frame.on !== 'counts') continue
    frames.splice(index - 1, 2, { way: '<', frame }, before)
  }
  return frames
}

const pings = new WeakSet<object>()

async function roundTrip(wire: Wire): Promise<void> {
  pings.add(await wire.ask('ping'))
}

/** The same value gets the same name wherever it stands. */
function renamer(token: string, agentToken: string): (value: unknown) => unknown {
  const names = new Map<string, string>([
    [token, 'visitor token'],
    [agentToken, 'agent token'],
  ])
  const name = (text: string) => {
    if (!/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(text) && !/^Visitor \d+$/.test(text) && !names.has(text))
      return text
    if (!names.has(text)) names.set(text, text.startsWith('Visitor') ? 'nickname' : `id ${names.size - 1}`)
    return `<${names.get(text)}>`
  }
  const rename = (value: unknown): unknown => {
    if (typeof value === 'string') return name(value)
    if (Array.isArray(value)) return value.map(rename)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [name(key), rename(item)]))
  }
  return rename
}
