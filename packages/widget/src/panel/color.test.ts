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

  // The grounds that panel.css mixes from surface and ink, as they are without a page's own.
  it.each([
    ['light', '#ffffff', '#16181d', '#f1f1f1'],
    ['dark', '#17181c', '#f0f1f3', '#25262a'],
  ])('[WG-14] any brand colour can be read wherever it is used, in %s', (_theme, surface, ink, base) => {
    const sunk = mix(surface, ink, 0.06)
    const raised = mix(surface, '#ffffff', 0.04)
    const muted = mix(surface, ink, 0.68)
    for (const ground of [surface, sunk, raised]) {
      expect(contrast(ink, ground)).toBeGreaterThan(7)
      expect(contrast(muted, ground)).toBeGreaterThan(4.5)
    }
    const faint: string[] = []
    for (const color of colors) {
      const accent = readableOn(color, base)
      const onBrand = inkOn(color)
      const deep = mix(color, onBrand === '#ffffff' ? '#000000' : '#ffffff', 0.22)
      const pairs = {
        surface: [accent, surface],
        sunk: [accent, sunk],
        raised: [accent, raised],
        // A face without a picture: the initial on a tint.
        face: [mix(accent, ink, 0.3), mix(surface, accent, 0.14)],
        // The one that was picked.
        picked: [surface, accent],
        pointed: [onBrand, deep],
      } as const
      for (const [use, [text, ground]] of Object.entries(pairs))
        if (contrast(text, ground) < 4.5) faint.push(`${color} ${use}`)
    }
    expect(faint).toEqual([])
  })

  it('[WG-2] mixes', () => {
    expect(mix('#000000', '#ffffff', 0.5)).toBe('#808080')
  })
})
