/** A colour as it was typed, as `#rrggbb`; null when it is none. */
export function readColor(typed: string): string | null {
  const text = typed.trim().toLowerCase()
  if (/^#[0-9a-f]{6}$/.test(text)) return text
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text)
  return short === null
    ? null
    : `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`
}
