/**
 * Facts of conversations for records and reports, and mail that is to be sent. All but the mail is derived from
 * the log and can be made anew of it: emptied, the tables fill themselves at the next start.
 */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  await db.schema
    .createTable('records')
    .addColumn('conversation_id', id, (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('visitor_id', id, (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('status', id, (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('agent_id', id)
    .addColumn('group_key', 'text')
    .addColumn('assistant', id, (column) => column.notNull())
    .addColumn('invited', 'integer', (column) => column.notNull())
    .addColumn('rating', 'integer')
    .addColumn('tags', 'text', (column) => column.notNull())
    .addColumn('rating_tags', 'text', (column) => column.notNull())
    .addColumn('first_answer', 'bigint')
    .addColumn('facts', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('records_started')
    .on('records')
    .columns(['site_id', 'started_at', 'conversation_id'])
    .execute()
  await db.schema
    .createIndex('records_closed')
    .on('records')
    .columns(['site_id', 'closed_at'])
    .where(sql.ref('closed_at'), 'is not', null)
    .execute()

  // Counted by quarters of an hour: no time zone's day begins within one.
  await db.schema
    .createTable('record_messages')
    .addColumn('conversation_id', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('by_kind', id, (column) => column.notNull())
    .addColumn('agent_id', id, (column) => column.notNull())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('record_messages_key', ['conversation_id', 'at', 'by_kind', 'agent_id'])
    .execute()
  await db.schema
    .createIndex('record_messages_site')
    .on('record_messages')
    .columns(['site_id', 'at'])
    .execute()

  await db.schema
    .createTable('record_responses')
    .addColumn('conversation_id', id, (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('agent_id', id, (column) => column.notNull())
    .addColumn('ms', 'bigint', (column) => column.notNull())
    .addColumn('is_first', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('record_responses_key', ['conversation_id', 'seq'])
    .execute()
  await db.schema
    .createIndex('record_responses_site')
    .on('record_responses')
    .columns(['site_id', 'at'])
    .execute()

  await db.schema
    .createTable('mails')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('conversation_id', id, (column) => column.notNull())
    .addColumn('kind', id, (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('state', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('mails_due')
    .on('mails')
    .columns(['at', 'id'])
    .where(sql.ref('state'), '=', sql.lit('due'))
    .execute()
  await db.schema.createIndex('mails_conversation').on('mails').columns(['conversation_id', 'kind']).execute()
}
