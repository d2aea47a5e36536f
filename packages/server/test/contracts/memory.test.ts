// The contract suites over the store in memory.
import { describe } from 'vitest'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
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

describe('memory', () => {
  const store = createMemoryStore()
  const opened = () => ({ store, beside: store })
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
