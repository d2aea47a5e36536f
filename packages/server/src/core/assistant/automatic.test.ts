// Which visitors' acts are due an answer: the durable part, made in the same append as the act.
import type { Actor } from '@foyer/protocol'
import { expect, test } from 'vitest'
import type { Command, Start } from '../conversation/command.ts'
import { decide } from '../conversation/decide.ts'
import { dueAnswer, policy } from '../conversation/policy.ts'
import { type ConversationState, completeState, type StoredState } from '../conversation/state.ts'
import { type Automatic, nothingAutomatic } from './automatic.ts'

const visitor: Actor = { kind: 'visitor', id: 'v1' }
const ada: Actor = { kind: 'agent', id: 'a1', name: 'Ada' }
const start: Start = { id: 'c1', site: 'shop', visitor: 'v1', handler: 'queue', faq: [] }
const botOn: Automatic = { ...nothingAutomatic, bot: true }

let cids = 0
function does(state: ConversationState | null, by: Actor, keys: object) {
  cids += 1
  const command = { at: 1_000, by, cid: `cid-${cids}`, ...keys } as unknown as Command
  const decision = decide(state, command)
  if ('code' in decision) throw new Error(decision.message)
  return { state: decision.state, due: policy(decision) }
}
const text = { kind: 'text', text: 'How long?' }
const posts = (more: object = {}) => ({ do: 'message.post', body: text, ...more })
const begun = (more: Partial<Start> = {}) =>
  does(null, visitor, posts({ start: { ...start, ...more } })).state

test.each<[string, ConversationState, object, number]>([
  ['nothing automatic, in the queue', begun(), posts(), 0],
  ['the bot is on, but people have it', does(begun(), ada, posts()).state, posts({ automatic: botOn }), 0],
  ['the bot is on, in the queue', begun(), posts({ automatic: botOn }), 0],
  ['the bot holds it', begun({ handler: 'assistant' }), posts({ automatic: botOn }), 1],
  ['the bot holds it and was switched off', begun({ handler: 'assistant' }), posts(), 1],
  ['sent by itself', begun(), posts({ automatic: { ...nothingAutomatic, autoSend: true } }), 1],
  [
    'sent by itself, but an agent has opened it',
    does(begun(), ada, { do: 'assistant.stop', reason: 'agentOpened' }).state,
    posts({ automatic: { ...nothingAutomatic, autoSend: true } }),
    0,
  ],
  ['a guided question', begun(), posts({ guided: 'f1' }), 1],
  ['off hours', begun(), posts({ automatic: { ...nothingAutomatic, isOffHours: true } }), 1],
  [
    'off hours, with somebody there all the same',
    begun(),
    posts({ automatic: { ...nothingAutomatic, isOffHours: true, isAttended: true } }),
    0,
  ],
  ['hosted', does(begun(), ada, { do: 'assistant.host', on: true }).state, posts(), 1],
  [
    'a card that asks nothing',
    begun({ handler: 'assistant' }),
    posts({ automatic: botOn, body: { kind: 'card', card: { type: 'product', title: 'Chair' } } }),
    0,
  ],
  [
    'a card with a question',
    begun({ handler: 'assistant' }),
    posts({
      automatic: botOn,
      body: { kind: 'card', card: { type: 'product', title: 'Chair', question: 'Oak?' } },
    }),
    1,
  ],
])('[AS-3] [AS-5] due an answer: %s', (_, state, keys, count) => {
  expect(does(state, visitor, keys).due.map(({ kind }) => kind)).toEqual(Array(count).fill('answer'))
})

test.each<[string, ConversationState, object]>([
  ['began it, and nothing else would go on', begun({ handler: 'assistant', isExternal: true }), posts()],
  ['is connected', begun({ handler: 'assistant' }), posts({ automatic: { ...botOn, isExternal: true } })],
])(
  '[AS-12] an own assistant that %s has its time, then it is looked whether it is there',
  (_, state, keys) => {
    expect(does(state, visitor, keys).due).toMatchObject([{ kind: 'standIn', at: 31_000 }])
  },
)

test('what is due names its question, and waits until nobody else can be at work', () => {
  const { due, state } = does(
    begun({ handler: 'assistant' }),
    visitor,
    posts({ automatic: { ...botOn, patience: 75_000 } }),
  )
  expect(due).toMatchObject([{ kind: 'answer', at: 76_000, conversation: 'c1', site: 'shop' }])
  expect(dueAnswer.askedOf(due[0]!)).toBe(state.seq)
})

test('[AS-11] who gives it to the assistant wants what waits there answered', () => {
  const asked = begun()
  const { due } = does(asked, ada, { do: 'assistant.host', on: true })
  expect(due.map((one) => [one.kind, dueAnswer.askedOf(one)])).toEqual([['answer', asked.seq]])
  const replied = does(asked, ada, posts()).state
  expect(does(replied, ada, { do: 'assistant.host', on: true }).due).toEqual([])
})

test.each([
  ['webhook', ['handOver']],
  ['message', []],
  ['inbox', []],
])('[AS-13] handoffs to %s make due %j', (to, kinds) => {
  const texts = { waiting: 'a', offHours: 'b', elsewhere: 'c' }
  const { due } = does(begun(), visitor, {
    do: 'handoff.request',
    how: 'button',
    facts: { canTakeOver: true, to, texts },
  })
  expect(due.map(({ kind }) => kind)).toEqual(kinds)
})

test('a row of an earlier version is completed', () => {
  const {
    answered,
    offered,
    said,
    stopped,
    isUnanswered,
    lastAuto,
    isHosted,
    isExternal,
    queuedAt,
    silentSince,
    ...old
  } = begun()
  expect([answered, offered, said, stopped, isUnanswered, lastAuto, isHosted, isExternal]).toEqual([
    [],
    [],
    [],
    null,
    false,
    null,
    false,
    false,
  ])
  expect(completeState(old as StoredState)).toEqual(begun())
  expect(completeState({ ...old, agent: ada, handler: 'agent' }).stopped).toBe('agentOpened')
  expect(completeState({ ...old, handler: 'assistant' })).toMatchObject({ isExternal: true, queuedAt: null })
  expect([queuedAt, silentSince]).toEqual([1_000, null])
})
