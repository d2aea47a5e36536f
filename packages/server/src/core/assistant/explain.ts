// Which words and pieces of a query spoke for an entry: the model is a sum over features, so each has its
// part, and the parts of the words are what is shown. Computed when somebody asks, not for every query.

import type { Index } from './faq-index.ts'
import { kinds } from './features.ts'
import { judge } from './judge.ts'

export interface Explanation {
  /** The sum of all parts: the model's say for this entry before all are compared. */
  total: number
  /** Per word of the query, in its order: the word as it was read, its part, and whether the site knows it. */
  words: { word: string; part: number; isKnown: boolean }[]
  /** The same total by kind of feature. */
  kinds: Record<(typeof kinds)[number], number>
  /** The phrasing that lies nearest, and its cosine. */
  nearest: { phrasing: string; cosine: number }
}

export function explainVerdict(index: Index, query: string, entry: number): Explanation {
  const { features, vector } = judge(index, query)
  const { space, model } = index
  const values = new Map<number, number>()
  for (let at = 0; at < vector.rows.length; at++) values.set(vector.rows[at]!, vector.values[at]!)
  const words = features.words.map((word) => ({ word, part: 0, isKnown: false }))
  const byKind = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Explanation['kinds']
  let total = 0
  for (let at = 0; at < features.hashes.length; at++) {
    const row = space.rows.get(features.hashes[at]!)
    if (row === undefined) continue
    const from = words[features.from[at]!]!
    const to = words[features.to[at]!]!
    if (features.kind[at] === 0) from.isKnown = true
    const value = values.get(row)
    if (value === undefined) continue
    values.delete(row)
    const part = value * model.weights[row * model.entries + entry]!
    total += part
    byKind[kinds[features.kind[at]!]!] += part
    from.part += part / 2
    to.part += part / 2
  }
  return { total, words, kinds: byKind, nearest: nearestPhrasing(index, vector, entry) }
}

function nearestPhrasing(index: Index, vector: { rows: Int32Array; values: Float32Array }, entry: number) {
  const query = new Map<number, number>()
  for (let at = 0; at < vector.rows.length; at++) query.set(vector.rows[at]!, vector.values[at]!)
  let best = { phrasing: index.phrasings[index.firstOf[entry]!] ?? '', cosine: 0 }
  for (let text = index.firstOf[entry]!; text < index.firstOf[entry + 1]!; text++) {
    const { rows, values } = index.vectors[text]!
    let cosine = 0
    for (let at = 0; at < rows.length; at++) cosine += values[at]! * (query.get(rows[at]!) ?? 0)
    if (cosine > best.cosine) best = { phrasing: index.phrasings[text]!, cosine }
  }
  return best
}
