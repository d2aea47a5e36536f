/**
 * The log, and what is derived from it. Every adapter keeps these promises, and one contract suite
 * (`test/contracts/conversations`) holds all of them to it:
 *
 * - `append` is all or nothing, and resolved only when it would survive power loss.
 * - Events of one conversation have the key (seq, sub); a cid stands once per visitor.
 * - A visitor has at most one conversation that is not closed.
 * - Markers never go back, whoever races.
 */
import type { Actor, Event, EventType, Id, List, Seq, Side, Time } from '@foyer/protocol'
import type { Due } from '../core/conversation/due.ts'
import type { ConversationState, Markers } from '../core/conversation/state.ts'
import type { Narrowing } from '../core/inbox/filter.ts'
import type { Scope } from '../core/inbox/lists.ts'

/** One conversation's part of an append. */
export interface Change {
  /** After all `events`. */
  state: ConversationState
  /** The version that was decided on; 0 for a conversation that this change creates. */
  expected: number
  events: Event[]
  /** Bodies that an edit or a delete replaces in the log: whole events, found by (seq, sub). */
  rewrites: Event[]
  /** Markers that posting implies. */
  read: Partial<Record<Side, Seq>>
  due: Due[]
  /** Refuses the whole append where `agent` has `limit` open conversations besides this one. */
  guard?: { agent: Id; limit: number }
}

/** `stale`: somebody else was first. `full`: a guard said no. Nothing was stored with either. */
export type Appended = 'stored' | 'stale' | 'full'

export interface StoredConversation {
  state: ConversationState
  markers: Markers
  /** 1 after the first append, one more with each. */
  version: number
}

/** What a cid was used for. */
export interface RecordedCid {
  conversation: Id
  cid: Id
  seq: Seq
  sub: number
  at: Time
  type: EventType
  by: Actor
}

/** A conversation as the inbox lists it. */
export interface Listed extends StoredConversation {
  nickname: string
  channel: string
}

export interface ListQuery {
  /** The sites that are asked, and what one sees of each. */
  scopes: Scope[]
  list: List
  /** Who asks. */
  agent: Id
  filter?: Narrowing
  limit: number
  /** `after` of the page before. */
  after?: string
}

/** Where one stands in the queue. */
export interface QueuePoint {
  queuedAt: Time
  id: Id
}

/** Lists whose number is shown beside them. */
export type CountedList = List

export interface LogQuery {
  /** Events beyond this position, oldest first. */
  after?: [seq: Seq, sub: number]
  /** Events before this position: the newest of them, oldest first. */
  before?: [seq: Seq, sub: number]
  limit: number
  /** `visitor` leaves out what only agents see (sub > 0). */
  audience: Side
}

export interface Conversations {
  /**
   * Stores all changes together, or none. `stale`: somebody else was first (another version, a cid
   * that is taken, a second open conversation), so load and decide again. However many race, no agent has more
   * by guarded changes than they say.
   * Throws `StoreUnavailable` (core/faults) when nothing could be stored.
   */
  append(changes: Change[]): Promise<Appended>
  load(conversation: Id): Promise<StoredConversation | null>
  /** The visitor's conversation that is not closed. */
  openOf(visitor: Id): Promise<StoredConversation | null>
  /** All of a visitor's, newest first. */
  ofVisitor(visitor: Id, limit: number): Promise<StoredConversation[]>
  /** Which of `cids` this visitor's conversations have used, by whomever. */
  findCids(visitor: Id, cids: Id[]): Promise<RecordedCid[]>
  findEvent(conversation: Id, seq: Seq, sub: number): Promise<Event | null>
  /** With neither bound: the newest. `more`: whether there are further events in that direction. */
  readLog(conversation: Id, query: LogQuery): Promise<{ events: Event[]; more: boolean }>
  /** Moves a side's markers forward; returns them as they then are, null without such a conversation. */
  advance(conversation: Id, side: Side, marks: { read?: Seq; delivered?: Seq }): Promise<Markers | null>
  /**
   * Newest first. `after` is set when there may be more. A search looks at a bounded number of conversations,
   * so a page of it may hold few rows, or none, and still have an `after`.
   */
  list(query: ListQuery): Promise<{ rows: Listed[]; after?: string }>
  /**
   * Gives one visitor's conversations to another, who is the same person; which they were. One of the two has no
   * conversation that is open.
   */
  join(from: Id, to: Id): Promise<Id[]>
  /** How many each list of these sites holds; of closed ones, where one does not see all, at most 10 000 and as many that nobody had. */
  counts(scopes: Scope[], agent: Id): Promise<Record<CountedList, number>>
  /** Open ones that wait for a person, who waits longest first; beyond `after`, if it is said. */
  queue(site: string, limit: number, after?: QueuePoint): Promise<Id[]>
  /** Heads of these conversations as (seq, sub), for the poll that repairs lost hints of the bus. */
  positions(conversations: Id[]): Promise<{ conversation: Id; seq: Seq; sub: number; version: number }[]>
  /** Open ones of these agents, in one statement; for who is connected. */
  heldBy(agents: Id[]): Promise<{ agent: Id; conversation: Id }[]>
  /** What is due by `now`, earliest first. */
  due(now: Time, limit: number): Promise<Due[]>
  /**
   * It is tried again at `to.at`. False where it has been moved or settled since it was read: of two who try,
   * one does.
   */
  postpone(due: Due, to: { at: Time; tries: number }): Promise<boolean>
  /** It has happened. */
  settle(id: string): Promise<void>
}

export type { Due }
