/**
 * Appends on SQLite, within the group commit. A change is checked before it writes, so that a stale one
 * leaves no trace in the transaction that it shares; nothing can come between, for SQLite has one writer.
 */
import type { Event } from '@foyer/protocol'
import type { Change } from '../../ports/conversations.ts'
import { changedValues, deskOf, eventValues, markersOf, marksOf, packEvent } from './conversation-rows.ts'
import * as queries from './conversation-statements.ts'
import type { Writer } from './conversations.ts'
import { Taken } from './engine.ts'
import type { Sqlite } from './sqlite.ts'

type Verdict = 'stored' | 'stale'

export function createSqliteWriter(sqlite: Sqlite): Writer {
  return {
    async append(changes) {
      const [change] = changes
      if (!change) return 'stored'
      try {
        return await sqlite.submit(
          changes.length === 1
            ? () => store(change)
            : () => sqlite.attempt<Verdict>(() => storeAll(changes), 'stale'),
        )
      } catch (error) {
        if (error instanceof Taken) return 'stale'
        throw error
      }
    },
    async advance(conversation, side, marks) {
      const row = marksOf(side, marks)
      const [after] = await sqlite.submit(() =>
        sqlite.all(queries.advanceMarkers, [
          row.visitor_read,
          row.visitor_delivered,
          row.agent_read,
          row.agent_delivered,
          conversation,
        ]),
      )
      return after ? markersOf(after) : null
    },
  }

  function storeAll(changes: Change[]): Verdict {
    for (const change of changes) if (store(change) === 'stale') return 'stale'
    return 'stored'
  }

  function store(change: Change): Verdict {
    const { state, expected, events } = change
    const [before] = sqlite.all(queries.guard, [state.id])
    if ((before?.version ?? 0) !== expected) return 'stale'
    if (state.status !== 'closed' && (before?.status ?? 'closed') === 'closed' && hasOpen(change))
      return 'stale'
    for (const event of events) if (isUsed(event, change)) return 'stale'

    const values = changedValues(change)
    if (before) {
      const stays = before.status === state.status && before.desk === deskOf(state)
      const isUsual = stays && before.agent_id === (state.agent?.id ?? null)
      sqlite.all(isUsual ? queries.changeConversation : queries.changeConversationWholly, values)
    } else {
      values.push(state.site, state.visitor)
      sqlite.all(queries.createConversation, values)
    }
    for (const event of events) sqlite.all(queries.insertEvent, eventValues(event, change))
    for (const event of change.rewrites) {
      sqlite.all(queries.rewriteEvent, [state.id, event.seq, event.sub ?? 0, packEvent(event)])
    }
    for (const { id, site, conversation, kind, at } of change.due) {
      sqlite.all(queries.insertDue, [id, site, conversation, kind, at])
    }
    const closed = Number(state.status === 'closed') - Number(before?.status === 'closed')
    if (closed !== 0) sqlite.all(queries.countClosed, [state.site, closed])
    return 'stored'
  }

  function hasOpen({ state }: Change): boolean {
    return sqlite.all(queries.openConversation, [state.visitor]).length > 0
  }

  function isUsed({ cid }: Event, { state }: Change): boolean {
    return cid !== undefined && sqlite.all(queries.cidUsed, [cid, state.visitor]).length > 0
  }
}
