/**
 * What agents said before, by the message that said it, so that it goes with the message. What was counted without
 * it names none and goes now.
 */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  await db.schema.dropTable('agent_phrases').execute()
  await db.schema
    .createTable('sent_phrases')
    .addColumn('conversation_id', id, (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('agent_id', id, (column) => column.notNull())
    .addColumn('text', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('sent_phrases_key', ['conversation_id', 'seq'])
    .execute()
  await db.schema
    .createIndex('sent_phrases_of_agent')
    .on('sent_phrases')
    .columns(['site_id', 'agent_id', 'text', 'at'])
    .execute()
}
