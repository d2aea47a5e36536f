/**
 * Which addresses become links and how their host is shown (case G03): those that may be followed; any other stays text.
 */
import { isSafeLink } from '../links.ts'

/** In every browser and in Node, though in no library of the language alone. */
const { URL } = globalThis as unknown as { URL: new (address: string) => { href: string; hostname: string } }

export interface TextLink {
  href: string
  /** What to show: the address as it was written, or with its host in punycode where letters deceive. */
  label: string
  /** Empty for mailto and tel. */
  host: string
}

/** Reads an address that stands in a text; null where it must stay text. */
export function readLink(written: string): TextLink | null {
  if (!isSafeLink(written)) return null
  const [, scheme, rest] = /^(.*?:(?:\/\/)?)(.+)/.exec(written)!
  if (!scheme!.endsWith('/')) return { href: written, label: rest!, host: '' }
  const [typed] = /^[^/?#]*/.exec(rest!)!
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
