/** Who waits for a person, in order. Only conversations in the queue are in its index: no message changes it. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('conversations').addColumn('queued_at', 'bigint').execute()
  await sql`
    update conversations set queued_at = coalesce(unreplied_since, last_at)
    where status = 'open' and desk = 'unassigned'`.execute(db)
  await db.schema
    .createIndex('conversations_queue')
    .on('conversations')
    .columns(['site_id', 'queued_at', 'id'])
    .where(sql.ref('queued_at'), 'is not', null)
    .execute()
}
