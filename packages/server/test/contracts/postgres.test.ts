// The PostgreSQL that the contract suites run on answers, and its databases are apart.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

test('each database is new and empty', async () => {
  const first = new pg.Client(await postgres.createDatabase())
  const second = new pg.Client(await postgres.createDatabase())
  await Promise.all([first.connect(), second.connect()])
  await first.query('create table t (id int)')
  const { rows } = await second.query("select count(*)::int as n from pg_tables where tablename = 't'")
  expect(rows).toEqual([{ n: 0 }])
  await Promise.all([first.end(), second.end()])
})
