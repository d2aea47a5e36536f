/** Between rows and what the ports speak of: conversations, markers, events. */
import type { Event, Id, Seq, Side } from '@foyer/protocol'
import type { Selectable } from 'kysely'
import {
  type ConversationState,
  completeState,
  type Markers,
  type StoredState,
} from '../../core/conversation/state.ts'
import { deskOf } from '../../core/inbox/lists.ts'
import type { Change, Due, StoredConversation } from '../../ports/conversations.ts'
import type { ConversationsTable, DueTable, EventsTable } from './schema.ts'
import type { Value } from './statement.ts'

export type MarkerRow = Pick<
  ConversationsTable,
  'visitor_read' | 'visitor_delivered' | 'agent_read' | 'agent_delivered'
>
export type ConversationRow = MarkerRow & Pick<ConversationsTable, 'state' | 'version'>
export type EventRow = Pick<EventsTable, 'seq' | 'sub' | 'cid' | 'event'>

export const markerColumns = ['visitor_read', 'visitor_delivered', 'agent_read', 'agent_delivered'] as const
export const rowColumns = ['state', 'version', ...markerColumns] as const

export function conversationOf(row: ConversationRow): StoredConversation {
  return {
    state: completeState(JSON.parse(row.state) as StoredState),
    markers: markersOf(row),
    version: row.version,
  }
}

export function markersOf(row: MarkerRow): Markers {
  return {
    read: { visitor: row.visitor_read, agent: row.agent_read },
    delivered: { visitor: row.visitor_delivered, agent: row.agent_delivered },
  }
}

/** The columns that a change writes, in the order that `changeConversation` takes them. */
export function changedValues({ state, read }: Change): Value[] {
  return [
    placeIn(state),
    deskOf(state),
    state.agent?.id ?? null,
    lastAtOf(state),
    state.unrepliedSince,
    state.visitorSeqs.at(-1) ?? 0,
    state.seq,
    state.sub,
    previewOf(state),
    JSON.stringify(state),
    read.visitor ?? 0,
    read.agent ?? 0,
    queuedAtOf(state),
    state.id,
  ]
}

/** What the lists go by: a muted one is in none but its own (RT-14), and still is not closed. */
export function placeIn({ status, isMuted }: ConversationState): ConversationsTable['status'] {
  return isMuted && status !== 'closed' ? 'suspected' : status
}

/** Null while it does not wait in the queue; a snoozed or muted one does not. */
export function queuedAtOf(state: ConversationState): number | null {
  return placeIn(state) === 'open' && state.handler === 'queue' ? state.queuedAt : null
}

/** PostgreSQL takes no NUL in a text; in JSON it is escaped. */
function previewOf({ last }: ConversationState): string {
  return last === null ? '' : last.text.toLowerCase().replaceAll('\0', '')
}

export function lastAtOf(state: ConversationState): number {
  return state.last?.at ?? state.startedAt
}

/** The columns of an event, in the order that `insertEvent` takes them. */
export function eventValues(event: Event, { state }: Change): Value[] {
  const cid = event.cid ?? null
  return [
    state.id,
    event.seq,
    event.sub ?? 0,
    state.site,
    cid === null ? null : state.visitor,
    cid,
    packEvent(event),
  ]
}

/** An event without what has a column of its own. */
export function packEvent(event: Event): string {
  const { seq, sub, cid, ...rest } = event
  return JSON.stringify(rest)
}

export function unpackEvent({ seq, sub, cid, event }: EventRow): Event {
  const keys = `${sub === 0 ? '' : `,"sub":${sub}`}${cid === null ? '' : `,"cid":${JSON.stringify(cid)}`}`
  return JSON.parse(`{"seq":${seq}${keys},${event.slice(1)}`) as Event
}

export function dueOf(row: Selectable<DueTable>): Due {
  return {
    id: row.id,
    kind: row.kind as Due['kind'],
    conversation: row.conversation_id,
    site: row.site_id,
    at: row.at,
    ...(row.tries > 0 ? { tries: row.tries } : {}),
  }
}

/** Read implies delivered. */
export function marksOf(side: Side, marks: { read?: Seq; delivered?: Seq }): MarkerRow {
  const read = marks.read ?? 0
  const delivered = Math.max(read, marks.delivered ?? 0)
  return {
    visitor_read: side === 'visitor' ? read : 0,
    visitor_delivered: side === 'visitor' ? delivered : 0,
    agent_read: side === 'agent' ? read : 0,
    agent_delivered: side === 'agent' ? delivered : 0,
  }
}

/** A place in a list, for its next page. */
export function cursorOf(row: { last_at: number; id: Id }): string {
  return `${row.last_at}.${row.id}`
}

/** Null when it was not made by {@link cursorOf}. */
export function placeOf(cursor: string): { last_at: number; id: Id } | null {
  const match = /^(\d{1,16})\.(.{1,64})$/s.exec(cursor)
  return match ? { last_at: Number(match[1]), id: match[2]! } : null
}
