/**
 * Erasing over SQL. Which tables there are to go through stands here once; a test walks through the schema and fails
 * for a table with a visitor or a conversation in it that is not among them.
 */
import { sql } from 'kysely'
import { filesIn } from '../../core/files/files-in.ts'
import type { Erasures } from '../../ports/erasures.ts'
import { ask, type Engine, type Unit } from './engine.ts'
import type { ErasuresTable } from './schema.ts'
import { type Statement, statement } from './statement.ts'

/** By `conversation_id`. The conversations themselves come last: from their rows the others are found. */
const ofConversation = [
  'events',
  'due',
  'questions',
  'pins',
  'texts',
  'records',
  'record_messages',
  'record_responses',
  'mails',
  'ratings',
  'summaries',
  'sent_phrases',
] as const
/** By `visitor_id`. */
const ofVisitor = ['visitor_tokens', 'visitor_events', 'follow_ups', 'blocks', 'identities'] as const

type Removal = Statement<unknown>

const removals: Removal[] = ofConversation.map((table) =>
  statement((db, argument) =>
    db.deleteFrom(table).where(sql<boolean>`conversation_id = ${argument<string>(0)}`),
  ),
)
const removeConversation = statement<{ status: string; site_id: string }>((db, argument) =>
  db.deleteFrom('conversations').where('id', '=', argument<string>(0)).returning(['status', 'site_id']),
)
const uncount = statement((db, argument) =>
  db
    .updateTable('site_counts')
    .set({ closed: sql`closed - ${argument<number>(1)}` })
    .where('site_id', '=', argument<string>(0)),
)
const visitorRemovals: Removal[] = ofVisitor.map((table) =>
  statement((db, argument) => db.deleteFrom(table).where(sql<boolean>`visitor_id = ${argument<string>(0)}`)),
)
const removeVisitor = statement((db, argument) =>
  db.deleteFrom('visitors').where('id', '=', argument<string>(0)),
)
const removeFiles = statement((db, argument) =>
  db.deleteFrom('files').where('by_id', '=', argument<string>(0)).where('by_kind', '=', 'visitor'),
)
const removeFile = statement((db, argument) => db.deleteFrom('files').where('id', '=', argument<string>(0)))
const conversationsOf = statement<{ id: string }>((db, argument) =>
  db.selectFrom('conversations').select('id').where('visitor_id', '=', argument<string>(0)),
)
const uploadsOf = statement<{ id: string }>((db, argument) =>
  db
    .selectFrom('files')
    .select('id')
    .where('by_id', '=', argument<string>(0))
    .where('by_kind', '=', 'visitor'),
)
/** Events that name a file; which one is read from them, as JSON is not asked in the same words by both engines. */
const withFiles = statement<{ event: string }>((db, argument) =>
  db
    .selectFrom('events')
    .innerJoin('conversations', 'conversations.id', 'events.conversation_id')
    .select('events.event')
    .where('conversations.visitor_id', '=', argument<string>(0))
    .where('events.event', 'like', '%"file%'),
)
const receipt = statement((db, argument) =>
  db
    .insertInto('erasures')
    .values({ visitor_id: argument(0), site_id: argument(1), at: argument(2), conversations: argument(3) })
    .onConflict((conflict) => conflict.doNothing()),
)
export const receiptOf = statement<{ visitor_id: string }>((db, argument) =>
  db.selectFrom('erasures').select('visitor_id').where('visitor_id', '=', argument<string>(0)),
)
const receiptsSince = statement<ErasuresTable>((db, argument) =>
  db.selectFrom('erasures').selectAll().where('at', '>=', argument<number>(0)).orderBy('at'),
)

export function createErasures(engine: Engine): Erasures {
  return {
    async erase(visitor, site, at, named = []) {
      const files = await filesOf(visitor)
      return engine.commit(function* (): Unit<{ conversations: string[] }> {
        const theirs = (yield* ask(conversationsOf, [visitor])).map(({ id }) => id)
        const conversations = [...new Set([...theirs, ...named])]
        let closed = 0
        for (const id of conversations) {
          for (const removal of removals) yield* ask(removal, [id])
          const [row] = yield* ask(removeConversation, [id])
          if (row?.status === 'closed') closed += 1
        }
        if (closed > 0) yield* ask(uncount, [site, closed])
        for (const removal of visitorRemovals) yield* ask(removal, [visitor])
        for (const file of files) yield* ask(removeFile, [file])
        yield* ask(removeFiles, [visitor])
        yield* ask(removeVisitor, [visitor])
        yield* ask(receipt, [visitor, site, at, JSON.stringify(conversations)])
        return { conversations }
      })
    },
    filesOf,
    isErased: async (visitor) => (await engine.read(receiptOf, [visitor])).length > 0,
    async since(at) {
      const rows = await engine.read(receiptsSince, [at])
      return rows.map(({ visitor_id: visitor, site_id: site, at, conversations }) => ({
        visitor,
        site,
        at: Number(at),
        conversations: JSON.parse(conversations) as string[],
      }))
    },
  }

  async function filesOf(visitor: string): Promise<string[]> {
    const [uploads, events] = await Promise.all([
      engine.read(uploadsOf, [visitor]),
      engine.read(withFiles, [visitor]),
    ])
    return [
      ...new Set([
        ...uploads.map(({ id }) => id),
        ...events.flatMap(({ event }) => filesIn(JSON.parse(event))),
      ]),
    ]
  }
}
