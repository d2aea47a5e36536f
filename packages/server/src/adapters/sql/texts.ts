/**
 * The index of texts over SQL: SQLite's FTS5 over our tokens, PostgreSQL's `tsvector` of them. Both are asked for
 * the newest first and stop when a page is full.
 */
import { sql } from 'kysely'
import type { Wanted } from '../../core/search/tokens.ts'
import type { Stand, TextHit, TextQuery, Texts } from '../../ports/texts.ts'
import { ask, type Engine } from './engine.ts'
import { type Parameter, statement } from './statement.ts'

type Builder = Parameters<Parameters<typeof statement>[0]>[0]
type Found = { id: number; conversation_id: string; seq: number; sub: number }

const insert = statement((db, argument) =>
  db
    .insertInto('texts')
    .values({
      site_id: argument(0),
      conversation_id: argument(1),
      seq: argument(2),
      sub: argument(3),
      tokens: argument(4),
    })
    .onConflict((conflict) => conflict.doNothing()),
)
const remove = statement((db, argument) =>
  db
    .deleteFrom('texts')
    .where('conversation_id', '=', argument<string>(0))
    .where('seq', '=', argument<number>(1))
    .where('sub', '=', argument<number>(2)),
)
const removeAll = statement((db, argument) =>
  db.deleteFrom('texts').where('conversation_id', '=', argument<string>(0)),
)
const position = statement<{ seq: number; sub: number }>((db, argument) =>
  db
    .selectFrom('texts')
    .select(['seq', 'sub'])
    .where('conversation_id', '=', argument<string>(0))
    .orderBy('seq', 'desc')
    .orderBy('sub', 'desc')
    .limit(1),
)

/** Takes site, last_at and id of where it stands, until, limit. All of one moment: what changes its list is seen once. */
const waiting = statement<{ id: string; last_at: number }>((db, argument) => {
  const walk = (status: string) =>
    db
      .selectFrom(
        db
          .selectFrom('conversations')
          .select(['id', 'last_at'])
          .where('site_id', '=', argument<string>(0))
          .where(sql<boolean>`status = ${sql.lit(status)}`)
          .where(sql<boolean>`(last_at, id) > (${argument(1)}, ${argument(2)})`)
          .where('last_at', '<=', argument<number>(3))
          .orderBy('last_at')
          .orderBy('id')
          .limit(argument<number>(4))
          .as(status),
      )
      .select(['id', 'last_at'])
  return db
    .selectFrom(walk('open').unionAll(walk('snoozed')).unionAll(walk('closed')).as('found'))
    .select(['id', 'last_at'])
    .orderBy('last_at')
    .orderBy('id')
    .limit(argument<number>(4))
})

const standing = statement<{ last_at: number; id: string }>((db, argument) =>
  db.selectFrom('text_progress').select(['last_at', 'id']).where('site_id', '=', argument<string>(0)),
)
const stand = statement((db, argument) =>
  db
    .insertInto('text_progress')
    .values({ site_id: argument(0), last_at: argument(1), id: argument(2) })
    .onConflict((conflict) =>
      conflict
        .column('site_id')
        .doUpdateSet((row) => ({ last_at: row.ref('excluded.last_at'), id: row.ref('excluded.id') }))
        .where(sql<boolean>`(text_progress.last_at, text_progress.id) < (excluded.last_at, excluded.id)`),
    ),
)

/** Takes the query, the place before, limit, 1 for all of the site or 0, agent; PostgreSQL also a place to stop at. */
const findIn = {
  sqlite: find(
    (argument) => sql`texts.id in (
    select rowid from text_index where text_index match ${argument(0)} and rowid < ${argument(1)}
    order by rowid desc limit ${sql.lit(5_000)})`,
  ),
  postgres: find(
    (argument) =>
      sql`texts.words @@ ${argument(0)}::tsquery and texts.id < ${argument(1)} and texts.id >= ${argument(5)}`,
  ),
}

function find(matching: (argument: Parameter) => ReturnType<typeof sql>) {
  return statement<Found>((db: Builder, argument) =>
    db
      .selectFrom('texts')
      .innerJoin('conversations', 'conversations.id', 'texts.conversation_id')
      .select(['texts.id', 'texts.conversation_id', 'texts.seq', 'texts.sub'])
      .where(sql<boolean>`${matching(argument)}`)
      .where(
        sql<boolean>`(${argument(3)} = 1 or conversations.agent_id is null or conversations.agent_id = ${argument(4)})`,
      )
      .orderBy('texts.id', 'desc')
      .limit(argument<number>(2)),
  )
}

const newestId = statement<{ id: number }>((db) =>
  db.selectFrom('texts').select('id').orderBy('id', 'desc').limit(1),
)

export function createTexts(engine: Engine): Texts {
  return {
    find: (query) => (engine.dialect === 'sqlite' ? findSqlite(engine, query) : findPostgres(engine, query)),
    async positionOf(conversation) {
      const [row] = await engine.read(position, [conversation])
      return row === undefined ? [0, 0] : [row.seq, row.sub]
    },
    async add(site, texts) {
      await engine.commit(function* () {
        for (const { conversation, seq, sub, tokens } of texts)
          yield* ask(insert, [site, conversation, seq, sub, tokens.join(' ')])
      })
    },
    async replace(site, text) {
      const { conversation, seq, sub } = text
      await engine.commit(function* () {
        yield* ask(remove, [conversation, seq, sub])
        if ('tokens' in text) yield* ask(insert, [site, conversation, seq, sub, text.tokens.join(' ')])
      })
    },
    async forget(conversation) {
      await engine.commit(() => ask(removeAll, [conversation]))
    },
    async waiting(site, until, limit) {
      const [from = { last_at: -1, id: '' }] = await engine.read(standing, [site])
      const rows = await engine.read(waiting, [site, from.last_at, from.id, until, limit])
      return rows.map(({ id, last_at }): Stand => ({ id, at: last_at }))
    },
    async advance(site, { at, id }) {
      await engine.commit(() => ask(stand, [site, at, id]))
    },
  }
}

async function findSqlite(engine: Engine, query: TextQuery) {
  const { wanted, agent, others, before = Number.MAX_SAFE_INTEGER, limit } = query
  const words = wanted.tokens.map((token) => `"${token}"`)
  if (wanted.start !== null) words.push(`"${wanted.start}"*`)
  const rows = await engine.read(findIn.sqlite, [
    words.join(' AND '),
    before,
    limit + 1,
    Number(others),
    agent,
  ])
  return pageOf(rows, limit)
}

/** Its index has no order, so it is asked for a stretch of the newest at a time, each twice as long. */
const firstStretch = 100_000
const stretches = 6

async function findPostgres(engine: Engine, query: TextQuery) {
  const { wanted, agent, others, limit } = query
  const [newest] = await engine.read(newestId, [])
  const found: Found[] = []
  let before = Math.min(query.before ?? Number.MAX_SAFE_INTEGER, (newest?.id ?? 0) + 1)
  for (let stretch = 0; stretch < stretches && before > 0; stretch += 1) {
    const from = Math.max(0, before - firstStretch * 2 ** stretch)
    const values = [tsquery(wanted), before, limit + 1 - found.length, Number(others), agent, from]
    found.push(...(await engine.read(findIn.postgres, values)))
    before = from
    if (found.length > limit) return pageOf(found, limit)
  }
  return { ...pageOf(found, limit), ...(before > 0 ? { before } : {}) }
}

function tsquery({ tokens, start }: Wanted): string {
  const words = tokens.map((token) => `'${token}'`)
  if (start !== null) words.push(`'${start}':*`)
  return words.join(' & ')
}

function pageOf(rows: Found[], limit: number): { hits: TextHit[]; before?: number } {
  const hits = rows
    .slice(0, limit)
    .map(({ id, conversation_id, seq, sub }) => ({ place: id, conversation: conversation_id, seq, sub }))
  return rows.length > limit ? { hits, before: hits.at(-1)!.place } : { hits }
}
