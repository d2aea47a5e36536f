// Each phrasing held against the rest of the FAQ as if it had just been asked: what a site can know of how its
// matcher will do, and learns two things from. How much an entry leans to be named too often or too seldom (one
// of many sides pulls less than its questions deserve), which is corrected; and how well its phrasings know each
// other, as entries that fail at that will also be named wrongly.
import { logits, type Model } from './model.ts'
import { cosines, type Neighbours } from './neighbours.ts'
import { createPace } from './pace.ts'
import { lead, rankFrom } from './ranking.ts'
import type { Vector } from './space.ts'

/** How much of what a phrasing taught is taken back: without it the others of its entry would pull harder. */
const takenBack = 0.75
/** How a correction is held back: as if so many phrasings spoke against it. */
const restraint = 0.5
const mostRounds = 20
/** A correction that would change by less has settled. */
const negligible = 0.02
/** So many phrasings of the whole site count in each entry's mean, as it has few of its own. */
const siteShare = 3
/** Beyond this, a lead says no more. */
const mostLead = 8
/** What an exponential costs, in multiplications. */
const exponential = 10

export interface LeftOut {
  /** Per entry what is added to its rank. */
  corrections: Float64Array
  /** Per entry the mean lead, in log odds; 0 where it has no second phrasing to be known by. */
  tight: Float64Array
}

/** Yields between steps. */
export function* leaveOut(
  vectors: Vector[],
  entryOf: ArrayLike<number>,
  firstOf: ArrayLike<number>,
  model: Model,
  neighbours: Neighbours,
): Generator<void, LeftOut> {
  const ranks = yield* ranksWithout(vectors, entryOf, model, neighbours)
  const corrections = yield* correct(ranks, entryOf, model.entries)
  return { corrections, tight: yield* tightness(ranks, entryOf, firstOf, corrections) }
}

/** Texts × entries. */
function* ranksWithout(
  vectors: Vector[],
  entryOf: ArrayLike<number>,
  model: Model,
  neighbours: Neighbours,
): Generator<void, Float32Array> {
  const { entries, pulls } = model
  const isDue = createPace()
  const averageList = neighbours.texts.length / (neighbours.starts.length || 1)
  const ranks = new Float32Array(vectors.length * entries)
  const said = new Float64Array(entries)
  const near = new Float64Array(vectors.length)
  for (let text = 0; text < vectors.length; text++) {
    logits(model, vectors[text]!, said)
    cosines(neighbours, vectors[text]!, near)
    // The vector's length is one, so the pull is what it adds to itself.
    for (let entry = 0; entry < entries; entry++) said[entry]! -= takenBack * pulls[text * entries + entry]!
    near[text] = 0
    ranks.set(rankFrom(said, near, entryOf).rank, text * entries)
    if (isDue(vectors[text]!.rows.length * (entries + averageList))) yield
  }
  return ranks
}

/** Such that each entry's share of all phrasings is what it has: Newton's way, half a step for each by itself. */
function* correct(
  ranks: Float32Array,
  entryOf: ArrayLike<number>,
  entries: number,
): Generator<void, Float64Array> {
  const isDue = createPace()
  const corrections = new Float64Array(entries)
  const share = new Float64Array(entries)
  for (let round = 0; round < mostRounds; round++) {
    const missing = corrections.map((correction) => -restraint * correction)
    const curve = new Float64Array(entries).fill(restraint)
    for (let base = 0; base < ranks.length; base += entries) {
      let top = Number.NEGATIVE_INFINITY
      for (let entry = 0; entry < entries; entry++) {
        share[entry] = ranks[base + entry]! + corrections[entry]!
        top = Math.max(top, share[entry]!)
      }
      let all = 0
      for (let entry = 0; entry < entries; entry++) all += share[entry] = Math.exp(share[entry]! - top)
      for (let entry = 0; entry < entries; entry++) {
        const given = share[entry]! / all
        missing[entry]! -= given
        curve[entry]! += given * (1 - given)
      }
      missing[entryOf[base / entries]!]!++
      if (isDue(entries * exponential)) yield
    }
    let farthest = 0
    for (let entry = 0; entry < entries; entry++) {
      const by = missing[entry]! / curve[entry]! / 2
      corrections[entry]! += by
      farthest = Math.max(farthest, Math.abs(by))
    }
    if (farthest < negligible) break
  }
  return corrections
}

function* tightness(
  ranks: Float32Array,
  entryOf: ArrayLike<number>,
  firstOf: ArrayLike<number>,
  corrections: Float64Array,
): Generator<void, Float64Array> {
  const isDue = createPace()
  const entries = corrections.length
  const sums = new Float64Array(entries)
  const sizeOf = (entry: number) => firstOf[entry + 1]! - firstOf[entry]!
  let all = 0
  let count = 0
  for (let base = 0; base < ranks.length; base += entries) {
    const own = entryOf[base / entries]!
    if (sizeOf(own) < 2) continue
    const rank = corrections.map((correction, entry) => correction + ranks[base + entry]!)
    const ahead = Math.max(-mostLead, Math.min(mostLead, lead(rank, own)))
    sums[own]! += ahead
    all += ahead
    count++
    if (isDue(entries * exponential)) yield
  }
  const mean = count === 0 ? 0 : all / count
  return sums.map((sum, entry) =>
    sizeOf(entry) < 2 ? 0 : (sum + siteShare * mean) / (sizeOf(entry) + siteShare),
  )
}
