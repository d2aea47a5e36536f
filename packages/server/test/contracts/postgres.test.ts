// The contract suites over a real PostgreSQL, and what only it promises.
import { Client } from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { openStore, type Store } from '../../src/adapters/sql/open.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { conversationsContract } from './suites/conversations.ts'
import { erasuresContract, type Table } from './suites/erasures.ts'
import { identitiesContract } from './suites/identities.ts'
import { listsContract } from './suites/lists.ts'
import { peopleContract } from './suites/members.ts'
import { agentsContract, visitorsContract } from './suites/people.ts'
import { questionsContract } from './suites/questions.ts'
import { mailsContract, recordsContract } from './suites/records.ts'
import { repliesContract } from './suites/replies.ts'
import { routingContract } from './suites/routing.ts'
import { sitesContract } from './suites/sites.ts'
import { visitorRecordsContract } from './suites/visitor-records.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe('postgres', () => {
  let store: Store
  let beside: Store
  let url: string
  beforeAll(async () => {
    url = await postgres.createDatabase()
    // Two nodes that start at the same moment on an empty database.
    ;[store, beside] = await Promise.all([openStore({ url }), openStore({ url })])
  })
  afterAll(() => Promise.all([store.close(), beside.close()]))
  const opened = () => ({ store, beside })
  conversationsContract(opened)
  listsContract(opened)
  visitorsContract(opened)
  visitorRecordsContract(opened)
  agentsContract(opened)
  peopleContract(opened)
  sitesContract(opened)
  identitiesContract(opened)
  questionsContract(opened)
  routingContract(opened)
  recordsContract(opened)
  mailsContract(opened)
  repliesContract(opened)
  erasuresContract(opened, async () => {
    const client = new Client({ connectionString: url })
    await client.connect()
    const found = await client.query<{ name: string; columns: string[] }>(
      `select table_name as name, array_agg(column_name::text) as columns
       from information_schema.columns where table_schema = 'public' group by table_name`,
    )
    const tables: Table[] = []
    for (const { name, columns } of found.rows) {
      tables.push({ name, columns, rows: (await client.query(`select * from "${name}"`)).rows })
    }
    await client.end()
    return tables
  })
})
