// Muting, what a message tells of its visitor, and attributes, as a conversation's rules have them.
import type { Actor, Event } from '@foyer/protocol'
import { expect, test } from 'vitest'
import { belongsTo, wholeSite } from '../inbox/lists.ts'
import type { Noting } from '../visitors/noting.ts'
import type { Command } from './command.ts'
import { type Decision, decide } from './decide.ts'
import { begin } from './evolve.ts'
import { policy } from './policy.ts'
import { type ConversationState, labelsOf, noMarkers } from './state.ts'

const visitor: Actor = { kind: 'visitor', id: 'v' }
const agent: Actor = { kind: 'agent', id: 'ada' }
const start = { id: 'c', site: 'shop', visitor: 'v', handler: 'queue' as const, faq: [] }
const asked = { at: 5, cid: 'x' }
const fresh = () => begin(start, 1)

function decided(state: ConversationState, command: Command): Decision {
  const outcome = decide(state, command)
  if ('code' in outcome) throw new Error(outcome.message)
  return outcome
}

const saying = (text: string, noting?: Noting): Command => ({
  ...asked,
  do: 'message.post',
  by: visitor,
  body: { kind: 'text', text },
  ...(noting === undefined ? {} : { noting }),
})

test('[RT-14] a muted conversation is among the suspected and in no other list, until it is undone or closed', () => {
  const spoken = decided(fresh(), saying('hello')).state
  const muted = decided(spoken, { ...asked, do: 'conversation.mute', on: true, by: agent })
  expect(muted.events).toMatchObject([{ type: 'conversation.muted', on: true, sub: 1 }])
  const listsOf = (state: ConversationState) =>
    (
      ['mine', 'bot', 'unassigned', 'all', 'unread', 'unreplied', 'snoozed', 'suspected', 'closed'] as const
    ).filter((list) => belongsTo(list, state, noMarkers, 'ada', wholeSite('shop')))
  expect(listsOf(muted.state)).toEqual(['suspected'])
  expect(labelsOf(muted.state)).toContain('muted')
  const again = decided(muted.state, { ...asked, do: 'conversation.mute', on: false, by: agent }).state
  expect(listsOf(again)).toEqual(['unassigned', 'all', 'unread', 'unreplied'])
  const closed = decided(muted.state, {
    ...asked,
    do: 'conversation.end',
    reason: 'visitor',
    by: visitor,
  }).state
  expect(listsOf(closed)).toEqual(['closed'])
})

test('[IN-6] only a message that tells something makes it due to be noted, once, under the name of the message', () => {
  const noting: Noting = { extracts: true, words: ['refund'] }
  const due = (command: Command) =>
    policy(decided(fresh(), command)).filter(({ kind }) => kind === 'noteProfile')
  expect(due(saying('call +44 20 7946 0958', noting))).toEqual([
    { id: 'c:1:noteProfile', kind: 'noteProfile', conversation: 'c', site: 'shop', at: 5 },
  ])
  expect(due(saying('a refund, please', noting))).toHaveLength(1)
  expect(due(saying('just a question', noting))).toEqual([])
  expect(due(saying('call +44 20 7946 0958'))).toEqual([])
  expect(due(saying('call +44 20 7946 0958', { extracts: false, words: [] }))).toEqual([])
})

test('[IN-6] what is told is noted once, without its value, and no visitor can count it', () => {
  const spoken = decided(fresh(), saying('call +44 20 7946 0958')).state
  const note = (kinds: ('phone' | 'age')[], tags: string[]): Command => ({
    ...asked,
    do: 'profile.note',
    target: 1,
    kinds,
    tags,
    by: { kind: 'system' },
  })
  const told = decided(spoken, note(['phone'], ['sys:reachable']))
  expect(told.events).toMatchObject([
    { type: 'profile.extracted', target: 1, kinds: ['phone'], seq: 1, sub: 1, cid: 'x' },
    { type: 'tags.changed', add: ['sys:reachable'], seq: 1, sub: 2 },
  ])
  expect(JSON.stringify(told.events)).not.toContain('7946')
  expect(labelsOf(told.state)).toEqual(expect.arrayContaining(['extracted:phone', 'sys:reachable']))
  expect(decide(told.state, note(['phone'], ['sys:reachable']))).toMatchObject({ code: 'conflict' })
  expect(decided(told.state, note(['phone', 'age'], [])).events).toMatchObject([
    { kinds: ['age'] } as Partial<Event>,
  ])
})

test('[WG-17] attributes add up, for agents alone, within their number', () => {
  const set = (attributes: Record<string, string>): Command => ({
    ...asked,
    do: 'attributes.set',
    attributes,
    by: visitor,
  })
  const one = decided(fresh(), set({ a: '1' }))
  expect(one.events).toMatchObject([{ type: 'attributes.changed', sub: 1 }])
  expect(decided(one.state, set({ b: '2' })).state.attributes).toEqual({ a: '1', b: '2' })
  expect(decide(one.state, set({ a: '1' }))).toMatchObject({ code: 'conflict' })
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, 'x']))
  expect(decide(one.state, set(many))).toMatchObject({ code: 'too_large', path: '/conversation' })
})
