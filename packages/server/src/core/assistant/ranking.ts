// Ranks the entries for a text: what the model says, how near the nearest phrasing lies, and how much an entry
// leans to be named too seldom.

/** What the nearest phrasing counts beside the model: its cosine, times this, is added to the logit. */
const nearWeight = 3

export interface Ranking {
  /** Per entry: what it is ranked by, and the cosine to its nearest phrasing. */
  rank: Float64Array
  nearest: Float64Array
}

/** `said`: the model's logit per entry; `near`: the cosine per phrasing; `corrections`: see `leaveOut`. */
export function rankFrom(
  said: Float64Array,
  near: Float64Array,
  entryOf: ArrayLike<number>,
  corrections?: Float64Array,
): Ranking {
  const nearest = new Float64Array(said.length)
  for (let text = 0; text < near.length; text++) {
    const entry = entryOf[text]!
    if (near[text]! > nearest[entry]!) nearest[entry] = near[text]!
  }
  const rank = said.map((logit, entry) => logit + nearWeight * nearest[entry]! + (corrections?.[entry] ?? 0))
  return { rank, nearest }
}

/**
 * So many more entries of which nothing is known are taken to be there: an FAQ of three entries does not mean
 * that every question is one of the three.
 */
const unwritten = 10

/** Log odds of one entry against all others together, the unwritten ones among them. */
export function lead(rank: Float64Array, own: number): number {
  let top = 0
  for (let entry = 0; entry < rank.length; entry++) if (entry !== own) top = Math.max(top, rank[entry]!)
  let others = unwritten * Math.exp(-top)
  for (let entry = 0; entry < rank.length; entry++) if (entry !== own) others += Math.exp(rank[entry]! - top)
  return rank[own]! - top - Math.log(others)
}
