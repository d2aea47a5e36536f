// The features that a site's FAQ knows, and what each is worth: the fewer entries have it, the more it
// tells. Texts become sparse vectors of length one; what the site has never seen counts in the length,
// so that a question about something else lies far from everything.
import type { Features } from './features.ts'

/** What a word, a pair, a pair with one between and a piece of letters count beside each other. */
const kindWeights = [1, 0.4, 0.3, 0.6] as const
/** Takes the edge off rarity: from so few texts, rare says "a name" as often as it says "the topic". */
const rarityPower = 0.35
/** What only one phrasing has (mostly names and slips) counts less, and so does what none has. */
const loneWorth = 0.8
const unknownWorth = 0.7

export interface Space {
  /** From a feature's hash to its row. */
  rows: Map<number, number>
  /** Per row: its worth, before the kind's weight. */
  worth: Float32Array
  unknownWorth: number
}

export interface Vector {
  rows: Int32Array
  values: Float32Array
}

const textsPerStep = 50

/** `entryOf[i]` is the entry of text i; texts of one entry lie together. Yields between steps. */
export function* createSpace(
  texts: Features[],
  entryOf: ArrayLike<number>,
  entries: number,
): Generator<void, Space> {
  const rows = new Map<number, number>()
  const seen: { entries: number; texts: number; entry: number; text: number }[] = []
  for (let text = 0; text < texts.length; text++) {
    const entry = entryOf[text]!
    for (const hash of texts[text]!.hashes) {
      let row = rows.get(hash)
      if (row === undefined) {
        row = rows.size
        rows.set(hash, row)
        seen.push({ entries: 0, texts: 0, entry: -1, text: -1 })
      }
      const count = seen[row]!
      if (count.text !== text) count.texts++
      if (count.entry !== entry) count.entries++
      count.text = text
      count.entry = entry
    }
    if (text % textsPerStep === textsPerStep - 1) yield
  }
  const rarity = (count: number) => Math.log((entries + 1.5) / (count + 0.5)) ** rarityPower
  const worth = Float32Array.from(
    seen,
    (count) => rarity(count.entries) * (count.texts === 1 ? loneWorth : 1),
  )
  return { rows, worth, unknownWorth: rarity(1) * unknownWorth }
}

/** A feature counts once, however often a text has it. */
export function vectorOf({ hashes, kind }: Features, space: Space): Vector {
  const known = new Map<number, number>()
  const unknown = new Set<number>()
  let squares = 0
  for (let at = 0; at < hashes.length; at++) {
    const hash = hashes[at]!
    const row = space.rows.get(hash)
    const weight = kindWeights[kind[at]!]!
    if (row === undefined) {
      if (unknown.has(hash)) continue
      unknown.add(hash)
      squares += (weight * space.unknownWorth) ** 2
    } else if (!known.has(row)) {
      const value = weight * space.worth[row]!
      known.set(row, value)
      squares += value * value
    }
  }
  const length = Math.sqrt(squares) || 1
  const values = new Float32Array(known.size)
  let at = 0
  for (const value of known.values()) values[at++] = value / length
  return { rows: Int32Array.from(known.keys()), values }
}
