// Which FAQ entry answers a message, and how sure that is. Built from the owner's phrasings alone, in any
// language; the same FAQ gives the same scores everywhere. It only ranks: what is done with a score is
// decided by `bands`.
import { confidenceOf, evidenceFor } from './confidence.ts'
import { type Explanation, explain } from './explain.ts'
import { buildIndex, type Index, type Phrased } from './faq-index.ts'
import { featuresOf, mostLetters } from './features.ts'
import { fold } from './fold.ts'
import { logits } from './model.ts'
import { cosines } from './neighbours.ts'
import { rankFrom } from './ranking.ts'
import { vectorOf } from './space.ts'

export type { Explanation, Phrased }

/** An FAQ entry that may answer. */
export interface Match {
  id: string
  /** How sure it is that this entry answers, 0 to 1; it means the same on every site. 1 is for `exact` alone. */
  score: number
  /** `exact`: a phrasing of it is the query, case, accents and punctuation aside. */
  why: 'exact' | 'learned'
  /** How many phrasings it has, the question among them. */
  phrasings: number
}

export interface Matcher {
  /** Best first, at most `limit`; none when nothing of the query is known. */
  match(query: string, limit?: number): Match[]
  /** What in the query spoke for that entry and against it; null when there is no such entry. */
  explain(query: string, id: string): Explanation | null
}

export interface MatcherOptions {
  /** BCP 47; only says how to find words where a script has no blanks. */
  lang: string
  /** The matcher of before a change: what both have is not learned anew. */
  from?: Matcher
}

/** Scores that are not exact stay below 1. */
const mostLearned = 0.9999

const indexes = new WeakMap<Matcher, Index>()

/** Builds in steps of a few milliseconds: `next()` until done, other work between. */
export function* buildMatcher(entries: Phrased[], { lang, from }: MatcherOptions): Generator<void, Matcher> {
  const index = yield* buildIndex(entries, lang, from && indexes.get(from))
  const matcher: Matcher = {
    match: (query, limit = 5) => match(index, query, limit),
    explain(query, id) {
      const entry = index.entries.findIndex((one) => one.id === id)
      return entry < 0 ? null : explain(index, query, entry)
    },
  }
  indexes.set(matcher, index)
  return matcher
}

/** The same at one go. */
export function createMatcher(entries: Phrased[], options: MatcherOptions): Matcher {
  const steps = buildMatcher(entries, options)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

function match(index: Index, query: string, limit: number): Match[] {
  const learned = matchLearned(index, query, limit)
  const exact = query.length > mostLetters ? undefined : index.exact.get(fold(query))
  if (exact === undefined) return learned
  const { id, phrasings } = index.entries[exact]!
  const best: Match = { id, score: 1, why: 'exact', phrasings: phrasings.length }
  return [best, ...learned.filter((other) => other.id !== id)].slice(0, limit)
}

function matchLearned(index: Index, query: string, limit: number): Match[] {
  const { entries } = index
  const features = featuresOf(query, index.lang)
  const vector = vectorOf(features, index.space)
  const said = new Float64Array(entries.length)
  const near = new Float64Array(index.phrasings.length)
  logits(index.model, vector, said)
  cosines(index.neighbours, vector, near)
  const ranking = rankFrom(said, near, index.entryOf, index.corrections)
  const order = leaders(ranking.rank, ranking.nearest, limit)
  const [first] = order
  if (first === undefined) return []
  const sure = confidenceOf(evidenceFor(index, features, vector, ranking, first))
  // The others share what is left by their odds against the first.
  return order.map((entry) => ({
    id: entries[entry]!.id,
    score: Math.min(mostLearned, sure * Math.exp(ranking.rank[entry]! - ranking.rank[first]!)),
    why: 'learned',
    phrasings: entries[entry]!.phrasings.length,
  }))
}

/** The entries that have anything of the query, highest rank first; at a tie the one that comes first. */
function leaders(rank: Float64Array, nearest: Float64Array, limit: number): number[] {
  const order: number[] = []
  for (let entry = 0; entry < rank.length; entry++) {
    if (nearest[entry] === 0) continue
    if (order.length >= limit && rank[entry]! <= rank[order.at(-1)!]!) continue
    let place = order.length
    while (place > 0 && rank[entry]! > rank[order[place - 1]!]!) place--
    order.splice(place, 0, entry)
    if (order.length > limit) order.pop()
  }
  return order
}
