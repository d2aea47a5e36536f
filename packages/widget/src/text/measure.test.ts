import { describe, expect, it } from 'vitest'
import { formatClock, formatSize, isEmojiOnly } from './measure.ts'

describe('sizes', () => {
  it('[CV-9] says sizes in the units of the language', () => {
    expect(formatSize(1, 'en')).toBe('1 byte')
    expect(formatSize(999, 'en')).toBe('999 bytes')
    expect(formatSize(1_449_000, 'en')).toBe('1.4 MB')
    expect(formatSize(209_715_200, 'en')).toBe('210 MB')
  })

  it('[CV-9] knows a message of emoji alone', () => {
    expect(['👍', '👨‍👩‍👧', '🇵🇱', '❤️'].map(isEmojiOnly)).toEqual([true, true, true, true])
    expect(['12', 'a👍', '', '👍 ok'].map(isEmojiOnly)).toEqual([false, false, false, false])
  })
})

it.each([
  [0, 'en', '0:00'],
  [59.6, 'en', '1:00'],
  [3_725, 'de', '62:05'],
  [72, 'ar-EG', '١:١٢'],
])('%d seconds in %s are %s', (seconds, locale, told) => {
  expect(formatClock(seconds, locale)).toBe(told)
})
