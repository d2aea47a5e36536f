/** The outbox of mail over SQL. Rows stay when they are settled: by them a cause is known. */

import { sql } from 'kysely'
import type { Mail, MailDraft, Mails } from '../../ports/mails.ts'
import { ask, type Engine } from './engine.ts'
import type { MailsTable } from './schema.ts'
import { statement, type Value } from './statement.ts'

/** Takes what `mailValues` gives; nothing returned: the cause is known. */
export const addMail = statement<{ id: string }>((db, argument) =>
  db
    .insertInto('mails')
    .values({
      id: argument<string>(0),
      site_id: argument<string>(1),
      conversation_id: argument<string>(2),
      kind: argument<MailsTable['kind']>(3),
      seq: argument<number>(4),
      address: argument<string>(5),
      created_at: argument<number>(6),
      at: argument<number>(7),
      state: sql.lit('due'),
      tries: sql.lit(0),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id'),
)
const dueBy = statement<MailsTable>((db, argument) =>
  db
    .selectFrom('mails')
    .selectAll()
    .where('state', '=', sql.lit('due'))
    .where('at', '<=', argument<number>(0))
    .orderBy('at')
    .orderBy('id')
    .limit(argument<number>(1)),
)
const move = statement<{ id: string }>((db, argument) =>
  db
    .updateTable('mails')
    .set({ at: argument<number>(2), tries: argument<number>(3) })
    .where('id', '=', argument<string>(0))
    .where('at', '=', argument<number>(1))
    .where('state', '=', sql.lit('due'))
    .returning('id'),
)
/** Who it went to is forgotten with it. */
const settle = statement((db, argument) =>
  db
    .updateTable('mails')
    .set({ state: argument<MailsTable['state']>(1), seq: argument<number>(2), address: null })
    .where('id', '=', argument<string>(0)),
)
const told = statement<{ seq: number | null }>((db, argument) =>
  db
    .selectFrom('mails')
    .select(sql<number | null>`max(seq)`.as('seq'))
    .where('conversation_id', '=', argument<string>(0))
    .where('kind', '=', sql.lit('answer'))
    .where('state', '=', sql.lit('sent')),
)

export function mailValues({
  id,
  site,
  conversation,
  kind,
  seq,
  address,
  createdAt,
  at,
}: MailDraft): Value[] {
  return [id, site, conversation, kind, seq, address, createdAt, at]
}

export function createMails(engine: Engine): Mails {
  return {
    async add(mail) {
      return (await engine.commit(() => ask(addMail, mailValues(mail)))).length > 0
    },
    async due(now, limit) {
      return (await engine.read(dueBy, [now, limit])).map(mailOf)
    },
    async postpone({ id, at }, to) {
      return (await engine.commit(() => ask(move, [id, at, to.at, to.tries]))).length > 0
    },
    async settle(id, state, seq) {
      await engine.commit(() => ask(settle, [id, state, seq]))
    },
    async toldUpTo(conversation) {
      const [row] = await engine.read(told, [conversation])
      return row?.seq ?? 0
    },
  }
}

function mailOf(row: MailsTable): Mail {
  return {
    id: row.id,
    site: row.site_id,
    conversation: row.conversation_id,
    kind: row.kind,
    seq: row.seq,
    address: row.address,
    createdAt: row.created_at,
    at: row.at,
    tries: row.tries,
  }
}
