// Which words and pieces of a query spoke for an entry: the model is a sum over features, so each has its
// part, and the parts of the words are what is shown. Computed when somebody asks, not for every query.
import type { Index } from './faq-index.ts'
import { featuresOf, kinds, visitFeatures, wordsOf } from './features.ts'
import { weightOf } from './model.ts'
import { type Vector, vectorOf } from './space.ts'

export interface Explanation {
  /** The sum of all parts: what the model says for this entry before the entries are compared. */
  total: number
  /** Per word of the query, in its order: as it was read, its part of the total, and whether the FAQ has it. */
  words: { word: string; part: number; isKnown: boolean }[]
  /** The same total by kind of feature. */
  kinds: Record<(typeof kinds)[number], number>
  /** The phrasing that lies nearest, and its cosine. */
  nearest: { phrasing: string; cosine: number }
}

export function explain(index: Index, query: string, entry: number): Explanation {
  const { space, model, lang } = index
  const read = wordsOf(query, lang)
  const vector = vectorOf(featuresOf(query, lang), space)
  const values = valuesOf(vector)
  const words = read.map((word) => ({ word, part: 0, isKnown: false }))
  const byKind = { word: 0, pair: 0, skip: 0, piece: 0 }
  let total = 0
  visitFeatures(read, (kind, hash, from, to) => {
    const row = space.rows.get(hash)
    if (row === undefined) return
    if (kinds[kind] === 'word') words[from]!.isKnown = true
    // A feature counts once: where it comes first.
    const part = (values.get(row) ?? 0) * weightOf(model, row, entry)
    values.delete(row)
    total += part
    byKind[kinds[kind]!] += part
    words[from]!.part += part / 2
    words[to]!.part += part / 2
  })
  return { total, words, kinds: byKind, nearest: nearestPhrasing(index, vector, entry) }
}

function nearestPhrasing(index: Index, vector: Vector, entry: number): Explanation['nearest'] {
  const query = valuesOf(vector)
  let best = { phrasing: index.entries[entry]!.phrasings[0] ?? '', cosine: 0 }
  for (let text = index.firstOf[entry]!; text < index.firstOf[entry + 1]!; text++) {
    const { rows, values } = index.vectors[text]!
    let cosine = 0
    for (let at = 0; at < rows.length; at++) cosine += values[at]! * (query.get(rows[at]!) ?? 0)
    if (cosine > best.cosine) best = { phrasing: index.phrasings[text]!, cosine }
  }
  return best
}

function valuesOf({ rows, values }: Vector): Map<number, number> {
  return new Map(Array.from(rows, (row, at) => [row, values[at]!]))
}
