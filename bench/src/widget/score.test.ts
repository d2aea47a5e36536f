import { describe, expect, it } from 'vitest'
import { scoreOf, scoreOfPage } from './score.ts'

describe("a page's score", () => {
  it.each([
    ['fcp', 1800, 3000],
    ['lcp', 2500, 4000],
    ['tbt', 200, 600],
    ['cls', 0.1, 0.25],
  ] as const)('[WG-1] %s goes through the two points that name its curve', (name, p10, median) => {
    expect(scoreOf(name, p10)).toBeCloseTo(0.9, 9)
    expect(scoreOf(name, median)).toBeCloseTo(0.5, 9)
    expect(scoreOf(name, 0)).toBe(1)
    expect(scoreOf(name, median * 1000)).toBeCloseTo(0, 6)
    expect(scoreOf(name, p10 * 1.01)).toBeLessThan(scoreOf(name, p10))
  })

  it('[WG-1] is the mean of what was measured, each by its weight', () => {
    expect(scoreOfPage({ fcp: 1800, lcp: 2500, tbt: 200, cls: 0.1 })).toBeCloseTo(90, 6)
    expect(scoreOfPage({ fcp: 0, lcp: 0, tbt: 600, cls: 0 })).toBeCloseTo(100 - (0.5 * 30 * 100) / 90, 6)
  })
})
