/** What comes after a conversation: its rating (IN-10) and what the agent says of it (IN-11). One row each. */
import type { GivenRating, Id, Summary, Time } from '@foyer/protocol'

/** `at`: of the newest change; `agent` is who had it then. */
export interface StoredRating extends GivenRating {
  site: string
}

export interface Ratings {
  /** Again for the same conversation: replaced. */
  put(rating: StoredRating): Promise<void>
  /** With the conversations, where they are erased. */
  remove(conversations: Id[]): Promise<void>
  /** Given or only invited, the newest first. */
  ofSite(site: string, span: { from: Time; to: Time }, limit: number): Promise<StoredRating[]>
}

export interface Summaries {
  /** With the conversations, where they are erased. */
  remove(conversations: Id[]): Promise<void>
  find(conversation: Id): Promise<Summary | null>
  /** Again for the same conversation: replaced. */
  put(site: string, summary: Summary): Promise<void>
}
