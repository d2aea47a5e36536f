/**
 * What the assistant would do with a question at a threshold, from the score that the server found: the same
 * three bands as the server's, so that a slider can show them while it moves. Pure.
 */
import type { Id, PastQuestions, Threshold } from '@foyer/protocol'
import { waysWanted } from './faq.ts'

export type Does = 'answer' | 'suggest' | 'handOff'
export type PastQuestion = PastQuestions['questions'][number]

/** `ways`: how many ways to ask an entry has, by its id; one with too few is only suggested. */
export function doesAt(question: PastQuestion, threshold: Threshold, ways: ReadonlyMap<Id, number>): Does {
  const { best } = question
  if (best === undefined) return 'handOff'
  if (best.isExact) return 'answer'
  if (best.score >= threshold.answer && (ways.get(best.faq) ?? waysWanted) >= waysWanted) return 'answer'
  return best.score >= threshold.suggest ? 'suggest' : 'handOff'
}

export function sortedInto(
  questions: readonly PastQuestion[],
  threshold: Threshold,
  ways: ReadonlyMap<Id, number>,
): Record<Does, PastQuestion[]> {
  const sorted: Record<Does, PastQuestion[]> = { answer: [], suggest: [], handOff: [] }
  for (const question of questions) sorted[doesAt(question, threshold, ways)].push(question)
  return sorted
}

/** The nearer end gives way, so that the two never cross. */
export function withThreshold(threshold: Threshold, change: Partial<Threshold>): Threshold {
  const next = { ...threshold, ...change }
  if (next.suggest <= next.answer) return next
  return change.answer === undefined ? { ...next, answer: next.suggest } : { ...next, suggest: next.answer }
}
