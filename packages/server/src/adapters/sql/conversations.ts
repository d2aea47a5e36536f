/** Conversations over SQL. Reading is here and the same for both engines; each engine brings its writer. */
import type { Id, Seq, Side } from '@foyer/protocol'
import type { ConversationState, Markers } from '../../core/conversation/state.ts'
import type { Appended, Change, Conversations, RecordedCid } from '../../ports/conversations.ts'
import { conversationOf, dueOf, unpackEvent } from './conversation-rows.ts'
import * as queries from './conversation-statements.ts'
import { ask, type Engine } from './engine.ts'
import { countLists, listPage } from './lists.ts'

export interface Writer {
  append(changes: Change[]): Promise<Appended>
  advance(conversation: Id, side: Side, marks: { read?: Seq; delivered?: Seq }): Promise<Markers | null>
}

/** The largest that PostgreSQL's integer holds. Positions come from outside and may be anything. */
const lastSeq = 2 ** 31 - 1

export function createConversations(engine: Engine, writer: Writer): Conversations {
  return {
    append: writer.append,
    advance: writer.advance,

    async load(conversation) {
      const [row] = await engine.read(queries.loadConversation, [conversation])
      return row ? conversationOf(row) : null
    },
    async openOf(visitor) {
      const [row] = await engine.read(queries.loadOpen, [visitor])
      return row ? conversationOf(row) : null
    },
    async ofVisitor(visitor, limit) {
      const rows = await engine.read(queries.loadOfVisitor, [visitor, limit])
      return rows.map(conversationOf)
    },

    async findCids(visitor, cids) {
      const found = await Promise.all(cids.map((cid) => engine.read(queries.findCid, [cid, visitor])))
      return found.flat().map((row): RecordedCid => {
        const { at, type, by } = unpackEvent(row)
        return { conversation: row.conversation_id, cid: row.cid!, seq: row.seq, sub: row.sub, at, type, by }
      })
    },
    async findEvent(conversation, seq, sub) {
      const [row] = await engine.read(queries.findEvent, [conversation, inRange(seq), inRange(sub)])
      return row ? unpackEvent(row) : null
    },
    async readLog(conversation, { after, before, limit, audience }) {
      const [seq, sub] = after ?? before ?? [lastSeq, lastSeq]
      const statement = (after ? queries.logAfter : queries.logBefore)[audience]
      const rows = await engine.read(statement, [conversation, inRange(seq), inRange(sub), limit + 1])
      const more = rows.length > limit
      if (more) rows.pop()
      if (!after) rows.reverse()
      return { events: rows.map(unpackEvent), more }
    },

    join: (from, to) =>
      engine.commit(function* () {
        const given: Id[] = []
        for (const { id } of yield* ask(queries.idsOfVisitor, [from])) {
          const [row] = yield* ask(queries.giveConversation, [id, from, to])
          if (row === undefined) continue
          const after: ConversationState = { ...(JSON.parse(row.state) as ConversationState), visitor: to }
          yield* ask(queries.rewriteState, [id, JSON.stringify(after)])
          yield* ask(queries.giveEvents, [id, to])
          given.push(id)
        }
        return given
      }),

    list: (query) => listPage(engine, query),
    counts: (scopes, agent) => countLists(engine, scopes, agent),

    async queue(site, limit, after = { queuedAt: -1, id: '' }) {
      const rows = await engine.read(queries.queueOfSite, [site, limit, after.queuedAt, after.id])
      return rows.map(({ id }) => id)
    },

    async positions(conversations) {
      const found = await Promise.all(conversations.map((id) => engine.read(queries.positionOf, [id])))
      return found.flat().map(({ id, ...position }) => ({ conversation: id, ...position }))
    },

    heldBy: (agents) => engine.read(queries.heldBy, [JSON.stringify(agents)]),

    async due(now, limit) {
      const rows = await engine.read(queries.dueBy, [now, limit])
      return rows.map(dueOf)
    },
    async postpone({ id, at }, to) {
      const rows = await engine.commit(() => ask(queries.postponeDue, [id, at, to.at, to.tries]))
      return rows.length > 0
    },
    async settle(id) {
      await engine.commit(() => ask(queries.settleDue, [id]))
    },
  }
}

function inRange(position: number): number {
  return Math.max(-1, Math.min(position, lastSeq))
}
