/** Persons by the site's own id, the keys that verify them, and which tokens were used. */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  await db.schema
    .createTable('identity_keys')
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('kid', id, (column) => column.notNull())
    .addColumn('algorithm', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('identity_keys_key', ['site_id', 'kid'])
    .execute()
  await db.schema
    .createTable('identities')
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('sub', id, (column) => column.notNull())
    .addColumn('visitor_id', id, (column) => column.notNull().unique())
    .addColumn('identity', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('identities_key', ['site_id', 'sub'])
    .execute()
  await db.schema
    .createTable('identity_uses')
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('jti', id, (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('identity_uses_key', ['site_id', 'jti'])
    .execute()
  await db.schema.createIndex('identity_uses_until').on('identity_uses').column('until').execute()
}
