/**
 * White where it can be read on `color` (`#rrggbb`), else black: a contrast of 4.5 at least on every colour.
 * The luminance is WCAG's but for its curve; between 0.175 and 0.183 either ink will do, and the difference
 * is less than that. Tried on all colours by the test beside `panel/color.ts`.
 */
export function inkOn(color: string): '#000000' | '#ffffff' {
  const [red, green, blue] = [1, 3, 5].map((at) => (Number(`0x${color.slice(at, at + 2)}`) / 255) ** 2.2)
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! > 0.1795 ? '#000000' : '#ffffff'
}
