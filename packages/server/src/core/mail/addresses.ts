/** E-mail addresses as they may be typed and be written to: one, plain, without anything a header could break on. Pure. */

/** One address, or null. No names, comments, quotes, lists, white space or control characters. */
export function readAddress(text: string | undefined): string | null {
  const address = text?.trim() ?? ''
  if (address.length > 254) return null
  const match =
    /^([a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9])$/i.exec(
      address,
    )
  if (match === null) return null
  const [, local = '', host = ''] = match
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null
  return `${local}@${host.toLowerCase()}`
}

/** A text that stands in a header: on one line, and not too long. */
export function headerText(text: string, most = 120): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
  const points = [...line]
  return points.length <= most ? line : `${points.slice(0, most - 1).join('')}…`
}
