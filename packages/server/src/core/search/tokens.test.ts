import { describe, expect, test } from 'vitest'
import { snippetOf } from './texts.ts'
import { hasRuns, tokensOf, wantedOf } from './tokens.ts'

describe('[IN-2] what a text is found by', () => {
  test('its words and its site, in signs that no engine has an opinion of', () => {
    expect(tokensOf('my-shop', "Don't PANIC, don't!")).toEqual(['__my_shop', 'dont', 'panic'])
    for (const token of tokensOf('s', 'Größe ŁÓDŹ 退款政策 मेरा ऑर्डर مرحبا 🎉 a_b'))
      expect(token).toMatch(/^[a-z0-9_]+$/)
  })

  test('pairs of signs where a script has no blanks', () => {
    const tokens = tokensOf('s', '想退款abc')
    const wanted = wantedOf('s', '退款')
    expect(wanted?.tokens.every((token) => tokens.includes(token))).toBe(true)
    expect(tokens).toContain('abc')
    expect(hasRuns('我要退款', wanted!)).toBe(true)
    // Its pairs are all there, in another order.
    const longer = wantedOf('s', '退款退')!
    expect(hasRuns('款退退款', longer)).toBe(false)
  })

  test('no more of a very long text than anybody looks for', () => {
    const text = Array.from({ length: 2_000 }, (_, index) => `word${index}`).join(' ')
    expect(tokensOf('s', text).length).toBeLessThan(410)
    expect(tokensOf('s', 'x'.repeat(9_000))[1]?.length).toBe(40)
  })

  test('the last word may be half typed, unless that would be half of everything', () => {
    expect(wantedOf('s', 'lost parc')).toEqual({ tokens: ['__s', 'lost'], start: 'parc', runs: [] })
    expect(wantedOf('s', 'pa')).toEqual({ tokens: ['__s', 'pa'], start: null, runs: [] })
    expect(wantedOf('s', ' …!? ')).toBeNull()
  })
})

test('[IN-2] a hit shows the text around the first word found', () => {
  expect(snippetOf('Short  and\nplain', 'plain')).toBe('Short and plain')
  const long = `${'before '.repeat(40)}PARCEL ${'after '.repeat(40)}`
  const snippet = snippetOf(long, 'parcel')
  expect(snippet).toMatch(/^….*PARCEL.*…$/)
  expect([...snippet].length).toBeLessThan(190)
  expect(snippetOf('🎉'.repeat(400), 'x')).toMatch(/^🎉+…$/u)
})
