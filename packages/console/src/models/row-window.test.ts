import { describe, expect, it } from 'vitest'
import { placesFor, windowOf } from './row-window.ts'

describe('[IN-18] the rows of a long list that are drawn', () => {
  const view = { height: 680, row: 68 }

  it.each([
    { what: 'at the top', top: 0, count: 10_000, window: { first: 0, last: 16 } },
    { what: 'further down, in steps', top: 68 * 101, count: 10_000, window: { first: 92, last: 120 } },
    {
      what: 'a row further, the same ones',
      top: 68 * 101 + 67,
      count: 10_000,
      window: { first: 92, last: 120 },
    },
    { what: 'at the end', top: 68 * 9_990, count: 10_000, window: { first: 9_984, last: 10_000 } },
    { what: 'a list that became short', top: 68 * 500, count: 3, window: { first: 2, last: 3 } },
    { what: 'an empty one', top: 0, count: 0, window: { first: 0, last: 0 } },
  ])('$what', ({ top, count, window }) => {
    expect(windowOf({ ...view, top }, count)).toEqual(window)
  })

  it('always has what is in sight', () => {
    for (let top = 0; top < 68 * 300; top += 13) {
      const { first, last } = windowOf({ ...view, top }, 310)
      expect(first * 68).toBeLessThanOrEqual(top)
      expect(last * 68).toBeGreaterThanOrEqual(Math.min(310 * 68, top + 680))
    }
  })
})

describe('[IN-18] the element that a row stands in', () => {
  const of = (places: Map<string, number>) => Object.fromEntries(places)

  it('stays while the row is in sight, and is filled anew afterwards', () => {
    const begun = placesFor(new Map(), ['a', 'b', 'c'])
    expect(of(begun)).toEqual({ a: 0, b: 1, c: 2 })
    const scrolled = placesFor(begun, ['b', 'c', 'd'])
    expect(of(scrolled)).toEqual({ b: 1, c: 2, d: 0 })
    expect(of(placesFor(scrolled, ['new', 'b', 'c', 'd']))).toEqual({ new: 3, b: 1, c: 2, d: 0 })
  })

  it('is nobody else’s when a list grows again after it was short', () => {
    const short = placesFor(placesFor(new Map(), ['a', 'b', 'c', 'd', 'e']), ['e', 'c'])
    const grown = placesFor(short, ['e', 'c', 'f', 'g', 'h'])
    expect(new Set(grown.values()).size).toBe(5)
    expect(grown.get('e')).toBe(4)
    expect(grown.get('c')).toBe(2)
  })
})
