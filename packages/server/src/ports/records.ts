/**
 * Facts of conversations beside the log, for records and reports. Everything here follows the log and can be made
 * anew of it. Contract: a put counts once, whoever else does the same; what is removed is gone from every figure.
 */
import type { Id, RecordFilter, Status, Time } from '@foyer/protocol'
import type { Facts, Response, Said } from '../core/records/facts.ts'
import type { ReportParts } from '../core/records/parts.ts'
import type { MailDraft } from './mails.ts'

/** What came to a conversation's facts since `expected`. */
export interface RecordUpdate {
  conversation: Id
  site: string
  visitor: Id
  status: Status
  /** The conversation's, now and as it was when the facts were last put; 0 for none. */
  version: number
  expected: number
  facts: Facts
  responses: Response[]
  said: Said[]
  /** To be sent because of what came; a cause that is known is known. */
  mails: MailDraft[]
}

export interface RecordRow {
  conversation: Id
  site: string
  visitor: Id
  nickname: string
  status: Status
  group: string | null
  facts: Facts
}

export type StoredFilter = Omit<RecordFilter, 'contains' | 'lacks' | 'category' | 'progress' | 'summary'>

export interface Records {
  find(conversation: Id): Promise<{ version: number; facts: Facts } | null>
  /** False for those that somebody else put meanwhile: nothing of them is stored. */
  put(updates: RecordUpdate[]): Promise<boolean[]>
  /** Looks at some conversations from `after` on, in the order of ids. `last`: null at the end. */
  behind(after: Id, limit: number): Promise<{ conversations: Id[]; last: Id | null }>
  /** The newest beginning first. */
  list(
    site: string,
    filter: StoredFilter,
    page: { limit: number; after?: { at: Time; conversation: Id } },
  ): Promise<RecordRow[]>
  choices(site: string): Promise<{
    channels: { channel: string; source: string }[]
    agents: Id[]
    groups: string[]
    tags: string[]
    ratingTags: string[]
  }>
  report(site: string, from: Time, to: Time): Promise<ReportParts>
  /** Again, or what is not there, changes nothing. Their mail goes too. */
  remove(conversations: Id[]): Promise<void>
}

/** When agents first signed in; null where that is not kept. */
export type FirstLogins = (site: string, from: Time, to: Time) => Promise<Map<Id, Time> | null>

export type { ReportParts }
