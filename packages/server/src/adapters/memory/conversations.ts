/** Conversations in maps, for tests. Everything is copied in and out: what a caller holds is nobody else's. */
import type { Event, Id, List } from '@foyer/protocol'
import { type ConversationState, completeState, type Markers } from '../../core/conversation/state.ts'
import { listsOf, passes } from '../../core/inbox/filter.ts'
import { belongsTo, type Scope } from '../../core/inbox/lists.ts'
import type {
  Change,
  Conversations,
  CountedList,
  Due,
  Listed,
  LogQuery,
  StoredConversation,
} from '../../ports/conversations.ts'

interface Kept extends StoredConversation {
  log: Event[]
}

type Tables = ReturnType<typeof tables>

/** `visitorOf` looks into the visitors beside it. */
export function createMemoryConversations(
  visitorOf: (visitor: Id) => { nickname: string; channel: string },
): Conversations & {
  stands(site: string): { id: Id; at: number }[]
  loads(): Map<Id, number>
  versions(): { id: Id; version: number }[]
  /** Takes the conversation out, with its log and what is due. */
  erase(conversation: Id): void
  logOf(conversation: Id): Event[]
} {
  let kept = tables()

  return {
    stands: (site) =>
      all()
        .filter(({ state }) => state.site === site)
        .map(({ state }) => ({ id: state.id, at: state.last?.at ?? state.startedAt })),
    async append(changes) {
      // On a copy, so that a change that is refused takes the ones before it along.
      if (changes.some(isFull)) return 'full'
      const next = draft(kept, changes)
      if (!changes.every((change) => store(next, change))) return 'stale'
      kept = next
      return 'stored'
    },
    erase(conversation) {
      const found = kept.conversations.get(conversation)
      if (!found) return
      kept.conversations.delete(conversation)
      for (const { cid } of found.log)
        if (cid !== undefined) kept.cids.delete(`${found.state.visitor} ${cid}`)
      for (const [id, due] of kept.due) if (due.conversation === conversation) kept.due.delete(id)
    },
    logOf: (conversation) => structuredClone(kept.conversations.get(conversation)?.log ?? []),
    versions: () => all().map(({ state, version }) => ({ id: state.id, version })),
    async load(conversation) {
      const found = kept.conversations.get(conversation)
      return found ? storedOf(found) : null
    },
    async openOf(visitor) {
      const found = all().find(({ state }) => state.visitor === visitor && state.status !== 'closed')
      return found ? storedOf(found) : null
    },
    async ofVisitor(visitor, limit) {
      return all()
        .filter(({ state }) => state.visitor === visitor)
        .sort((a, b) => descending(a.state.id, b.state.id))
        .slice(0, limit)
        .map(storedOf)
    },

    async join(from, to) {
      const theirs = all().filter(({ state }) => state.visitor === from)
      for (const one of theirs) {
        one.state = { ...one.state, visitor: to }
        one.version += 1
        for (const { cid } of one.log) {
          if (cid === undefined) continue
          kept.cids.delete(`${from} ${cid}`)
          kept.cids.set(`${to} ${cid}`, one.state.id)
        }
      }
      return theirs.map(({ state }) => state.id)
    },

    async findCids(visitor, cids) {
      return cids.flatMap((cid) => {
        const conversation = kept.cids.get(`${visitor} ${cid}`)
        const event = conversation && kept.conversations.get(conversation)?.log.find((one) => one.cid === cid)
        if (!event) return []
        const { seq, sub = 0, at, type, by } = structuredClone(event)
        return [{ conversation, cid, seq, sub, at, type, by }]
      })
    },
    async findEvent(conversation, seq, sub) {
      const event = kept.conversations.get(conversation)?.log.find((one) => isAt(one, seq, sub))
      return event ? structuredClone(event) : null
    },
    async readLog(conversation, query) {
      return pageOf(kept.conversations.get(conversation)?.log ?? [], query)
    },

    async advance(conversation, side, { read = 0, delivered = 0 }) {
      const found = kept.conversations.get(conversation)
      if (!found) return null
      found.markers.read[side] = Math.max(found.markers.read[side], read)
      found.markers.delivered[side] = Math.max(found.markers.delivered[side], read, delivered)
      return structuredClone(found.markers)
    },

    async list({ scopes, list, agent, filter = {}, limit, after }) {
      const lists = listsOf(list, filter)
      const found = all()
        .map((one): Listed => ({ ...storedOf(one), ...visitorOf(one.state.visitor) }))
        .filter((one) => lists.some((each) => isIn(each, one, scopes, agent)) && passes(one, filter))
        .map((one) => ({ one, place: placeOf(one) }))
        .filter(({ place }) => after === undefined || place < after)
        .sort((a, b) => descending(a.place, b.place))
      const rows = found.slice(0, limit).map(({ one }) => one)
      return found.length > limit ? { rows, after: found[limit - 1]!.place } : { rows }
    },
    async counts(scopes, agent) {
      const count = (list: CountedList) => all().filter((one) => isIn(list, one, scopes, agent)).length
      return {
        mine: count('mine'),
        bot: count('bot'),
        unassigned: count('unassigned'),
        all: count('all'),
        unread: count('unread'),
        unreplied: count('unreplied'),
        snoozed: count('snoozed'),
        suspected: count('suspected'),
        closed: count('closed'),
      }
    },
    async queue(site, limit, after) {
      return all()
        .filter(({ state }) => state.site === site && isWaiting(state))
        .filter(({ state }) => after === undefined || queuedBefore(after, state) < 0)
        .sort((one, other) => queuedBefore(one.state, other.state))
        .slice(0, limit)
        .map(({ state }) => state.id)
    },
    async positions(conversations) {
      return conversations.flatMap((conversation) => {
        const found = kept.conversations.get(conversation)
        if (!found) return []
        const { seq, sub } = found.state
        return [{ conversation, seq, sub, version: found.version }]
      })
    },

    async heldBy(agents) {
      return all().flatMap(({ state: { id, status, isMuted, agent } }) =>
        status === 'open' && !isMuted && agent?.id !== undefined && agents.includes(agent.id)
          ? [{ agent: agent.id, conversation: id }]
          : [],
      )
    },

    async due(now, limit) {
      return [...kept.due.values()]
        .filter(({ at }) => at <= now)
        .sort((a, b) => a.at - b.at || descending(b.id, a.id))
        .slice(0, limit)
        .map((one) => ({ ...one }))
    },
    async postpone({ id, at }, to) {
      const found = kept.due.get(id)
      if (found?.at !== at) return false
      kept.due.set(id, { ...found, ...to })
      return true
    },
    async settle(id) {
      kept.due.delete(id)
    },
    /** Open conversations by agent, for the presence beside it. */
    loads() {
      const loads = new Map<Id, number>()
      for (const { state } of all()) {
        const agent = state.status === 'open' ? state.agent?.id : undefined
        if (agent !== undefined) loads.set(agent, (loads.get(agent) ?? 0) + 1)
      }
      return loads
    },
  }

  function isFull({ state, guard }: Change): boolean {
    if (guard === undefined) return false
    const held = all().filter(
      (one) =>
        one.state.status === 'open' && one.state.agent?.id === guard.agent && one.state.id !== state.id,
    )
    return held.length >= guard.limit
  }

  function all(): Kept[] {
    return [...kept.conversations.values()]
  }
}

function tables() {
  return {
    conversations: new Map<Id, Kept>(),
    /** `visitor cid` → conversation. */
    cids: new Map<string, Id>(),
    due: new Map<string, Due>(),
  }
}

function draft(kept: Tables, changes: Change[]): Tables {
  const conversations = new Map(kept.conversations)
  for (const { state } of changes) {
    const before = conversations.get(state.id)
    // Markers stay the same object: they move on without an append.
    if (before) conversations.set(state.id, { ...before, log: [...before.log] })
  }
  return { conversations, cids: new Map(kept.cids), due: new Map(kept.due) }
}

/** False when the change is stale. */
function store(next: Tables, change: Change): boolean {
  const { state, expected, events, rewrites, read, due } = structuredClone(change)
  const before = next.conversations.get(state.id)
  if ((before?.version ?? 0) !== expected) return false
  if (state.status !== 'closed' && hasOtherOpen(next, state)) return false
  const log = before?.log ?? []
  for (const event of events) {
    if (log.some((one) => isAt(one, event.seq, event.sub ?? 0))) return false
    log.push(event)
    if (event.cid === undefined) continue
    const key = `${state.visitor} ${event.cid}`
    if (next.cids.has(key)) return false
    next.cids.set(key, state.id)
  }
  log.sort((a, b) => a.seq - b.seq || (a.sub ?? 0) - (b.sub ?? 0))
  for (const event of rewrites) {
    const index = log.findIndex((one) => isAt(one, event.seq, event.sub ?? 0))
    if (index >= 0) log[index] = event
  }
  const markers = structuredClone(
    before?.markers ?? { read: { visitor: 0, agent: 0 }, delivered: { visitor: 0, agent: 0 } },
  )
  for (const side of ['visitor', 'agent'] as const) {
    markers.read[side] = Math.max(markers.read[side], read[side] ?? 0)
    markers.delivered[side] = Math.max(markers.delivered[side], read[side] ?? 0)
  }
  next.conversations.set(state.id, { state, markers, version: expected + 1, log })
  for (const one of due) if (!next.due.has(one.id)) next.due.set(one.id, one)
  return true
}

function hasOtherOpen(next: Tables, state: ConversationState): boolean {
  for (const { state: other } of next.conversations.values()) {
    if (other.visitor === state.visitor && other.id !== state.id && other.status !== 'closed') return true
  }
  return false
}

function pageOf(
  log: Event[],
  { after, before, limit, audience }: LogQuery,
): { events: Event[]; more: boolean } {
  const seen = audience === 'agent' ? log : log.filter((one) => (one.sub ?? 0) === 0)
  if (after) {
    const beyond = seen.filter((one) => compare(one, after) > 0)
    return { events: structuredClone(beyond.slice(0, limit)), more: beyond.length > limit }
  }
  const earlier = before ? seen.filter((one) => compare(one, before) < 0) : seen
  const events = earlier.slice(Math.max(0, earlier.length - limit))
  return { events: structuredClone(events), more: earlier.length > limit }
}

function compare({ seq, sub = 0 }: Event, position: [seq: number, sub: number]): number {
  return seq - position[0] || sub - position[1]
}

function isAt(event: Event, seq: number, sub: number): boolean {
  return event.seq === seq && (event.sub ?? 0) === sub
}

/** Sorts as the lists do: by time of the newest message, then id. */
function placeOf({ state }: StoredConversation): string {
  return `${String(state.last?.at ?? state.startedAt).padStart(16, '0')}.${state.id}`
}

function descending(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0
}

function storedOf({ state, markers, version }: StoredConversation): StoredConversation {
  return structuredClone<{ state: ConversationState; markers: Markers; version: number }>({
    state: completeState(state),
    markers,
    version,
  })
}

function isIn(list: List, { state, markers }: StoredConversation, scopes: Scope[], agent: Id): boolean {
  return scopes.some((scope) => scope.site === state.site && belongsTo(list, state, markers, agent, scope))
}

function isWaiting({ status, handler, queuedAt, isMuted }: ConversationState): boolean {
  return status === 'open' && !isMuted && handler === 'queue' && queuedAt !== null
}

type Queued = { queuedAt: number | null; id: Id }

function queuedBefore(one: Queued, other: Queued): number {
  return (one.queuedAt ?? 0) - (other.queuedAt ?? 0) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
}
