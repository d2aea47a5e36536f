/**
 * What is remembered of a conversation between two changes: all that `decide` may look at.
 * It is stored as JSON in the conversation's row, so a field may be added but not change its meaning.
 */
import type { Actor, Handler, Head, Id, Seq, Side, Status, Time } from '@foyer/protocol'

export interface ConversationState {
  id: Id
  site: string
  visitor: Id
  status: Status
  handler: Handler
  /** Of the last event: the log's end. */
  seq: Seq
  sub: number
  startedAt: Time
  closedAt: Time | null
  /** Null: nobody is assigned. Carries the agent's id. */
  agent: Actor | null
  group: Id | null
  snoozedUntil: Time | null
  /** When the visitor began to wait for an answer; null when answered. */
  unrepliedSince: Time | null
  /** The newest message, as inbox rows show it. */
  last: { seq: Seq; by: Actor['kind']; kind: string; text: string; at: Time } | null
  /** The visitor's newest messages since our side last wrote, oldest first, at most {@link unreadKept}. */
  visitorSeqs: Seq[]
  /** Seq of the newest message by agent or assistant, for what a visitor has not read. */
  ourSeq: Seq
  tags: string[]
  /** Where the log tells of an edit, by the position of what was edited: those texts go with the next one. */
  edits: Record<string, [seq: Seq, sub: number][]>
  /** Whether the visitor was asked to rate, and the scale. */
  rating: { scale: number; given: boolean } | null
}

/** How many unread messages are counted one by one; an inbox shows more as "99+". */
export const unreadKept = 100

/** How far each side has read and received: stored beside the state, never part of a decision. */
export interface Markers {
  read: Record<Side, Seq>
  delivered: Record<Side, Seq>
}

export const noMarkers: Markers = { read: { visitor: 0, agent: 0 }, delivered: { visitor: 0, agent: 0 } }

/** The head as agents see it; `core/conversation/audience` makes the visitor's of it. */
export function headOf(state: ConversationState, markers: Markers): Head {
  return {
    id: state.id,
    site: state.site,
    status: state.status,
    handler: state.handler,
    seq: state.seq,
    startedAt: state.startedAt,
    ...(state.closedAt === null ? {} : { closedAt: state.closedAt }),
    ...(state.agent === null ? {} : { agent: state.agent }),
    labels: labelsOf(state),
    read: markers.read,
    delivered: markers.delivered,
  }
}

/** Whether {@link headOf} makes the same of both, `seq` and markers apart; it may say no too often. */
export function isSameHead(one: ConversationState, other: ConversationState): boolean {
  return (
    one.status === other.status &&
    one.handler === other.handler &&
    one.closedAt === other.closedAt &&
    one.agent === other.agent &&
    (one.unrepliedSince === null) === (other.unrepliedSince === null) &&
    one.tags === other.tags
  )
}

/** What rows are marked with, derived from the state and never stored. */
export function labelsOf(state: ConversationState): string[] {
  return state.status !== 'closed' && state.unrepliedSince !== null
    ? ['unreplied', ...state.tags]
    : [...state.tags]
}
