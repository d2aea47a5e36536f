// The assistant's matcher by the names that bench/README.md and outside evaluations know it by.
import { createMatcher as create } from '@foyer/server/matching'

export interface Entry {
  id: string
  question: string
  similar?: string[]
  answer?: string
}

/** Returns what ranks all entries that have anything of a query, best first, with a score from 0 to 1. */
export function createMatcher(
  entries: Entry[],
  { lang }: { lang: string },
): (query: string) => { id: string; score: number }[] {
  const phrased = entries.map(({ id, question, similar = [] }) => ({ id, phrasings: [question, ...similar] }))
  const matcher = create(phrased, { lang })
  return (query) => matcher.match(query, entries.length).map(({ id, score }) => ({ id, score }))
}
