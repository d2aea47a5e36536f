/** Quick replies of sites, and the texts that agents sent before. */
import type { QuickReply } from '@foyer/protocol'
import { sql } from 'kysely'
import { saidIn } from '../../core/conversation/said-in.ts'
import type { Phrases, QuickReplies } from '../../ports/quick-replies.ts'
import { unpackEvent } from './conversation-rows.ts'
import { findEvent } from './conversation-statements.ts'
import { ask, type Engine } from './engine.ts'
import type { QuickRepliesTable } from './replies-tables.ts'
import { statement } from './statement.ts'

const selectAll = statement<QuickRepliesTable>((db, argument) =>
  db
    .selectFrom('quick_replies')
    .selectAll()
    .where('site_id', '=', argument<string>(0))
    .orderBy('place')
    .orderBy('id'),
)
const write = statement((db, argument) =>
  db
    .insertInto('quick_replies')
    .values({ site_id: argument(0), id: argument(1), place: argument(2), reply: argument(3) })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'id']).doUpdateSet((row) => ({
        place: row.ref('excluded.place'),
        reply: row.ref('excluded.reply'),
      })),
    ),
)
const erase = statement<{ id: string }>((db, argument) =>
  db
    .deleteFrom('quick_replies')
    .where('site_id', '=', argument<string>(0))
    .where('id', '=', argument<string>(1))
    .returning('id'),
)

export function createQuickReplies(engine: Engine): QuickReplies {
  return {
    async ofSite(site) {
      const rows = await engine.read(selectAll, [site])
      return rows.map(({ place, reply }) => ({ ...(JSON.parse(reply) as QuickReply), place }))
    },
    put: (site, reply) =>
      engine.commit(function* () {
        yield* ask(write, [site, reply.id, reply.place, JSON.stringify(reply)])
      }),
    remove: (site, id) =>
      engine.commit(function* () {
        return (yield* ask(erase, [site, id])).length > 0
      }),
  }
}

const insert = statement((db, argument) =>
  db
    .insertInto('sent_phrases')
    .values({
      conversation_id: argument(0),
      seq: argument(1),
      site_id: argument(2),
      agent_id: argument(3),
      text: argument(4),
      at: argument(5),
    })
    .onConflict((conflict) => conflict.doNothing()),
)
const newest = statement<{ text: string; count: number; at: number }>((db, argument) =>
  db
    .selectFrom('sent_phrases')
    .select(['text', sql<number>`count(*)`.as('count'), sql<number>`max(at)`.as('at')])
    .where('site_id', '=', argument<string>(0))
    .where('agent_id', '=', argument<string>(1))
    .groupBy('text')
    .orderBy(sql`max(at)`, 'desc')
    .orderBy('text')
    .limit(argument<number>(2)),
)
const forget = statement((db, argument) =>
  db
    .deleteFrom('sent_phrases')
    .where('site_id', '=', argument<string>(0))
    .where('agent_id', '=', argument<string>(1))
    .where('text', '=', argument<string>(2)),
)
const trim = statement((db, argument) =>
  db
    .deleteFrom('sent_phrases')
    .where('site_id', '=', argument<string>(0))
    .where('agent_id', '=', argument<string>(1))
    .where('text', 'not in', (kept) =>
      kept
        .selectFrom('sent_phrases')
        .select('text')
        .where('site_id', '=', argument<string>(0))
        .where('agent_id', '=', argument<string>(1))
        .groupBy('text')
        .orderBy(sql`max(at)`, 'desc')
        .orderBy('text')
        .limit(argument<number>(2)),
    ),
)

export function createPhrases(engine: Engine): Phrases {
  return {
    add: (sent) =>
      engine.commit(function* () {
        for (const { site, agent, conversation, seq, text, at } of sent) {
          // Deleted, edited or erased while it waited.
          const [row] = yield* ask(findEvent, [conversation, seq, 0])
          if (row !== undefined && saidIn(unpackEvent(row)) === text)
            yield* ask(insert, [conversation, seq, site, agent, text, at])
        }
      }),
    async of(site, agent, limit) {
      const rows = await engine.read(newest, [site, agent, limit])
      return rows.map(({ text, count, at }) => ({ text, count: Number(count), at: Number(at) }))
    },
    forget: (site, agent, text) =>
      engine.commit(function* () {
        yield* ask(forget, [site, agent, text])
      }),
    trim: (site, agent, most) =>
      engine.commit(function* () {
        yield* ask(trim, [site, agent, most])
      }),
  }
}
