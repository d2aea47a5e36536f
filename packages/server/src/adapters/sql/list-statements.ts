/**
 * The inbox's lists and counts. Conditions on the status are written out, never arguments: only then do the
 * engines take the partial indexes.
 */
import type { List } from '@foyer/protocol'
import { sql } from 'kysely'
import { type ConversationRow, rowColumns } from './conversation-rows.ts'
import { type Parameter, type Statement, statement } from './statement.ts'

type Builder = Parameters<Parameters<typeof statement>[0]>[0]

/**
 * Where a list's rows are looked for: all of the site, what is the site's and no agent's, or what an agent has.
 * A list that several of these make up has each row in one of them.
 */
export type Walk = 'site' | 'free' | 'agent'

export type ListedRow = ConversationRow & {
  id: string
  last_at: number
  nickname: string | null
  sdk: string | null
}

/** The arguments of all that is asked of lists, in their order. */
export interface ListArguments {
  site: string
  /** Of the walk `agent`. */
  agent: string | null
  /** The place before the page. */
  last_at: number
  id: string
  limit: number
  /** Whether Unread has what is the bot's, and what is nobody's: 1 or 0. */
  bot: number
  unassigned: number
  from: number
  /** Patterns of `like`, `%` for anything; tag and group as they stand in a state's JSON. */
  text: string
  tag: string
  group: string
  channel: string
}

export const listArguments = (of: ListArguments) => [
  of.site,
  of.agent,
  of.last_at,
  of.id,
  of.limit,
  of.bot,
  of.unassigned,
  of.from,
  of.text,
  of.tag,
  of.group,
  of.channel,
]

export interface ListStatements {
  page: Statement<ListedRow>
  /** Among the first `scanned` of the list only, so that a search has a bound. */
  search: Statement<ListedRow>
  /** Where the search stopped: nothing when it saw the whole list. */
  horizon: Statement<{ id: string; last_at: number }>
}

/** How many conversations one search looks at. */
export const scanned = 5000

const made = new Map<string, ListStatements>()

export function listStatements(list: List, walk: Walk): ListStatements {
  const name = `${list} ${walk}`
  const known = made.get(name) ?? makeStatements(list, walk)
  made.set(name, known)
  return known
}

function makeStatements(list: List, walk: Walk): ListStatements {
  const keys = (db: Builder, argument: Parameter) =>
    db
      .selectFrom('conversations')
      .select(['id', 'last_at'])
      .where('site_id', '=', argument<string>(0))
      .where(belonging(list, argument))
      .where(walking(list, walk, argument))
      .where(sql<boolean>`(last_at, id) < (${argument(2)}, ${argument(3)})`)
      .where(sql<boolean>`last_at >= ${argument(7)}`)
      .orderBy('last_at', 'desc')
      .orderBy('id', 'desc')
  const rows = (db: Builder, from: ReturnType<typeof keys>) =>
    db
      .selectFrom(from.as('found'))
      .innerJoin('conversations', 'conversations.id', 'found.id')
      .leftJoin('visitors', 'visitors.id', 'conversations.visitor_id')
      .select(['conversations.id', 'conversations.last_at', 'visitors.nickname', 'visitors.sdk'])
      .select(rowColumns.map((column) => `conversations.${column}` as const))
      .orderBy('found.last_at', 'desc')
      .orderBy('found.id', 'desc')
  return {
    // The keys first, from the index alone: sorting whole rows would read every state.
    page: statement((db, argument) => rows(db, keys(db, argument).limit(argument<number>(4)))),
    search: statement((db, argument) =>
      rows(db, keys(db, argument).limit(sql.lit(scanned)))
        .where(
          sql<boolean>`(conversations.preview like ${argument(8)} escape '~' or visitors.search like ${argument(8)} escape '~')`,
        )
        .where(sql<boolean>`conversations.state like ${argument(9)} escape '~'`)
        .where(sql<boolean>`conversations.state like ${argument(10)} escape '~'`)
        .where(sql<boolean>`coalesce(visitors.sdk, 'web/') like ${argument(11)} escape '~'`)
        .limit(argument<number>(4)),
    ),
    horizon: statement((db, argument) =>
      keys(db, argument)
        .limit(sql.lit(1))
        .offset(sql.lit(scanned - 1)),
    ),
  }
}

/** What `core/inbox/lists` says, in SQL. */
function belonging(list: List, argument: Parameter) {
  switch (list) {
    case 'unassigned':
      return sql<boolean>`status = 'open' and desk = 'unassigned'`
    case 'bot':
      return sql<boolean>`status = 'open' and desk in ('bot', 'hosted')`
    case 'mine':
    case 'all':
      return sql<boolean>`status = 'open'`
    case 'unread':
      return sql<boolean>`status = 'open' and ${isUnread(argument(5), argument(6))}`
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

export function isUnread(bot: ReturnType<Parameter>, unassigned: ReturnType<Parameter>) {
  return sql<boolean>`visitor_seq > agent_read and (desk in ('agent', 'hosted')
    or (desk = 'bot' and ${bot} = 1) or (desk = 'unassigned' and ${unassigned} = 1))`
}

function walking(list: List, walk: Walk, argument: Parameter) {
  if (walk === 'agent') return sql<boolean>`agent_id = ${argument(1)}`
  if (walk === 'site') return sql<boolean>`1 = 1`
  // The same twice: `desk` is in the index of what is open, the agent in that of what is closed.
  return list === 'closed' ? sql<boolean>`agent_id is null` : sql<boolean>`desk in ('bot', 'unassigned')`
}
