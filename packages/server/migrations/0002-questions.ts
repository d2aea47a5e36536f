/** What became of visitors' questions. Lean: one row a question, and its text stays in the log. */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  await db.schema
    .createTable('questions')
    .addColumn('conversation_id', id, (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('locale', 'text')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('faq_id', id)
    .addColumn('score', sql`double precision`, (column) => column.notNull())
    .addColumn('answer', 'integer')
    .addColumn('helpful', 'integer')
    .addColumn('dismissed', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('questions_key', ['conversation_id', 'seq'])
    .execute()
  await db.schema.createIndex('questions_site').on('questions').columns(['site_id', 'at']).execute()
}
