// Figures of what was asked: who was first, where a threshold has to be, and what is answered above it.
import { type Asked, type Kind, kinds, phrasingCounts } from './sets.ts'

/** Of the answers to what is in scope, so many are to be right. */
const leastRight = 0.95
/** Of what is out of scope, no more is to be answered at the safe point. */
const mostFalse = 0.05

export interface At {
  threshold: number
  /** Share of in-scope queries that are answered, and of these answers the right ones. */
  coverage: Record<string, number>
  precision: Record<string, number>
  /** Share of out-of-scope queries that are answered, each query weighing the same. */
  falseAnswers: Record<Kind | 'all' | 'allButNear', number>
  /** The same, each group at each k weighing the same. */
  falseAnswersByGroup: number
}

export interface Ranking {
  top1: number
  mrr5: number
  inThree: number
}

export interface Figures {
  /** By k, over groups; each group weighs the same. */
  ranking: Record<string, Ranking>
  /** The same by set. */
  sets: Record<string, Record<string, Ranking>>
  lowest: At
  safe: At
}

export function figuresOf(asked: Asked[]): Figures {
  const inScope = asked.filter(({ kind }) => kind === null)
  const outside = asked.filter(({ kind }) => kind !== null)
  const lowest = lowestThreshold(inScope)
  const safe = Math.max(lowest, safeThreshold(outside))
  const byK = (some: Asked[]) =>
    Object.fromEntries(phrasingCounts.map((k) => [k, rankingOf(some.filter((one) => one.k === k))]))
  const names = [...new Set(asked.map(({ set }) => set))]
  return {
    ranking: byK(inScope),
    sets: Object.fromEntries(names.map((name) => [name, byK(inScope.filter(({ set }) => set === name))])),
    lowest: at(lowest, inScope, outside),
    safe: at(safe, inScope, outside),
  }
}

function rankingOf(asked: Asked[]): Ranking {
  return {
    top1: share(asked, ({ place }) => (place === 0 ? 1 : 0)),
    mrr5: share(asked, ({ place }) => (place < 5 ? 1 / (place + 1) : 0)),
    inThree: share(asked, ({ place }) => (place < 3 ? 1 : 0)),
  }
}

/** From the highest score down, the last one at which enough of what lies above is right. */
function lowestThreshold(inScope: Asked[]): number {
  let threshold = 1
  let answered = 0
  let right = 0
  const sorted = inScope.toSorted((one, other) => other.score - one.score)
  for (const [index, { score, weight, place }] of sorted.entries()) {
    answered += weight
    if (place === 0) right += weight
    if (sorted[index + 1]?.score !== score && right >= leastRight * answered) threshold = score
  }
  return threshold
}

/** Just above the score of the first query too many. */
function safeThreshold(outside: Asked[]): number {
  const scores = outside.map(({ score }) => score).sort((one, other) => other - one)
  const tooMany = scores[Math.floor(mostFalse * scores.length)]
  return tooMany === undefined ? 0 : tooMany + 1e-9
}

function at(threshold: number, inScope: Asked[], outside: Asked[]): At {
  const isAnswered = ({ score }: Asked) => (score >= threshold ? 1 : 0)
  const parts: [string, Asked[]][] = [
    ...phrasingCounts.map((k): [string, Asked[]] => [String(k), inScope.filter((one) => one.k === k)]),
    ['all', inScope],
  ]
  const precision = (some: Asked[]) => share(some.filter(isAnswered), ({ place }) => (place === 0 ? 1 : 0))
  const falseShare = (some: Asked[]) => mean(some.map(isAnswered))
  return {
    threshold,
    coverage: Object.fromEntries(parts.map(([name, some]) => [name, share(some, isAnswered)])),
    precision: Object.fromEntries(parts.map(([name, some]) => [name, precision(some)])),
    falseAnswers: {
      ...(Object.fromEntries(
        kinds.map((kind) => [kind, falseShare(outside.filter((one) => one.kind === kind))]),
      ) as Record<Kind, number>),
      all: falseShare(outside),
      allButNear: falseShare(outside.filter(({ kind }) => kind !== 'near')),
    },
    falseAnswersByGroup: share(outside, isAnswered),
  }
}

function share(asked: Asked[], value: (one: Asked) => number): number {
  let sum = 0
  let all = 0
  for (const one of asked) {
    sum += one.weight * value(one)
    all += one.weight
  }
  return all === 0 ? 0 : sum / all
}

function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
