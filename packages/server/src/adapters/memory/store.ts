/** A store that forgets, of the same shape as the SQL one. Several nodes may share it, as they share a database. */
import { createMemoryAgents } from './agents.ts'
import { createMemoryConversations } from './conversations.ts'
import { createMemoryDocuments } from './documents.ts'
import { createMemoryFiles } from './files.ts'
import { createMemoryIdentities } from './identities.ts'
import { createMemoryMails } from './mails.ts'
import { createMemoryPresence } from './presence.ts'
import { createMemoryQuestions } from './questions.ts'
import { createMemoryRecords } from './records.ts'
import { createMemoryMeta, createMemorySites } from './sites.ts'
import { createMemoryVisitorRecords } from './visitor-records.ts'
import { createMemoryVisitors } from './visitors.ts'

export type MemoryStore = ReturnType<typeof createMemoryStore>

export function createMemoryStore() {
  const visitors = createMemoryVisitors()
  const sites = createMemorySites()
  const agents = createMemoryAgents()
  const conversations = createMemoryConversations(visitors.nicknameOf)
  const mails = createMemoryMails()
  return {
    conversations,
    visitors,
    visitorRecords: createMemoryVisitorRecords(),
    agents,
    presence: createMemoryPresence({ all: agents.all, loads: conversations.loads }),
    sites,
    documents: createMemoryDocuments(sites.raise),
    meta: createMemoryMeta(),
    identities: createMemoryIdentities(),
    files: createMemoryFiles(),
    questions: createMemoryQuestions({
      findEvent: conversations.findEvent,
      visitorOf: async (conversation) => (await conversations.load(conversation))?.state.visitor ?? null,
    }),
    records: createMemoryRecords({
      conversations: conversations.versions,
      nicknameOf: visitors.nicknameOf,
      mails,
    }),
    mails,
    health: async (): Promise<{ ok: boolean; reason?: string }> => ({ ok: true }),
    checkpoint() {},
    async copyTo(_file: string): Promise<void> {
      throw new Error('a store in memory has no backup')
    },
    async close() {},
  }
}
