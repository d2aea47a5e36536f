/** Roles of agents. Those who were there before may do all that they could. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('agent_sites')
    .addColumn('role', 'text', (column) => column.notNull().defaultTo('owner'))
    .execute()
}
