/** The sums of reports. Each takes site, from, to. Written out, for what they say is easier read in SQL. */
import type { AssistantPart } from '@foyer/protocol'
import { type RawBuilder, sql } from 'kysely'
import type { RecordMessagesTable } from './schema.ts'
import { type Parameter, type Statement, statement } from './statement.ts'

/** No time zone's day or hour begins within one. */
export const quarter = 900_000

function query<Row>(build: (argument: Parameter) => RawBuilder<Row>): Statement<Row> {
  return statement<Row>((db, argument) => ({ compile: () => build(argument).compile(db) }))
}

const quarterOf = (column: string) => sql`(${sql.ref(column)} / ${sql.lit(quarter)}) * ${sql.lit(quarter)}`
/** Of the site, within the span. */
const within = (argument: Parameter, column: string) =>
  sql`site_id = ${argument(0)} and ${sql.ref(column)} >= ${argument(1)} and ${sql.ref(column)} < ${argument(2)}`

const countsBy = (column: 'started_at' | 'closed_at') =>
  query<{ at: number; count: number }>(
    (argument) => sql`
      select ${quarterOf(column)} as at, count(*) as count from records
      where ${within(argument, column)} group by 1 order by 1`,
  )
export const started = countsBy('started_at')
export const closed = countsBy('closed_at')

export const messages = query<{ at: number; by_kind: RecordMessagesTable['by_kind']; count: number }>(
  (argument) => sql`
    select at, by_kind, cast(sum(count) as bigint) as count from record_messages
    where ${within(argument, 'at')} group by at, by_kind order by at, by_kind`,
)

export interface SpreadRow {
  key: string
  is_first: number
  count: number
  median: number
  p90: number
}

/** By nearest rank: the smallest that half, or nine tenths, are not above. */
const spread = (rows: RawBuilder<unknown>) => sql<SpreadRow>`
  select key, is_first, count,
    max(case when place = (count + 1) / 2 then ms end) as median,
    max(case when place = (9 * count + 9) / 10 then ms end) as p90
  from (
    select key, is_first, ms,
      row_number() over (partition by key, is_first order by ms) as place,
      count(*) over (partition by key, is_first) as count
    from (${rows}) as one
  ) as ranked
  group by key, is_first, count`

export const responses = {
  site: query((argument) =>
    spread(sql`select '' as key, is_first, ms from record_responses where ${within(argument, 'at')}`),
  ),
  agent: query((argument) =>
    spread(sql`select agent_id as key, is_first, ms from record_responses where ${within(argument, 'at')}`),
  ),
  group: query((argument) =>
    spread(sql`
      select coalesce(r.group_key, 'other') as key, e.is_first, e.ms from record_responses as e
      join records as r on r.conversation_id = e.conversation_id
      where e.site_id = ${argument(0)} and e.at >= ${argument(1)} and e.at < ${argument(2)}`),
  ),
}

/** To the first answer by anybody, by what the assistant had to do with it. */
export const answers = query((argument) =>
  spread(sql`
    select assistant as key, 0 as is_first, first_answer as ms from records
    where ${within(argument, 'started_at')} and first_answer is not null`),
)

export interface RepliesRow {
  key: string
  served: number
  replies: number
}

export const replies = {
  agent: query<RepliesRow>(
    (argument) => sql`
      select agent_id as key, count(distinct conversation_id) as served, cast(sum(count) as bigint) as replies
      from record_messages where ${within(argument, 'at')} and by_kind = 'agent' group by agent_id`,
  ),
  group: query<RepliesRow>(
    (argument) => sql`
      select coalesce(r.group_key, 'other') as key, count(distinct m.conversation_id) as served,
        cast(sum(m.count) as bigint) as replies
      from record_messages as m join records as r on r.conversation_id = m.conversation_id
      where m.site_id = ${argument(0)} and m.at >= ${argument(1)} and m.at < ${argument(2)}
        and m.by_kind = 'agent'
      group by 1`,
  ),
}

export const rated = query<{
  agent_id: string | null
  group_key: string | null
  assistant: AssistantPart
  rating: number
  count: number
}>(
  (argument) => sql`
    select agent_id, group_key, assistant, rating, count(*) as count from records
    where ${within(argument, 'started_at')} and rating is not null
    group by agent_id, group_key, assistant, rating`,
)

export const parts = query<{ part: AssistantPart; conversations: number; invited: number }>(
  (argument) => sql`
    select assistant as part, count(*) as conversations, cast(sum(invited) as bigint) as invited from records
    where ${within(argument, 'started_at')} group by assistant`,
)

/** The newest rated ones; whether they have a comment is in their facts. */
export const ratedNewest = query<{ conversation_id: string; facts: string }>(
  (argument) => sql`
    select conversation_id, facts from records
    where ${within(argument, 'started_at')} and rating is not null
    order by started_at desc, conversation_id desc limit 300`,
)
