/** What is known of uploads. Their bytes are not here. */
import { sql } from 'kysely'
import type { Files } from '../../ports/files.ts'
import { ask, type Engine } from './engine.ts'
import type { FilesTable } from './schema.ts'
import { statement } from './statement.ts'

const insert = statement((db, argument) =>
  db.insertInto('files').values({
    id: argument(0),
    site_id: argument(1),
    by_kind: argument<FilesTable['by_kind']>(2),
    by_id: argument(3),
    name: argument(4),
    type: argument(5),
    size: argument(6),
    width: argument(7),
    height: argument(8),
    created_at: argument(9),
  }),
)
const select = statement<FilesTable>((db, argument) =>
  db.selectFrom('files').selectAll().where('id', '=', argument<string>(0)),
)
const erase = statement((db, argument) => db.deleteFrom('files').where('id', '=', argument<string>(0)))
const bytes = statement<{ bytes: number }>((db, argument) =>
  db
    .selectFrom('files')
    .select(sql<number>`cast(coalesce(sum(size), 0) as bigint)`.as('bytes'))
    .where('by_id', '=', argument<string>(0))
    .where('created_at', '>=', argument<number>(1)),
)

export function createFiles(engine: Engine): Files {
  return {
    async create({ id, site, by, name, type, size, width, height, createdAt }) {
      await engine.commit(() =>
        ask(insert, [id, site, by.kind, by.id, name, type, size, width, height, createdAt]),
      )
    },
    async find(id) {
      const [row] = await engine.read(select, [id])
      if (!row) return null
      const { name, type, size, width, height } = row
      const by = { kind: row.by_kind, id: row.by_id }
      return { id, site: row.site_id, by, name, type, size, width, height, createdAt: row.created_at }
    },
    async remove(id) {
      await engine.commit(() => ask(erase, [id]))
    },
    async bytesSince(by, since) {
      const [row] = await engine.read(bytes, [by, since])
      return row?.bytes ?? 0
    },
  }
}
