/** Figures of the assistant as shares and as a day for every day, also those on which nobody asked. Pure. */
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

export type FigureDay = AssistantFigures['days'][number]

/** `YYYY-MM-DD` from the first to the last day of the figures' time. */
export function everyDay({ from, to, days }: Pick<AssistantFigures, 'from' | 'to' | 'days'>): FigureDay[] {
  const known = new Map(days.map((one) => [one.day, one]))
  const all: FigureDay[] = []
  for (let at = startOf(from); at <= to; at += 24 * 60 * 60_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    all.push(known.get(day) ?? { day, asked: 0, answered: 0, handedOff: 0 })
    known.delete(day)
  }
  // Days of the site's own zone may stand out by one at either end.
  return [...known.values(), ...all].toSorted((one, other) => (one.day < other.day ? -1 : 1))
}

function startOf(time: number): number {
  return time - (time % (24 * 60 * 60_000))
}

/** A round number not below `most`, so that the scale's lines are round too. */
export function niceTop(most: number): number {
  if (most <= 4) return 4
  const size = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 4, 5, 8, 10].map((step) => step * size).find((top) => top >= most) ?? most
}
