/**
 * Who may answer in the FAQ's place: a language model or the site's own program (AS-12). It sees one
 * conversation and nothing of anybody else. It never throws: what fails is said, and the FAQ answers.
 */
import type { AssistantSettings, Id, Source } from '@foyer/protocol'

export interface Question {
  site: string
  siteName: string
  conversation: Id
  visitor: Id
  text: string
  locale: string
  /** What was said before, oldest first, at most the newest twenty. */
  history: { by: 'visitor' | 'assistant' | 'agent'; text: string }[]
  /** What may be answered from, the best first: FAQ entries and pieces of documents. */
  passages: Passage[]
}

export interface Passage extends Source {
  text: string
  faq?: Id
}

export type Answered =
  | { kind: 'answer'; text: string; sources: Source[] }
  /** It is not sure, or wants a person. */
  | { kind: 'handOff' }
  /** `reason` is for the log: timeOut, refused, malformed, tooLong, unreachable, overBudget. */
  | { kind: 'failed'; reason: string }

export interface Answerer {
  /** `say` is told whenever the text has grown. `signal` ends it: what comes then is not waited for. */
  answer(question: Question, say: Say, signal: AbortSignal): Promise<Answered>
}

/** `draft` reads the whole text so far, empty where nothing can be shown; called only as often as people see. */
export type Say = (draft: () => string) => void

/** Makes the answerer of a site's settings; null where its FAQ answers. */
export type ChooseAnswerer = (site: string, settings: AssistantSettings) => Promise<Answerer | null>
