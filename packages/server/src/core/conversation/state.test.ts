import type { Event } from '@foyer/protocol'
import { expect, test } from 'vitest'
import { begin, evolve } from './evolve.ts'
import { type ConversationState, headOf, isSameHead, noMarkers } from './state.ts'

const by = { kind: 'visitor', id: 'v' } as const
const agent = { kind: 'agent', id: 'a', name: 'Ada' } as const
const text = { kind: 'text', text: 'hello' } as const

/** One conversation in which everything that a head shows changes at least once. */
const story = [
  { type: 'conversation.started', by },
  { type: 'message.posted', by, body: text },
  { type: 'message.posted', by, body: text },
  { type: 'conversation.queued', by },
  { type: 'conversation.assigned', by: agent, agent },
  { type: 'note.posted', by: agent, text: 'note' },
  { type: 'message.posted', by: agent, body: text },
  { type: 'tags.changed', by: agent, add: ['vip'], remove: [] },
  { type: 'conversation.snoozed', by: agent },
  { type: 'conversation.woken', by: agent },
  { type: 'assistant.resumed', by: agent },
  { type: 'assistant.stopped', by: agent, reason: 'switchedOff' },
  { type: 'conversation.assigned', by: agent, agent: null },
  { type: 'conversation.closed', by: agent, reason: 'agent' },
  { type: 'rating.given', by, score: 5 },
].map((event, index) => ({ seq: index + 1, at: index, ...event })) as Event[]

function shown(state: ConversationState): string {
  const { seq: _seq, ...rest } = headOf(state, noMarkers)
  return JSON.stringify(rest)
}

test('a head is the same exactly when what it shows is, seq apart', () => {
  let state = begin({ id: 'c', site: 's', visitor: 'v', handler: 'assistant', faq: [] }, 0)
  const same: boolean[] = []
  for (const event of story) {
    const next = evolve(state, event)
    expect(isSameHead(state, next), event.type).toBe(shown(state) === shown(next))
    same.push(isSameHead(state, next))
    state = next
  }
  expect(new Set(same)).toEqual(new Set([true, false]))
})
