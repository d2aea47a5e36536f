/** How much each word of a text speaks for an entry or against it, so that all of it together is 1. Pure. */

export interface Share {
  text: string
  weight: number
}

/** The greatest first. Words without a part are left out; one that stands twice has both parts. */
export function sharesOf(words: { word: string; part: number }[]): Share[] {
  const parts = new Map<string, number>()
  for (const { word, part } of words) parts.set(word, (parts.get(word) ?? 0) + part)
  const all = [...parts.values()].reduce((sum, part) => sum + Math.abs(part), 0)
  if (all === 0) return []
  return [...parts]
    .map(([text, part]) => ({ text, weight: part / all }))
    .filter(({ weight }) => weight !== 0)
    .sort((one, other) => other.weight - one.weight)
}
