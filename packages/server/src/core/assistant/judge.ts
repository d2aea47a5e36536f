// Asks all rankers about a query and sets down what speaks for the entry that leads.

import type { Index } from './faq-index.ts'
import { type Features, featuresOf } from './features.ts'
import { logits } from './model.ts'
import { cosines } from './neighbours.ts'
import { type Vector, vectorOf } from './space.ts'

export interface Verdict {
  features: Features
  vector: Vector
  /** Per entry: the model's logit, the cosine to the nearest phrasing, and the sum of all cosines over spread. */
  said: Float64Array
  nearest: Float64Array
  central: Float64Array
  /** Per entry: what it is ranked by. */
  rank: Float64Array
}

/** What the nearest phrasing counts beside the model. */
const nearWeight = 2

export function judge(index: Index, query: string): Verdict {
  const features = featuresOf(query, index.lang)
  const vector = vectorOf(features, index.space)
  const count = index.entries.length
  const said = new Float64Array(count)
  logits(index.model, vector, said)
  const near = new Float64Array(index.phrasings.length)
  cosines(index.neighbours, vector, near)
  const nearest = new Float64Array(count)
  const central = new Float64Array(count)
  for (let text = 0; text < near.length; text++) {
    const entry = index.entryOf[text]!
    if (near[text]! > nearest[entry]!) nearest[entry] = near[text]!
    central[entry]! += near[text]!
  }
  const rank = new Float64Array(count)
  for (let entry = 0; entry < count; entry++) {
    central[entry]! /= index.spread[entry] || 1
    rank[entry] = said[entry]! + nearWeight * nearest[entry]!
  }
  return { features, vector, said, nearest, central, rank }
}
