// The features that a site's FAQ knows, and what each is worth: the fewer entries have it, the more it
// tells. Texts become sparse vectors of length one; what the site has never seen counts in the length,
// so that a question about something else lies far from everything.
import type { Features } from './features.ts'

/** What a word, a pair, a pair with one between and a piece of letters count beside each other. */
export const kindWeights = [1, 0.4, 0.3, 0.6] as const

export interface Space {
  /** From a feature's hash to its row. */
  rows: Map<number, number>
  /** Per row: its worth, before the kind's weight. */
  worth: Float32Array
  /** Worth of what only one entry has, or none. */
  rarest: number
}

export interface Vector {
  rows: Int32Array
  values: Float32Array
  /** Share of the squared length that is features the site has never seen, 0 to 1. */
  unknown: number
}

/** `entryOf[i]` is the entry of text i; texts of one entry lie together. */
export function createSpace(texts: Features[], entryOf: ArrayLike<number>, entries: number): Space {
  const rows = new Map<number, number>()
  const counts: number[] = []
  const last: number[] = []
  for (let text = 0; text < texts.length; text++) {
    const entry = entryOf[text]!
    for (const hash of texts[text]!.hashes) {
      let row = rows.get(hash)
      if (row === undefined) {
        row = counts.length
        rows.set(hash, row)
        counts.push(0)
        last.push(-1)
      }
      if (last[row] === entry) continue
      last[row] = entry
      counts[row]!++
    }
  }
  const worth = (count: number) => Math.log((entries + 1.5) / (count + 0.5))
  return { rows, worth: Float32Array.from(counts, worth), rarest: worth(1) }
}

export function vectorOf(features: Features, space: Space): Vector {
  const known = new Map<number, number>()
  const strange = new Map<number, number>()
  const { hashes, kind } = features
  for (let at = 0; at < hashes.length; at++) {
    const hash = hashes[at]!
    const row = space.rows.get(hash)
    const weight = kindWeights[kind[at]!]!
    if (row === undefined) strange.set(hash, weight * space.rarest)
    else if (!known.has(row)) known.set(row, weight * space.worth[row]!)
  }
  let seen = 0
  let unseen = 0
  for (const value of known.values()) seen += value * value
  for (const value of strange.values()) unseen += value * value
  const length = Math.sqrt(seen + unseen) || 1
  const values = new Float32Array(known.size)
  let at = 0
  for (const value of known.values()) values[at++] = value / length
  return { rows: Int32Array.from(known.keys()), values, unknown: unseen / (length * length) }
}
