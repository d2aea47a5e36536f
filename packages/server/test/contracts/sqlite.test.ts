// The contract suites over SQLite, and what only it promises.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe } from 'vitest'
import { openStore, type Store } from '../../src/adapters/sql/open.ts'
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

const folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('sqlite', () => {
  let store: Store
  let beside: Store
  beforeAll(async () => {
    store = await openStore({ url: `sqlite:${join(folder, 'contract.db')}` })
    beside = await openStore({ url: `sqlite:${join(folder, 'contract.db')}` })
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
  erasuresContract(
    opened,
    async () => {
      const database = new Database(join(folder, 'contract.db'), { readonly: true })
      const names = database.prepare("select name from sqlite_master where type = 'table'").pluck().all()
      const tables = (names as string[]).map((name): Table => {
        const rows = database.prepare(`select * from "${name}"`).all() as Table['rows']
        const columns = database.prepare(`select name from pragma_table_info('${name}')`).pluck().all()
        return { name, columns: columns as string[], rows }
      })
      database.close()
      return tables
    },
    async () => {
      store.checkpoint()
      return readFileSync(join(folder, 'contract.db'))
    },
  )
})
