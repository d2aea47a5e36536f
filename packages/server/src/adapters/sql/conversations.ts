/** Conversations over SQL. Reading is here and the same for both engines; each engine brings its writer. */
import type { Id, Seq, Side } from '@foyer/protocol'
import type { ConversationState, Markers } from '../../core/conversation/state.ts'
import type {
  Appended,
  Change,
  Conversations,
  CountedList,
  Listed,
  ListQuery,
  RecordedCid,
} from '../../ports/conversations.ts'
import { conversationOf, cursorOf, dueOf, placeOf, unpackEvent } from './conversation-rows.ts'
import * as queries from './conversation-statements.ts'
import { ask, type Engine } from './engine.ts'
import * as lists from './list-statements.ts'

export interface Writer {
  append(changes: Change[]): Promise<Appended>
  advance(conversation: Id, side: Side, marks: { read?: Seq; delivered?: Seq }): Promise<Markers | null>
}

/** The largest that PostgreSQL's integer holds. Positions come from outside and may be anything. */
const lastSeq = 2 ** 31 - 1
const newest = { last_at: Number.MAX_SAFE_INTEGER, id: '~' }

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

    list: (query) => list(engine, query),
    async counts(sites, agent) {
      const perSite = await Promise.all(
        sites.map(async (site) => {
          const [[open], [mine], [closed]] = await Promise.all([
            engine.read(lists.countOpen, [site]),
            engine.read(lists.countMine, [site, agent]),
            engine.read(lists.closedOfSite, [site]),
          ])
          return { mine: 0, bot: 0, unassigned: 0, all: 0, closed: 0, ...open, ...mine, ...closed }
        }),
      )
      const sum = (of: CountedList) => perSite.reduce((total, counts) => total + counts[of], 0)
      return {
        mine: sum('mine'),
        bot: sum('bot'),
        unassigned: sum('unassigned'),
        all: sum('all'),
        closed: sum('closed'),
      }
    },

    async queue(site, limit, after = { queuedAt: -1, id: '' }) {
      const rows = await engine.read(queries.queueOfSite, [site, limit, after.queuedAt, after.id])
      return rows.map(({ id }) => id)
    },

    async positions(conversations) {
      const found = await Promise.all(conversations.map((id) => engine.read(queries.positionOf, [id])))
      return found.flat().map(({ id, ...position }) => ({ conversation: id, ...position }))
    },

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

/** One query a site, merged: each then walks one index in its order. */
async function list(engine: Engine, query: ListQuery): Promise<{ rows: Listed[]; after?: string }> {
  const from = (query.after === undefined ? null : placeOf(query.after)) ?? newest
  const statements = lists.lists[query.list]
  const text = query.text?.trim().toLowerCase() ?? ''
  const pattern = `%${text.replace(/[%_~]/g, '~$&')}%`
  const found = await Promise.all(
    query.sites.map(async (site) => {
      const values = [site, query.agent, from.last_at, from.id, query.limit + 1, pattern]
      if (text === '') return { rows: await engine.read(statements.page, values), horizon: undefined }
      const [rows, [horizon]] = await Promise.all([
        engine.read(statements.search, values),
        engine.read(statements.horizon, values),
      ])
      // Enough rows were found before the search stopped, so its end does not matter.
      return { rows, horizon: rows.length > query.limit ? undefined : horizon }
    }),
  )
  const horizon = found
    .map((one) => one.horizon)
    .filter((one) => one !== undefined)
    .sort(newestFirst)[0]
  const seen = found
    .flatMap((one) => one.rows)
    .sort(newestFirst)
    .filter((row) => horizon === undefined || newestFirst(row, horizon) <= 0)
  const rows = seen.slice(0, query.limit)
  const after = seen.length > query.limit ? cursorOf(rows.at(-1)!) : horizon && cursorOf(horizon)
  return {
    rows: rows.map((row) => ({ ...conversationOf(row), nickname: row.nickname ?? '' })),
    ...(after === undefined ? {} : { after }),
  }
}

function newestFirst(a: { last_at: number; id: string }, b: { last_at: number; id: string }): number {
  return b.last_at - a.last_at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

function inRange(position: number): number {
  return Math.max(-1, Math.min(position, lastSeq))
}
