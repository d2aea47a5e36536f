/** Summaries that were begun and not saved (IN-11), and those that must come before the next: kept in this browser. */
import type { Id, SummaryDraft } from '@foyer/protocol'
import { signal } from '@preact/signals'
import { read, type Storing, write } from './preferences.ts'

const draftsKey = 'foyer.console.summaries'
const owedKey = 'foyer.console.summaries.owed'
const most = 100

export function createSummaryDrafts(storage: Storing) {
  const kept = read(storage, draftsKey)
  const drafts = new Map<Id, SummaryDraft>(Array.isArray(kept) ? kept.filter(isDraft) : [])
  const before = read(storage, owedKey)
  /** The oldest first. */
  const owed = signal<readonly Id[]>(
    Array.isArray(before) ? before.filter((id): id is Id => typeof id === 'string') : [],
  )

  function setOwed(ids: Id[]) {
    owed.value = ids.slice(-most)
    write(storage, owedKey, owed.peek())
  }

  return {
    owed,
    of: (conversation: Id): SummaryDraft | null => drafts.get(conversation) ?? null,
    keep(conversation: Id, draft: SummaryDraft | null) {
      drafts.delete(conversation)
      if (draft !== null) drafts.set(conversation, draft)
      for (const oldest of drafts.keys()) {
        if (drafts.size <= most) break
        drafts.delete(oldest)
      }
      write(storage, draftsKey, [...drafts])
    },
    owe(conversation: Id) {
      if (!owed.peek().includes(conversation)) setOwed([...owed.peek(), conversation])
    },
    settle(conversation: Id) {
      if (owed.peek().includes(conversation)) setOwed(owed.peek().filter((id) => id !== conversation))
    },
  }
}

export type SummaryDrafts = ReturnType<typeof createSummaryDrafts>

function isDraft(pair: unknown): pair is [Id, SummaryDraft] {
  if (!Array.isArray(pair) || typeof pair[0] !== 'string') return false
  const draft = pair[1] as Partial<SummaryDraft> | null
  return (
    typeof draft?.category === 'string' &&
    typeof draft.progress === 'string' &&
    typeof draft.values === 'object' &&
    draft.values !== null
  )
}

const held = new WeakMap<Storing, SummaryDrafts>()

export function summaryDraftsOf(storage: Storing): SummaryDrafts {
  const made = held.get(storage) ?? createSummaryDrafts(storage)
  held.set(storage, made)
  return made
}
