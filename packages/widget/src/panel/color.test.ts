import { describe, expect, it } from 'vitest'
import { contrast, inkOn, mix, readableOn } from './color.ts'

const steps = ['00', '22', '55', '77', '99', 'bb', 'dd', 'ff']
const colors = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`)))

describe('color', () => {
  it('[WG-14] knows the contrast of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1)
    expect(contrast('#ffffff', '#ffffff')).toBe(1)
  })

  it('[WG-14] writes legibly on any brand colour', () => {
    for (const color of colors) expect(contrast(color, inkOn(color))).toBeGreaterThanOrEqual(4.5)
  })

  it('[WG-14] makes any brand colour legible on a surface, and leaves it where it is', () => {
    for (const surface of ['#ffffff', '#16171b']) {
      for (const color of colors)
        expect(contrast(readableOn(color, surface), surface)).toBeGreaterThanOrEqual(4.5)
    }
    expect(readableOn('#1d4ed8', '#ffffff')).toBe('#1d4ed8')
  })

  it('[WG-2] mixes', () => {
    expect(mix('#000000', '#ffffff', 0.5)).toBe('#808080')
  })
})
