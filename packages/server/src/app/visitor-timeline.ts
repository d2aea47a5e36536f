/**
 * A visitor's timeline (IN-4). What is noted here is a help to people, so nobody waits for it and a full disk stops
 * nothing; when conversations began and ended is read from themselves.
 */
import type { Id, TimelineEntry } from '@foyer/protocol'
import { StoreUnavailable } from '../core/faults.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { StoredConversation } from '../ports/conversations.ts'
import type { VisitorRecords } from '../ports/visitor-records.ts'

type Unnamed<E> = E extends TimelineEntry ? Omit<E, 'id' | 'at'> : never
export type TimelineDraft = Unnamed<TimelineEntry>

export interface VisitorTimeline {
  /** Resolves once it is stored, or was given up. */
  note(visitor: Id, site: string, ...drafts: TimelineDraft[]): Promise<void>
  /** Newest first, with the conversations given. */
  read(visitor: Id, conversations: readonly StoredConversation[]): Promise<TimelineEntry[]>
}

/** Entries that a profile shows; the store keeps more. */
const shown = 100

export function createVisitorTimeline(ports: {
  records: VisitorRecords
  clock: Clock
  chance: Chance
  report(fault: unknown): void
}): VisitorTimeline {
  const { records, clock, chance } = ports
  return {
    async note(visitor, site, ...drafts) {
      try {
        for (const draft of drafts) {
          const entry = { id: chance.id(), at: clock.now(), ...draft } as TimelineEntry
          await records.note(visitor, site, entry)
        }
      } catch (fault) {
        if (!(fault instanceof StoreUnavailable)) ports.report(fault)
      }
    },
    async read(visitor, conversations) {
      const noted = await records.timeline(visitor, shown)
      return [...noted, ...conversations.flatMap(entriesOf)].sort((a, b) => b.at - a.at).slice(0, shown)
    },
  }
}

function entriesOf({ state }: StoredConversation): TimelineEntry[] {
  const { id, startedAt, closedAt } = state
  const entry = (what: 'begun' | 'closed', at: number): TimelineEntry => ({
    id: `${id}:${what}`,
    at,
    kind: 'conversation',
    conversation: id,
    what,
  })
  return [entry('begun', startedAt), ...(closedAt === null ? [] : [entry('closed', closedAt)])]
}
