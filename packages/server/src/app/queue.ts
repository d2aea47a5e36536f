/**
 * The queue of each site: who waits for a person, and as which one. The order is the store's. When somebody
 * comes or goes it is read again a moment later, and those whose place has changed are told by a new head.
 */
import type { Id } from '@foyer/protocol'
import type { ConversationState } from '../core/conversation/state.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, StoredConversation } from '../ports/conversations.ts'

export interface Queue {
  /** 1 is next. Null: it does not wait, or only since a moment ago, or so many wait that nobody counts. */
  placeOf(conversation: Id): number | null
  /** The place that somebody who comes to this site's queue now would have. */
  nextOf(site: string): Promise<number>
  /** As {@link placeOf}, read anew. */
  lookUp(site: string, conversation: Id): Promise<number | null>
  /** Here or on another node; `before` is null where it is not known. */
  changed(before: ConversationState | null, after: ConversationState): void
  /** In case a hint was lost: looks at every queue where somebody was told a place. */
  check(): Promise<void>
}

/** Milliseconds in which comings and goings are gathered. */
const gather = 100
/** How many are counted; further back a number says nothing. */
const most = 1_000

export function createQueue(ports: {
  conversations: Pick<Conversations, 'queue'>
  find(conversation: Id): Promise<StoredConversation | null>
  /** The place of one that is followed here has changed. */
  tell(conversation: StoredConversation): void
  isFollowed(conversation: Id): boolean
  clock: Clock
  report(fault: unknown): void
}): Queue {
  const { conversations, clock, report } = ports
  const sites = new Map<string, Map<Id, number>>()
  const places = new Map<Id, number>()
  const waiting = new Set<string>()

  async function read(site: string): Promise<Map<Id, number>> {
    const ids = await conversations.queue(site, most)
    const now = new Map(ids.map((id, index) => [id, index + 1]))
    const before = sites.get(site) ?? new Map<Id, number>()
    sites.set(site, now)
    for (const id of before.keys()) if (!now.has(id)) places.delete(id)
    for (const [id, place] of now) places.set(id, place)
    for (const [id, place] of now) {
      if (before.get(id) === place || !ports.isFollowed(id)) continue
      const stored = await ports.find(id)
      if (stored !== null) ports.tell(stored)
    }
    return now
  }

  function readSoon(site: string): void {
    if (waiting.has(site)) return
    waiting.add(site)
    clock.after(gather, () => {
      waiting.delete(site)
      void read(site).catch(report)
    })
  }

  return {
    placeOf: (conversation) => places.get(conversation) ?? null,
    nextOf: async (site) => (sites.get(site) ?? (await read(site))).size + 1,
    lookUp: async (site, conversation) => (await read(site)).get(conversation) ?? null,
    changed(before, after) {
      const is = isQueued(after)
      const was = before === null ? places.has(after.id) : isQueued(before)
      if (is === was && (!is || before === null || before.queuedAt === after.queuedAt)) return
      // Who has left is not told a place any more, whatever is read when.
      if (!is) places.delete(after.id)
      readSoon(after.site)
    },
    async check() {
      for (const [site, known] of sites) if (known.size > 0) await read(site)
    },
  }
}

function isQueued({ status, handler, queuedAt }: ConversationState): boolean {
  return status === 'open' && handler === 'queue' && queuedAt !== null
}
