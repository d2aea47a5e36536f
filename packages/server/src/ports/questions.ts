/**
 * What became of visitors' questions, for figures and for what the FAQ lacks (AS-15). A question is named by
 * its event, and its text is read from the log: what is edited or deleted there is so here too.
 */
import type { AskedQuestion, Id, Outcome, Seq, Time } from '@foyer/protocol'

export interface QuestionRecord {
  site: string
  conversation: Id
  /** Of the visitor's event. */
  seq: Seq
  at: Time
  locale: string | null
  outcome: Outcome
  /** The entry that answered, or would have a second time. */
  faq: Id | null
  /** Of the best match, 0 to 1. */
  score: number
  /** Of the message that answered; what a visitor rates. */
  answer: Seq | null
}

export interface Questions {
  /** Again for the same event: the newer outcome stands; a rating stays. */
  record(question: QuestionRecord): Promise<void>
  /** By the message that answered. False where nothing was answered there. */
  rate(conversation: Id, answer: Seq, helpful: boolean): Promise<boolean>
  /** Whether the newest answer in the conversation was called not helpful. */
  isUnhelpful(conversation: Id): Promise<boolean>
  /** Newest first, deleted texts and dismissed ones left out. `outcomes`: these only. */
  newest(site: string, query: { limit: number; outcomes?: Outcome[] }): Promise<AskedQuestion[]>
  /** Nobody needs to see them among the unanswered any more. */
  dismiss(site: string, questions: { conversation: Id; seq: Seq }[]): Promise<void>
  /** Counted from `from` up to, not with, `to`. */
  count(site: string, from: Time, to: Time): Promise<QuestionCount[]>
  /** Answers by a model since `from`, of one visitor and of the whole site. */
  modelAnswers(site: string, visitor: Id, from: Time): Promise<{ visitor: number; site: number }>
}

/** Questions of one day (UTC midnight) with one outcome and entry. */
export interface QuestionCount {
  day: Time
  outcome: Outcome
  faq: Id | null
  count: number
  helpful: number
  notHelpful: number
}
