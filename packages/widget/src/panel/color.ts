/** Colours that can be read: the brand as ink on a surface. What is written on the brand is `inkOn`. */
import { inkOn } from '../loader/ink.ts'

type Rgb = [red: number, green: number, blue: number]

const read = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb

function luminance(hex: string): number {
  const [red, green, blue] = read(hex).map((part) =>
    part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3294.6,
  ) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The ratio of WCAG 2, from 1 to 21. Colours are `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** `share` of `other` in `color`. */
export function mix(color: string, other: string, share: number): string {
  const end = read(other)
  const mixed = read(color).map((part, at) => Math.round(part + (end[at]! - part) * share))
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

/** `color`, drawn towards black or white until it can be read as text on `surface`. */
export function readableOn(color: string, surface: string): string {
  const end = inkOn(surface)
  let share = 0
  while (share < 1 && contrast(mix(color, end, share), surface) < 4.5) share += 0.05
  return mix(color, end, Math.min(share, 1))
}
