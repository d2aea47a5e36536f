/** Figures of the assistant as shares, and the scale of their plot. Pure. */
import type { AssistantFigures, Outcome } from '@foyer/protocol'

export interface Shares {
  answered: number
  suggested: number
  handedOver: number
  rated: number
  notHelpful: number
}

/** The outcomes that an answer came of without a person, those in which one was offered, and the others. */
const answeredBy: Outcome[] = ['answered', 'recommended', 'model']
const handedOverBy: Outcome[] = ['unanswered', 'repeated', 'handedOff']

export function countsOf({ outcomes, helpful, notHelpful }: AssistantFigures): Shares {
  const sum = (names: Outcome[]) => names.reduce((all, name) => all + outcomes[name], 0)
  return {
    answered: sum(answeredBy),
    suggested: outcomes.suggested,
    handedOver: sum(handedOverBy),
    rated: helpful + notHelpful,
    notHelpful,
  }
}

/** A round number not below `most`, so that the scale's lines are round too. */
export function niceTop(most: number): number {
  if (most <= 4) return 4
  const size = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 4, 5, 8, 10].map((step) => step * size).find((top) => top >= most) ?? most
}
