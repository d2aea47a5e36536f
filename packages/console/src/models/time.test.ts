import { describe, expect, it } from 'vitest'
import { duration, soon, spanText } from './time.ts'

describe('spanText', () => {
  it('says a span in its largest whole unit', () => {
    const minute = 60_000
    expect(spanText(minute, 'en')).toBe('1 minute')
    expect(spanText(15 * minute, 'en')).toBe('15 minutes')
    expect(spanText(60 * minute, 'en')).toBe('1 hour')
    expect(spanText(90 * minute, 'en')).toBe('90 minutes')
    expect(spanText(1440 * minute, 'en')).toBe('1 day')
    expect(spanText(2880 * minute, 'en')).toBe('2 days')
  })
})

describe('[RT-13] duration', () => {
  it.each([
    [0, '0:00'],
    [65_999, '1:05'],
    [3_600_000, '1:00:00'],
    [3_725_000, '1:02:05'],
  ])('%i ms is %s', (span, text) => {
    expect(duration(span)).toBe(text)
  })
})

describe('[CV-3] soon', () => {
  const now = new Date(2026, 10, 27, 15).getTime()
  it('says the hour of today, the day of this week, else the date', () => {
    expect(soon(new Date(2026, 10, 27, 18, 30).getTime(), now, 'en-GB')).toBe('18:30')
    expect(soon(new Date(2026, 10, 28, 9).getTime(), now, 'en-GB')).toMatch(/^Sat.*09:00$/)
    expect(soon(new Date(2026, 11, 24, 9).getTime(), now, 'en-GB')).toMatch(/24 Dec/)
  })
})
