/** What agents know of visitors: profile, tags, timeline, records of follow-up, blocks; and the muted conversations. */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  // Ids compare by their bytes on both engines.
  const id = dialect === 'postgres' ? sql`text collate "C"` : ('text' as const)
  const texts = { profile: '{}', tags: '[]', found: '' }
  for (const [column, usual] of Object.entries(texts)) {
    await db.schema
      .alterTable('visitors')
      .addColumn(column, 'text', (made) => made.notNull().defaultTo(usual))
      .execute()
  }
  const numbers = { muted: 0, visits: 1, spoke_at: 0 }
  for (const [column, usual] of Object.entries(numbers)) {
    await db.schema
      .alterTable('visitors')
      .addColumn(column, 'bigint', (made) => made.notNull().defaultTo(usual))
      .execute()
  }
  for (const column of ['referrer', 'device', 'network']) {
    await db.schema.alterTable('visitors').addColumn(column, 'text').execute()
  }
  await sql`update visitors set found = search`.execute(db)
  await db.schema
    .createIndex('visitors_seen')
    .on('visitors')
    .columns(['site_id', 'last_seen_at', 'id'])
    .execute()

  await db.schema
    .createTable('visitor_events')
    .addColumn('visitor_id', id, (column) => column.notNull())
    .addColumn('id', id, (column) => column.notNull())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('visitor_events_key', ['visitor_id', 'id'])
    .execute()

  await db.schema
    .createTable('follow_ups')
    .addColumn('visitor_id', id, (column) => column.notNull())
    .addColumn('id', id, (column) => column.notNull())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('record', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('follow_ups_key', ['visitor_id', 'id'])
    .execute()

  await db.schema
    .createTable('blocks')
    .addColumn('visitor_id', id, (column) => column.notNull().primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('network', 'text')
    .addColumn('until', 'bigint')
    .addColumn('by', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('blocks_site').on('blocks').columns(['site_id', 'at']).execute()

  await db.schema
    .createIndex('conversations_suspected')
    .on('conversations')
    .columns(['site_id', 'last_at'])
    .where(sql.ref('status'), '=', sql.lit('suspected'))
    .execute()
}
