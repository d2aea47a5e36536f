// A small model that learns which entry a text means from the owner's own phrasings: multinomial
// logistic regression with a quadratic penalty, by coordinate ascent in the dual. The optimum is one, so
// it does not matter where learning starts: after a change it goes on from the old model.
import { improve } from './improve.ts'
import { createPace } from './pace.ts'
import { randomFrom, shuffle } from './random.ts'
import type { Space, Vector } from './space.ts'

const mostRounds = 10
/** Numbers on a page of memory, and what its first write costs in multiplications. */
const page = 1024
const firstWrite = 6000

export interface Model {
  entries: number
  /** Shared rows × entries: what a feature says for an entry. */
  weights: Float32Array
  /** Texts × entries: how each phrasing pulls at each entry; weights = Σ pull × vector. */
  pulls: Float32Array
  /** What a feature of one phrasing says is that phrasing's pull times `values`: it needs no weights of its own. */
  loneOf: Uint32Array
  loneValues: Float32Array
}

/** `start`, when given, are the pulls to go on from; they are changed. Yields between steps. */
export function* train(
  texts: Vector[],
  entryOf: ArrayLike<number>,
  entries: number,
  { shared, loneOf }: Space,
  start?: Float32Array,
): Generator<void, Model> {
  const weights = new Float32Array(shared * entries)
  const pulls = start ?? new Float32Array(texts.length * entries)
  const loneValues = new Float32Array(loneOf.length)
  for (const { rows, values, shared: first } of texts) {
    for (let at = first; at < rows.length; at++) loneValues[rows[at]! - shared] = values[at]!
  }
  const isDue = createPace()
  // Fresh memory comes page by page as it is first written, and where a page is dear all at once is a long step.
  for (let at = 0; at < weights.length; at += page) {
    weights[at] = 0
    if (isDue(firstWrite)) yield
  }
  if (start !== undefined) {
    for (let text = 0; text < texts.length; text++) {
      const mine = pulls.subarray(text * entries, (text + 1) * entries)
      const pulled: number[] = []
      for (let entry = 0; entry < entries; entry++) if (mine[entry] !== 0) pulled.push(entry)
      spread(weights, texts[text]!, entries, pulled, mine)
      if (isDue(texts[text]!.shared * pulled.length + entries)) yield
    }
  }
  const order = Uint32Array.from(texts, (_, at) => at)
  const random = randomFrom(1)
  const said = new Float64Array(entries)
  const change = new Float64Array(entries)
  for (let round = 0; round < mostRounds; round++) {
    shuffle(order, random)
    let isSettled = true
    for (const text of order) {
      const vector = texts[text]!
      const mine = pulls.subarray(text * entries, (text + 1) * entries)
      say(weights, vector, said)
      const own = loneShare(vector)
      for (let entry = 0; entry < entries; entry++) said[entry]! += mine[entry]! * own
      const { changed, isFar } = improve(said, mine, entryOf[text]!, change)
      if (isFar) isSettled = false
      spread(weights, vector, entries, changed, change)
      if (isDue(vector.shared * (entries + changed.length) + 20 * entries)) yield
    }
    if (isSettled) break
  }
  return { entries, weights, pulls, loneOf, loneValues }
}

/** Per entry what the model says of a text: the logits. */
export function logits(model: Model, vector: Vector, into: Float64Array): void {
  const { entries, weights, pulls, loneOf, loneValues } = model
  const { rows, values, shared } = vector
  say(weights, vector, into)
  if (shared === rows.length) return
  const first = weights.length / entries
  const byText = new Map<number, number>()
  for (let at = shared; at < rows.length; at++) {
    const lone = rows[at]! - first
    const text = loneOf[lone]!
    byText.set(text, (byText.get(text) ?? 0) + values[at]! * loneValues[lone]!)
  }
  for (const [text, share] of byText) {
    const base = text * entries
    for (let entry = 0; entry < entries; entry++) into[entry]! += pulls[base + entry]! * share
  }
}

/** What a single feature says for an entry. */
export function weightOf(
  { entries, weights, pulls, loneOf, loneValues }: Model,
  row: number,
  entry: number,
): number {
  const first = weights.length / entries
  if (row < first) return weights[row * entries + entry]!
  return pulls[loneOf[row - first]! * entries + entry]! * loneValues[row - first]!
}

function say(weights: Float32Array, { rows, values, shared }: Vector, into: Float64Array): void {
  const entries = into.length
  into.fill(0)
  for (let at = 0; at < shared; at++) {
    const base = rows[at]! * entries
    const value = values[at]!
    for (let entry = 0; entry < entries; entry++) into[entry]! += weights[base + entry]! * value
  }
}

function spread(
  weights: Float32Array,
  { rows, values, shared }: Vector,
  entries: number,
  which: number[],
  amounts: ArrayLike<number>,
): void {
  for (let at = 0; at < shared; at++) {
    const base = rows[at]! * entries
    const value = values[at]!
    for (const entry of which) weights[base + entry]! += amounts[entry]! * value
  }
}

function loneShare({ values, shared }: Vector): number {
  let squares = 0
  for (let at = shared; at < values.length; at++) squares += values[at]! ** 2
  return squares
}
