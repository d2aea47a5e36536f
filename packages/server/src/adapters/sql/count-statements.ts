/** How many each list has. What is open is counted from one index alone; what is closed was counted before. */
import { sql } from 'kysely'
import { isUnread } from './list-statements.ts'
import { type Parameter, statement } from './statement.ts'

const isOpen = sql<boolean>`status = 'open'`
const isFree = sql<boolean>`desk in ('bot', 'unassigned')`

export interface OpenCounts {
  all: number
  bot: number
  unassigned: number
  unread: number
  unreplied: number
}

function sums(argument: Parameter, bot: number, unassigned: number) {
  const sum = (name: keyof OpenCounts, of: ReturnType<typeof sql<boolean>>) =>
    sql<number>`coalesce(sum(case when ${of} then 1 else 0 end), 0)`.as(name)
  return [
    sql<number>`count(*)`.as('all'),
    sum('bot', sql<boolean>`desk in ('bot', 'hosted')`),
    sum('unassigned', sql<boolean>`desk = 'unassigned'`),
    sum('unread', isUnread(argument(bot), argument(unassigned))),
    sum('unreplied', sql<boolean>`unreplied_since is not null`),
  ] as const
}

/** Takes site, and whether Unread has what is the bot's and nobody's. */
export const countOpen = statement<OpenCounts>((db, argument) =>
  db
    .selectFrom('conversations')
    .select(sums(argument, 1, 2))
    .where('site_id', '=', argument<string>(0))
    .where(isOpen),
)
export const countFree = statement<OpenCounts>((db, argument) =>
  db
    .selectFrom('conversations')
    .select(sums(argument, 1, 2))
    .where('site_id', '=', argument<string>(0))
    .where(isOpen)
    .where(isFree),
)

/** Takes site, the same two, and the agent. */
export const countMine = statement<OpenCounts>((db, argument) =>
  db
    .selectFrom('conversations')
    .select(sums(argument, 1, 2))
    .where('site_id', '=', argument<string>(0))
    .where('agent_id', '=', argument<string>(3))
    .where(isOpen),
)

/** All of a site that are set aside, and those of them that an agent sees: takes site and agent. */
const aside = (status: 'snoozed' | 'suspected') =>
  statement<{ count: number }>((db, argument) =>
    db
      .selectFrom('conversations')
      .select(sql<number>`count(*)`.as('count'))
      .where('site_id', '=', argument<string>(0))
      .where(sql<boolean>`status = ${sql.lit(status)}`),
  )
const asideSeen = (status: 'snoozed' | 'suspected') =>
  statement<{ count: number }>((db, argument) =>
    db
      .selectFrom('conversations')
      .select(sql<number>`count(*)`.as('count'))
      .where('site_id', '=', argument<string>(0))
      .where(sql<boolean>`status = ${sql.lit(status)} and (agent_id is null or agent_id = ${argument(1)})`),
  )
export const countSnoozed = aside('snoozed')
export const countSnoozedSeen = asideSeen('snoozed')
export const countSuspected = aside('suspected')
export const countSuspectedSeen = asideSeen('suspected')

export const closedOfSite = statement<{ count: number }>((db, argument) =>
  db.selectFrom('site_counts').select('closed as count').where('site_id', '=', argument<string>(0)),
)

/** Further than this nobody counts closed ones of one agent. */
export const countedClosed = 10_000

/** Takes site and agent; nobody's with null. */
export const countClosedOf = statement<{ count: number }>((db, argument) =>
  db
    .selectFrom(
      db
        .selectFrom('conversations')
        .select('last_at')
        .where('site_id', '=', argument<string>(0))
        .where(sql<boolean>`status = 'closed' and agent_id = ${argument(1)}`)
        .limit(sql.lit(countedClosed))
        .as('found'),
    )
    .select(sql<number>`count(*)`.as('count')),
)
export const countClosedFree = statement<{ count: number }>((db, argument) =>
  db
    .selectFrom(
      db
        .selectFrom('conversations')
        .select('last_at')
        .where('site_id', '=', argument<string>(0))
        .where(sql<boolean>`status = 'closed' and agent_id is null`)
        .limit(sql.lit(countedClosed))
        .as('found'),
    )
    .select(sql<number>`count(*)`.as('count')),
)
