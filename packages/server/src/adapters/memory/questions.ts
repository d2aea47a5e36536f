/** What became of visitors' questions in a map, for tests. The texts are read from the log beside it. */
import type { AskedQuestion, Event, Id, Outcome, Seq } from '@foyer/protocol'
import { questionText } from '../../core/assistant/question-text.ts'
import type { QuestionCount, QuestionRecord, Questions } from '../../ports/questions.ts'

interface Kept extends QuestionRecord {
  helpful: boolean | null
  isDismissed: boolean
}

/** The log and the conversations beside it. */
export interface Beside {
  findEvent(conversation: Id, seq: Seq, sub: number): Promise<Event | null>
  visitorOf(conversation: Id): Promise<Id | null>
}

const day = 86_400_000

export function createMemoryQuestions(beside: Beside): Questions & { erase(conversation: Id): void } {
  const kept = new Map<string, Kept>()
  const keyOf = (conversation: Id, seq: Seq) => `${conversation} ${seq}`
  const ofSite = (site: string) => [...kept.values()].filter((one) => one.site === site)

  return {
    erase(conversation) {
      for (const [key, one] of kept) if (one.conversation === conversation) kept.delete(key)
    },
    async record(question) {
      const key = keyOf(question.conversation, question.seq)
      const before = kept.get(key)
      const { outcome, faq, score, answer } = question
      kept.set(
        key,
        before === undefined
          ? { ...question, helpful: null, isDismissed: false }
          : { ...before, outcome, faq, score, answer },
      )
    },
    async rate(conversation, answer, helpful) {
      const found = [...kept.values()].find(
        (one) => one.conversation === conversation && one.answer === answer,
      )
      if (found === undefined) return false
      found.helpful = helpful
      return true
    },
    async isUnhelpful(conversation) {
      const answers = [...kept.values()]
        .filter((one) => one.conversation === conversation && one.answer !== null)
        .sort((one, other) => (other.answer ?? 0) - (one.answer ?? 0))
      return answers[0]?.helpful === false
    },
    async newest(site, { limit, outcomes }) {
      const found: AskedQuestion[] = []
      const newestFirst = ofSite(site)
        .filter((one) => !one.isDismissed && (outcomes?.includes(one.outcome) ?? true))
        .sort((one, other) => other.at - one.at || descending(one, other))
      for (const { conversation, seq, at, locale, outcome, faq, score, helpful } of newestFirst) {
        if (found.length === limit) break
        const event = await beside.findEvent(conversation, seq, 0)
        const text = event === null ? '' : questionText(event)
        if (text.trim() === '') continue
        found.push({
          conversation,
          seq,
          at,
          text,
          ...(locale === null ? {} : { locale }),
          outcome,
          ...(faq === null ? {} : { faq }),
          score,
          ...(helpful === null ? {} : { helpful }),
        })
      }
      return found
    },
    async dismiss(site, questions) {
      for (const { conversation, seq } of questions) {
        const found = kept.get(keyOf(conversation, seq))
        if (found?.site === site) found.isDismissed = true
      }
    },
    async count(site, from, to) {
      const counts = new Map<string, QuestionCount>()
      for (const { at, outcome, faq, helpful } of ofSite(site)) {
        if (at < from || at >= to) continue
        const midnight = at - (at % day)
        const key = [midnight, outcome, faq].join(' ')
        const count = counts.get(key) ?? {
          day: midnight,
          outcome,
          faq,
          count: 0,
          helpful: 0,
          notHelpful: 0,
        }
        count.count += 1
        count.helpful += Number(helpful === true)
        count.notHelpful += Number(helpful === false)
        counts.set(key, count)
      }
      return [...counts.values()].sort((one, other) => one.day - other.day)
    },
    async modelAnswers(site, visitor, from) {
      const models = ofSite(site).filter(
        (one) => one.at >= from && one.outcome === ('model' satisfies Outcome),
      )
      const visitors = await Promise.all(models.map((one) => beside.visitorOf(one.conversation)))
      return { visitor: visitors.filter((one) => one === visitor).length, site: models.length }
    },
  }
}

function descending(one: Kept, other: Kept): number {
  if (one.conversation !== other.conversation) return one.conversation < other.conversation ? 1 : -1
  return other.seq - one.seq
}
