/** Every query on conversations and their log that both engines share. */
import { type Selectable, sql } from 'kysely'
import {
  type ConversationRow,
  type EventRow,
  type MarkerRow,
  markerColumns,
  rowColumns,
} from './conversation-rows.ts'
import type { ConversationsTable, DueTable } from './schema.ts'
import { larger, type Parameter, type Statement, statement } from './statement.ts'

const eventColumns = ['seq', 'sub', 'cid', 'event'] as const

/** Written out, never an argument: only then do the engines take the partial indexes. */
const isNotClosed = sql<boolean>`status <> 'closed'`

export const guard = statement<Pick<ConversationsTable, 'version' | 'status' | 'desk' | 'agent_id'>>(
  (db, argument) =>
    db
      .selectFrom('conversations')
      .select(['version', 'status', 'desk', 'agent_id'])
      .where('id', '=', argument<string>(0)),
)

/** How many open ones the agent has besides this one. */
export const countHeld = statement<{ held: number }>((db, argument) =>
  db
    .selectFrom('conversations')
    .select(sql<number>`count(*)`.as('held'))
    .where('agent_id', '=', argument<string>(0))
    .where(sql<boolean>`status = 'open'`)
    .where('id', '<>', argument<string>(1)),
)

export const openConversation = statement<{ id: string }>((db, argument) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where('visitor_id', '=', argument<string>(0))
    .where(isNotClosed),
)

/** Takes `changedValues`, then site and visitor. */
export const createConversation = statement((db, argument) =>
  db.insertInto('conversations').values({
    ...changed(argument),
    visitor_read: argument(10),
    visitor_delivered: argument(10),
    agent_read: argument(11),
    agent_delivered: argument(11),
    id: argument(13),
    site_id: argument(14),
    visitor_id: argument(15),
    version: 1,
  }),
)

/** Takes `changedValues`. */
export const changeConversationWholly = statement((db, argument) =>
  db
    .updateTable('conversations')
    .set({ ...changed(argument), ...moved(argument) })
    .where('id', '=', argument<string>(13)),
)

/**
 * Takes `changedValues`, then the version it was decided on. SQLite rewrites each index that holds a column
 * which is set, also to the value that it had, so this does not set those that stay, as they do with nearly
 * every change; where they do not, or somebody else was first, it finds no row.
 */
export const changeConversation = statement((db, argument) => {
  const { status, desk, agent_id, queued_at, ...others } = changed(argument)
  return db
    .updateTable('conversations')
    .set({ ...others, ...moved(argument) })
    .where('id', '=', argument<string>(13))
    .where('version', '=', argument<number>(14))
    .where('status', '=', status)
    .where('desk', '=', desk)
    .where('agent_id', 'is', agent_id)
    .where('queued_at', 'is', queued_at)
})

function moved(argument: Parameter) {
  return {
    ...forward({ visitor_read: 10, visitor_delivered: 10, agent_read: 11, agent_delivered: 11 }, argument),
    version: sql<number>`version + 1`,
  }
}

/** Writes nothing where its place or its cid is taken. */
export const insertEvent = statement((db, argument) =>
  db
    .insertInto('events')
    .values({
      conversation_id: argument(0),
      seq: argument(1),
      sub: argument(2),
      site_id: argument(3),
      visitor_id: argument(4),
      cid: argument(5),
      event: argument(6),
    })
    .onConflict((conflict) => conflict.doNothing()),
)

export const rewriteEvent = statement((db, argument) =>
  db
    .updateTable('events')
    .set({ event: argument<string>(3) })
    .where('conversation_id', '=', argument<string>(0))
    .where('seq', '=', argument<number>(1))
    .where('sub', '=', argument<number>(2)),
)

/** Takes its conversation and seq. */
export const forgetPhrase = statement((db, argument) =>
  db
    .deleteFrom('sent_phrases')
    .where('conversation_id', '=', argument<string>(0))
    .where('seq', '=', argument<number>(1)),
)

export const insertDue = statement((db, argument) =>
  db
    .insertInto('due')
    .values({
      id: argument(0),
      site_id: argument(1),
      conversation_id: argument(2),
      kind: argument(3),
      at: argument(4),
    })
    .onConflict((conflict) => conflict.column('id').doNothing()),
)

export const countClosed = statement((db, argument) =>
  db
    .insertInto('site_counts')
    .values({ site_id: argument(0), closed: argument(1) })
    .onConflict((conflict) =>
      conflict.column('site_id').doUpdateSet({ closed: sql<number>`site_counts.closed + excluded.closed` }),
    ),
)

/**
 * Takes how far it has read and received, then the conversation. Each side's own columns only: how far agents
 * have read is in the index of what is open, which SQLite would rewrite with the same.
 */
export const advanceMarkers = {
  visitor: advance('visitor_read', 'visitor_delivered'),
  agent: advance('agent_read', 'agent_delivered'),
}

function advance(read: keyof MarkerRow, delivered: keyof MarkerRow): Statement<MarkerRow> {
  return statement((db, argument) =>
    db
      .updateTable('conversations')
      .set({
        [read]: larger(sql<number>`${sql.ref(read)}`, argument<number>(0)),
        [delivered]: larger(sql<number>`${sql.ref(delivered)}`, argument<number>(1)),
      })
      .where('id', '=', argument<string>(2))
      .returning(markerColumns),
  )
}

export const loadConversation = statement<ConversationRow>((db, argument) =>
  db.selectFrom('conversations').select(rowColumns).where('id', '=', argument<string>(0)),
)

export const loadOpen = statement<ConversationRow>((db, argument) =>
  db
    .selectFrom('conversations')
    .select(rowColumns)
    .where('visitor_id', '=', argument<string>(0))
    .where(isNotClosed),
)

export const loadOfVisitor = statement<ConversationRow>((db, argument) =>
  db
    .selectFrom('conversations')
    .select(rowColumns)
    .where('visitor_id', '=', argument<string>(0))
    .orderBy('id', 'desc')
    .limit(argument<number>(1)),
)

/** In the order in which every writer locks them. */
export const idsOfVisitor = statement<{ id: string }>((db, argument) =>
  db.selectFrom('conversations').select('id').where('visitor_id', '=', argument<string>(0)).orderBy('id'),
)

/** Takes the conversation, who has it and who gets it. The row is locked from here on, so its state is the last. */
export const giveConversation = statement<{ state: string }>((db, argument) =>
  db
    .updateTable('conversations')
    .set({ visitor_id: argument<string>(2), version: sql<number>`version + 1` })
    .where('id', '=', argument<string>(0))
    .where('visitor_id', '=', argument<string>(1))
    .returning('state'),
)

export const rewriteState = statement((db, argument) =>
  db
    .updateTable('conversations')
    .set({ state: argument<string>(1) })
    .where('id', '=', argument<string>(0)),
)

export const giveEvents = statement((db, argument) =>
  db
    .updateTable('events')
    .set({ visitor_id: argument<string>(1) })
    .where('conversation_id', '=', argument<string>(0))
    .where('visitor_id', 'is not', null),
)

export const findCid = statement<EventRow & { conversation_id: string }>((db, argument) =>
  db
    .selectFrom('events')
    .select(['conversation_id', ...eventColumns])
    .where('cid', '=', argument<string>(0))
    .where('visitor_id', '=', argument<string>(1)),
)

export const findEvent = statement<EventRow>((db, argument) =>
  db
    .selectFrom('events')
    .select(eventColumns)
    .where('conversation_id', '=', argument<string>(0))
    .where('seq', '=', argument<number>(1))
    .where('sub', '=', argument<number>(2)),
)

/** Takes conversation, seq, sub, limit. A visitor's log has only sub 0. */
export const logAfter = { visitor: log('after', 'visitor'), agent: log('after', 'agent') }
export const logBefore = { visitor: log('before', 'visitor'), agent: log('before', 'agent') }

function log(bound: 'after' | 'before', audience: 'visitor' | 'agent'): Statement<EventRow> {
  return statement((db, argument) => {
    const events = db
      .selectFrom('events')
      .select(eventColumns)
      .where('conversation_id', '=', argument<string>(0))
      .orderBy('seq', bound === 'after' ? 'asc' : 'desc')
      .orderBy('sub', bound === 'after' ? 'asc' : 'desc')
      .limit(argument<number>(3))
    const beyond =
      bound === 'after'
        ? events.where(sql<boolean>`(seq, sub) > (${argument(1)}, ${argument(2)})`)
        : events.where(sql<boolean>`(seq, sub) < (${argument(1)}, ${argument(2)})`)
    return audience === 'visitor' ? beyond.where('sub', '=', sql.lit(0)) : beyond
  })
}

export const positionOf = statement<Pick<ConversationsTable, 'id' | 'seq' | 'sub' | 'version'>>(
  (db, argument) =>
    db
      .selectFrom('conversations')
      .select(['id', 'seq', 'sub', 'version'])
      .where('id', '=', argument<string>(0)),
)

/** The condition is that of the index of what agents have. */
export const heldBy = statement<{ agent: string; conversation: string }>((db, _argument, listed) =>
  db
    .selectFrom('conversations')
    .select([sql<string>`agent_id`.as('agent'), 'id as conversation'])
    .where('agent_id', 'in', listed(0))
    .where(sql<boolean>`status = 'open'`),
)

/** The condition is the index's own. */
export const queueOfSite = statement<{ id: string }>((db, argument) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where('site_id', '=', argument<string>(0))
    .where('queued_at', 'is not', null)
    .where(sql<boolean>`(queued_at, id) > (${argument(2)}, ${argument(3)})`)
    .orderBy('queued_at')
    .orderBy('id')
    .limit(argument<number>(1)),
)

export const dueBy = statement<Selectable<DueTable>>((db, argument) =>
  db
    .selectFrom('due')
    .selectAll()
    .where('at', '<=', argument<number>(0))
    .orderBy('at')
    .orderBy('id')
    .limit(argument<number>(1)),
)

export const postponeDue = statement<{ id: string }>((db, argument) =>
  db
    .updateTable('due')
    .set({ at: argument<number>(2), tries: argument<number>(3) })
    .where('id', '=', argument<string>(0))
    .where('at', '=', argument<number>(1))
    .returning('id'),
)

export const settleDue = statement((db, argument) =>
  db.deleteFrom('due').where('id', '=', argument<string>(0)),
)

function changed(argument: Parameter) {
  return {
    status: argument<ConversationsTable['status']>(0),
    desk: argument<ConversationsTable['desk']>(1),
    agent_id: argument<string>(2),
    last_at: argument<number>(3),
    unreplied_since: argument<number>(4),
    visitor_seq: argument<number>(5),
    seq: argument<number>(6),
    sub: argument<number>(7),
    preview: argument<string>(8),
    state: argument<string>(9),
    queued_at: argument<number>(12),
  }
}

function forward(places: Record<keyof MarkerRow, number>, argument: Parameter) {
  const ahead = (column: keyof MarkerRow) =>
    larger(sql<number>`${sql.ref(column)}`, argument<number>(places[column]))
  return {
    visitor_read: ahead('visitor_read'),
    visitor_delivered: ahead('visitor_delivered'),
    agent_read: ahead('agent_read'),
    agent_delivered: ahead('agent_delivered'),
  }
}
