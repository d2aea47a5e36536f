// One step of learning: the best pulls of one phrasing, those of the others being what they are. They are
// `reach` × (1 − p) at its own entry and −`reach` × p at each other, where p, what the model then gives
// the entry, depends on the pulls themselves. Its own is solved for; the others follow by one Newton step.

/** How far one phrasing may pull: larger fits the phrasings more closely. Twice or half changes little. */
const reach = 80
/** A pull that would change by less is left as it is: most are, which is what makes learning quick. */
const negligible = reach * 5e-4
/** With all changes below this, nothing is to be learned any more. */
const far = reach * 1e-2
const halvings = 20

export interface Improvement {
  /** The entries whose pull changed; by how much is in `change`. */
  changed: number[]
  isFar: boolean
}

/** `said`: the logits with `pulls` in them; the vector has length one. Changes `pulls` and fills `change`. */
export function improve(
  said: Float64Array,
  pulls: Float32Array,
  own: number,
  change: Float64Array,
): Improvement {
  const changed: number[] = []
  let isFar = false
  const rival = sumOfOthers(said, own)
  if (rival === Number.NEGATIVE_INFINITY) return { changed, isFar }
  const without = said[own]! - pulls[own]!
  const best = solve(without - rival)
  const othersShare = 1 / (1 + Math.exp(without + best - rival))
  for (let entry = 0; entry < said.length; entry++) {
    const before = pulls[entry]!
    let by = best - before
    if (entry !== own) {
      const pull = reach * othersShare * Math.exp(said[entry]! - rival)
      by = (-pull - before) / (1 + pull)
    }
    if (Math.abs(by) < negligible) continue
    if (Math.abs(by) >= far) isFar = true
    change[entry] = by
    pulls[entry] = before + by
    changed.push(entry)
  }
  return { changed, isFar }
}

/** The pull that equals `reach` times the share that is then left to the others; `ahead` is the lead without it. */
function solve(ahead: number): number {
  let low = 0
  let high = reach
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2
    if (middle < reach / (1 + Math.exp(ahead + middle))) low = middle
    else high = middle
  }
  return low
}

/** Logarithm of the sum of what the others' logits are worth. */
function sumOfOthers(said: Float64Array, own: number): number {
  let top = Number.NEGATIVE_INFINITY
  for (let entry = 0; entry < said.length; entry++) if (entry !== own) top = Math.max(top, said[entry]!)
  if (top === Number.NEGATIVE_INFINITY) return top
  let sum = 0
  for (let entry = 0; entry < said.length; entry++) if (entry !== own) sum += Math.exp(said[entry]! - top)
  return top + Math.log(sum)
}
