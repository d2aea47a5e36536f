/**
 * The first tables. On PostgreSQL ids are compared byte by byte, as SQLite does: they are hexadecimal,
 * and a language's order only costs time.
 */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`

  // A table in order of creation beside its index, not one sorted by key: new rows fall on the same few
  // pages then, and a commit writes half as much. The same reason puts `cid` first in its index.
  await db.schema
    .createTable('conversations')
    .addColumn('id', id, (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('visitor_id', id, (column) => column.notNull())
    .addColumn('status', id, (column) => column.notNull())
    .addColumn('desk', id, (column) => column.notNull())
    .addColumn('agent_id', id)
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addColumn('unreplied_since', 'bigint')
    .addColumn('visitor_seq', 'integer', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('sub', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('visitor_read', 'integer', (column) => column.notNull())
    .addColumn('visitor_delivered', 'integer', (column) => column.notNull())
    .addColumn('agent_read', 'integer', (column) => column.notNull())
    .addColumn('agent_delivered', 'integer', (column) => column.notNull())
    .addColumn('preview', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('conversations_visitor')
    .on('conversations')
    .columns(['visitor_id', 'id'])
    .execute()
  await db.schema
    .createIndex('conversations_one_open')
    .on('conversations')
    .column('visitor_id')
    .unique()
    .where(sql.ref('status'), '<>', sql.lit('closed'))
    .execute()
  // The only index that every message changes, so it is narrow; what it holds is enough to choose and to
  // count, and a row is read for those alone that are shown.
  await db.schema
    .createIndex('conversations_open')
    .on('conversations')
    .columns(['site_id', 'last_at', 'desk', 'unreplied_since'])
    .where(sql.ref('status'), '=', sql.lit('open'))
    .execute()
  await db.schema
    .createIndex('conversations_mine')
    .on('conversations')
    .columns(['agent_id', 'site_id'])
    .where(sql.ref('status'), '=', sql.lit('open'))
    .execute()
  for (const status of ['snoozed', 'closed']) {
    await db.schema
      .createIndex(`conversations_${status}`)
      .on('conversations')
      .columns(['site_id', 'last_at'])
      .where(sql.ref('status'), '=', sql.lit(status))
      .execute()
  }

  await db.schema
    .createTable('events')
    .addColumn('conversation_id', id, (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('sub', 'integer', (column) => column.notNull())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('visitor_id', id)
    .addColumn('cid', id)
    .addColumn('event', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('events_key', ['conversation_id', 'seq', 'sub'])
    .execute()
  await db.schema
    .createIndex('events_cid')
    .on('events')
    .columns(['cid', 'visitor_id'])
    .unique()
    .where(sql.ref('cid'), 'is not', null)
    .execute()

  await db.schema
    .createTable('due')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('conversation_id', id, (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('due_at').on('due').columns(['at', 'id']).execute()

  await db.schema
    .createTable('site_counts')
    .addColumn('site_id', id, (column) => column.notNull().primaryKey())
    .addColumn('closed', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('visitors')
    .addColumn('id', id, (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('nickname', id, (column) => column.notNull())
    .addColumn('search', 'text', (column) => column.notNull())
    .addColumn('locale', 'text')
    .addColumn('sdk', 'text')
    .addColumn('page', 'text')
    .addColumn('attributes', 'text', (column) => column.notNull())
    .addColumn('blocked', 'integer', (column) => column.notNull())
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('visitors_nickname')
    .on('visitors')
    .columns(['site_id', 'nickname'])
    .unique()
    .execute()

  await db.schema
    .createTable('visitor_tokens')
    .addColumn('hash', id, (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('visitor_id', id, (column) => column.notNull())
    .addColumn('family', id, (column) => column.notNull())
    .addColumn('origin', 'text')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('issued_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint', (column) => column.notNull())
    .addColumn('replaced_at', 'bigint')
    .addColumn('revoked', 'integer', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('visitor_tokens_family').on('visitor_tokens').column('family').execute()
  await db.schema.createIndex('visitor_tokens_visitor').on('visitor_tokens').column('visitor_id').execute()

  await db.schema
    .createTable('agents')
    .addColumn('id', id, (column) => column.notNull().primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', id, (column) => column.notNull().unique())
    .addColumn('avatar', 'text')
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('disabled', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('agent_sites')
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('agent_id', id, (column) => column.notNull().references('agents.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('agent_sites_key', ['site_id', 'agent_id'])
    .execute()
  await db.schema.createIndex('agent_sites_agent').on('agent_sites').column('agent_id').execute()
  await db.schema
    .createTable('agent_sessions')
    .addColumn('hash', id, (column) => column.notNull().primaryKey())
    .addColumn('agent_id', id, (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('api_tokens')
    .addColumn('hash', id, (column) => column.notNull().primaryKey())
    .addColumn('site_id', id)
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('agent_id', id)
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('sites')
    .addColumn('id', id, (column) => column.notNull().primaryKey())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('faq')
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('id', id, (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('faq_key', ['site_id', 'id'])
    .execute()

  await db.schema
    .createTable('files')
    .addColumn('id', id, (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('by_kind', 'text', (column) => column.notNull())
    .addColumn('by_id', id, (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('width', 'integer')
    .addColumn('height', 'integer')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('files_by').on('files').columns(['by_id', 'created_at']).execute()

  await db.schema
    .createTable('meta')
    .addColumn('key', id, (column) => column.notNull().primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
}
