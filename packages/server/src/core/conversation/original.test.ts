import type { Actor, Event } from '@foyer/protocol'
import { expect, test } from 'vitest'
import { eventFor } from './audience.ts'
import type { Command } from './command.ts'
import { type Decision, decide } from './decide.ts'

const visitor: Actor = { kind: 'visitor', id: 'v' }
const ada: Actor = { kind: 'agent', id: 'a', name: 'Ada' }
const start = { id: 'c', site: 's', visitor: 'v', handler: 'queue', faq: [] }

function done(state: Decision['state'] | null, by: Actor, asked: object): Decision {
  const outcome = decide(state, { at: 1, by, cid: 'x', ...asked } as unknown as Command)
  if ('code' in outcome) throw new Error(outcome.message)
  return outcome
}

const opened = () =>
  done(null, visitor, {
    do: 'message.post',
    body: { kind: 'text', text: 'cześć' },
    original: 'not mine to say',
    start,
  })
const translated = (state: Decision['state']) =>
  done(state, ada, { do: 'message.post', body: { kind: 'text', text: 'Dzień dobry' }, original: 'Hello' })

test('[IN-9] what a reply was translated from is kept for agents, and visitors never get it', () => {
  const { state, named: said } = opened()
  expect(said).not.toHaveProperty('original')
  const { named } = translated(state)
  expect(eventFor('agent', named, (id) => id)).toMatchObject({ original: 'Hello' })
  expect(eventFor('visitor', named, (id) => id)).not.toHaveProperty('original')
})

test.each([
  ['message.delete', {}],
  ['message.edit', { body: { kind: 'text', text: 'Witam' } }],
])('[IN-9] it goes with the text that it was translated into: %s', (name, more) => {
  const { state, named } = translated(opened().state)
  const { rewrites } = done(state, ada, {
    do: name,
    target: named.seq,
    event: named,
    edits: [] as Event[],
    within: 1_000,
    ...more,
  })
  expect(rewrites).toHaveLength(1)
  expect(JSON.stringify(rewrites)).not.toContain('Hello')
})
