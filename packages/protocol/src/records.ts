/**
 * Facts of conversations for records and reports (IN-13, IN-14), over HTTP: `GET /v1/sites/:site/records`,
 * `…/records/export`, `…/reports`. What each figure means is in docs/records.md.
 */
import type { CloseReason } from './events.ts'
import type { Id, Status, Time } from './values.ts'

/** What the assistant had to do with it: nothing, all of the answering, or a part before a person came. */
export type AssistantPart = 'none' | 'alone' | 'handedOff'

/** A conversation as a line of the records. */
export interface ConversationRecord {
  conversation: Id
  site: string
  visitor: Id
  nickname: string
  status: Status
  startedAt: Time
  closedAt?: Time
  reason?: CloseReason
  /** Where it came in: `web`, or `app` where there is no page; and the page's host, or what the site said. */
  channel: string
  source: string
  /** Who had it last, and how many had it. */
  agent?: { id: Id; name: string }
  served: number
  /** By id; `other`: the last agent is in no group; `–`: several served, and the last is in no group. */
  group?: string
  tags: string[]
  assistant: AssistantPart
  invited: boolean
  rating?: { score: number; tags: string[]; comment: string }
  /** Before the end; `offline` are messages of agents after it. */
  messages: { visitor: number; agent: number; assistant: number; offline: number }
  /** Milliseconds: to the first answer by anybody, and to the first by a person from when one was wanted. */
  firstAnswer?: Time
  firstResponse?: Time
}

/** All that is said must hold. Lists: any of them. */
export interface RecordFilter {
  /** Of the beginning; up to, not with, `to`. */
  from?: Time
  to?: Time
  channel?: string
  source?: string
  agent?: Id
  group?: string
  tag?: string
  rating?: number[]
  ratingTag?: string
  invited?: boolean
  assistant?: AssistantPart
  status?: 'open' | 'closed'
  /** Of the summary (IN-11); also of the levels below. */
  category?: string
  progress?: string
  /** Text in any of the summary's fields, any case. */
  summary?: string
  /** Text in messages, any case. */
  contains?: string
  lacks?: string
}

/** A search looks at a bounded number of conversations: a page may be short, or empty, and still have an `after`. */
export interface RecordPage {
  records: ConversationRecord[]
  after?: string
}

/** What can be chosen in a filter, as the site's records have it. */
export interface RecordChoices {
  channels: { channel: string; source: string }[]
  agents: { id: Id; name: string }[]
  groups: string[]
  tags: string[]
  ratingTags: string[]
  /** Of summaries, as the site's settings have them. */
  categories: string[]
  progress: string[]
}

export type ExportWhat = 'conversations' | 'messages' | 'both'

/** Milliseconds; null where nothing was measured. */
export interface ResponseTimes {
  count: number
  median: Time | null
  p90: Time | null
}

export interface ReportRow {
  /** An agent's or group's id, `other` or `–`. */
  id: string
  name: string
  /** Conversations in which it answered before the end (effective service), and its messages in them. */
  served: number
  replies: number
  first: ResponseTimes
  later: ResponseTimes
  rated: number
  /** Mean score; null where nobody rated. */
  rating: number | null
  /** Agents: when they first signed in within the period; null: not in it; not said: it is not kept. */
  firstLogin?: Time | null
}

export interface ReportVolume {
  /** Local to the site: `2026-11-27`, or the hour of the day from 0 to 23. */
  day?: string
  hour?: number
  started: number
  closed: number
  messages: number
}

export interface AssistantEffect {
  part: AssistantPart
  conversations: number
  firstAnswer: ResponseTimes
  rated: number
  rating: number | null
}

export interface Report {
  from: Time
  to: Time
  zone: string
  /** Until when conversations are counted: facts come some minutes late. */
  started: number
  closed: number
  messages: { visitor: number; agent: number; assistant: number; offline: number }
  first: ResponseTimes
  later: ResponseTimes
  rating: { invited: number; rated: number; mean: number | null; scores: { score: number; count: number }[] }
  assistant: { alone: number; handedOff: number; none: number; helpful: number; notHelpful: number }
  effect: AssistantEffect[]
  days: ReportVolume[]
  hours: ReportVolume[]
  agents: ReportRow[]
  groups: ReportRow[]
  /** Conversations with comments, newest first, at most 50. */
  comments: { conversation: Id; at: Time; score: number; comment: string; agent: string }[]
}
