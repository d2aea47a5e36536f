/** Documents of sites, and how often what is due was tried: what leaves for another server may have to wait. */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  await db.schema
    .createTable('documents')
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('id', id, (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('documents_key', ['site_id', 'id'])
    .execute()
  await db.schema
    .alterTable('due')
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
