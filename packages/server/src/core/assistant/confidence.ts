// How sure we are that the leading entry is the right one: a logistic model over a few figures that mean
// the same on every site, fitted offline (see bench/README.md) and shipped as constants.
import type { Index } from './faq-index.ts'
import type { Verdict } from './judge.ts'

export function evidenceOf(_index: Index, verdict: Verdict, first: number, second: number): number[] {
  const { rank, nearest, central, vector } = verdict
  let sum = 0
  for (const value of rank) sum += Math.exp(value - rank[first]!)
  return [
    1,
    1 / sum,
    Math.min(5, rank[first]! - (rank[second] ?? 0)),
    nearest[first]!,
    central[first]!,
    vector.unknown,
  ]
}

const weights = [-5.2, 3, 0.5, 3, 2, -1]

export function confidence(evidence: number[]): number {
  let sum = 0
  for (let at = 0; at < weights.length; at++) sum += weights[at]! * evidence[at]!
  return 1 / (1 + Math.exp(-sum))
}
