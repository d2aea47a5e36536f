/** Sites and FAQ entries. Every change of either raises the site's revision. */
import type { FaqEntry } from '@foyer/protocol'
import { sql } from 'kysely'
import { completeSettings } from '../../core/site-defaults.ts'
import type { Sites, StoredSite } from '../../ports/sites.ts'
import { ask, type Engine, type Unit } from './engine.ts'
import type { SitesTable } from './schema.ts'
import { type Statement, statement } from './statement.ts'

const insertSite = statement<{ id: string }>((db, argument) =>
  db
    .insertInto('sites')
    .values({ id: argument(0), settings: argument(1), revision: 1 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id'),
)
const selectSite = statement<SitesTable>((db, argument) =>
  db.selectFrom('sites').selectAll().where('id', '=', argument<string>(0)),
)
const selectSites = statement<SitesTable>((db) => db.selectFrom('sites').selectAll().orderBy('id'))
const updateSite = statement<SitesTable>((db, argument) =>
  db
    .updateTable('sites')
    .set({ settings: argument<string>(1), revision: sql<number>`revision + 1` })
    .where('id', '=', argument<string>(0))
    .returningAll(),
)
export const raiseRevision = statement((db, argument) =>
  db.updateTable('sites').set({ revision: sql<number>`revision + 1` }).where('id', '=', argument<string>(0)),
)

const selectEntries = statement<{ id: string; place: number; entry: string }>((db, argument) =>
  db
    .selectFrom('faq')
    .select(['id', 'place', 'entry'])
    .where('site_id', '=', argument<string>(0))
    .orderBy('place')
    .orderBy('id'),
)
const insertEntry = statement((db, argument) =>
  db
    .insertInto('faq')
    .values({ site_id: argument(0), id: argument(1), place: argument(2), entry: argument(3) }),
)
const updateEntry = statement((db, argument) =>
  db
    .updateTable('faq')
    .set({ place: argument<number>(2), entry: argument<string>(3) })
    .where('site_id', '=', argument<string>(0))
    .where('id', '=', argument<string>(1)),
)
const deleteEntry = statement<{ id: string }>((db, argument) =>
  db
    .deleteFrom('faq')
    .where('site_id', '=', argument<string>(0))
    .where('id', '=', argument<string>(1))
    .returning('id'),
)
const placeEntry = statement((db, argument) =>
  db
    .updateTable('faq')
    .set({ place: argument<number>(2) })
    .where('site_id', '=', argument<string>(0))
    .where('id', '=', argument<string>(1)),
)

export function createSites(engine: Engine): Sites {
  return {
    async create(id, settings) {
      const rows = await engine.commit(() => ask(insertSite, [id, JSON.stringify(settings)]))
      return rows.length > 0 ? 'created' : 'taken'
    },
    async find(id) {
      const [row] = await engine.read(selectSite, [id])
      return row ? siteOf(row) : null
    },
    async all() {
      const rows = await engine.read(selectSites, [])
      return rows.map(siteOf)
    },
    async save(id, settings) {
      const [row] = await engine.commit(() => ask(updateSite, [id, JSON.stringify(settings)]))
      return row ? siteOf(row) : null
    },

    async faq(site) {
      const rows = await engine.read(selectEntries, [site])
      return rows.map(({ entry, place }) => ({ ...(JSON.parse(entry) as FaqEntry), place }))
    },
    createEntry: (entry) => engine.commit(() => putEntry(insertEntry, entry)),
    saveEntry: (entry) => engine.commit(() => putEntry(updateEntry, entry)),
    removeEntry: (site, id) =>
      engine.commit(function* () {
        const rows = yield* ask(deleteEntry, [site, id])
        yield* ask(raiseRevision, [site])
        return rows.length > 0
      }),
    orderEntries: (site, ids) =>
      engine.commit(function* () {
        // First, for it locks the site's row: two orders at once come one after the other.
        yield* ask(raiseRevision, [site])
        const entries = yield* ask(selectEntries, [site])
        const present = new Set(entries.map(({ id }) => id))
        const order = new Set([...ids.filter((id) => present.has(id)), ...present])
        let place = 0
        for (const id of order) {
          yield* ask(placeEntry, [site, id, place])
          place += 1
        }
      }),
  }
}

function* putEntry(how: Statement<unknown>, entry: FaqEntry): Unit<void> {
  yield* ask(how, [entry.site, entry.id, entry.place, JSON.stringify(entry)])
  yield* ask(raiseRevision, [entry.site])
}

function siteOf({ id, settings, revision }: SitesTable): StoredSite {
  return { id, settings: completeSettings(JSON.parse(settings)), revision }
}
