// What is done with matches: answer, suggest a few, or leave it to people.
import type { Match } from './matcher.ts'

export interface Thresholds {
  /** From this score on the assistant answers. */
  answer: number
  /** From this score on entries are suggested. */
  suggest: number
}

/**
 * Found with `npm run bench -- matching` on the sets that its README names. `answer` lies between where 5 % of
 * what is out of scope is answered by a confidence fitted on all sets (0.63) and by one that has not seen the set
 * asked about (0.66); 95 % of the answers are right from 0.62 on. At `suggest` the right entry is among the three
 * for four of five questions that have one, and a third of those that have none get suggestions too.
 */
export const defaultThresholds: Thresholds = { answer: 0.65, suggest: 0.2 }

/** With fewer phrasings an entry is only suggested: nobody can tell from one or two how people ask for it. */
export const fewestPhrasings = 3
const mostSuggested = 3
/**
 * Of the best one's score: what has less is right once in forty times, and offered it only makes the choice longer.
 */
const leastOfBest = 0.05

export type Band = { band: 'answer'; entry: Match } | { band: 'suggest'; entries: Match[] } | { band: 'none' }

/** `matches` best first, as a matcher gives them. */
export function bands(matches: Match[], thresholds: Thresholds = defaultThresholds): Band {
  const [first] = matches
  if (first === undefined) return { band: 'none' }
  if (first.why === 'exact') return { band: 'answer', entry: first }
  if (first.score >= thresholds.answer && first.phrasings >= fewestPhrasings) {
    return { band: 'answer', entry: first }
  }
  if (first.score < thresholds.suggest) return { band: 'none' }
  const near = matches.filter(({ score }) => score >= leastOfBest * first.score)
  return { band: 'suggest', entries: near.slice(0, mostSuggested) }
}
