// How sure we are that the leading entry is the right one: a logistic model over a few figures that mean the
// same on every site, fitted offline on real questions with and without an answer (bench/README.md says how)
// and shipped as constants.
import type { Index } from './faq-index.ts'
import type { Features } from './features.ts'
import { lead, type Ranking } from './ranking.ts'
import type { Vector } from './space.ts'

export interface Evidence {
  /** Log odds of the entry against all others. */
  lead: number
  /** Share of the query's squared length that the entry's phrasings have too. */
  held: number
  /** Logarithm of one more than the query's words: a longer question that fits, fits less by chance. */
  words: number
  /** How well the entry's own phrasings know each other: where they do, a lead is easily had and says less. */
  tight: number
}

const bias = -2.67
const weights: Record<keyof Evidence, number> = { lead: 0.82, held: 0.71, words: 0.94, tight: -0.15 }
/** Beyond this, a lead says no more. */
const mostLead = 10

export function evidenceFor(
  index: Index,
  features: Features,
  vector: Vector,
  { rank }: Ranking,
  entry: number,
): Evidence {
  return {
    lead: Math.max(-mostLead, Math.min(mostLead, lead(rank, entry))),
    held: heldShare(index, vector, entry),
    words: Math.log(1 + features.words),
    tight: index.tight[entry]!,
  }
}

export function confidenceOf(evidence: Evidence): number {
  let sum = bias
  for (const name of Object.keys(weights) as (keyof Evidence)[]) sum += weights[name] * evidence[name]
  return 1 / (1 + Math.exp(-sum))
}

function heldShare({ neighbours, firstOf }: Index, { rows, values }: Vector, entry: number): number {
  const first = firstOf[entry]!
  const end = firstOf[entry + 1]!
  let share = 0
  for (let at = 0; at < rows.length; at++) {
    // Lists name texts in order, so the first one that is not before the entry decides.
    let low = neighbours.starts[rows[at]!]!
    let high = neighbours.starts[rows[at]! + 1]!
    const stop = high
    while (low < high) {
      const middle = (low + high) >>> 1
      if (neighbours.texts[middle]! < first) low = middle + 1
      else high = middle
    }
    if (low < stop && neighbours.texts[low]! < end) share += values[at]! ** 2
  }
  return share
}
