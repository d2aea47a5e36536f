import { describe, expect, it } from 'vitest'
import { snoozeChoices, toLocal } from './snooze.ts'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()
const names = (now: number) => snoozeChoices(now).map(({ name }) => name.replace('snooze.', ''))
const until = (now: number, name: string) =>
  toLocal(snoozeChoices(now).find((choice) => choice.name === `snooze.${name}`)?.until ?? 0)

describe('[CV-3] until when a conversation may sleep', () => {
  // 27 November 2026 is a Friday.
  it('offers times of the agent’s own day', () => {
    const now = at(27, 15, 20)
    expect(names(now)).toEqual(['laterToday', 'tomorrow', 'nextWeek', 'message'])
    expect(until(now, 'laterToday')).toBe('2026-11-27T19:00')
    expect(until(now, 'tomorrow')).toBe('2026-11-28T09:00')
    expect(until(now, 'nextWeek')).toBe('2026-11-30T09:00')
  })
  it('has no later today in the evening', () => {
    expect(names(at(27, 18, 1))).toEqual(['tomorrow', 'nextWeek', 'message'])
  })
  it('means the Monday to come, on a Monday the next', () => {
    expect(until(at(30, 10), 'nextWeek')).toBe('2026-12-07T09:00')
    expect(until(at(29, 10), 'nextWeek')).toBe('2026-11-30T09:00')
  })
})
