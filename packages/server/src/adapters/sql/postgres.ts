/**
 * PostgreSQL. Reads take any connection of a pool, units one each; the messages' batches have a connection of
 * their own, because what one conversation is told must not be overtaken.
 */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { StoreUnavailable } from '../../core/faults.ts'
import { type Call, type Engine, Taken, type Unit } from './engine.ts'
import { createGroupCommit, type GroupCommit, type Outcome } from './group-commit.ts'
import { migrateToLatest } from './migrate.ts'
import { isTaken, isWorthAnotherTry, outageOf } from './outage.ts'
import type { Arguments, Statement } from './statement.ts'

const connections = 8
/** More than on SQLite: the round trips are the cost here, and nobody is kept from anything meanwhile. */
const mostInBatch = 256
/** A unit that deadlocked or lost a race is run again this often. */
const mostTries = 5
const int8 = 20
/** Milliseconds that PostgreSQL gives a statement, and a transaction that says nothing more while it holds its locks. */
const patience = 15_000
/**
 * Milliseconds after which a connection that does not answer is thrown away: a firewall or a failover lets packets
 * vanish, and TCP tells of that after a quarter of an hour. Longer than {@link patience}, so that what is only slow is
 * refused by the server and not in doubt.
 */
const silentAfter = 20_000
const silentAtProbe = 5_000

export interface PostgresHooks {
  /** Before each transaction; what it waits for delays the answers. */
  beforeCommit?: (units: number) => Promise<void>
  /** Milliseconds, in place of those above. */
  silentAfter?: number
}

/** Runs one statement on the connection of a transaction. */
export type Ask = <Row>(statement: Statement<Row>, values: Arguments) => Promise<Row[]>

export interface Postgres extends Engine {
  /** A group commit of its own kind, each batch one transaction on the writing connection. */
  group<Work>(run: RunBatch<Work>, take: (waiting: readonly Work[]) => number): GroupCommit<Work>
}

type RunBatch<Work> = (batch: Work[], transaction: BatchTransaction) => Promise<Outcome[]>

export interface BatchTransaction {
  /** Begins, and asks the first question in the same round trip. */
  begin<Row>(statement: Statement<Row>, values: Arguments): Promise<Row[]>
  /** Further questions, in one round trip. Each sees what was committed before it began. */
  ask(calls: Call[]): Promise<unknown[][]>
  /** Sends all of these and the commit in one round trip; resolves when it is committed. */
  commit(calls: Call[]): Promise<unknown[][]>
}

export async function openPostgres(url: string, hooks: PostgresHooks = {}): Promise<Postgres> {
  const types = new pg.TypeOverrides()
  types.setTypeParser(int8, Number)
  const options: pg.PoolConfig & { pipeline: boolean } = {
    connectionString: url,
    types,
    pipeline: true,
    connectionTimeoutMillis: 5000,
    statement_timeout: patience,
    // Of a connection that is lost the server may not hear for hours; others wait for what it locked.
    idle_in_transaction_session_timeout: hooks.silentAfter ?? patience,
    query_timeout: hooks.silentAfter ?? silentAfter,
    // An answered message must not be lost with the server's power, whatever the cluster's default.
    options: '-c synchronous_commit=on -c client_encoding=UTF8',
    keepAlive: true,
    application_name: 'foyer',
  }
  const pool = new pg.Pool({ ...options, max: connections })
  const writing = new pg.Pool({ ...options, max: 1 })
  const groups: GroupCommit<never>[] = []
  const names = new Map<Statement<unknown>, string>()
  let reason: string | null = null
  let probedAt = Number.NEGATIVE_INFINITY
  for (const one of [pool, writing]) outliveLoss(one)

  try {
    const unhurried = { statement_timeout: 0, idle_in_transaction_session_timeout: 0, query_timeout: 0 }
    await migrate(new pg.Pool({ ...options, ...unhurried, pipeline: false, max: 1 } as pg.PoolConfig))
  } catch (error) {
    await Promise.all([pool.end(), writing.end()])
    throw error
  }

  return {
    dialect: 'postgres',
    async read(statement, values) {
      try {
        return await run(pool, statement, values)
      } catch (error) {
        throw asFault(error)
      }
    },
    async commit(unit) {
      await hooks.beforeCommit?.(1)
      return again(() => transact(unit))
    },
    group(runBatch, take) {
      const made = createGroupCommit<never>(
        async (batch) => {
          await hooks.beforeCommit?.(batch.length)
          return commitBatch(batch, runBatch)
        },
        { most: mostInBatch, take },
      )
      groups.push(made)
      return made
    },
    async health() {
      if (performance.now() - probedAt >= 1000) await probe()
      return reason === null ? { ok: true } : { ok: false, reason }
    },
    checkpoint: () => true,
    async copyTo() {
      throw new Error('back PostgreSQL up with pg_dump, and copy the folder of files beside it')
    },
    async close() {
      await Promise.all(groups.map((group) => group.drain()))
      await Promise.all([pool.end(), writing.end()])
    },
  }

  async function run<Row>(
    on: pg.Pool | pg.ClientBase,
    statement: Statement<Row>,
    values: Arguments,
  ): Promise<Row[]> {
    const { text, bind } = statement.plan('postgres')
    let name = names.get(statement)
    if (name === undefined) {
      name = `foyer_${names.size}`
      names.set(statement, name)
    }
    const { rows } = await on.query<pg.QueryResultRow>({ name, text, values: bind(values) as unknown[] })
    return rows as Row[]
  }

  async function again<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        const value = await work()
        reason = null
        return value
      } catch (error) {
        if (isWorthAnotherTry(error) && tries < mostTries) continue
        throw isTaken(error) ? new Taken(error) : asFault(error)
      }
    }
  }

  /** Where one of them fails by its own fault and undoes the whole batch: its halves, until that one is alone. */
  async function commitBatch<Work>(batch: Work[], runBatch: RunBatch<Work>): Promise<Outcome[]> {
    try {
      return await again(() => inBatch((transaction) => runBatch(batch, transaction)))
    } catch (error) {
      // Each is told for itself: what another half stored stays stored.
      if (error instanceof StoreUnavailable || batch.length === 1) return batch.map(() => ({ error }))
      const middle = batch.length >> 1
      const first = await commitBatch(batch.slice(0, middle), runBatch)
      return [...first, ...(await commitBatch(batch.slice(middle), runBatch))]
    }
  }

  async function transact<T>(unit: () => Unit<T>): Promise<T> {
    const client = await pool.connect()
    try {
      const steps = unit()
      let step: IteratorResult<Call, T> = steps.next([])
      if (step.done) {
        client.release()
        return step.value
      }
      const { statement, values } = step.value
      // With the first question in the same round trip.
      const [, rows] = await together([client.query('begin'), run(client, statement, values)])
      step = steps.next(rows)
      while (!step.done) step = steps.next(await run(client, step.value.statement, step.value.values))
      await commit(client)
      client.release()
      return step.value
    } catch (error) {
      // Its transaction and its prepared statements are in doubt, and another connection is cheap.
      client.release(true)
      throw error
    }
  }

  async function inBatch<T>(work: (transaction: BatchTransaction) => Promise<T>): Promise<T> {
    const client = await writing.connect()
    try {
      const value = await work({
        async begin(statement, values) {
          const [, rows] = await together([client.query('begin'), run(client, statement, values)])
          return rows
        },
        ask: (calls) => together(calls.map((call) => run(client, call.statement, call.values))),
        async commit(calls) {
          const asked = calls.map((call) => run(client, call.statement, call.values))
          const [rows] = await together([together(asked), commit(client)])
          return rows
        },
      })
      client.release()
      return value
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  function asFault(error: unknown): unknown {
    const outage = outageOf(error)
    if (outage === null) return error
    reason = outage
    return new StoreUnavailable(outage, { cause: error })
  }

  async function probe(): Promise<void> {
    probedAt = performance.now()
    try {
      const text =
        reason === null
          ? 'select 1'
          : `insert into meta (key, value) values ('probe', '1')
             on conflict (key) do update set value = excluded.value`
      await pool.query({ text, query_timeout: hooks.silentAfter ?? silentAtProbe } as pg.QueryConfig)
      reason = null
    } catch (error) {
      reason = outageOf(error) ?? String(error)
    }
  }
}

/** A broken connection is replaced by the pool; without listeners, while idle and in use, the process would end. */
function outliveLoss(pool: pg.Pool): void {
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
}

/** After a failed statement PostgreSQL answers `commit` with a rollback, and no error. */
async function commit(client: pg.ClientBase): Promise<void> {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
}

/** As `Promise.all`, but leaves nothing running: rejects with the first error once all are done. */
async function together<T extends readonly unknown[] | []>(
  promises: T,
): Promise<{ -readonly [I in keyof T]: Awaited<T[I]> }> {
  const results = await Promise.allSettled(promises)
  for (const result of results) if (result.status === 'rejected') throw result.reason
  return results.map((result) => (result.status === 'fulfilled' ? result.value : undefined)) as {
    -readonly [I in keyof T]: Awaited<T[I]>
  }
}

/** Under Kysely's advisory lock, so that several nodes may start at once. */
async function migrate(pool: pg.Pool): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  outliveLoss(pool)
  try {
    await migrateToLatest(db, 'postgres')
  } finally {
    await db.destroy()
  }
}
