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
type Found = { id: number; conversation_id: string; seq: number; sub: number; agent_id: string | null }

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

/** Takes the query, the place before, how many; PostgreSQL also a place to stop at. */
const findIn = {
  // The index alone says which: rows are read for those only.
  sqlite: find(
    (argument) => sql`texts.id in (
    select rowid from text_index where text_index match ${argument(0)} and rowid < ${argument(1)}
    order by rowid desc limit ${argument(2)})`,
  ),
  postgres: find(
    (argument) =>
      sql`texts.words @@ ${argument(0)}::tsquery and texts.id < ${argument(1)} and texts.id >= ${argument(3)}`,
  ),
}

function find(matching: (argument: Parameter) => ReturnType<typeof sql>) {
  return statement<Found>((db: Builder, argument) =>
    db
      .selectFrom('texts')
      .innerJoin('conversations', 'conversations.id', 'texts.conversation_id')
      .select(['texts.id', 'texts.conversation_id', 'texts.seq', 'texts.sub', 'conversations.agent_id'])
      .where(sql<boolean>`${matching(argument)}`)
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

/** Hits that are read at a time where some of them may be a colleague's, and how often. */
const among = 200
const times = 5

async function findSqlite(engine: Engine, query: TextQuery) {
  const { wanted, others, limit } = query
  const words = wanted.tokens.map((token) => `"${token}"`)
  if (wanted.start !== null) words.push(`"${wanted.start}"*`)
  const window = others ? limit + 1 : among
  const found: Found[] = []
  let before = query.before ?? Number.MAX_SAFE_INTEGER
  for (let time = 0; time < times; time += 1) {
    const rows = await engine.read(findIn.sqlite, [words.join(' AND '), before, window])
    found.push(...seen(rows, query))
    before = rows.length < window ? 0 : (rows.at(-1)?.id ?? 0)
    if (before === 0 || found.length > limit) break
  }
  return pageOf(found, limit, before)
}

/** Its index has no order, so it is asked for a stretch of the newest at a time, each twice as long. */
const firstStretch = 100_000
const stretches = 6

async function findPostgres(engine: Engine, query: TextQuery) {
  const { wanted, others, limit } = query
  const [newest] = await engine.read(newestId, [])
  const window = others ? limit + 1 : among
  const found: Found[] = []
  let before = Math.min(query.before ?? Number.MAX_SAFE_INTEGER, (newest?.id ?? 0) + 1)
  for (let stretch = 0; stretch < stretches && before > 0; stretch += 1) {
    const from = Math.max(0, before - firstStretch * 2 ** stretch)
    const rows = await engine.read(findIn.postgres, [tsquery(wanted), before, window, from])
    found.push(...seen(rows, query))
    // A full window ends before the stretch does.
    before = rows.length < window ? from : (rows.at(-1)?.id ?? 0)
    if (found.length > limit) break
  }
  return pageOf(found, limit, before)
}

function seen(rows: Found[], { others, agent }: TextQuery): Found[] {
  return rows.filter(({ agent_id }) => others || agent_id === null || agent_id === agent)
}

function tsquery({ tokens, start }: Wanted): string {
  const words = tokens.map((token) => `'${token}'`)
  if (start !== null) words.push(`'${start}':*`)
  return words.join(' & ')
}

/** `before`: where it was looked through to; 0 for the end. */
function pageOf(rows: Found[], limit: number, before: number): { hits: TextHit[]; before?: number } {
  const hits = rows
    .slice(0, limit)
    .map(({ id, conversation_id, seq, sub }) => ({ place: id, conversation: conversation_id, seq, sub }))
  const end = rows.length > limit ? (hits.at(-1)?.place ?? 0) : before
  return end > 0 ? { hits, before: end } : { hits }
}
