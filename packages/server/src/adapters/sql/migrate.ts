/** Brings the tables up to date, the same on either engine. Refuses tables that a newer version made. */
import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Dialect } from '../../../migrations/dialect.ts'
import { migrationsFor } from '../../../migrations/index.ts'

export async function migrateToLatest(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const migrations = migrationsFor(dialect)
  const provider = { getMigrations: async () => migrations }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error === undefined) return
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`
    .execute(db)
    .catch(() => ({ rows: [] }))
  if (rows.every(({ name }) => Object.hasOwn(migrations, name))) throw error
  const message = 'The database was last used by a newer version of Foyer, which this one cannot read.'
  throw Object.assign(new Error(message, { cause: error }), { code: 'NEWER_DATABASE' })
}
