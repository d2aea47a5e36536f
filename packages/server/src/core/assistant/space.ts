// The features that a site's FAQ knows, and what each is worth: the fewer entries have it, the more it
// tells. Texts become sparse vectors of length one; what the site has never seen counts in the length,
// so that a question about something else lies far from everything.
import type { Features } from './features.ts'
import { createPace } from './pace.ts'

/** What a word, a pair, a pair with one between and a piece of letters count beside each other. */
const kindWeights = [1, 0.4, 0.3, 0.6] as const
/** Takes the edge off rarity: from so few texts, rare says "a name" as often as it says "the topic". */
const rarityPower = 0.35
/** What only one phrasing has (mostly names and slips) counts less, and so does what none has. */
const loneWorth = 0.8
const unknownWorth = 0.7

export interface Space {
  /** From a feature's hash to its row. Rows below `shared` are of several texts, the others of one. */
  rows: Map<number, number>
  shared: number
  /** Row `shared` + i is of this text alone. */
  loneOf: Uint32Array
  /** Per row: its worth, before the kind's weight. */
  worth: Float32Array
  unknownWorth: number
}

export interface Vector {
  /** Shared rows, so many as `shared` says, then lone ones. */
  rows: Int32Array
  values: Float32Array
  shared: number
}

/** What looking a feature up costs, in multiplications. */
const lookUp = 60

/** `entryOf[i]` is the entry of text i; texts of one entry lie together. Yields between steps. */
export function* createSpace(
  texts: Features[],
  entryOf: ArrayLike<number>,
  entries: number,
): Generator<void, Space> {
  const isDue = createPace()
  const rows = new Map<number, number>()
  const inTexts: number[] = []
  const inEntries: number[] = []
  const lastText: number[] = []
  for (let text = 0; text < texts.length; text++) {
    const entry = entryOf[text]!
    for (const hash of texts[text]!.hashes) {
      let row = rows.get(hash)
      if (row === undefined) {
        row = rows.size
        rows.set(hash, row)
        inTexts.push(0)
        inEntries.push(0)
        lastText.push(-1)
      }
      inTexts[row]!++
      if (lastText[row]! < 0 || entryOf[lastText[row]!] !== entry) inEntries[row]!++
      lastText[row] = text
    }
    if (isDue(texts[text]!.hashes.length * lookUp)) yield
  }
  const rarity = Float32Array.from(
    { length: entries + 1 },
    (_, count) => Math.log((entries + 1.5) / (count + 0.5)) ** rarityPower,
  )
  let shared = 0
  for (const count of inTexts) if (count > 1) shared++
  yield
  const worth = new Float32Array(rows.size)
  const loneOf = new Uint32Array(rows.size - shared)
  let nextShared = 0
  let nextLone = shared
  for (const [hash, old] of rows) {
    const isLone = inTexts[old] === 1
    const row = isLone ? nextLone++ : nextShared++
    rows.set(hash, row)
    worth[row] = rarity[inEntries[old]!]! * (isLone ? loneWorth : 1)
    if (isLone) loneOf[row - shared] = lastText[old]!
    if (isDue(2 * lookUp)) yield
  }
  return { rows, shared, loneOf, worth, unknownWorth: (rarity[1] ?? 1) * unknownWorth }
}

export function vectorOf({ hashes, kinds }: Features, space: Space): Vector {
  const rows = new Int32Array(hashes.length)
  const values = new Float32Array(hashes.length)
  let shared = 0
  let lone = hashes.length
  let squares = 0
  for (let at = 0; at < hashes.length; at++) {
    const row = space.rows.get(hashes[at]!)
    const value = kindWeights[kinds[at]!]! * (row === undefined ? space.unknownWorth : space.worth[row]!)
    squares += value * value
    if (row === undefined) continue
    const to = row < space.shared ? shared++ : --lone
    rows[to] = row
    values[to] = value
  }
  const length = Math.sqrt(squares) || 1
  const known = shared + hashes.length - lone
  rows.copyWithin(shared, lone)
  values.copyWithin(shared, lone)
  for (let at = 0; at < known; at++) values[at]! /= length
  return { rows: rows.slice(0, known), values: values.slice(0, known), shared }
}
