/**
 * Opens SQLite's file and brings its tables up to date. Refuses where an acknowledged row could be lost: an
 * old SQLite, no WAL, or `synchronous` below FULL, which a reopened WAL file silently falls back to.
 */
import Database from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import { migrateToLatest } from './migrate.ts'

/** Older ones can lose a commit when two connections reset the log at once. */
const oldest = [3, 51, 3]
/** Milliseconds that another process's lock is waited for. */
export const busyTimeout = 5_000
/** Pages in the log before a commit moves them into the file: fewer would write hot pages again and again. */
const checkpointAt = 4000
/**
 * What the system's own cache holds is read in microseconds. A commit that splits a page walks all of this one: at
 * four times as much that took a twentieth of the server's CPU.
 */
const cacheKiB = 8_192

/**
 * Page by page, between the turns of the event loop. Writes of this connection are carried over; another
 * process's begin it anew, so after a few of these the rest is taken in one go, which nobody can disturb.
 */
export async function copy(database: Database.Database, file: string): Promise<void> {
  let left = Number.POSITIVE_INFINITY
  let restarts = 0
  await database.backup(file, {
    progress({ remainingPages }) {
      if (remainingPages > left) restarts += 1
      left = remainingPages
      return restarts > 3 ? 2 ** 31 - 1 : 256
    },
  })
}

export function connect(path: string): Database.Database {
  const database = new Database(path, { timeout: busyTimeout })
  try {
    const version = String(database.prepare('select sqlite_version()').pluck().get())
    if (!isSafeVersion(version)) {
      throw new Error(`SQLite ${version} is too old to be safe: ${oldest.join('.')} or newer is needed`)
    }
    insist(database, 'journal_mode', 'WAL', 'wal')
    insist(database, 'synchronous', 'FULL', 2)
    insist(database, 'foreign_keys', 'ON', 1)
    database.pragma(`cache_size = -${cacheKiB}`)
    database.pragma('temp_store = MEMORY')
    // What is erased is overwritten, as are older versions of rows: nothing of them is left in the file's free space.
    database.pragma('secure_delete = ON')
    database.pragma(`wal_autocheckpoint = ${checkpointAt}`)
    // Else a log that once grew large stays so.
    database.pragma('journal_size_limit = 67108864')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function insist(database: Database.Database, pragma: string, wish: string, value: string | number): void {
  database.pragma(`${pragma} = ${wish}`)
  const found = database.pragma(pragma, { simple: true })
  if (found !== value) {
    throw new Error(`SQLite keeps ${pragma} at ${String(found)}, but only ${wish} is safe: ${database.name}`)
  }
}

/** Whether a database of this version of SQLite loses nothing that was committed. */
export function isSafeVersion(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, least] of oldest.entries()) {
    const part = parts[index] ?? 0
    if (part !== least) return part > least
  }
  return true
}

export async function migrate(database: Database.Database): Promise<void> {
  const dialect = new SqliteDialect({ database })
  // SQLite does roll back changes of tables; Kysely does not count on it.
  const adapter = Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true })
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => dialect.createDriver(),
      createIntrospector: (of) => dialect.createIntrospector(of),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
  })
  await migrateToLatest(db, 'sqlite')
}
