/** Finding FAQ entries by the words of their question and answer, and putting them in groups. */
import type { FaqItem } from '@foyer/protocol'

// Without accents and case, so that `cafe` finds `Café`.
const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Entries that hold every word, those with the words in the question first. */
export function searchEntries(entries: readonly FaqItem[], query: string): FaqItem[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  const holds = (text: string) => words.every((word) => fold(text).includes(word))
  const inQuestion = entries.filter((entry) => holds(entry.question))
  const elsewhere = entries.filter(
    (entry) => !inQuestion.includes(entry) && holds(`${entry.category} ${entry.question} ${entry.answer}`),
  )
  return [...inQuestion, ...elsewhere]
}

export interface EntryGroup {
  name: string
  entries: FaqItem[]
}

/** By category, in the order in which each first comes; what has none stands last. */
export function groupEntries(entries: readonly FaqItem[]): EntryGroup[] {
  const groups = new Map<string, FaqItem[]>()
  for (const entry of entries) groups.set(entry.category, [...(groups.get(entry.category) ?? []), entry])
  return [...groups]
    .map(([name, list]) => ({ name, entries: list }))
    .sort((one, other) => Number(one.name === '') - Number(other.name === ''))
}
