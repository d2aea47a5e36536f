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

/** Reads an address that stands in a text; null where it must stay text. */
export function readLink(written: string): Link | null {
  const [, scheme, rest] = /^(https?:\/\/(?![/@])|mailto:|tel:)(.+)/i.exec(written) ?? []
  if (scheme === undefined || rest === undefined || forbidden.test(written)) return null
  if (!scheme.endsWith('/')) return { href: written, label: rest, host: '' }
  const [typed] = /^[^/?#]*/.exec(rest)!
  if (typed.includes('@') || !URL.canParse(written)) return null
  const { href, hostname } = new URL(written)
  return { href, host: hostname, label: isHonest(typed.replace(/:\d*$/, '')) ? written : href }
}

// Letters of one script cannot be taken for those of another. Cyrillic and Greek ones can be taken for
// Latin ones, so they are shown only where the whole host, its ending too, is in theirs.
const label =
  /^([!-~ß-öø-ıĴ-ž]+|[\d\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー-]+|[\d\p{sc=Hang}-]+|[\d\p{sc=Arab}-]+|[\d\p{sc=Hebr}-]+|[\d\p{sc=Deva}-]+|[\d\p{sc=Thai}-]+)$/u
const whole = /^([\d.\p{sc=Cyrl}-]+|[\d.\p{sc=Grek}-]+)$/u

/** Whether a host reads as what it is. */
export function isHonest(host: string): boolean {
  const lower = host.toLowerCase()
  return whole.test(lower) || lower.split('.').every((part) => label.test(part))
}
