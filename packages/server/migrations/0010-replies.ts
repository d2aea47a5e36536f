/** Quick replies, phrases that agents sent, ratings, service summaries and products. */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  await db.schema
    .createTable('quick_replies')
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('id', id, (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('reply', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('quick_replies_key', ['site_id', 'id'])
    .execute()
  await db.schema
    .createTable('agent_phrases')
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('agent_id', id, (column) => column.notNull())
    .addColumn('text', id, (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('used_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('agent_phrases_key', ['site_id', 'agent_id', 'text'])
    .execute()
  await db.schema
    .createTable('ratings')
    .addColumn('conversation_id', id, (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('rating', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('ratings_of_site').on('ratings').columns(['site_id', 'at']).execute()
  await db.schema
    .createTable('summaries')
    .addColumn('conversation_id', id, (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('summary', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('summaries_of_site').on('summaries').columns(['site_id', 'at']).execute()
  await db.schema
    .createTable('products')
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('id', id, (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('stamp', 'bigint', (column) => column.notNull())
    .addColumn('search', 'text', (column) => column.notNull())
    .addColumn('product', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('products_key', ['site_id', 'id'])
    .execute()
}
