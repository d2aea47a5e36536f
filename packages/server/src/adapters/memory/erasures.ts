/** Erasing over the maps beside it, for tests. */
import type { Id } from '@foyer/protocol'
import { filesIn } from '../../core/files/files-in.ts'
import type { Erased, Erasures } from '../../ports/erasures.ts'
import type { createMemoryConversations } from './conversations.ts'
import type { createMemoryFiles } from './files.ts'
import type { createMemoryIdentities } from './identities.ts'
import type { createMemoryPins } from './pins.ts'
import type { createMemoryQuestions } from './questions.ts'
import type { createMemoryRecords } from './records.ts'
import type { createMemoryRatings, createMemorySummaries } from './replies.ts'
import type { createMemoryTexts } from './texts.ts'
import type { createMemoryVisitorRecords } from './visitor-records.ts'
import type { createMemoryVisitors } from './visitors.ts'

export function createMemoryErasures(beside: {
  conversations: ReturnType<typeof createMemoryConversations>
  visitors: ReturnType<typeof createMemoryVisitors>
  visitorRecords: ReturnType<typeof createMemoryVisitorRecords>
  identities: ReturnType<typeof createMemoryIdentities>
  questions: ReturnType<typeof createMemoryQuestions>
  pins: ReturnType<typeof createMemoryPins>
  texts: ReturnType<typeof createMemoryTexts>
  records: ReturnType<typeof createMemoryRecords>
  ratings: ReturnType<typeof createMemoryRatings>
  summaries: ReturnType<typeof createMemorySummaries>
  files: ReturnType<typeof createMemoryFiles>
}): Erasures {
  const receipts = new Map<Id, Erased>()
  const theirs = async (visitor: Id) =>
    (await beside.conversations.ofVisitor(visitor, Number.POSITIVE_INFINITY)).map(({ state }) => state.id)

  async function filesOf(visitor: Id): Promise<Id[]> {
    const posted = (await theirs(visitor)).flatMap((id) => filesIn(beside.conversations.logOf(id)))
    return [...new Set([...beside.files.by(visitor), ...posted])]
  }

  return {
    filesOf,
    async erase(visitor, site, at, named = []) {
      for (const file of await filesOf(visitor)) await beside.files.remove(file)
      const conversations = [...new Set([...(await theirs(visitor)), ...named])]
      for (const id of conversations) {
        beside.conversations.erase(id)
        beside.questions.erase(id)
        await beside.pins.forget(id)
        await beside.texts.forget(id)
      }
      await beside.records.remove(conversations)
      await beside.ratings.remove(conversations)
      await beside.summaries.remove(conversations)
      beside.visitors.erase(visitor)
      beside.visitorRecords.erase(visitor)
      beside.identities.erase(visitor)
      if (!receipts.has(visitor)) receipts.set(visitor, { visitor, site, at, conversations })
      return { conversations }
    },
    isErased: async (visitor) => receipts.has(visitor),
    since: async (at) => structuredClone([...receipts.values()].filter((one) => one.at >= at)),
  }
}
