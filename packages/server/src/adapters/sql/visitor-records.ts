/** Timelines, follow-ups and blocks over SQL. What goes beyond a bound goes with the insert that did. */
import type { Actor, FollowUp, TimelineEntry } from '@foyer/protocol'
import { sql } from 'kysely'
import { followUpsKept, pagesKept, timelineKept } from '../../core/visitors/kept.ts'
import type { StoredBlock, VisitorRecords } from '../../ports/visitor-records.ts'
import { ask, type Engine } from './engine.ts'
import type { BlocksTable, FollowUpsTable, VisitorEventsTable } from './schema.ts'
import { statement } from './statement.ts'

const insertEntry = statement((db, argument) =>
  db
    .insertInto('visitor_events')
    .values({
      visitor_id: argument(0),
      id: argument(1),
      site_id: argument(2),
      at: argument(3),
      kind: argument(4),
      entry: argument(5),
    })
    .onConflict((conflict) => conflict.columns(['visitor_id', 'id']).doNothing()),
)
/** Takes visitor, kind, how many stay. */
const trimKind = statement((db, argument) =>
  db
    .deleteFrom('visitor_events')
    .where('visitor_id', '=', argument<string>(0))
    .where('kind', '=', argument<string>(1))
    .where(
      'id',
      '<=',
      db
        .selectFrom('visitor_events')
        .select('id')
        .where('visitor_id', '=', argument<string>(0))
        .where('kind', '=', argument<string>(1))
        .orderBy('id', 'desc')
        .limit(sql.lit(1))
        .offset(argument<number>(2)),
    ),
)
const trimAll = statement((db, argument) =>
  db
    .deleteFrom('visitor_events')
    .where('visitor_id', '=', argument<string>(0))
    .where(
      'id',
      '<=',
      db
        .selectFrom('visitor_events')
        .select('id')
        .where('visitor_id', '=', argument<string>(0))
        .orderBy('id', 'desc')
        .limit(sql.lit(1))
        .offset(argument<number>(2)),
    ),
)
const selectTimeline = statement<Pick<VisitorEventsTable, 'entry'>>((db, argument) =>
  db
    .selectFrom('visitor_events')
    .select('entry')
    .where('visitor_id', '=', argument<string>(0))
    .orderBy('id', 'desc')
    .limit(argument<number>(1)),
)

const insertFollowUp = statement((db, argument) =>
  db
    .insertInto('follow_ups')
    .values({ visitor_id: argument(0), id: argument(1), site_id: argument(2), record: argument(3) })
    .onConflict((conflict) => conflict.columns(['visitor_id', 'id']).doNothing()),
)
const deleteFollowUp = statement<{ id: string }>((db, argument) =>
  db
    .deleteFrom('follow_ups')
    .where('visitor_id', '=', argument<string>(0))
    .where('id', '=', argument<string>(1))
    .returning('id'),
)
const selectFollowUps = statement<Pick<FollowUpsTable, 'record'>>((db, argument) =>
  db
    .selectFrom('follow_ups')
    .select('record')
    .where('visitor_id', '=', argument<string>(0))
    .orderBy('id', 'desc')
    .limit(sql.lit(followUpsKept)),
)

const writeBlock = statement((db, argument) =>
  db
    .insertInto('blocks')
    .values({
      visitor_id: argument(0),
      site_id: argument(1),
      at: argument(2),
      network: argument(3),
      until: argument(4),
      by: argument(5),
    })
    .onConflict((conflict) =>
      conflict.column('visitor_id').doUpdateSet((row) => ({
        at: row.ref('excluded.at'),
        network: row.ref('excluded.network'),
        until: row.ref('excluded.until'),
        by: row.ref('excluded.by'),
      })),
    ),
)
const deleteBlock = statement((db, argument) =>
  db.deleteFrom('blocks').where('visitor_id', '=', argument<string>(0)),
)
const selectBlocks = statement<BlocksTable>((db, argument) =>
  db.selectFrom('blocks').selectAll().orderBy('at', 'desc').limit(argument<number>(0)),
)
const selectBlocksOf = statement<BlocksTable>((db, argument) =>
  db
    .selectFrom('blocks')
    .selectAll()
    .where('site_id', '=', argument<string>(0))
    .orderBy('at', 'desc')
    .limit(argument<number>(1)),
)

export function createVisitorRecords(engine: Engine): VisitorRecords {
  return {
    note: (visitor, site, entry) =>
      engine.commit(function* () {
        const { id, at, kind } = entry
        yield* ask(insertEntry, [visitor, id, site, at, kind, JSON.stringify(entry)])
        if (kind === 'page') yield* ask(trimKind, [visitor, kind, pagesKept])
        yield* ask(trimAll, [visitor, kind, timelineKept])
      }),
    async timeline(visitor, limit) {
      const rows = await engine.read(selectTimeline, [visitor, limit])
      return rows.map(({ entry }) => JSON.parse(entry) as TimelineEntry)
    },
    addFollowUp: (visitor, site, record) =>
      engine.commit(function* () {
        const held = yield* ask(selectFollowUps, [visitor])
        if (held.length >= followUpsKept) return 'full'
        yield* ask(insertFollowUp, [visitor, record.id, site, JSON.stringify(record)])
        return 'added'
      }),
    async removeFollowUp(visitor, id) {
      const rows = await engine.commit(() => ask(deleteFollowUp, [visitor, id]))
      return rows.length > 0
    },
    async followUps(visitor) {
      const rows = await engine.read(selectFollowUps, [visitor])
      return rows.map(({ record }) => JSON.parse(record) as FollowUp)
    },
    async block({ visitor, site, at, network, until, by }) {
      await engine.commit(() => ask(writeBlock, [visitor, site, at, network, until, JSON.stringify(by)]))
    },
    async unblock(visitor) {
      await engine.commit(() => ask(deleteBlock, [visitor]))
    },
    async blocks(site, limit) {
      const rows = await (site === null
        ? engine.read(selectBlocks, [limit])
        : engine.read(selectBlocksOf, [site, limit]))
      return rows.map(blockOf)
    },
  }
}

function blockOf({ visitor_id: visitor, site_id: site, at, network, until, by }: BlocksTable): StoredBlock {
  return { visitor, site, at, network, until, by: JSON.parse(by) as Actor }
}
