/**
 * SQLite on the main thread. Refuses to run where an acknowledged row could be lost: on an old SQLite, without
 * WAL, or with `synchronous` below FULL, which a reopened WAL file silently falls back to.
 */
import Database from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrationsFor } from '../../../migrations/index.ts'
import { StoreUnavailable } from '../../core/faults.ts'
import { type Call, type Engine, Taken, type Unit } from './engine.ts'
import { createGroupCommit, type Outcome } from './group-commit.ts'
import { isTaken, leavesDoubt, outageOf } from './outage.ts'
import type { Arguments, Statement } from './statement.ts'

/** Older ones can lose a commit when two connections reset the log at once. */
const oldest = [3, 51, 3]
/** Pages in the log before a commit moves them into the file: fewer would write hot pages again and again. */
const checkpointAt = 4000

export interface SqliteHooks {
  /** Before each transaction begins; what it waits for delays the answers. */
  beforeCommit?: (units: number) => Promise<void>
}

/** Besides what every engine offers, work that never waits: the way of the messages. */
export interface Sqlite extends Engine {
  database(): Database.Database
  /** Within `submit` only. */
  all<Row>(statement: Statement<Row>, values: Arguments): Row[]
  submit<T>(work: () => T): Promise<T>
  /** Undoes what `work` wrote when it answers `refused`, also within a transaction with others. */
  attempt<T>(work: () => T, refused: T): T
}

interface Prepared {
  returns: boolean
  statement: Database.Statement<unknown[]>
  bind: (values: Arguments) => Arguments
}

export async function openSqlite(path: string, hooks: SqliteHooks = {}): Promise<Sqlite> {
  let database = connect(path)
  let prepared = new Map<Statement<unknown>, Prepared>()
  let reason: string | null = null
  let probedAt = Number.NEGATIVE_INFINITY
  try {
    await migrate(database)
  } catch (error) {
    database.close()
    throw error
  }
  let control = controlOf(database)

  const group = createGroupCommit<() => unknown>(
    hooks.beforeCommit
      ? async (batch) => {
          await hooks.beforeCommit?.(batch.length)
          return commitAll(batch)
        }
      : commitAll,
  )

  const sqlite: Sqlite = {
    dialect: 'sqlite',
    database: () => database,
    all,
    submit: (work) => group.submit(work),
    attempt,
    async read(statement, values) {
      try {
        return all(statement, values)
      } catch (error) {
        throw asFault(error)
      }
    },
    commit: (unit) => group.submit(() => drive(unit())),
    async health() {
      if (reason !== null && performance.now() - probedAt >= 1000) probe()
      return reason === null ? { ok: true } : { ok: false, reason }
    },
    checkpoint() {
      database.pragma('wal_checkpoint(TRUNCATE)')
    },
    async close() {
      await group.drain()
      try {
        database.pragma('wal_checkpoint(TRUNCATE)')
      } finally {
        database.close()
      }
    },
  }
  return sqlite

  function prepare(statement: Statement<unknown>): Prepared {
    const { text, bind } = statement.plan('sqlite')
    const made = database.prepare(text)
    const one = { returns: made.reader, statement: made, bind }
    prepared.set(statement, one)
    return one
  }

  function all<Row>(statement: Statement<Row>, values: Arguments): Row[] {
    const one = prepared.get(statement) ?? prepare(statement)
    if (one.returns) return one.statement.all(one.bind(values)) as Row[]
    one.statement.run(one.bind(values))
    return []
  }

  function drive<T>(unit: Unit<T>): T {
    let step: IteratorResult<Call, T> = unit.next([])
    while (!step.done) step = unit.next(all(step.value.statement, step.value.values))
    return step.value
  }

  function attempt<T>(work: () => T, refused: T): T {
    database.exec('savepoint attempt')
    try {
      const value = work()
      if (value === refused) database.exec('rollback to attempt')
      return value
    } catch (error) {
      if (database.inTransaction) database.exec('rollback to attempt')
      throw error
    } finally {
      if (database.inTransaction) database.exec('release attempt')
    }
  }

  function commitAll(batch: (() => unknown)[]): Outcome[] {
    try {
      const outcomes = transact(() => batch.map((work) => ({ value: work() })))
      reason = null
      return outcomes
    } catch (error) {
      if (outageOf(error) !== null) throw unavailable(error)
      return commitApart(batch)
    }
  }

  /** One of them fails by its own fault: each runs in a savepoint, so that the others do not. */
  function commitApart(batch: (() => unknown)[]): Outcome[] {
    try {
      return transact(() =>
        batch.map((work): Outcome => {
          try {
            return { value: attempt(work, apart) }
          } catch (error) {
            if (outageOf(error) !== null) throw error
            return { error: isTaken(error) ? new Taken(error) : error }
          }
        }),
      )
    } catch (error) {
      throw outageOf(error) === null ? error : unavailable(error)
    }
  }

  function transact<T>(work: () => T): T {
    if (!database.open) reconnect()
    control.begin.run()
    try {
      const value = work()
      control.commit.run()
      return value
    } catch (error) {
      // SQLite itself rolls back after some errors.
      if (database.inTransaction) control.rollback.run()
      throw error
    }
  }

  function unavailable(error: unknown): StoreUnavailable {
    reason = outageOf(error) ?? 'the store failed'
    if (leavesDoubt(error)) reconnect()
    return new StoreUnavailable(reason, { cause: error })
  }

  function asFault(error: unknown): unknown {
    return outageOf(error) === null ? error : unavailable(error)
  }

  function reconnect(): void {
    try {
      database.close()
    } catch {
      // What it could not write stays in the log, which the next connection recovers.
    }
    try {
      database = connect(path)
      control = controlOf(database)
      prepared = new Map()
    } catch (error) {
      reason = outageOf(error) ?? String(error)
    }
  }

  /** A full disk may have room once the log is moved into the file, so that is tried first. */
  function probe(): void {
    probedAt = performance.now()
    try {
      if (!database.open) reconnect()
      database.pragma('wal_checkpoint(TRUNCATE)')
      transact(() => control.probe.run())
      reason = null
    } catch (error) {
      reason = outageOf(error) ?? String(error)
    }
  }
}

const apart = Symbol('never answered by any work')

function controlOf(database: Database.Database) {
  return {
    begin: database.prepare('begin immediate'),
    commit: database.prepare('commit'),
    rollback: database.prepare('rollback'),
    probe: database.prepare(
      `insert into meta (key, value) values ('probe', '1')
       on conflict (key) do update set value = case when meta.value = '1' then '2' else '1' end`,
    ),
  }
}

function connect(path: string): Database.Database {
  const database = new Database(path, { timeout: 5000 })
  try {
    const version = String(database.prepare('select sqlite_version()').pluck().get())
    if (isOlder(version.split('.').map(Number))) {
      throw new Error(`SQLite ${version} is too old to be safe: ${oldest.join('.')} or newer is needed`)
    }
    insist(database, 'journal_mode', 'WAL', 'wal')
    insist(database, 'synchronous', 'FULL', 2)
    insist(database, 'foreign_keys', 'ON', 1)
    database.pragma('cache_size = -65536')
    database.pragma('temp_store = MEMORY')
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

function isOlder(version: number[]): boolean {
  for (const [index, least] of oldest.entries()) {
    const part = version[index] ?? 0
    if (part !== least) return part < least
  }
  return false
}

async function migrate(database: Database.Database): Promise<void> {
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
  const migrations = migrationsFor('sqlite')
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest()
  if (error) throw error
}
