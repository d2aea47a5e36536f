/** What a visitor may see, event by event. */
import type { Event, Head } from '@foyer/protocol'
import { expect, test } from 'vitest'
import { eventFor, headFor } from './audience.ts'

const sign = (id: string) => `/signed/${id}`
const agent = { kind: 'agent', id: 'secret-agent', name: 'Ada', avatar: '/a.png' } as const
const base = { seq: 3, at: 1, cid: 'c', by: agent }

test('[F08] what only agents see reaches no visitor, whatever its type', () => {
  const hidden: Event[] = [
    { ...base, sub: 1, type: 'note.posted', text: 'secret' },
    { ...base, sub: 2, type: 'message.edited', target: [3, 1], body: { kind: 'text', text: 'secret' } },
    { ...base, sub: 3, type: 'message.deleted', target: [3, 1] },
    { ...base, sub: 4, type: 'conversation.snoozed' },
    { ...base, sub: 5, type: 'assistant.stopped', reason: 'agentOpened' },
    { ...base, sub: 6, type: 'tags.changed', add: ['vip'], remove: [] },
    { ...base, sub: 7, type: 'conversation.assigned', agent, handler: 'assistant' },
  ]
  for (const event of hidden) {
    expect(eventFor('visitor', event, sign)).toBeNull()
    expect(eventFor('agent', event, sign)).toMatchObject(event)
  }
})

test('[CV-13] both sides are told what stands in the place of what was deleted', () => {
  const event: Event = { ...base, type: 'message.deleted', target: 2 }
  for (const side of ['visitor', 'agent'] as const) {
    expect(eventFor(side, event, sign)).toMatchObject({ target: 2, body: { kind: 'deleted' } })
  }
})

test('[RT-12] a visitor sees the agent that it talks to, whoever helps out', () => {
  const helper = { kind: 'agent', id: 'secret-helper', name: 'Ben' } as const
  const event: Event = {
    ...base,
    by: helper,
    as: agent,
    type: 'message.posted',
    body: { kind: 'text', text: 'Hi' },
  }
  const seen = eventFor('visitor', event, sign)
  expect(seen?.by).toEqual({ kind: 'agent', name: 'Ada', avatar: '/a.png' })
  expect(JSON.stringify(seen)).not.toMatch(/Ben|secret|"as"/)
  expect(eventFor('agent', event, sign)).toEqual(event)
})

test('a visitor sees an agent’s name and avatar, and nothing of how it came about', () => {
  const events: Event[] = [
    {
      ...base,
      type: 'message.posted',
      body: { kind: 'text', text: 'Hi' },
      auto: 'recommended',
      faq: 'secret-faq',
    },
    {
      ...base,
      type: 'conversation.assigned',
      agent,
      why: { by: 'rule', rule: { id: 'r', name: 'secret rule' }, candidates: [] },
      group: 'secret-group',
    },
    { ...base, type: 'handoff.requested', how: 'model', group: 'secret-group' },
    { ...base, type: 'conversation.queued', group: 'secret-group', position: 2 },
  ]
  for (const event of events) {
    const seen = JSON.stringify(eventFor('visitor', event, sign))
    expect(seen).not.toMatch(/secret|recommended|model/)
  }
  expect(eventFor('visitor', events[0] as Event, sign)?.by).toEqual({
    kind: 'agent',
    name: 'Ada',
    avatar: '/a.png',
  })
})

test('a file gets its URL when it is sent', () => {
  const file = { id: 'f1', name: 'a.png', type: 'image/png', size: 1, url: '' }
  const event: Event = { ...base, type: 'message.posted', body: { kind: 'file', file } }
  for (const side of ['visitor', 'agent'] as const) {
    expect(eventFor(side, event, sign)).toMatchObject({ body: { file: { url: '/signed/f1' } } })
  }
})

test('to a visitor a snoozed conversation is open and has no labels', () => {
  const head: Head = {
    id: 'c1',
    site: 'demo',
    status: 'snoozed',
    handler: 'agent',
    seq: 3,
    startedAt: 1,
    agent,
    labels: ['vip'],
    read: { visitor: 1, agent: 2 },
    delivered: { visitor: 1, agent: 2 },
  }
  const seen = headFor('visitor', head)
  expect(seen.status).toBe('open')
  expect(JSON.stringify(seen)).not.toMatch(/vip|secret/)
  expect(headFor('agent', head)).toBe(head)
})

test('[AS-12] a visitor sees what an answer was taken from, and not which entry or text of the site it was', () => {
  const event: Event = {
    ...base,
    by: { kind: 'assistant', name: 'Fay' },
    type: 'message.posted',
    body: { kind: 'text', text: 'Yes.' },
    auto: 'bot',
    faq: 'secret-faq',
    notice: 'waiting',
    sources: [{ title: 'Vouchers' }],
  }
  const seen = eventFor('visitor', event, sign)
  expect(seen).toMatchObject({ auto: 'bot', sources: [{ title: 'Vouchers' }] })
  expect(JSON.stringify(seen)).not.toMatch(/secret|waiting/)
})

test('[AS-10] while the assistant speaks, nobody else is shown to the visitor', () => {
  const head = { id: 'c1', agent, labels: [], handler: 'assistant', status: 'open' } as unknown as Head
  expect(headFor('visitor', head)).not.toHaveProperty('agent')
  expect(headFor('visitor', { ...head, handler: 'agent' }).agent).toEqual({
    kind: 'agent',
    name: 'Ada',
    avatar: '/a.png',
  })
  expect(headFor('agent', head).agent).toEqual(agent)
})
