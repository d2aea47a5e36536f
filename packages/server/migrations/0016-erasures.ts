/** Who was erased, when, and the ids of their conversations, for nodes that still know them: all that is kept. */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  await db.schema
    .createTable('erasures')
    .addColumn('visitor_id', id, (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('conversations', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('erasures_at').on('erasures').column('at').execute()
}
