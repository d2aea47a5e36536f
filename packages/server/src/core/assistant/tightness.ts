// How well an entry's own phrasings know each other: each is held against the rest as if it had just been
// asked. Entries that fail at that will also be named wrongly, and sites differ in it more than in anything.

import { logits, type Model } from './model.ts'
import { cosines, type Neighbours } from './neighbours.ts'
import { createPace } from './pace.ts'
import { lead, rankFrom } from './ranking.ts'
import type { Vector } from './space.ts'

/** So many phrasings of the whole site count in each entry's mean, as it has few of its own. */
const siteShare = 3
/** Beyond this, a lead says no more. */
const mostLead = 8

/** Per entry the mean lead, in log odds; 0 where it has no second phrasing to be known by. Yields between steps. */
export function* tightness(
  vectors: Vector[],
  entryOf: ArrayLike<number>,
  firstOf: ArrayLike<number>,
  model: Model,
  neighbours: Neighbours,
): Generator<void, Float64Array> {
  const { entries, pulls } = model
  const isDue = createPace()
  const averageList = neighbours.texts.length / (neighbours.starts.length || 1)
  const sums = new Float64Array(entries)
  const said = new Float64Array(entries)
  const near = new Float64Array(vectors.length)
  let all = 0
  let count = 0
  for (let text = 0; text < vectors.length; text++) {
    const own = entryOf[text]!
    if (firstOf[own + 1]! - firstOf[own]! < 2) continue
    logits(model, vectors[text]!, said)
    cosines(neighbours, vectors[text]!, near)
    // What the phrasing itself taught is taken back: its pull times its own length, which is one.
    for (let entry = 0; entry < entries; entry++) said[entry]! -= pulls[text * entries + entry]!
    near[text] = 0
    const { rank } = rankFrom(said, near, entryOf)
    const ahead = Math.max(-mostLead, Math.min(mostLead, lead(rank, own)))
    sums[own]! += ahead
    all += ahead
    count++
    if (isDue(vectors[text]!.rows.length * (entries + averageList))) yield
  }
  const mean = count === 0 ? 0 : all / count
  return sums.map((sum, entry) => {
    const size = firstOf[entry + 1]! - firstOf[entry]!
    return size < 2 ? 0 : (sum + siteShare * mean) / (size + siteShare)
  })
}
