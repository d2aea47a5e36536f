// A small model that learns which entry a text means from the owner's own phrasings: multinomial
// logistic regression with a quadratic penalty, by coordinate ascent in the dual. The optimum is one, so
// it does not matter where learning starts: after a change it goes on from the old model.
import type { Vector } from './space.ts'

/** How far one phrasing may pull: larger fits the phrasings more closely. */
const reach = 80
const mostRounds = 10
/** A pull that changes by less than this share of `reach` is left as it is. */
const negligible = 1e-3
/** Multiplications between two yields: a few milliseconds. */
const workPerStep = 4_000_000

export interface Model {
  entries: number
  /** rows × entries: what a feature says for an entry. */
  weights: Float32Array
  /** texts × entries: how each phrasing pulls at each entry; weights = Σ pull × vector. */
  pulls: Float32Array
}

/** `start`, when given, are the pulls to go on from; they are changed. Yields between steps. */
export function* train(
  texts: Vector[],
  entryOf: ArrayLike<number>,
  entries: number,
  rows: number,
  start?: Float32Array,
): Generator<void, Model> {
  const weights = new Float32Array(rows * entries)
  const pulls = start ?? new Float32Array(texts.length * entries)
  const model: Model = { entries, weights, pulls }
  let work = 0
  if (start !== undefined) {
    for (let text = 0; text < texts.length; text++) {
      const changed: number[] = []
      for (let entry = 0; entry < entries; entry++)
        if (pulls[text * entries + entry] !== 0) changed.push(entry)
      pull(weights, texts[text]!, entries, changed, (entry) => pulls[text * entries + entry]!)
      work += texts[text]!.rows.length * changed.length + entries
      if (work > workPerStep) {
        work = 0
        yield
      }
    }
  }
  const order = Uint32Array.from(texts, (_, at) => at)
  const random = randomFrom(1)
  const said = new Float64Array(entries)
  const change = new Float64Array(entries)
  for (let round = 0; round < mostRounds; round++) {
    shuffle(order, random)
    let largest = 0
    for (const text of order) {
      const vector = texts[text]!
      logits(model, vector, said)
      const changed = improve(said, pulls, text * entries, entries, entryOf[text]!, change)
      for (const entry of changed) largest = Math.max(largest, Math.abs(change[entry]!))
      pull(weights, vector, entries, changed, (entry) => change[entry]!)
      work += vector.rows.length * (entries + changed.length)
      if (work > workPerStep) {
        work = 0
        yield
      }
    }
    if (largest < reach * 2e-2) break
  }
  return model
}

export function logits(model: Model, vector: Vector, into: Float64Array): void {
  const { entries, weights } = model
  const { rows, values } = vector
  into.fill(0)
  for (let at = 0; at < rows.length; at++) {
    const base = rows[at]! * entries
    const value = values[at]!
    for (let entry = 0; entry < entries; entry++) into[entry]! += weights[base + entry]! * value
  }
}

/**
 * The best pulls of one phrasing, the others being what they are: `reach` × (1 − p) at its own entry and
 * −`reach` × p at the others, where p depends on these pulls itself. Its own is solved, the others follow.
 */
function improve(
  said: Float64Array,
  pulls: Float32Array,
  base: number,
  entries: number,
  own: number,
  change: Float64Array,
): number[] {
  let top = Number.NEGATIVE_INFINITY
  for (let entry = 0; entry < entries; entry++) if (entry !== own) top = Math.max(top, said[entry]!)
  if (top === Number.NEGATIVE_INFINITY) return []
  let others = 0
  for (let entry = 0; entry < entries; entry++) if (entry !== own) others += Math.exp(said[entry]! - top)
  const rival = top + Math.log(others)
  const without = said[own]! - pulls[base + own]!
  let low = 0
  let high = reach
  for (let halving = 0; halving < 20; halving++) {
    const middle = (low + high) / 2
    if (middle < reach / (1 + Math.exp(without + middle - rival))) low = middle
    else high = middle
  }
  const changed: number[] = []
  const ownShare = 1 / (1 + Math.exp(rival - without - low))
  for (let entry = 0; entry < entries; entry++) {
    const before = pulls[base + entry]!
    let by: number
    if (entry === own) {
      by = low - before
    } else {
      const share = (1 - ownShare) * Math.exp(said[entry]! - rival)
      by = (-reach * share - before) / (1 + reach * share)
    }
    if (Math.abs(by) < reach * negligible) continue
    change[entry] = by
    pulls[base + entry] = before + by
    changed.push(entry)
  }
  return changed
}

function pull(
  weights: Float32Array,
  vector: Vector,
  entries: number,
  changed: number[],
  by: (entry: number) => number,
): void {
  const amounts = changed.map(by)
  for (let at = 0; at < vector.rows.length; at++) {
    const base = vector.rows[at]! * entries
    const value = vector.values[at]!
    for (let index = 0; index < changed.length; index++) {
      weights[base + changed[index]!]! += amounts[index]! * value
    }
  }
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at]!
    order[at] = order[other]!
    order[other] = kept
  }
}

/** Mulberry32: the same order each time, so that the same FAQ gives the same scores. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
