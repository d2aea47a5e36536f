/** A store that forgets, of the same shape as the SQL one. Several nodes may share it, as they share a database. */
import { agentTables, createMemoryAgents } from './agents.ts'
import { createMemoryConversations } from './conversations.ts'
import { createMemoryDocuments } from './documents.ts'
import { createMemoryErasures } from './erasures.ts'
import { createMemoryFiles } from './files.ts'
import { createMemoryIdentities } from './identities.ts'
import { createMemoryMails } from './mails.ts'
import { createMemoryPeople } from './people.ts'
import { createMemoryPins } from './pins.ts'
import { createMemoryPresence } from './presence.ts'
import { createMemoryQuestions } from './questions.ts'
import { createMemoryRecords } from './records.ts'
import {
  createMemoryPhrases,
  createMemoryProducts,
  createMemoryQuickReplies,
  createMemoryRatings,
  createMemorySummaries,
} from './replies.ts'
import { createMemoryMeta, createMemorySites } from './sites.ts'
import { createMemoryTexts } from './texts.ts'
import { createMemoryVisitorRecords } from './visitor-records.ts'
import { createMemoryVisitors } from './visitors.ts'

export type MemoryStore = ReturnType<typeof createMemoryStore>

export function createMemoryStore() {
  const visitors = createMemoryVisitors()
  const sites = createMemorySites()
  const conversations = createMemoryConversations(visitors.listed)
  const mails = createMemoryMails()
  const tables = agentTables()
  const agents = createMemoryAgents(tables)
  const ports = {
    conversations,
    visitors,
    visitorRecords: createMemoryVisitorRecords(),
    agents,
    people: createMemoryPeople({ agents: tables, conversations, raise: sites.raise }),
    presence: createMemoryPresence({ all: agents.all, loads: conversations.loads }),
    sites,
    pins: createMemoryPins(),
    texts: createMemoryTexts(conversations),
    documents: createMemoryDocuments(sites.raise),
    meta: createMemoryMeta(),
    identities: createMemoryIdentities(),
    files: createMemoryFiles(),
    quickReplies: createMemoryQuickReplies(),
    phrases: createMemoryPhrases(conversations),
    ratings: createMemoryRatings(),
    summaries: createMemorySummaries(),
    products: createMemoryProducts(),
    questions: createMemoryQuestions({
      findEvent: conversations.findEvent,
      visitorOf: async (conversation) => (await conversations.load(conversation))?.state.visitor ?? null,
    }),
    records: createMemoryRecords({
      conversations: conversations.versions,
      nicknameOf: (visitor) => visitors.listed(visitor).nickname,
      mails,
    }),
    mails,
  }
  return {
    ...ports,
    erasures: createMemoryErasures(ports),
    health: async (): Promise<{ ok: boolean; reason?: string }> => ({ ok: true }),
    checkpoint: () => true,
    async copyTo(_file: string): Promise<void> {
      throw new Error('a store in memory has no backup')
    },
    async close() {},
  }
}
