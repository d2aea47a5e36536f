import { describe, expect, it } from 'vitest'
import { dateFormat, numberFormat, pluralRules } from './formats.ts'

describe('[IN-18] formatters', () => {
  it('are made once a language and a way of saying', () => {
    const hours = { style: 'unit', unit: 'hour' } as const
    expect(numberFormat('en', hours)).toBe(numberFormat('en', { ...hours }))
    expect(numberFormat('en', hours)).not.toBe(numberFormat('ar', hours))
    expect(numberFormat('en', hours)).not.toBe(numberFormat('en'))
    expect(dateFormat('en', { day: 'numeric' })).not.toBe(numberFormat('en', {}))
    expect(pluralRules('ar').select(3)).toBe('few')
    expect(pluralRules('en').select(3)).toBe('other')
  })
})
