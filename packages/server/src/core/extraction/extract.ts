/**
 * What visitors tell of themselves in what they write (IN-6): at most one value of each kind. Pure, and no slower
 * than the text is long: patterns have bounds, and only the beginning of a very long text is looked at.
 */
import type { ExtractionKind } from '@foyer/protocol'
import { emailIn, qqIn, wechatIn } from './contacts.ts'
import { ageIn, genderIn } from './person.ts'
import { phoneIn } from './phone.ts'

export interface Extracted {
  kind: ExtractionKind
  value: string
}

/** Characters looked at: who has more to say says who it is at the beginning. */
const mostRead = 4_000

const readers: Record<ExtractionKind, (text: string) => string | null> = {
  phone: phoneIn,
  wechat: wechatIn,
  qq: qqIn,
  email: emailIn,
  age: ageIn,
  gender: genderIn,
}

export function extract(said: string): Extracted[] {
  const text = plain(said)
  const found: Extracted[] = []
  for (const kind of Object.keys(readers) as ExtractionKind[]) {
    const value = readers[kind](text)
    if (value !== null) found.push({ kind, value })
  }
  // The number of a messenger is no telephone, unless it was said to be both.
  const named = found.filter(({ kind }) => kind === 'qq').map(({ value }) => value)
  return found.filter(({ kind, value }) => kind !== 'phone' || !named.includes(value))
}

/** Digits of other scripts become ours; addresses of pages and code are not what somebody says of itself. */
function plain(said: string): string {
  const text = said.slice(0, mostRead)
  const own = /[^ -~\s]/.test(text) ? withOurDigits(text) : text
  return /:\/\/|www\./i.test(own) ? own.replace(/\b(?:https?:\/\/|www\.)\S{1,2000}/gi, ' ') : own
}

function withOurDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
}
