/**
 * What agents answer with beside their own words, and what comes after a conversation: quick replies, phrases,
 * translation, products, ratings, service summaries (IN-7 to IN-11, IN-19, WG-10). All of it goes over HTTP.
 */
import type { Actor, Card, Id, Time } from './values.ts'

/** Whose a quick reply is. `owner` names the agent or the department; null for the whole site's. */
export interface QuickReply {
  id: Id
  of: 'agent' | 'department' | 'site'
  owner: Id | null
  /** Empty: in none. */
  folder: string
  title: string
  /** With placeholders such as `{{visitor.name}}`, filled in where it is used. */
  text: string
  /** Typed behind a slash it is found at once; empty for none. */
  shortcut: string
  /** Ascending, among the same owner's. */
  place: number
  updatedAt: Time
}

/** Body of `POST` and `PUT /v1/sites/:site/quick-replies`. */
export type QuickReplyDraft = Pick<QuickReply, 'of' | 'title' | 'text'> &
  Partial<Pick<QuickReply, 'owner' | 'folder' | 'shortcut'>>

/** A text that this agent sent, how often and when last (IN-8). */
export interface Phrase {
  text: string
  count: number
  at: Time
}

/** Five stars, nought to ten, or a thumb down or up: `scale` of the invitation is 5, 10 or 1. */
export type RatingScale = 'stars' | 'ten' | 'thumbs'

export interface RatingSettings {
  scale: RatingScale
  /** Whether the visitor is asked when the conversation ends. */
  askAtEnd: boolean
  /** What is offered to tick, by score; a score that is not here has none. */
  tags: Record<string, string[]>
  comment: boolean
  /** Milliseconds after the invitation, or the end, in which it can be given and changed. */
  deadline: number
}

/** A field that the agent fills in. `choices` are of `choice` alone. */
export interface SummaryField {
  id: string
  label: string
  type: 'text' | 'longText' | 'number' | 'choice'
  choices: string[]
  required: boolean
}

export interface SummarySettings {
  /** Whether the agent is asked for it when the conversation ends. */
  isAsked: boolean
  /** Whether the next conversation waits for it. */
  isRequired: boolean
  /** Levels are parted by ` / `, such as `Orders / Late`. */
  categories: string[]
  progress: string[]
  fields: SummaryField[]
}

/** What an agent says of a conversation once it is over (IN-11). */
export interface SummaryDraft {
  category: string
  progress: string
  values: Record<string, string>
}

export interface SummaryVersion extends SummaryDraft {
  by: Actor
  at: Time
}

/** `GET` and `PUT /v1/conversations/:id/summary`; `history` holds earlier versions, the newest first. */
export interface Summary extends SummaryVersion {
  conversation: Id
  history: SummaryVersion[]
}

/** A language's tag such as `pl` or `pt-BR`. The key is among the site's secrets. */
export interface TranslationSettings {
  kind: 'off' | 'libre' | 'deepl'
  /** Of the server; empty for DeepL's own. */
  url: string
}

/** `POST /v1/sites/:site/translate`. Without `from` the provider finds out. */
export interface TranslateRequest {
  text: string
  to: string
  from?: string
}

export interface Translated {
  text: string
  /** As the provider found it, where it says so. */
  from?: string
}

export interface Product {
  id: string
  title: string
  text: string
  price: string
  /** An address of the site's, or empty. */
  image: string
  url: string
}

export interface ProductSettings {
  /** Address of a CSV or JSON file, read every hour; empty for none. */
  feed: string
}

/** How the catalogue stands. `problem` is of the newest attempt; rows without a title or an id are skipped. */
export interface ProductState {
  count: number
  at: Time | null
  skipped: number
  problem: string | null
}

/** `GET /v1/sites/:site/products?q=`: as cards that can be posted. */
export interface FoundProducts {
  products: { id: string; card: Card }[]
}

/** A rating as agents read it. */
export interface GivenRating {
  conversation: Id
  agent: { id: Id; name: string } | null
  scale: number
  /** Null: invited, not given. */
  score: number | null
  tags: string[]
  comment: string
  at: Time
}

/** One agent's ratings; `agent` null where nobody was assigned. `scores` counts by score. */
export interface AgentRatings {
  agent: { id: Id; name: string } | null
  scale: number
  invited: number
  given: number
  average: number | null
  scores: Record<string, number>
}

/** `GET /v1/sites/:site/ratings?from&to`: by agent and scale, and the newest with their comments. */
export interface RatingsReport {
  agents: AgentRatings[]
  days: { day: string; given: number; average: number }[]
  newest: GivenRating[]
}
