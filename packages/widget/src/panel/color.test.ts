import { describe, expect, it } from 'vitest'
import { inkOn } from '../loader/ink.ts'
import { contrast, mix, readableOn } from './color.ts'

const steps = Array.from({ length: 32 }, (_, at) =>
  Math.floor((at * 255) / 31)
    .toString(16)
    .padStart(2, '0'),
)
const colors = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`)))

describe('color', () => {
  it('[WG-14] knows the contrast of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1)
    expect(contrast('#ffffff', '#ffffff')).toBe(1)
  })

  it('[WG-14] writes legibly on any brand colour', () => {
    expect(colors.filter((color) => contrast(color, inkOn(color)) < 4.5)).toEqual([])
  })

  it('[WG-14] makes any brand colour legible on a surface, and leaves it where it is', () => {
    for (const surface of ['#ffffff', '#16171b']) {
      const faint = colors.filter((color) => contrast(readableOn(color, surface), surface) < 4.5)
      expect(faint).toEqual([])
    }
    expect(readableOn('#1d4ed8', '#ffffff')).toBe('#1d4ed8')
  })

  it('[WG-2] mixes', () => {
    expect(mix('#000000', '#ffffff', 0.5)).toBe('#808080')
  })
})
