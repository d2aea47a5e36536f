/**
 * The index of what was said, for the search in texts (IN-2). It follows the log and is never on the way of a
 * message: what is not in it yet is found a few seconds later. Contract: what was forgotten is in no page of it.
 */
import type { Id, Seq, Time } from '@foyer/protocol'
import type { Wanted } from '../core/search/tokens.ts'

export interface IndexedText {
  conversation: Id
  seq: Seq
  sub: number
  tokens: string[]
}

export interface TextHit {
  /** Grows with the time of indexing. */
  place: number
  conversation: Id
  seq: Seq
  sub: number
}

export interface TextQuery {
  site: string
  wanted: Wanted
  /** Who asks, and whether it sees what colleagues have. */
  agent: Id
  others: boolean
  /** Hits before this place. */
  before?: number
  limit: number
}

/** A conversation in the order of newest messages. */
export interface Stand {
  id: Id
  at: Time
}

export interface Texts {
  /** Newest first. `before` is set where there may be more; a page may hold few hits, or none, all the same. */
  find(query: TextQuery): Promise<{ hits: TextHit[]; before?: number }>
  /** How far a conversation is indexed; [0, 0] for not at all. */
  positionOf(conversation: Id): Promise<[seq: Seq, sub: number]>
  /** Each once: what is there already stays. */
  add(site: string, texts: IndexedText[]): Promise<void>
  /** Takes the place of what was there, if anything was. */
  replace(site: string, text: IndexedText | Omit<IndexedText, 'tokens'>): Promise<void>
  /** All of a conversation. */
  forget(conversation: Id): Promise<void>
  /** Conversations of the site whose newest message is later than where the site stands, and not later than `until`. */
  waiting(site: string, until: Time, limit: number): Promise<Stand[]>
  /** Where the site stands from now on; it never goes back. */
  advance(site: string, to: Stand): Promise<void>
}
