/**
 * Shapes of everything automatic: how a site sets its assistant, its hours and its time-outs, and what the
 * console reads of what the assistant did (requirements AS-*, RT-1, RT-6, CV-6).
 */
import type { Id, Seq, Time } from './values.ts'

/** Texts by locale, in the Markdown subset. A language that is not there takes the product's own words. */
export type Texts = Record<string, string>

/** 0 to 1: how sure the matching must be. One value means the same on every site (AS-17). */
export interface Threshold {
  /** From here on an entry answers by itself. */
  answer: number
  /** From here on, below `answer`, up to three entries are offered ("did you mean"). Below: a person. */
  suggest: number
}

export interface AssistantSettings {
  /** The chat bot (AS-5). `offHours`: only while no people are expected by {@link BusinessHours}. */
  bot: 'off' | 'offHours' | 'always'
  /** As visitors see it; empty: the word of their language for an assistant. */
  name: string
  /** Recommended answers beside the thread (AS-2), and whether they are sent by themselves (AS-3). */
  recommend: boolean
  autoSend: boolean
  threshold: Threshold
  /** Entries that the bot offers after the welcome, in this order (AS-14). */
  guided: Id[]
  /** "Was this helpful?" under the bot's answers (AS-16). */
  asksHelpful: boolean
  /** After how many of the bot's answers "talk to a person" is shown; 0: from the start. */
  personAfter: number
  /** Offers entries while the visitor types (WG-8). */
  typeAhead: boolean
  /** Words for a person (RT-1): `forced` is the whole message, `soft` is contained in it. A word in both is soft. */
  words: { forced: string[]; soft: string[] }
  /** Where a handoff goes (AS-13). `webhook` gets the transcript; `message` tells the visitor where to turn. */
  handoff: { to: 'inbox' | 'webhook' | 'message'; url: string }
  /**
   * What the assistant says beside answers: `waiting` once when nobody can take over, `offHours` once if the
   * visitor goes on (AS-7), `elsewhere` where handoffs leave the inbox (AS-13).
   */
  texts: { waiting: Texts; offHours: Texts; elsewhere: Texts }
  /** Who answers in the bot's place: the FAQ, a language model (AS-12), or the site's own answerer. */
  answerer: 'faq' | 'model' | 'webhook'
  model: ModelSettings
  /** The site's own answerer: where questions are posted. */
  webhook: { url: string }
}

/** An OpenAI-compatible endpoint. Its key is a secret of the site: written, never read back. */
export interface ModelSettings {
  /** Such as `https://models.example/v1`; `/chat/completions` is added. */
  url: string
  name: string
  /** Added to the product's own instructions: tone, what the site is. */
  instructions: string
  /** Answers a visitor, and the whole site, may have in a day; above, the FAQ answers. */
  daily: { visitor: number; site: number }
}

/** Minutes since midnight, local time: from the first up to, not with, the second; at most 1440. */
export type Span = [from: number, to: number]

/** When people answer (RT-6). */
export interface BusinessHours {
  /** False: at any time. */
  isOn: boolean
  /** An IANA zone, such as `Europe/Warsaw`. */
  zone: string
  /** Seven days, Monday first; a day without spans is closed. */
  week: Span[][]
  /** Days that differ: `date` is `2026-12-25` in that zone; without spans it is closed. */
  holidays: { date: string; name: string; spans: Span[] }[]
}

/** Milliseconds of the visitor's silence after our last message until it is closed (CV-6); 0: never. */
export interface IdleSettings {
  /** While the assistant answers; at most 60 minutes. */
  bot: number
  /** While people do; at most 24 hours. */
  human: number
  /** How long before the end the visitor is warned; 0: not at all. */
  warn: number
}

/** What the widget is told of the assistant; null in its place where nothing is automatic. */
export interface WidgetAssistant {
  name: string
  guided: { id: Id; question: string }[]
  asksHelpful: boolean
  personAfter: number
}

/** Where an answer was taken from (AS-12). */
export interface Source {
  title: string
  url?: string
}

/** An entry that fits a text, how well, and which words and pieces of words counted how much. */
export interface ExplainedMatch {
  faq: Id
  question: string
  score: number
  isExact: boolean
  /** Shares of the score, the greatest first; negative ones speak against it. */
  why: { text: string; weight: number }[]
}

/** `POST /v1/sites/:site/assistant/try {text, locale?}`: what would be done with a visitor's text now. */
export interface TryAnswer {
  /** `smallTalk`: a greeting is answered, thanks and goodbyes are left; neither is handed over. */
  does: 'answer' | 'suggest' | 'handOff' | 'smallTalk'
  /** A word for a person is in it. */
  word?: { kind: 'forced' | 'soft'; word: string }
  matches: ExplainedMatch[]
}

/** What became of a question. `recommended`: an answer sent by itself (AS-3). */
export type Outcome =
  | 'answered'
  | 'recommended'
  | 'suggested'
  | 'unanswered'
  | 'repeated'
  | 'handedOff'
  | 'model'

/** A visitor's question as it was dealt with; its text is read from the log. */
export interface AskedQuestion {
  conversation: Id
  seq: Seq
  at: Time
  text: string
  locale?: string
  outcome: Outcome
  /** The entry that answered, and how sure the matching was of the best one, answered or not. */
  faq?: Id
  score: number
  /** By the visitor (AS-16). */
  helpful?: boolean
}

/** `GET /v1/sites/:site/assistant/questions?limit=`: the newest, with what today's FAQ makes of each. */
export interface PastQuestions {
  questions: (AskedQuestion & { best?: { faq: Id; question: string; score: number; isExact: boolean } })[]
}

/** `GET /v1/sites/:site/assistant/unanswered`: what nothing answers, alike together, the most frequent first (AS-15). */
export interface UnansweredGroups {
  groups: {
    /** The text that stands for the group. */
    text: string
    count: number
    newestAt: Time
    questions: { conversation: Id; seq: Seq; text: string; at: Time }[]
    nearest?: { faq: Id; question: string; score: number }
  }[]
}

/**
 * `GET /v1/sites/:site/assistant/figures?from=&to=` (AS-15), up to a year; without times the last 30 days.
 * A question counts once, with what became of it in the end; shares are of `asked`. Where it says `answered`
 * for a day or an entry, an answer was sent: by the bot, by itself as a recommended one, or by a model.
 * `handedOff` for a day is all that a person was needed for: outcomes `handedOff`, `unanswered`, `repeated`.
 */
export interface AssistantFigures {
  from: Time
  to: Time
  asked: number
  outcomes: Record<Outcome, number>
  helpful: number
  notHelpful: number
  /** Those that answered, the most frequent first. `question` is empty where the entry is gone. */
  entries: {
    faq: Id
    question: string
    answered: number
    helpful: number
    notHelpful: number
    repeated: number
  }[]
  /** Each day in UTC, such as `2026-12-25`, those without a question too. */
  days: { day: string; asked: number; answered: number; handedOff: number }[]
}

/**
 * `POST /v1/sites/:site/faq/import?format=csv|json`: what was taken, and what not and why. Rows count
 * from 1 as a spreadsheet shows them, so a table's heading is row 1; in JSON they are the entries.
 */
export interface ImportReport {
  created: number
  changed: number
  same: number
  skipped: { row: number; question: string; reason: string }[]
}

/** `GET /v1/faq-templates?locale=`: entries to begin with (AS-1). */
export interface FaqTemplates {
  templates: { category: string; question: string; phrasings: string[]; answer: string }[]
}

/** A text of the site that the model may answer from (AS-12). */
export interface SiteDocument {
  id: Id
  title: string
  /** Where visitors can read it, or empty. */
  url: string
  text: string
  updatedAt: Time
}

/** `PUT /v1/sites/:site/secrets`: null removes one, what is not named stays. Answered with which are set. */
export interface SecretsPatch {
  /** Of the model's endpoint. */
  modelKey?: string | null
  /** Of the translation's provider. */
  translationKey?: string | null
}

/** `GET /v1/sites/:site/secrets`. `signing` is for the site's own webhooks and made by the server. */
export interface SiteSecrets {
  modelKey: boolean
  translationKey: boolean
  signing: string
}
