// How near a text is to each phrasing (the cosine of their vectors), by lists of who has a feature.
import { createPace } from './pace.ts'
import type { Vector } from './space.ts'

export interface Neighbours {
  /** Per row where its list begins in `texts` and `values`; one more at the end. */
  starts: Uint32Array
  texts: Uint32Array
  values: Float32Array
}

/** Yields between steps. */
export function* createNeighbours(texts: Vector[], rows: number): Generator<void, Neighbours> {
  const isDue = createPace()
  const starts = new Uint32Array(rows + 1)
  for (const { rows: known } of texts) {
    for (const row of known) starts[row + 1]!++
    if (isDue(known.length * 3)) yield
  }
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!
  const next = starts.slice()
  const lists: Neighbours = {
    starts,
    texts: new Uint32Array(starts[rows]!),
    values: new Float32Array(starts[rows]!),
  }
  for (let text = 0; text < texts.length; text++) {
    const vector = texts[text]!
    for (let at = 0; at < vector.rows.length; at++) {
      const slot = next[vector.rows[at]!]!++
      lists.texts[slot] = text
      lists.values[slot] = vector.values[at]!
    }
    if (isDue(vector.rows.length * 10)) yield
  }
  return lists
}

export function cosines(lists: Neighbours, vector: Vector, into: Float64Array): void {
  into.fill(0)
  for (let at = 0; at < vector.rows.length; at++) {
    const row = vector.rows[at]!
    const value = vector.values[at]!
    const end = lists.starts[row + 1]!
    for (let slot = lists.starts[row]!; slot < end; slot++)
      into[lists.texts[slot]!]! += lists.values[slot]! * value
  }
}
