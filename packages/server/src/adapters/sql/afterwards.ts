/** Ratings and summaries, one row a conversation. */
import type { Summary } from '@foyer/protocol'
import type { Ratings, StoredRating, Summaries } from '../../ports/afterwards.ts'
import { ask, type Engine } from './engine.ts'
import type { RatingsTable, SummariesTable } from './replies-tables.ts'
import { statement } from './statement.ts'

const writeRating = statement((db, argument) =>
  db
    .insertInto('ratings')
    .values({ conversation_id: argument(0), site_id: argument(1), at: argument(2), rating: argument(3) })
    .onConflict((conflict) =>
      conflict.column('conversation_id').doUpdateSet((row) => ({
        at: row.ref('excluded.at'),
        rating: row.ref('excluded.rating'),
      })),
    ),
)
const ratingsOf = statement<RatingsTable>((db, argument) =>
  db
    .selectFrom('ratings')
    .selectAll()
    .where('site_id', '=', argument<string>(0))
    .where('at', '>=', argument<number>(1))
    .where('at', '<', argument<number>(2))
    .orderBy('at', 'desc')
    .orderBy('conversation_id')
    .limit(argument<number>(3)),
)

const eraseRating = statement((db, argument) =>
  db.deleteFrom('ratings').where('conversation_id', '=', argument<string>(0)),
)

export function createRatings(engine: Engine): Ratings {
  return {
    remove: (conversations) =>
      engine.commit(function* () {
        for (const conversation of conversations) yield* ask(eraseRating, [conversation])
      }),
    put: (rating) =>
      engine.commit(function* () {
        const { conversation, site, at } = rating
        yield* ask(writeRating, [conversation, site, at, JSON.stringify(rating)])
      }),
    async ofSite(site, { from, to }, limit) {
      const rows = await engine.read(ratingsOf, [site, from, to, limit])
      return rows.map(({ rating }) => JSON.parse(rating) as StoredRating)
    },
  }
}

const findSummary = statement<SummariesTable>((db, argument) =>
  db.selectFrom('summaries').selectAll().where('conversation_id', '=', argument<string>(0)),
)
const writeSummary = statement((db, argument) =>
  db
    .insertInto('summaries')
    .values({ conversation_id: argument(0), site_id: argument(1), at: argument(2), summary: argument(3) })
    .onConflict((conflict) =>
      conflict.column('conversation_id').doUpdateSet((row) => ({
        at: row.ref('excluded.at'),
        summary: row.ref('excluded.summary'),
      })),
    ),
)

const eraseSummary = statement((db, argument) =>
  db.deleteFrom('summaries').where('conversation_id', '=', argument<string>(0)),
)

export function createSummaries(engine: Engine): Summaries {
  return {
    remove: (conversations) =>
      engine.commit(function* () {
        for (const conversation of conversations) yield* ask(eraseSummary, [conversation])
      }),
    async find(conversation) {
      const [row] = await engine.read(findSummary, [conversation])
      return row === undefined ? null : (JSON.parse(row.summary) as Summary)
    },
    put: (site, summary) =>
      engine.commit(function* () {
        yield* ask(writeSummary, [summary.conversation, site, summary.at, JSON.stringify(summary)])
      }),
  }
}
