/** Who is connected, with which status, and when each agent came, went or changed it. */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  await db.schema
    .createTable('agent_status')
    .addColumn('agent_id', id, (column) => column.notNull().primaryKey())
    .addColumn('status', id, (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('agent_connections')
    .addColumn('agent_id', id, (column) => column.notNull())
    .addColumn('node', id, (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('agent_connections_key', ['agent_id', 'node'])
    .execute()
  await db.schema
    .createTable('agent_times')
    .addColumn('agent_id', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('what', id, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('agent_times_agent').on('agent_times').columns(['agent_id', 'at']).execute()
}
