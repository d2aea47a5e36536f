import { describe, expect, it } from 'vitest'
import { spanText } from './time.ts'

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
