// Which FAQ entry answers a message, and how sure that is. Built from the owner's phrasings alone, in any
// language; the same FAQ gives the same scores everywhere. It only ranks: what is done with a score is
// decided by `bands`.
import { confidence, evidenceOf } from './confidence.ts'
import { type Explanation, explainVerdict } from './explain.ts'
import { buildIndex, type Index, type Phrased } from './faq-index.ts'
import { fold } from './fold.ts'
import { judge } from './judge.ts'

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

const indexes = new WeakMap<Matcher, Index>()

export interface MatcherOptions {
  /** BCP 47; only says how to find words where a script has no blanks. */
  lang: string
  /** The matcher of before a change: what both have is not learned anew. */
  from?: Matcher
}

/** Builds in steps of a few milliseconds: `next()` until done, other work between. */
export function* buildMatcher(entries: Phrased[], { lang, from }: MatcherOptions): Generator<void, Matcher> {
  const index = yield* buildIndex(entries, lang, from && indexes.get(from))
  const matcher: Matcher = {
    match: (query, limit = 5) => match(index, query, limit),
    explain(query, id) {
      const entry = index.entries.findIndex((one) => one.id === id)
      return entry < 0 ? null : explainVerdict(index, query, entry)
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

/** Scores that are not exact stay below 1. */
const most = 0.9999

function match(index: Index, query: string, limit: number): Match[] {
  const { entries } = index
  const verdict = judge(index, query)
  const { rank, nearest } = verdict
  const exact = index.exact.get(fold(query))
  const order = leaders(rank, nearest, limit)
  const [first, second] = order
  if (first === undefined) return []
  const sure = confidence(evidenceOf(index, verdict, first, second ?? first))
  const matches = order.map(
    (entry): Match => ({
      id: entries[entry]!.id,
      score: Math.min(most, sure * Math.exp(rank[entry]! - rank[first]!)),
      why: 'learned',
      phrasings: entries[entry]!.phrasings.length,
    }),
  )
  if (exact === undefined) return matches
  const { id, phrasings } = entries[exact]!
  const best: Match = { id, score: 1, why: 'exact', phrasings: phrasings.length }
  return [best, ...matches.filter((other) => other.id !== id)].slice(0, limit)
}

/** The entries that have anything of the query, highest rank first; at a tie the one that comes first. */
function leaders(rank: Float64Array, nearest: Float64Array, limit: number): number[] {
  const order: number[] = []
  for (let entry = 0; entry < rank.length; entry++) {
    if (nearest[entry] === 0) continue
    if (order.length >= limit && rank[entry]! <= rank[order[limit - 1]!]!) continue
    let place = Math.min(order.length, limit)
    while (place > 0 && rank[entry]! > rank[order[place - 1]!]!) place--
    order.splice(place, 0, entry)
    if (order.length > limit) order.pop()
  }
  return order
}
