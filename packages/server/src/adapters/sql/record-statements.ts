/** Statements of records: what is put, walked over and removed, and one a shape of filter to list. */
import type { AssistantPart, Status } from '@foyer/protocol'
import { type SqlBool, sql } from 'kysely'
import type { StoredFilter } from '../../ports/records.ts'
import type { RecordMessagesTable, RecordsTable } from './schema.ts'
import { type Parameter, type Statement, statement } from './statement.ts'

export const findRecord = statement<{ version: number; facts: string }>((db, argument) =>
  db.selectFrom('records').select(['version', 'facts']).where('conversation_id', '=', argument<string>(0)),
)

/** In this order: what `recordValues` gives; last, the version expected. Nothing returned: somebody was first. */
export const putRecord = statement<{ conversation_id: string }>((db, argument) =>
  db
    .insertInto('records')
    .values({
      conversation_id: argument<string>(0),
      site_id: argument<string>(1),
      visitor_id: argument<string>(2),
      version: argument<number>(3),
      status: argument<Status>(4),
      started_at: argument<number>(5),
      closed_at: argument<number>(6),
      channel: argument<string>(7),
      source: argument<string>(8),
      agent_id: argument<string>(9),
      group_key: argument<string>(10),
      assistant: argument<AssistantPart>(11),
      invited: argument<number>(12),
      rating: argument<number>(13),
      tags: argument<string>(14),
      rating_tags: argument<string>(15),
      first_answer: argument<number>(16),
      facts: argument<string>(17),
    })
    .onConflict((conflict) =>
      conflict
        .column('conversation_id')
        .doUpdateSet((row) => ({
          version: row.ref('excluded.version'),
          status: row.ref('excluded.status'),
          started_at: row.ref('excluded.started_at'),
          closed_at: row.ref('excluded.closed_at'),
          channel: row.ref('excluded.channel'),
          source: row.ref('excluded.source'),
          agent_id: row.ref('excluded.agent_id'),
          group_key: row.ref('excluded.group_key'),
          assistant: row.ref('excluded.assistant'),
          invited: row.ref('excluded.invited'),
          rating: row.ref('excluded.rating'),
          tags: row.ref('excluded.tags'),
          rating_tags: row.ref('excluded.rating_tags'),
          first_answer: row.ref('excluded.first_answer'),
          facts: row.ref('excluded.facts'),
        }))
        .where('records.version', '=', argument<number>(18)),
    )
    .returning('conversation_id'),
)

export const addMessages = statement((db, argument) =>
  db
    .insertInto('record_messages')
    .values({
      conversation_id: argument<string>(0),
      at: argument<number>(1),
      by_kind: argument<RecordMessagesTable['by_kind']>(2),
      agent_id: argument<string>(3),
      site_id: argument<string>(4),
      count: argument<number>(5),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['conversation_id', 'at', 'by_kind', 'agent_id'])
        .doUpdateSet({ count: sql<number>`record_messages.count + excluded.count` }),
    ),
)

export const addResponse = statement((db, argument) =>
  db
    .insertInto('record_responses')
    .values({
      conversation_id: argument<string>(0),
      seq: argument<number>(1),
      site_id: argument<string>(2),
      at: argument<number>(3),
      agent_id: argument<string>(4),
      ms: argument<number>(5),
      is_first: argument<number>(6),
    })
    .onConflict((conflict) => conflict.columns(['conversation_id', 'seq']).doNothing()),
)

export const walk = statement<{ id: string; version: number; known: number | null }>((db, argument) =>
  db
    .selectFrom('conversations as c')
    .leftJoin('records as r', 'r.conversation_id', 'c.id')
    .select(['c.id', 'c.version', 'r.version as known'])
    .where('c.id', '>', argument<string>(0))
    .orderBy('c.id')
    .limit(argument<number>(1)),
)

export const removals = [
  statement((db, argument) => db.deleteFrom('records').where('conversation_id', '=', argument<string>(0))),
  statement((db, argument) =>
    db.deleteFrom('record_messages').where('conversation_id', '=', argument<string>(0)),
  ),
  statement((db, argument) =>
    db.deleteFrom('record_responses').where('conversation_id', '=', argument<string>(0)),
  ),
  statement((db, argument) => db.deleteFrom('mails').where('conversation_id', '=', argument<string>(0))),
]

export type ListedRow = Pick<
  RecordsTable,
  'conversation_id' | 'site_id' | 'visitor_id' | 'status' | 'group_key' | 'facts'
> & { nickname: string | null }

/** What a filter may say besides site and time, each with the place of its argument. */
export const filterKeys = [
  'channel',
  'source',
  'agent',
  'group',
  'tag',
  'ratingTag',
  'invited',
  'assistant',
  'status',
  'rating',
] as const
export type FilterKey = (typeof filterKeys)[number]
const firstKey = 6
/** Five scores, the last of which are repeated where fewer are asked for. */
export const mostScores = 5

const listed = new Map<string, Statement<ListedRow>>()

/** Takes site, from, to, the place before (at, conversation), limit; then the keys, and five scores at the end. */
export function listFor(filter: StoredFilter): Statement<ListedRow> {
  const keys = filterKeys.filter((key) => filter[key] !== undefined)
  const shape = keys.join(' ')
  const known = listed.get(shape)
  if (known !== undefined) return known
  const made = statement<ListedRow>((db, argument) => {
    let query = db
      .selectFrom('records as r')
      .leftJoin('visitors as v', 'v.id', 'r.visitor_id')
      .select([
        'r.conversation_id',
        'r.site_id',
        'r.visitor_id',
        'r.status',
        'r.group_key',
        'r.facts',
        'v.nickname',
      ])
      .where('r.site_id', '=', argument<string>(0))
      .where('r.started_at', '>=', argument<number>(1))
      .where('r.started_at', '<', argument<number>(2))
      .where(sql<SqlBool>`(r.started_at, r.conversation_id) < (${argument(3)}, ${argument(4)})`)
    for (const key of keys) {
      query = query.where(conditions[key](argument, firstKey + filterKeys.indexOf(key)))
    }
    return query
      .orderBy('r.started_at', 'desc')
      .orderBy('r.conversation_id', 'desc')
      .limit(argument<number>(5))
  })
  listed.set(shape, made)
  return made
}

type Condition = (argument: Parameter, place: number) => ReturnType<typeof sql<SqlBool>>
const equals =
  (column: string): Condition =>
  (argument, place) =>
    sql<SqlBool>`${sql.ref(column)} = ${argument(place)}`
/** Whether the line is in it, in words that both engines know. */
const holds =
  (column: string): Condition =>
  (argument, place) =>
    sql<SqlBool>`replace(${sql.ref(column)}, ${argument(place)}, '') <> ${sql.ref(column)}`

const conditions: Record<FilterKey, Condition> = {
  channel: equals('r.channel'),
  source: equals('r.source'),
  agent: equals('r.agent_id'),
  group: equals('r.group_key'),
  tag: holds('r.tags'),
  ratingTag: holds('r.rating_tags'),
  invited: equals('r.invited'),
  assistant: equals('r.assistant'),
  status: (argument, place) =>
    sql<SqlBool>`(case when r.status = 'closed' then 'closed' else 'open' end) = ${argument(place)}`,
  rating: (argument, place) =>
    sql<SqlBool>`r.rating in (${sql.join(
      Array.from({ length: mostScores }, (_, index) => argument<number>(place + index)),
    )})`,
}

/** What can be chosen: of the newest ones, so that a large site answers as fast as a small one. */
const newest = 5_000
export const choices = statement<
  Pick<RecordsTable, 'channel' | 'source' | 'agent_id' | 'group_key' | 'tags' | 'rating_tags'>
>((db, argument) =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('records')
        .select(['channel', 'source', 'agent_id', 'group_key', 'tags', 'rating_tags'])
        .where('site_id', '=', argument<string>(0))
        .orderBy('started_at', 'desc')
        .limit(sql.lit(newest))
        .as('n'),
    )
    .selectAll()
    .distinct(),
)
