/**
 * Which addresses become links and how their host is shown (case G03). Only http, https, mailto and
 * tel; an address with a user name in it, or with characters that a browser would drop, stays text.
 */

export interface Link {
  href: string
  /** What to show: the address as it was written, or with its host in punycode where letters deceive. */
  label: string
  /** Empty for mailto and tel. */
  host: string
}

// Whitespace, controls and direction marks: browsers strip some of them, so that what one reads
// and what is opened would differ.
const forbidden = /[\0-\x20\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\]/

// A label in one of these alone cannot be taken for another. Cyrillic and Greek can be taken for
// Latin letter by letter, so they count only under an address that ends in their own letters.
const scripts = [
  /^[a-z\d\xdf-\xf6\xf8-\u0131\u0134-\u017e-]+$/,
  /^[\d\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー-]+$/u,
  /^[\d\p{sc=Hang}-]+$/u,
  /^[\d\p{sc=Arab}-]+$/u,
  /^[\d\p{sc=Hebr}-]+$/u,
  /^[\d\p{sc=Deva}\p{M}-]+$/u,
  /^[\d\p{sc=Thai}-]+$/u,
]
const lookalikes = [/^[\d\p{sc=Cyrl}-]+$/u, /^[\d\p{sc=Grek}-]+$/u]

/** Reads an address that stands in a text; null where it must stay text. */
export function readLink(written: string): Link | null {
  if (forbidden.test(written)) return null
  const scheme = /^(https?:\/\/(?![/@])|mailto:|tel:)(.+)/i.exec(written)
  if (scheme === null) return null
  if (scheme[1]!.length < 7 || scheme[1]!.toLowerCase() === 'mailto:') {
    return { href: written, label: scheme[2]!, host: '' }
  }
  if (!URL.canParse(written)) return null
  const { protocol, username, password, hostname, href } = new URL(written)
  if (!protocol.startsWith('http') || username !== '' || password !== '' || hostname === '') return null
  if (/^[^/?#]*@/.test(scheme[2]!)) return null
  const shown = /^[^/?#:]*/.exec(scheme[2]!)![0]
  return { href, host: hostname, label: isHonest(shown) ? written : href }
}

/** Whether a host reads as what it is: each of its labels is in one script that fits its ending. */
export function isHonest(host: string): boolean {
  if (/^[\x21-\x7e]*$/.test(host)) return true
  const labels = host.toLowerCase().split('.')
  const ending = labels.at(-1)!
  return labels.every(
    (label) =>
      scripts.some((script) => script.test(label)) ||
      lookalikes.some((script) => script.test(label) && script.test(ending)),
  )
}
