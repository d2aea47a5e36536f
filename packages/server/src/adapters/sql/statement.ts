/**
 * Statements written once with Kysely, for both engines, and compiled when first used. What runs later is
 * text and numbered arguments: no builder is on the way of a message.
 */

import type { CompiledQuery } from 'kysely'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import type { Dialect } from '../../../migrations/dialect.ts'
import type { Tables } from './schema.ts'

export type Value = string | number | null
/** Values, or lists of them where PostgreSQL unnests. */
export type Arguments = readonly (Value | readonly Value[])[]

/** What argument `index` stands for in a query. */
export type Parameter = <T extends Value>(index: number) => RawBuilder<T>

/** What is in the list that argument `index` is, as JSON: the right side of `in`. */
export type Listed = (index: number) => RawBuilder<string>

export interface Statement<Row> {
  plan(dialect: Dialect): Plan
  /** Never there: it carries the type of the rows. */
  readonly row?: Row
}

export interface Plan {
  text: string
  /** The arguments as the engine wants them. */
  bind(values: Arguments): Arguments
}

type Builder = Kysely<Tables>

export function statement<Row>(
  build: (db: Builder, argument: Parameter, listed: Listed) => { compile(): CompiledQuery<Row> },
): Statement<Row> {
  const plans: Partial<Record<Dialect, Plan>> = {}
  return {
    plan: (dialect) => {
      plans[dialect] ??= planOf(build(builderFor(dialect), argument, listed[dialect]).compile())
      return plans[dialect]
    },
  }
}

/** `larger(a, b)` in words that both engines know. */
export function larger(column: RawBuilder<number>, other: RawBuilder<number>): RawBuilder<number> {
  return sql<number>`case when ${column} > ${other} then ${column} else ${other} end`
}

interface Place {
  place: number
}

function argument<T extends Value>(index: number): RawBuilder<T> {
  const place: Place = { place: index }
  return sql<T>`${sql.val(place)}`
}

const listed: Record<Dialect, Listed> = {
  sqlite: (index) => sql`(select value from json_each(${argument(index)}))`,
  postgres: (index) => sql`(select value from json_array_elements_text(${argument(index)}::json))`,
}

function planOf(query: CompiledQuery<unknown>): Plan {
  const wanted = query.parameters as readonly (Place | Value)[]
  const inOrder = wanted.every((one, index) => isPlace(one) && one.place === index)
  if (inOrder)
    return {
      text: query.sql,
      bind: (values) => (values.length === wanted.length ? values : values.slice(0, wanted.length)),
    }
  return {
    text: query.sql,
    bind: (values) => wanted.map((one) => (isPlace(one) ? (values[one.place] ?? null) : one)),
  }
}

function isPlace(value: Place | Value): value is Place {
  return typeof value === 'object' && value !== null
}

const builders: Partial<Record<Dialect, Builder>> = {}

function builderFor(dialect: Dialect): Builder {
  builders[dialect] ??= new Kysely<Tables>({
    dialect:
      dialect === 'sqlite'
        ? {
            createAdapter: () => new SqliteAdapter(),
            createDriver: () => new DummyDriver(),
            createIntrospector: (db) => new SqliteIntrospector(db),
            createQueryCompiler: () => new SqliteQueryCompiler(),
          }
        : {
            createAdapter: () => new PostgresAdapter(),
            createDriver: () => new DummyDriver(),
            createIntrospector: (db) => new PostgresIntrospector(db),
            createQueryCompiler: () => new PostgresQueryCompiler(),
          },
  })
  return builders[dialect]
}
