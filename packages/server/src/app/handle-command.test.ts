/** The one way in which a conversation changes, over a store that races and fails. */
import type { Id } from '@foyer/protocol'
import { expect, test } from 'vitest'
import { createMemoryStore } from '../adapters/memory/store.ts'
import type { Command } from '../core/conversation/command.ts'
import { byThemselves } from '../core/conversation/messages.ts'
import { rejections } from '../core/conversation/rejection.ts'
import { StoreUnavailable } from '../core/faults.ts'
import type { Conversations } from '../ports/conversations.ts'
import { type Ask, createConversing, type Done, type Stored } from './handle-command.ts'

const visitor = { kind: 'visitor', id: 'v1' } as const
let ids = 0
const newId = (): Id => `id-${++ids}`

function post(cid: Id, text: string, conversation: Id | null = null, of = 'v1'): Ask {
  return {
    visitor: of,
    conversation,
    cid,
    sender: visitor,
    names: ['message.posted'],
    command: (state) =>
      ({
        do: 'message.post',
        at: 1,
        by: visitor,
        cid,
        body: { kind: 'text', text },
        ...(state === null
          ? { start: { id: newId(), site: 'demo', visitor: of, handler: 'queue', faq: [] } }
          : {}),
      }) as Command,
  }
}
function end(cid: Id, conversation: Id): Ask {
  return {
    visitor: 'v1',
    conversation,
    cid,
    sender: visitor,
    names: ['conversation.closed'],
    command: () => ({ do: 'conversation.end', at: 1, by: visitor, cid, reason: 'visitor' }),
  }
}

function setUp(change: (conversations: Conversations) => Partial<Conversations> = () => ({})) {
  const { conversations } = createMemoryStore()
  const store = { ...conversations, ...change(conversations) }
  const announced: Stored[] = []
  const conversing = createConversing(store, (stored) => announced.push(stored))
  const handle = async (ask: Ask) => {
    const outcome = await conversing.handle(ask)
    if ('code' in outcome) throw new Error(outcome.code)
    return outcome
  }
  const log = async (id: Id) =>
    (await conversations.readLog(id, { limit: 1_000, audience: 'agent' })).events.filter(
      (event) => event.type === 'message.posted',
    )
  return { conversations, conversing, announced, handle, log }
}

test('[A02] one cid twenty times at once is one event and twenty equal answers', async () => {
  const { handle, log } = setUp()
  const answers = await Promise.all(Array.from({ length: 20 }, () => handle(post('k1', 'hi'))))
  expect(new Set(answers.map(({ recorded }) => JSON.stringify(recorded))).size).toBe(1)
  expect(await log(answers[0]?.recorded.conversation ?? '')).toHaveLength(1)
})

test('[A03] two nodes over one store, the same cid and others: one conversation, each once', async () => {
  const { conversations } = createMemoryStore()
  for (let round = 0; round < 50; round += 1) {
    const [one, two] = [createConversing(conversations, () => {}), createConversing(conversations, () => {})]
    const ask = (node: typeof one, cid: string) => node.handle(post(cid, cid, null, `v${round}`))
    const withStart = (cid: string) => `${round}-${cid}`
    const outcomes = (await Promise.all([
      ask(one, withStart('a')),
      ask(two, withStart('a')),
      ask(one, withStart('b')),
      ask(two, withStart('c')),
    ])) as Done[]
    expect(outcomes.filter((outcome) => 'code' in outcome)).toEqual([])
    expect(outcomes[0]?.recorded).toEqual(outcomes[1]?.recorded)
    expect(new Set(outcomes.map(({ recorded }) => recorded.conversation)).size).toBe(1)
    expect(new Set(outcomes.map(({ recorded }) => recorded.seq)).size).toBe(3)
  }
})

test('[A17] what one sender pipelines keeps its order, across a null and a named conversation', async () => {
  const { handle, log, conversing } = setUp()
  const first = await handle(post('k0', '0'))
  const id = first.recorded.conversation
  const more = Array.from({ length: 200 }, (_, at) =>
    conversing.handle(post(`k${at + 1}`, `${at + 1}`, at % 3 ? id : null)),
  )
  await Promise.all(more)
  const texts = (await log(id)).map(({ body }) => (body.kind === 'text' ? body.text : ''))
  expect(texts).toEqual(Array.from({ length: 201 }, (_, at) => `${at}`))
})

test('[CV-4] post, end and post again in one go: the second post starts a new conversation', async () => {
  const { handle } = setUp()
  const first = await handle(post('k1', 'one'))
  const id = first.recorded.conversation
  const [ended, next] = await Promise.all([handle(end('k2', id)), handle(post('k3', 'two'))])
  expect(ended.recorded.conversation).toBe(id)
  expect(next.recorded.conversation).not.toBe(id)
  const again = await handle(post('k1', 'one'))
  expect(again.recorded).toEqual(first.recorded)
})

test('a cid of another sender, kind or conversation is a conflict', async () => {
  const { handle, conversing } = setUp()
  const { recorded } = await handle(post('k1', 'one'))
  const others: Ask[] = [
    end('k1', recorded.conversation),
    { ...post('k1', 'one'), sender: { kind: 'agent', id: 'a1' } },
    { ...post('k1', 'one', 'another') },
  ]
  for (const ask of others) expect(await conversing.handle(ask)).toMatchObject({ code: 'conflict' })
})

test('another visitor’s conversation is as if there were none', async () => {
  const { handle, conversing } = setUp()
  const { recorded } = await handle(post('k1', 'one'))
  const stranger = { ...post('k2', 'two', recorded.conversation), visitor: 'v2' }
  expect(await conversing.handle(stranger)).toMatchObject({ code: 'not_found' })
})

test('a limit is asked only for what is new', async () => {
  const { handle, conversing } = setUp()
  const limited = { code: 'rate_limited', message: 'Too many.', retryAfter: 5 } as const
  await handle(post('k1', 'one'))
  const admit = () => limited
  expect(await conversing.handle({ ...post('k1', 'one'), admit })).toHaveProperty('recorded')
  expect(await conversing.handle({ ...post('k2', 'two'), admit })).toEqual(limited)
})

test('[B05] a store that fails stores nothing, and the next try succeeds', async () => {
  let isFull = false
  const { handle, log, announced } = setUp((conversations) => ({
    append: (changes) =>
      isFull ? Promise.reject(new StoreUnavailable('full')) : conversations.append(changes),
  }))
  const { recorded } = await handle(post('k1', 'one'))
  isFull = true
  await expect(handle(post('k2', 'two'))).rejects.toThrow(StoreUnavailable)
  isFull = false
  await handle(post('k2', 'two'))
  expect(await log(recorded.conversation)).toHaveLength(2)
  expect(announced.map(({ after }) => after.state.seq)).toEqual([2, 3])
})

test('[A17] a decision that breaks is one sender’s fault alone: what came with it is stored, in its order', async () => {
  const { handle, log, conversing, announced } = setUp()
  const { recorded } = await handle(post('k0', 'zero'))
  const id = recorded.conversation
  const breaks = (cid: string): Ask => ({
    ...post(cid, 'never', id),
    command: () => {
      throw new TypeError('a fault of ours')
    },
  })
  const outcomes = await Promise.allSettled([
    conversing.handle(breaks('k1')),
    conversing.handle(post('k2', 'two', id)),
    conversing.handle(breaks('k3')),
    conversing.handle(post('k4', 'four')),
    // Answered as before, whatever it does now.
    conversing.handle(breaks('k0')),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ])
  expect(outcomes[0]).toMatchObject({ reason: { message: 'a fault of ours' } })
  expect(outcomes[4]).toMatchObject({ value: { recorded } })
  const texts = (await log(id)).map(({ body }) => (body.kind === 'text' ? body.text : ''))
  expect(texts).toEqual(['zero', 'two', 'four'])
  expect(announced.flatMap(({ events }) => events.map(({ seq }) => seq))).toEqual([1, 2, 3, 4])
  await handle(post('k1', 'one', id))
  expect(await log(id)).toHaveLength(4)
})

test('[A17] a store that is away for one stores nothing of the others before it', async () => {
  let isAway = false
  const { handle, log, conversing } = setUp((conversations) => ({
    openOf: (visitor) =>
      isAway ? Promise.reject(new StoreUnavailable('away')) : conversations.openOf(visitor),
  }))
  const { recorded } = await handle(post('k0', 'zero'))
  isAway = true
  const outcomes = await Promise.allSettled([
    conversing.handle(post('k1', 'one')),
    conversing.handle(post('k2', 'two', recorded.conversation)),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await log(recorded.conversation)).toHaveLength(1)
})

test('a node that remembers an old state refuses nobody by it', async () => {
  const { conversations } = createMemoryStore()
  const [one, two] = [createConversing(conversations, () => {}), createConversing(conversations, () => {})]
  const bot = { kind: 'assistant', id: 'b1' } as const
  const first = (await one.handle(post('k1', 'one'))) as Done
  const id = first.recorded.conversation
  const host = (on: boolean, cid: string): Ask => ({
    visitor: 'v1',
    conversation: id,
    cid,
    sender: { kind: 'agent', id: 'a1' },
    names: ['assistant.resumed', 'assistant.stopped'],
    command: () => ({ do: 'assistant.host', at: 1, by: { kind: 'agent', id: 'a1' }, cid, on }),
  })
  const says: Ask = {
    visitor: 'v1',
    conversation: id,
    cid: 'k3',
    sender: bot,
    names: ['message.posted'],
    command: () => ({ do: 'message.post', at: 1, by: bot, cid: 'k3', body: { kind: 'text', text: 'hi' } }),
  }
  await two.handle(host(true, 'k2'))
  expect(await one.handle(says)).toHaveProperty('recorded')
})

test('[F01] [RT-10] who may change it is asked of what it is when that is decided, on this node and on another', async () => {
  const { conversations } = createMemoryStore()
  const [one, two] = [createConversing(conversations, () => {}), createConversing(conversations, () => {})]
  const take = (id: string, by: string): Ask => ({
    visitor: 'v1',
    conversation: id,
    cid: `${id}-${by}`,
    sender: { kind: 'agent', id: by },
    names: ['conversation.assigned'],
    allows: ({ agent }) => (agent === null || agent.id === by ? null : rejections.notFound),
    command: () => ({
      do: 'conversation.assign',
      at: 1,
      by: { kind: 'agent', id: by },
      cid: `${id}-${by}`,
      to: { kind: 'agent', id: by },
      why: byThemselves('claim'),
    }),
  })
  for (const nodes of [
    [one, one],
    [one, two],
  ] as const) {
    const begun = (await one.handle(post(`k${ids}`, 'one'))) as Done
    const id = begun.recorded.conversation
    await two.find(id)
    const outcomes = await Promise.all([nodes[0].handle(take(id, 'a')), nodes[1].handle(take(id, 'b'))])
    expect(outcomes.filter((outcome) => 'code' in outcome)).toEqual([rejections.notFound])
    await one.handle(end(`${id}-end`, id))
    one.forget(id)
  }
})
