import { describe, expect, it } from 'vitest'
import { dayOf, durationText, spanBetween, spanOf } from './periods.ts'
import { queryOf } from './records.ts'

const local = (...at: [number, number, number, number?]) =>
  new Date(at[0], at[1], at[2], at[3] ?? 0).getTime()

describe('[IN-14] periods', () => {
  it('are whole days that end with the present one', () => {
    const now = local(2026, 10, 27, 15)
    expect(spanOf('today', now)).toEqual({ from: local(2026, 10, 27), to: local(2026, 10, 28) })
    expect(spanOf('week', now)).toEqual({ from: local(2026, 10, 21), to: local(2026, 10, 28) })
  })

  it('between two days, both with it', () => {
    expect(spanBetween('2026-11-27', '2026-11-27')).toEqual({
      from: local(2026, 10, 27),
      to: local(2026, 10, 28),
    })
    expect(spanBetween('2026-11-28', '2026-11-27')).toBeNull()
    expect(spanBetween('', '2026-11-27')).toBeNull()
    expect(dayOf(local(2026, 0, 5, 23))).toBe('2026-01-05')
  })

  it('durations in two units', () => {
    expect([null, 400, 59_000, 100_000, 3_600_000, 90_061_000].map((ms) => durationText(ms, 'en'))).toEqual([
      '–',
      '0s',
      '59s',
      '1m 40s',
      '1h',
      '1d 1h',
    ])
  })
})

it('[IN-13] a filter says only what is set', () => {
  expect(queryOf({ contains: '', rating: [], invited: false, tag: 'a&b', from: 5 })).toBe(
    'invited=0&tag=a%26b&from=5',
  )
  expect(queryOf({ rating: [1, 2] })).toBe('rating=1%2C2')
})
