import { describe, expect, it } from 'vitest'
import { formatDay, formatTime } from './times.ts'

const now = new Date(2026, 2, 30, 9, 5).getTime()
const ago = (days: number, hour = 23) => new Date(2026, 2, 30 - days, hour, 59).getTime()

describe('formatDay', () => {
  it.each([
    [ago(0, 0), 'en', 'today'],
    [ago(1), 'en', 'yesterday'],
    [ago(1, 0), 'ar', 'أمس'],
    [ago(2), 'en', 'Saturday, March 28'],
    [ago(2), 'en-GB', 'Saturday 28 March'],
    [ago(400), 'en', 'Sunday, February 23, 2025'],
  ])('[CV-9] %s in %s is %s', (at, tag, text) => {
    expect(formatDay(at, now, tag)).toBe(text)
  })

  it('[CV-9] counts days of the calendar, also over a change of the clock', () => {
    for (let days = 0; days < 400; days++) {
      const shown = formatDay(ago(days, 3), now, 'en')
      expect([days, shown === 'today', shown === 'yesterday']).toEqual([days, days === 0, days === 1])
    }
  })
})

describe('formatTime', () => {
  it('[CV-9] follows the language', () => {
    expect(formatTime(now, 'en-GB')).toMatch(/^0?9:05$/)
    expect(formatTime(now, 'en').replace(/\s/, ' ')).toBe('9:05 AM')
  })
})
