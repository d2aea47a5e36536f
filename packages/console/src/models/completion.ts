/**
 * What an agent may be about to write (IN-8): quick replies and own sentences that begin with, or have, what is typed.
 * Ranked by how it fits, how often and how lately it was used. Pure, and quick enough for every key.
 */
import type { Phrase, QuickReply } from '@foyer/protocol'

export interface Completion {
  kind: 'reply' | 'phrase'
  /** What is put into the box; placeholders are not filled in yet. */
  text: string
  /** Of a quick reply. */
  title: string
}

export interface Prepared extends Completion {
  search: string
  heading: string
  weight: number
}

/** Characters from which on there is something to suggest, and over which it is a text of its own. */
const least = 2
const most = 80
const month = 30 * 86_400_000

/** Once for many keys. `now` in milliseconds. */
export function prepare(replies: readonly QuickReply[], phrases: readonly Phrase[], now: number): Prepared[] {
  const known = new Set<string>()
  const prepared: Prepared[] = []
  for (const { title, text } of replies) {
    known.add(text)
    prepared.push({ kind: 'reply', title, text, search: fold(text), heading: fold(title), weight: 1 })
  }
  for (const { text, count, at } of phrases) {
    if (known.has(text)) continue
    const weight = Math.log1p(count) * Math.exp(-Math.max(0, now - at) / month)
    prepared.push({ kind: 'phrase', title: '', text, search: fold(text), heading: '', weight })
  }
  return prepared
}

export function complete(prepared: readonly Prepared[], typed: string, limit = 6): Completion[] {
  const wanted = fold(typed.trim())
  if (wanted.length < least || wanted.length > most || typed.includes('\n')) return []
  const found: { one: Prepared; score: number }[] = []
  for (const one of prepared) {
    const fit = fitOf(one, wanted)
    // What is there already completes nothing.
    if (fit > 0 && one.search !== wanted) found.push({ one, score: fit + Math.min(one.weight, 4) / 4 })
  }
  return found
    .toSorted((a, b) => b.score - a.score || a.one.text.length - b.one.text.length)
    .slice(0, limit)
    .map(({ one: { kind, title, text } }) => ({ kind, title, text }))
}

function fitOf({ search, heading }: Prepared, wanted: string): number {
  const at = search.indexOf(wanted)
  if (at === 0) return 3
  if (heading.startsWith(wanted)) return 2.5
  if (beginsWord(search, at) || beginsWord(heading, heading.indexOf(wanted))) return 2
  return at > 0 || heading.includes(wanted) ? 1 : 0
}

function beginsWord(text: string, at: number): boolean {
  return at > 0 && !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')
}

/** Case, accents and widths do not count. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
