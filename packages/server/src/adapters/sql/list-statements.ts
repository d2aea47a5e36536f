/**
 * The inbox's lists and counts. Conditions on the status are written out, never arguments: only then do the
 * engines take the partial indexes.
 */
import type { List } from '@foyer/protocol'
import { sql } from 'kysely'
import { type ConversationRow, rowColumns } from './conversation-rows.ts'
import { type Parameter, type Statement, statement } from './statement.ts'

const isOpen = sql<boolean>`status = 'open'`

export const countOpen = statement<{ all: number; unassigned: number; bot: number }>((db, argument) =>
  db
    .selectFrom('conversations')
    .select([
      sql<number>`count(*)`.as('all'),
      sql<number>`coalesce(sum(case when desk = 'unassigned' then 1 else 0 end), 0)`.as('unassigned'),
      sql<number>`coalesce(sum(case when desk = 'bot' then 1 else 0 end), 0)`.as('bot'),
    ])
    .where('site_id', '=', argument<string>(0))
    .where(isOpen),
)

/** Takes site and agent. */
export const countMine = statement<{ mine: number }>((db, argument) =>
  db
    .selectFrom('conversations')
    .select(sql<number>`count(*)`.as('mine'))
    .where('site_id', '=', argument<string>(0))
    .where('agent_id', '=', argument<string>(1))
    .where(isOpen),
)

export const closedOfSite = statement<{ closed: number }>((db, argument) =>
  db.selectFrom('site_counts').select('closed').where('site_id', '=', argument<string>(0)),
)

export type ListedRow = ConversationRow & { id: string; last_at: number; nickname: string | null }

/** Takes site, agent, last_at and id of the place before, limit, text. */
export interface ListStatements {
  page: Statement<ListedRow>
  /** Among the first `scanned` of the list only, so that a search has a bound. */
  search: Statement<ListedRow>
  /** Where the search stopped: nothing when it saw the whole list. */
  horizon: Statement<{ id: string; last_at: number }>
}

/** How many conversations one search looks at. */
export const scanned = 5000

export const lists: Record<List, ListStatements> = {
  mine: listStatements('mine'),
  bot: listStatements('bot'),
  unassigned: listStatements('unassigned'),
  all: listStatements('all'),
  unread: listStatements('unread'),
  unreplied: listStatements('unreplied'),
  snoozed: listStatements('snoozed'),
  closed: listStatements('closed'),
  suspected: listStatements('suspected'),
}

function listStatements(list: List): ListStatements {
  const keys = (db: Builder, argument: Parameter) =>
    db
      .selectFrom('conversations')
      .select(['id', 'last_at'])
      .where('site_id', '=', argument<string>(0))
      .where(belonging(list, argument))
      .where(sql<boolean>`(last_at, id) < (${argument(2)}, ${argument(3)})`)
      .orderBy('last_at', 'desc')
      .orderBy('id', 'desc')
  const rows = (db: Builder, from: ReturnType<typeof keys>) =>
    db
      .selectFrom(from.as('found'))
      .innerJoin('conversations', 'conversations.id', 'found.id')
      .leftJoin('visitors', 'visitors.id', 'conversations.visitor_id')
      .select(['conversations.id', 'conversations.last_at', 'visitors.nickname'])
      .select(rowColumns.map((column) => `conversations.${column}` as const))
      .orderBy('found.last_at', 'desc')
      .orderBy('found.id', 'desc')
  return {
    // The keys first, from the index alone: sorting whole rows would read every state.
    page: statement((db, argument) => rows(db, keys(db, argument).limit(argument<number>(4)))),
    search: statement((db, argument) =>
      rows(db, keys(db, argument).limit(sql.lit(scanned)))
        .where(
          sql<boolean>`(visitors.search like ${argument(5)} escape '~' or conversations.preview like ${argument(5)} escape '~')`,
        )
        .limit(argument<number>(4)),
    ),
    horizon: statement((db, argument) =>
      keys(db, argument)
        .limit(sql.lit(1))
        .offset(sql.lit(scanned - 1)),
    ),
  }
}

type Builder = Parameters<Parameters<typeof statement>[0]>[0]

/** What `core/inbox/lists` says, in SQL. */
function belonging(list: List, argument: Parameter) {
  switch (list) {
    case 'mine':
      return sql<boolean>`status = 'open' and agent_id = ${argument(1)}`
    case 'bot':
    case 'unassigned':
      return sql<boolean>`status = 'open' and desk = ${sql.lit(list)}`
    case 'all':
      return isOpen
    case 'unread':
      return sql<boolean>`status = 'open' and visitor_seq > agent_read`
    case 'unreplied':
      return sql<boolean>`status = 'open' and unreplied_since is not null`
    case 'snoozed':
      return sql<boolean>`status = 'snoozed'`
    case 'closed':
      return sql<boolean>`status = 'closed'`
    case 'suspected':
      return sql<boolean>`status = 'suspected'`
  }
}
