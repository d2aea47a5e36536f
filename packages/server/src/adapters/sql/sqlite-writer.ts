/**
 * Appends on SQLite, within the group commit. The statements that write also check, so that a message takes
 * two. A change that is refused before it wrote anything leaves the transaction as it was; one that is
 * refused later throws, and the batch runs again with a savepoint for each.
 */
import type { Appended, Change } from '../../ports/conversations.ts'
import { changedValues, eventValues, markersOf, packEvent } from './conversation-rows.ts'
import * as queries from './conversation-statements.ts'
import type { Writer } from './conversations.ts'
import { Taken } from './engine.ts'
import type { Sqlite } from './sqlite.ts'
import type { Value } from './statement.ts'

type Verdict = Appended

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
      const { read = 0, delivered = 0 } = marks
      // Read implies delivered.
      const values = [read, Math.max(read, delivered), conversation]
      const [after] = await sqlite.submit(() => sqlite.all(queries.advanceMarkers[side], values))
      return after ? markersOf(after) : null
    },
  }

  function storeAll(changes: Change[]): Verdict {
    // Before anything is written, so that there is nothing to undo.
    if (changes.some(isFull)) return 'full'
    for (const change of changes) if (store(change) === 'stale') return 'stale'
    return 'stored'
  }

  function isFull({ state, guard }: Change): boolean {
    if (guard === undefined) return false
    return (sqlite.all(queries.countHeld, [guard.agent, state.id])[0]?.held ?? 0) >= guard.limit
  }

  function store(change: Change): Verdict {
    if (isFull(change)) return 'full'
    const { state, events } = change
    for (const [index, event] of events.entries()) {
      if (sqlite.run(queries.insertEvent, eventValues(event, change)) === 1) continue
      // A resent cid, as a rule: nobody else in the batch is to pay for that.
      if (index === 0) return 'stale'
      throw new Taken()
    }
    const values = changedValues(change)
    if (sqlite.run(queries.changeConversation, [...values, change.expected]) === 0)
      storeWholly(change, values)
    for (const event of change.rewrites) {
      sqlite.run(queries.rewriteEvent, [state.id, event.seq, event.sub ?? 0, packEvent(event)])
      sqlite.run(queries.forgetPhrase, [state.id, event.seq])
    }
    for (const { id, site, conversation, kind, at } of change.due) {
      sqlite.run(queries.insertDue, [id, site, conversation, kind, at])
    }
    return 'stored'
  }

  /** A conversation that is new, or whose place in the lists changes. */
  function storeWholly(change: Change, values: Value[]): void {
    const { state, expected } = change
    const [before] = sqlite.all(queries.guard, [state.id])
    if ((before?.version ?? 0) !== expected) throw new Taken()
    if (state.status !== 'closed' && (before?.status ?? 'closed') === 'closed' && hasOpen(change))
      throw new Taken()
    if (before) sqlite.run(queries.changeConversationWholly, values)
    else sqlite.run(queries.createConversation, [...values, state.site, state.visitor])
    const closed = Number(state.status === 'closed') - Number(before?.status === 'closed')
    if (closed !== 0) sqlite.run(queries.countClosed, [state.site, closed])
  }

  function hasOpen({ state }: Change): boolean {
    return sqlite.all(queries.openConversation, [state.visitor]).length > 0
  }
}
