/**
 * SQLite on the main thread: reads at once, writes in a group commit. Whatever the disk does, nothing is
 * answered that is not on it; when it fails, writers are told `unavailable` until it works again.
 */
import type Database from 'better-sqlite3'
import { StoreUnavailable } from '../../core/faults.ts'
import { type Call, type Engine, Taken, type Unit } from './engine.ts'
import { createGroupCommit, type Outcome } from './group-commit.ts'
import { isTaken, leavesDoubt, outageOf } from './outage.ts'
import { busyTimeout, connect, copy, migrate } from './sqlite-connect.ts'
import type { Arguments, Statement } from './statement.ts'

/** What a probe writes and takes back: room for the marker of one reader does not make a store that works. */
const probeBytes = 65_536
/** Milliseconds between attempts to open the file again. */
const reconnectEvery = 250

export interface SqliteHooks {
  /** Before each transaction begins; what it waits for delays the answers. */
  beforeCommit?: (units: number) => Promise<void>
}

/** Besides what every engine offers, work that never waits: the way of the messages. */
export interface Sqlite extends Engine {
  database(): Database.Database
  /** Within `submit` only. */
  all<Row>(statement: Statement<Row>, values: Arguments): Row[]
  /** Likewise; how many rows it wrote. */
  run(statement: Statement<unknown>, values: Arguments): number
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
  let connectedAt = Number.NEGATIVE_INFINITY
  let isClosed = false
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
    run,
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
      try {
        connection().pragma('busy_timeout = 0')
        const [found] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
        return found?.busy === 0
      } catch (error) {
        throw asFault(error)
      } finally {
        if (database.open) database.pragma(`busy_timeout = ${busyTimeout}`)
      }
    },
    copyTo: (file) => copy(connection(), file),
    async close() {
      await group.drain()
      isClosed = true
      if (!database.open) return
      try {
        database.pragma('wal_checkpoint(TRUNCATE)')
      } catch {
        // On a full disk it stays in the log, which is as safe and is read at the next start.
      }
      database.close()
    },
  }
  return sqlite

  function prepare(statement: Statement<unknown>): Prepared {
    const { text, bind } = statement.plan('sqlite')
    const made = connection().prepare(text)
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

  function run(statement: Statement<unknown>, values: Arguments): number {
    const one = prepared.get(statement) ?? prepare(statement)
    return one.statement.run(one.bind(values)).changes
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
      if (isOutage(error)) throw unavailable(error)
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
            if (isOutage(error)) throw error
            return { error: isTaken(error) ? new Taken(error) : error }
          }
        }),
      )
    } catch (error) {
      throw asFault(error)
    }
  }

  function transact<T>(work: () => T): T {
    connection()
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

  function isOutage(error: unknown): boolean {
    return error instanceof StoreUnavailable || outageOf(error) !== null
  }

  function asFault(error: unknown): unknown {
    return isOutage(error) ? unavailable(error) : error
  }

  function unavailable(error: unknown): StoreUnavailable {
    if (error instanceof StoreUnavailable) return error
    reason = outageOf(error) ?? 'the store failed'
    if (leavesDoubt(error)) disconnect()
    return new StoreUnavailable(reason, { cause: error })
  }

  /** The connection, made anew where the last one was given up. */
  function connection(): Database.Database {
    if (database.open) return database
    if (isClosed || performance.now() - connectedAt < reconnectEvery)
      throw new StoreUnavailable(reason ?? 'closed')
    connectedAt = performance.now()
    try {
      database = connect(path)
      control = controlOf(database)
    } catch (error) {
      reason = outageOf(error) ?? String(error)
      throw new StoreUnavailable(reason, { cause: error })
    }
    return database
  }

  function disconnect(): void {
    prepared = new Map()
    try {
      database.close()
    } catch {
      // What it could not write stays in the log, which the next connection recovers.
    }
  }

  /** A full disk may have room once the log is moved into the file, so that is tried first. */
  function probe(): void {
    probedAt = performance.now()
    try {
      connection().pragma('wal_checkpoint(TRUNCATE)')
      for (const value of ['x'.repeat(probeBytes), '']) transact(() => control.probe.run(value))
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
      `insert into meta (key, value) values ('probe', ?) on conflict (key) do update set value = excluded.value`,
    ),
  }
}
