/** Opens the store that a URL names: `sqlite:PATH` or `postgres://…`, with its tables brought up to date. */
import type { Ratings, Summaries } from '../../ports/afterwards.ts'
import type { Agents } from '../../ports/agents.ts'
import type { Conversations } from '../../ports/conversations.ts'
import type { Documents } from '../../ports/documents.ts'
import type { Erasures } from '../../ports/erasures.ts'
import type { Files } from '../../ports/files.ts'
import type { Identities } from '../../ports/identities.ts'
import type { Mails } from '../../ports/mails.ts'
import type { People } from '../../ports/people.ts'
import type { Pins } from '../../ports/pins.ts'
import type { AgentPresence } from '../../ports/presence.ts'
import type { Products } from '../../ports/products.ts'
import type { Questions } from '../../ports/questions.ts'
import type { Phrases, QuickReplies } from '../../ports/quick-replies.ts'
import type { Records } from '../../ports/records.ts'
import type { Meta, Sites } from '../../ports/sites.ts'
import type { Texts } from '../../ports/texts.ts'
import type { VisitorRecords } from '../../ports/visitor-records.ts'
import type { Visitors } from '../../ports/visitors.ts'
import { createRatings, createSummaries } from './afterwards.ts'
import { createAgents } from './agents.ts'
import { createConversations, type Writer } from './conversations.ts'
import { createDocuments } from './documents.ts'
import type { Engine, Health } from './engine.ts'
import { createErasures } from './erasures.ts'
import { createFiles } from './files.ts'
import { createIdentities } from './identities.ts'
import { createMails } from './mails.ts'
import { createMeta } from './meta.ts'
import { createPeople } from './people.ts'
import { createPins } from './pins.ts'
import { createPresence } from './presence.ts'
import { createProducts } from './products.ts'
import { createQuestions } from './questions.ts'
import { createPhrases, createQuickReplies } from './quick-replies.ts'
import { createRecords } from './records.ts'
import { createSites } from './sites.ts'
import { openSqlite } from './sqlite.ts'
import { createSqliteWriter } from './sqlite-writer.ts'
import { createTexts } from './texts.ts'
import { createVisitorRecords } from './visitor-records.ts'
import { createVisitors } from './visitors.ts'

export interface Store {
  conversations: Conversations
  visitors: Visitors
  visitorRecords: VisitorRecords
  agents: Agents
  presence: AgentPresence
  sites: Sites
  meta: Meta
  files: Files
  questions: Questions
  documents: Documents
  records: Records
  mails: Mails
  people: People
  quickReplies: QuickReplies
  phrases: Phrases
  ratings: Ratings
  summaries: Summaries
  products: Products
  pins: Pins
  texts: Texts
  identities: Identities
  erasures: Erasures
  /** Not ok after a commit failed, until one succeeds; tries a small write itself, at most once a second. */
  health(): Promise<Health>
  /**
   * Moves SQLite's log into its file and cuts it, unless another process is in the way: false, and nobody is waited
   * for. Nothing on PostgreSQL.
   */
  checkpoint(): boolean
  /** For `backUp`: a consistent copy of all that was stored when this was called. PostgreSQL refuses: it has pg_dump. */
  copyTo(file: string): Promise<void>
  /** Commits what waits, then closes. */
  close(): Promise<void>
}

export interface StoreOptions {
  url: string
  /** For tests: awaited before each commit, with the number of its units. */
  beforeCommit?: (units: number) => Promise<void>
  /** For tests, of PostgreSQL: milliseconds after which a connection that does not answer is thrown away. */
  silentAfter?: number
}

/** Rejects, with one line to show, where the database is not safe or not there. */
export async function openStore({ url, beforeCommit, silentAfter }: StoreOptions): Promise<Store> {
  if (url.startsWith('sqlite:')) {
    const sqlite = await openSqlite(url.slice('sqlite:'.length), { beforeCommit })
    return storeOver(sqlite, createSqliteWriter(sqlite))
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    // Its driver is no part of a start that has no use for it.
    const [{ openPostgres }, { createPostgresWriter }] = await Promise.all([
      import('./postgres.ts'),
      import('./postgres-writer.ts'),
    ])
    const postgres = await openPostgres(url, {
      beforeCommit,
      ...(silentAfter === undefined ? {} : { silentAfter }),
    })
    return storeOver(postgres, createPostgresWriter(postgres))
  }
  throw new Error('a database URL begins with sqlite: or postgres://')
}

function storeOver(engine: Engine, writer: Writer): Store {
  return {
    conversations: createConversations(engine, writer),
    visitors: createVisitors(engine),
    visitorRecords: createVisitorRecords(engine),
    agents: createAgents(engine),
    presence: createPresence(engine),
    sites: createSites(engine),
    meta: createMeta(engine),
    files: createFiles(engine),
    questions: createQuestions(engine),
    documents: createDocuments(engine),
    records: createRecords(engine),
    mails: createMails(engine),
    people: createPeople(engine),
    quickReplies: createQuickReplies(engine),
    phrases: createPhrases(engine),
    ratings: createRatings(engine),
    summaries: createSummaries(engine),
    products: createProducts(engine),
    pins: createPins(engine),
    texts: createTexts(engine),
    identities: createIdentities(engine),
    erasures: createErasures(engine),
    health: engine.health,
    checkpoint: engine.checkpoint,
    copyTo: engine.copyTo,
    close: engine.close,
  }
}
