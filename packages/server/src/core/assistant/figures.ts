/**
 * What the assistant did in a time, from counts by day, outcome and entry (AS-15). Days are UTC days. Pure.
 *
 * Each question has one outcome and counts once. *Answered* is what an answer was sent to: by the bot, by
 * itself as a recommended one, or by a model. *Handed off* is what a person was needed for: asked for, not
 * answerable, or the same answer a second time. Where entries were offered and none was chosen it is neither
 * (`suggested`); a choice makes it one of the others. *Not helpful* is what the visitor said so of.
 */
import type { AssistantFigures, FaqEntry, Id, Outcome, Time } from '@foyer/protocol'

export interface Counted {
  day: Time
  outcome: Outcome
  faq: Id | null
  count: number
  helpful: number
  notHelpful: number
}

const dayLength = 86_400_000
const answeredBy: ReadonlySet<Outcome> = new Set<Outcome>(['answered', 'recommended', 'model'])
const handedOffBy: ReadonlySet<Outcome> = new Set<Outcome>(['handedOff', 'unanswered', 'repeated'])

type EntryFigures = AssistantFigures['entries'][number]
type DayFigures = AssistantFigures['days'][number]

export function figuresOf(
  counts: Counted[],
  faq: Pick<FaqEntry, 'id' | 'question'>[],
  { from, to }: { from: Time; to: Time },
): AssistantFigures {
  const figures: AssistantFigures = {
    from,
    to,
    asked: 0,
    outcomes: {
      answered: 0,
      recommended: 0,
      suggested: 0,
      unanswered: 0,
      repeated: 0,
      handedOff: 0,
      model: 0,
    },
    helpful: 0,
    notHelpful: 0,
    entries: [],
    days: [],
  }
  const questions = new Map(faq.map(({ id, question }) => [id, question]))
  const entries = new Map<Id, EntryFigures>()
  const days = new Map<Time, DayFigures>()
  // Days without a question too: a chart shows them as such.
  for (let day = startOfDay(from); day < to; day += dayLength) days.set(day, emptyDay(day))

  for (const { day, outcome, faq: id, count, helpful, notHelpful } of counts) {
    figures.asked += count
    figures.outcomes[outcome] += count
    figures.helpful += helpful
    figures.notHelpful += notHelpful
    const ofDay = days.get(startOfDay(day))
    if (ofDay !== undefined) {
      ofDay.asked += count
      if (answeredBy.has(outcome)) ofDay.answered += count
      if (handedOffBy.has(outcome)) ofDay.handedOff += count
    }
    if (id === null) continue
    const entry = entries.get(id) ?? emptyEntry(id, questions.get(id) ?? '')
    entries.set(id, entry)
    if (answeredBy.has(outcome)) entry.answered += count
    if (outcome === 'repeated') entry.repeated += count
    entry.helpful += helpful
    entry.notHelpful += notHelpful
  }
  figures.entries = [...entries.values()].sort(
    (one, other) =>
      other.answered - one.answered || other.notHelpful - one.notHelpful || (one.faq < other.faq ? -1 : 1),
  )
  figures.days = [...days.values()]
  return figures
}

function startOfDay(time: Time): Time {
  return time - (((time % dayLength) + dayLength) % dayLength)
}

function emptyDay(day: Time): DayFigures {
  return { day: new Date(day).toISOString().slice(0, 10), asked: 0, answered: 0, handedOff: 0 }
}

function emptyEntry(faq: Id, question: string): EntryFigures {
  return { faq, question, answered: 0, helpful: 0, notHelpful: 0, repeated: 0 }
}
