/**
 * What was typed and not sent, per conversation: it survives switching, a reload and signing in again (IN-11).
 * The oldest go first once there are more than `most`.
 */
import type { Id, Seq } from '@foyer/protocol'
import { read, type Storing, write } from './preferences.ts'

export interface Draft {
  text: string
  mode: 'reply' | 'note'
  quote?: Seq
}

const key = 'foyer.console.drafts'
const most = 100
const empty: Draft = { text: '', mode: 'reply' }

export function createDrafts(storage: Storing) {
  const held = new Map<Id, Draft>(readDrafts(storage))

  return {
    of: (conversation: Id): Draft => held.get(conversation) ?? empty,
    keep(conversation: Id, draft: Draft) {
      held.delete(conversation)
      if (draft.text.trim() !== '' || draft.quote !== undefined) held.set(conversation, draft)
      for (const oldest of held.keys()) {
        if (held.size <= most) break
        held.delete(oldest)
      }
      write(storage, key, [...held])
    },
    clear() {
      held.clear()
      write(storage, key, [])
    },
  }
}

export type Drafts = ReturnType<typeof createDrafts>

function readDrafts(storage: Storing): [Id, Draft][] {
  const kept = read(storage, key)
  if (!Array.isArray(kept)) return []
  return kept.filter(
    (pair): pair is [Id, Draft] =>
      Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1]?.text === 'string',
  )
}
