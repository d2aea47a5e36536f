/** Departments of agents, sites that keep one out, invitations, and the log of operations. */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  await db.schema.alterTable('agent_sites').addColumn('department', 'text').execute()
  await db.schema
    .alterTable('agent_sites')
    .addColumn('disabled', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('agents').addColumn('seen_at', 'bigint').execute()
  await db.schema
    .createTable('invitations')
    .addColumn('hash', id, (column) => column.notNull().primaryKey())
    .addColumn('id', id, (column) => column.notNull())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('department', 'text')
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('invitations_site')
    .on('invitations')
    .columns(['site_id', 'id'])
    .unique()
    .execute()
  await db.schema
    .createTable('op_log')
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('n', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('agent_id', id, (column) => column.notNull())
    .addColumn('agent_name', 'text', (column) => column.notNull())
    .addColumn('what', id, (column) => column.notNull())
    .addColumn('object', 'text', (column) => column.notNull())
    .addColumn('before', 'text', (column) => column.notNull())
    .addColumn('after', 'text', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('seal', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('op_log_key', ['site_id', 'n'])
    .execute()
}
