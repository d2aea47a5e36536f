/**
 * Appends and markers on PostgreSQL: a batch takes two round trips. The first locks the conversations in the
 * order of their ids, so that two nodes never wait for each other, and shows which changes are stale. The
 * second writes all that is left, one statement a table, and commits. Where changes are guarded, their agents are
 * locked and counted in between.
 */
import type { Appended, Change } from '../../ports/conversations.ts'
import {
  changedValues,
  eventValues,
  type MarkerRow,
  markersOf,
  marksOf,
  packEvent,
} from './conversation-rows.ts'
import type { Writer } from './conversations.ts'
import { type Call, Taken } from './engine.ts'
import type { Outcome } from './group-commit.ts'
import type { BatchTransaction, Postgres } from './postgres.ts'
import * as queries from './postgres-statements.ts'
import type { Statement, Value } from './statement.ts'

type Append = { changes: Change[] }
type Advance = { conversation: string; marks: MarkerRow }
type Work = Append | Advance

export function createPostgresWriter(postgres: Postgres): Writer {
  const group = postgres.group<Work>(run, leadingApart)
  return {
    async append(changes) {
      if (changes.length === 0) return 'stored'
      try {
        return await group.submit<Appended>({ changes })
      } catch (error) {
        if (error instanceof Taken) return 'stale'
        throw error
      }
    },
    async advance(conversation, side, marks) {
      const row = await group.submit<MarkerRow | null>({ conversation, marks: marksOf(side, marks) })
      return row ? markersOf(row) : null
    },
  }
}

/** How many of those waiting change different conversations: a second change must see the first stored. */
function leadingApart(waiting: readonly Work[]): number {
  const seen = new Set<string>()
  for (const [index, work] of waiting.entries()) {
    if (!isAppend(work)) continue
    if (index > 0 && work.changes.some(({ state }) => seen.has(state.id))) return index
    for (const { state } of work.changes) seen.add(state.id)
  }
  return waiting.length
}

async function run(batch: Work[], { begin, ask, commit }: BatchTransaction): Promise<Outcome[]> {
  const ids = batch.flatMap((work) =>
    isAppend(work) ? work.changes.map(({ state }) => state.id) : work.conversation,
  )
  const locked = new Map((await begin(queries.lock, [ids])).map((row) => [row.id, row]))
  const current = batch.filter(isAppend).filter(({ changes }) => !changes.some(isStale))
  const full = await fullOf(current, ask, (id) => locked.get(id)?.agent_id ?? null)
  const fresh = current.filter((work) => !full.has(work))
  const advances = marksByConversation(batch)

  const calls = callsOf(
    fresh.flatMap(({ changes }) => changes),
    (id) => locked.get(id)?.status === 'closed',
  )
  // Last, so that the markers of a conversation that is created here are moved as well.
  if (advances.length > 0) calls.push({ statement: queries.advanceMany, values: columns(advances) })
  const results = await commit(calls)

  const markers = new Map<string, MarkerRow>()
  if (advances.length > 0) {
    for (const row of results.at(-1) as (MarkerRow & { id: string })[]) markers.set(row.id, row)
  }
  const stored = new Set(fresh)
  return batch.map((work) =>
    isAppend(work)
      ? { value: stored.has(work) ? 'stored' : full.has(work) ? 'full' : 'stale' }
      : { value: markers.get(work.conversation) ?? null },
  )

  function isStale({ state, expected }: Change): boolean {
    return (locked.get(state.id)?.version ?? 0) !== expected
  }
}

/** Those whose guard says no, as they are stored one after the other. */
async function fullOf(
  appends: Append[],
  ask: BatchTransaction['ask'],
  agentOf: (id: string) => string | null,
): Promise<Set<Work>> {
  const full = new Set<Work>()
  const guards = appends.flatMap(({ changes }) => changes.flatMap(({ guard }) => guard ?? []))
  if (guards.length === 0) return full
  const agents = [...new Set(guards.map(({ agent }) => agent))]
  const [, rows] = await ask([
    { statement: queries.lockAgents, values: [agents] },
    { statement: queries.countHeldMany, values: [agents] },
  ])
  const counted = rows as { agent_id: string; held: number }[]
  const held = new Map(counted.map((row) => [row.agent_id, row.held]))
  for (const append of appends) {
    const added = append.changes.flatMap(({ state, guard }) =>
      guard === undefined || agentOf(state.id) === guard.agent ? [] : [guard],
    )
    if (added.some(({ agent, limit }) => (held.get(agent) ?? 0) >= limit)) full.add(append)
    else for (const { agent } of added) held.set(agent, (held.get(agent) ?? 0) + 1)
  }
  return full
}

function callsOf(changes: Change[], wasClosed: (id: string) => boolean): Call[] {
  const calls: Call[] = []
  const call = (statement: Statement<unknown>, rows: Value[][]): void => {
    if (rows.length > 0) calls.push({ statement, values: columns(rows) })
  }
  const created = changes.filter(({ expected }) => expected === 0)
  call(queries.changeMany, changes.filter(({ expected }) => expected > 0).map(changedValues))
  call(
    queries.createMany,
    created.map((change) => [...changedValues(change), change.state.site, change.state.visitor]),
  )
  call(
    queries.insertEvents,
    changes.flatMap((change) => change.events.map((event) => eventValues(event, change))),
  )
  call(
    queries.rewriteEvents,
    changes.flatMap(({ state, rewrites }) =>
      rewrites.map((event) => [state.id, event.seq, event.sub ?? 0, packEvent(event)]),
    ),
  )
  call(
    queries.forgetPhrases,
    changes.flatMap(({ state, rewrites }) => rewrites.map((event) => [state.id, event.seq])),
  )
  call(
    queries.insertDues,
    changes.flatMap(({ due }) =>
      due.map(({ id, site, conversation, kind, at }) => [id, site, conversation, kind, at]),
    ),
  )
  call(queries.countClosedMany, closedBySite(changes, wasClosed))
  return calls
}

function closedBySite(changes: Change[], wasClosed: (id: string) => boolean): Value[][] {
  const bySite = new Map<string, number>()
  for (const { state } of changes) {
    const more = Number(state.status === 'closed') - Number(wasClosed(state.id))
    if (more !== 0) bySite.set(state.site, (bySite.get(state.site) ?? 0) + more)
  }
  // In one order on all nodes, for each locks the site's row.
  return [...bySite].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** One row a conversation: an update takes only one of several. */
function marksByConversation(batch: Work[]): Value[][] {
  const furthest = new Map<string, MarkerRow>()
  for (const work of batch) {
    if (isAppend(work)) continue
    const { conversation, marks } = work
    const before = furthest.get(conversation)
    furthest.set(conversation, {
      visitor_read: Math.max(marks.visitor_read, before?.visitor_read ?? 0),
      visitor_delivered: Math.max(marks.visitor_delivered, before?.visitor_delivered ?? 0),
      agent_read: Math.max(marks.agent_read, before?.agent_read ?? 0),
      agent_delivered: Math.max(marks.agent_delivered, before?.agent_delivered ?? 0),
    })
  }
  return [...furthest].map(([id, marks]) => [
    marks.visitor_read,
    marks.visitor_delivered,
    marks.agent_read,
    marks.agent_delivered,
    id,
  ])
}

function columns(rows: Value[][]): Value[][] {
  const width = rows[0]?.length ?? 0
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]!))
}

function isAppend(work: Work): work is Append {
  return 'changes' in work
}
