// What can overtake what between a push and an answer: here each answer is given by hand.
import type { Event, Head, Push } from '@foyer/protocol'
import { batch, effect, signal } from '@preact/signals-core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Draft } from './api.ts'
import { createFeed } from './feed.ts'
import { blank } from './held.ts'
import type { ThreadParts, ThreadState } from './thread.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const settle = () => vi.advanceTimersByTimeAsync(0)
const said = (seq: number): Event => ({
  seq,
  at: seq,
  by: { kind: 'agent' },
  type: 'message.posted',
  body: { kind: 'text', text: `${seq}` },
})
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => said(first + i))
const pushed = (first: number, last = first): Push => ({
  on: 'events',
  conversation: 'x',
  prev: first - 1,
  events: from(first, last),
})
const headAt = (seq: number, read = 0): Head => ({
  id: 'x',
  site: 'demo',
  status: 'open',
  handler: 'agent',
  seq,
  startedAt: 0,
  read: { visitor: 0, agent: read },
  delivered: { visitor: 0, agent: read },
})

function setUp() {
  const asked: { name: string; keys: Record<string, unknown>; answer(ok: object): Promise<void> }[] = []
  const seen = vi.fn()
  const parts = {
    side: 'visitor',
    leads: () => true,
    hint: async () => null,
    share() {},
    outbox: { seen },
    ask: (name: string, keys: object) =>
      new Promise((resolve) => {
        asked.push({
          name,
          keys: { ...keys },
          answer: async (ok) => {
            resolve({ re: 1, ok })
            await settle()
          },
        })
      }),
  } as unknown as ThreadParts
  const state: ThreadState = {
    id: signal<string | null>('x'),
    head: signal<Head | null>(null),
    transcript: signal(blank),
    typing: signal(null),
    draft: signal<Draft | null>(null),
  }
  const feed = createFeed(parts, state)
  const history = () => asked.filter(({ name }) => name === 'history')
  return {
    feed,
    state,
    seen,
    asked,
    history,
    seqs: () => state.transcript.value.events.map(({ seq }) => seq),
  }
}

test('a page that comes after newer events does not take them away', async () => {
  const { feed, history, seqs } = setUp()
  feed.setHead(headAt(10))
  feed.check()
  expect(history()).toHaveLength(1)
  feed.page(from(1, 10), false)
  feed.take(pushed(11))
  await history()[0]!.answer({ events: from(5, 10), more: true })
  expect(seqs()).toEqual(from(1, 11).map(({ seq }) => seq))
})

test('an older page that comes after a reset does not join on, and is dropped', async () => {
  const { feed, state, history, seqs } = setUp()
  feed.page(from(51, 100), true)
  const older = feed.loadOlder()
  feed.take({ on: 'reset', conversation: 'x' })
  await history()[1]!.answer({ events: from(951, 1_000), more: true })
  await history()[0]!.answer({ events: from(1, 50), more: false })
  await older
  expect([seqs()[0], seqs().length, state.transcript.value.more]).toEqual([951, 50, true])
})

test('two who ask for older history at once ask the server once', async () => {
  const { feed, history, seqs } = setUp()
  feed.page(from(51, 100), true)
  const both = Promise.all([feed.loadOlder(), feed.loadOlder()])
  expect(history()).toHaveLength(1)
  await history()[0]!.answer({ events: from(1, 50), more: false })
  expect([await both, seqs().length]).toEqual([[true, true], 100])
})

test('[A26] markers never go back, but a log that was restored may', () => {
  const { feed, state } = setUp()
  const marker = (read: number): Push => ({
    on: 'marker',
    conversation: 'x',
    side: 'agent',
    read,
    delivered: read,
  })
  feed.setHead(headAt(10))
  feed.take(marker(8))
  feed.take(marker(3))
  feed.setHead(headAt(9, 5))
  expect(state.head.value).toMatchObject({ seq: 10, read: { agent: 8 }, delivered: { agent: 8 } })
  feed.setHead(headAt(4, 2))
  feed.take({ on: 'reset', conversation: 'x' })
  expect(state.head.value).toMatchObject({ seq: 4, read: { agent: 2 } })
})

test('an older summary changes nothing, one of the same seq does', () => {
  const { feed, state } = setUp()
  feed.setHead({ ...headAt(4), status: 'closed' })
  feed.setHead({ ...headAt(3), handler: 'queue' })
  expect(state.head.value).toMatchObject({ status: 'closed', handler: 'agent' })
  feed.setHead({ ...headAt(4), status: 'closed', labels: ['noted'] })
  expect(state.head.value?.labels).toEqual(['noted'])
})

test('events move the seq on, and a summary from before them still counts', () => {
  const { feed, state } = setUp()
  feed.setHead(headAt(0))
  feed.take(pushed(1, 5))
  feed.setHead({ ...headAt(4), handler: 'queue' })
  expect(state.head.value).toMatchObject({ seq: 5, handler: 'queue' })
})

test('a second hole while the first is mended is mended too', async () => {
  const { feed, history, seqs } = setUp()
  feed.page(from(1, 5), false)
  feed.take(pushed(8))
  feed.take(pushed(20))
  expect(history()).toHaveLength(1)
  await history()[0]!.answer({ events: from(6, 12), more: false })
  expect(history()[1]!.keys).toMatchObject({ after: 12 })
  await history()[1]!.answer({ events: from(13, 20), more: false })
  expect([seqs().length, history().length]).toEqual([20, 2])
})

test('a server that has less than was heard of is not asked for ever', async () => {
  const { feed, history } = setUp()
  feed.page(from(1, 5), false)
  feed.take(pushed(8))
  await history()[0]!.answer({ events: [], more: false })
  expect(history()).toHaveLength(1)
})

test('delivered is told one frame at a time, the furthest only; the outbox is told what is there', async () => {
  const { feed, asked, seen } = setUp()
  feed.setHead(headAt(0))
  for (let seq = 1; seq <= 5; seq++) feed.take(pushed(seq))
  await settle()
  const told = () => asked.map(({ name, keys }) => `${name} ${keys.seq}`)
  expect(told()).toEqual(['delivered 5'])
  feed.take(pushed(6))
  feed.take(pushed(7))
  await settle()
  expect(told()).toHaveLength(1)
  await asked[0]!.answer({})
  expect(told()).toEqual(['delivered 5', 'delivered 7'])
  expect(seen).toHaveBeenLastCalledWith('x', 7)
})

describe('[AS-12] what the assistant is writing', () => {
  const by = { kind: 'assistant', name: 'Juno' } as const
  const draft = (text: string) => ({ on: 'draft', conversation: 'x', by, text }) as const
  const saying = (seq: number, kind: 'assistant' | 'visitor') =>
    ({
      on: 'events',
      conversation: 'x',
      prev: seq - 1,
      events: [{ ...from(seq, seq)[0]!, by: { kind } }],
    }) as Push

  test('grows with each push, and takes the place of the typing', () => {
    const { feed, state } = setUp()
    feed.take({ on: 'typing', conversation: 'x', by, active: true })
    for (const text of ['Within', 'Within 30 days']) feed.take(draft(text))
    expect(state.draft.value).toEqual({ by, text: 'Within 30 days' })
    expect(state.typing.value).toBeNull()
  })

  test('goes with the message that replaces it, in one step; not with the visitor’s own', () => {
    const { feed, state } = setUp()
    feed.page(from(1, 2), false)
    feed.take(draft('Within'))
    feed.take(saying(3, 'visitor'))
    expect(state.draft.value?.text).toBe('Within')
    const steps: [number, boolean][] = []
    effect(() => void steps.push([state.transcript.value.events.length, state.draft.value !== null]))
    batch(() => feed.take(saying(4, 'assistant')))
    expect(steps).toEqual([
      [3, true],
      [4, false],
    ])
  })

  test('ends with an empty text, after a cut, and when nothing comes any more', async () => {
    const { feed, state } = setUp()
    feed.page(from(1, 2), false)
    feed.take(draft('Within'))
    feed.take(draft(''))
    expect(state.draft.value).toBeNull()
    feed.take(draft('Within'))
    feed.check()
    expect(state.draft.value).toBeNull()
    feed.take(draft('Within'))
    await vi.advanceTimersByTimeAsync(30_000)
    expect(state.draft.value).toBeNull()
  })
})
