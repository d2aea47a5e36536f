import { describe, expect, test } from 'vitest'
import { dueAtOf, nudgeAtOf } from './alarm.ts'

const alarms = { first: 60, later: 300, nudge: 240 }
const waiting = {
  status: 'open',
  handler: 'agent',
  unrepliedSince: 1_000,
  isReplied: false,
  agent: { kind: 'agent', id: 'ada' },
} as const

describe('[RT-13] an answer is due', () => {
  test.each([
    ['the first one', waiting, 1_060],
    ['a later one', { ...waiting, isReplied: true }, 1_300],
    ['from nobody yet', { ...waiting, agent: null, handler: 'queue' }, 1_060],
    ['not from the assistant', { ...waiting, handler: 'assistant' }, null],
    ['not once it was given', { ...waiting, unrepliedSince: null }, null],
    ['not after the end', { ...waiting, status: 'closed' }, null],
    ['not while it sleeps', { ...waiting, status: 'snoozed' }, null],
  ] as const)('%s', (_, state, due) => {
    expect(dueAtOf(state, alarms)).toBe(due)
  })

  test('never, where the site set no time', () => {
    expect(dueAtOf(waiting, { ...alarms, first: 0 })).toBeNull()
    expect(dueAtOf({ ...waiting, isReplied: true }, { ...alarms, later: 0 })).toBeNull()
  })
})

test('[RT-13] the reminder is for who has it', () => {
  expect(nudgeAtOf(waiting, alarms)).toBe(1_240)
  expect(nudgeAtOf({ ...waiting, agent: null }, alarms)).toBeNull()
  expect(nudgeAtOf(waiting, { ...alarms, nudge: 0 })).toBeNull()
})
