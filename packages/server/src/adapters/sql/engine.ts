/**
 * What both engines offer to the ports' queries. A unit is a generator that asks for statements: SQLite runs
 * it without ever waiting, PostgreSQL with a round trip for each, from the same code.
 */
import type { Dialect } from '../../../migrations/dialect.ts'
import type { Arguments, Statement } from './statement.ts'

export interface Call {
  statement: Statement<unknown>
  values: Arguments
}

export type Unit<T> = Generator<Call, T, unknown[]>

export interface Health {
  ok: boolean
  reason?: string
}

export interface Engine {
  dialect: Dialect
  read<Row>(statement: Statement<Row>, values: Arguments): Promise<Row[]>
  /** Runs the unit's statements in one transaction, stored when this resolves. It may be run again from its start; rejects with {@link Taken}. */
  commit<T>(unit: () => Unit<T>): Promise<T>
  health(): Promise<Health>
  /** Moves what the write-ahead log holds into the database file; false where somebody reads. Nothing on PostgreSQL. */
  checkpoint(): boolean
  /** A consistent copy, as one file, of all that was stored when this was called. Refused by PostgreSQL. */
  copyTo(file: string): Promise<void>
  close(): Promise<void>
}

/** Within a unit: `const rows = yield* ask(findAgent, [id])`. */
export function* ask<Row>(statement: Statement<Row>, values: Arguments): Unit<Row[]> {
  return (yield { statement, values }) as Row[]
}

/** A unique constraint refused the unit; nothing of it was stored. */
export class Taken extends Error {
  override name = 'Taken'
  constructor(cause?: unknown) {
    super('taken', { cause })
  }
}
