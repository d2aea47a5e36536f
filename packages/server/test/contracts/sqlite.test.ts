// The contract suites over SQLite, and what only it promises.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { openStore, type Store } from '../../src/adapters/sql/open.ts'
import { conversationsContract } from './suites/conversations.ts'
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
})
