/** What the batches of PostgreSQL say: many rows in one statement, each argument a column of them. */
import { type CompiledQuery, type Kysely, sql } from 'kysely'
import type { MarkerRow } from './conversation-rows.ts'
import type { Tables } from './schema.ts'
import { type Parameter, type Statement, statement } from './statement.ts'

/** Rows come locked in the order of their ids. */
export const lock = many<{ id: string; version: number; status: string; agent_id: string | null }>(
  (argument) => sql`
    select id, version, status, agent_id from conversations
    where id = any(${argument(0)}::text[]) order by id for update`,
)

/**
 * Agents for whom somebody counts, in one order on all nodes, and always after the conversations: so nobody
 * waits in a circle. Held until the transaction ends.
 */
export const lockAgents = many(
  (argument) => sql`
    select pg_advisory_xact_lock(k) from (
      select distinct hashtextextended(agent, 0) as k from unnest(${argument(0)}::text[]) as a (agent) order by k
    ) as keys`,
)

export const countHeldMany = many<{ agent_id: string; held: number }>(
  (argument) => sql`
    select agent_id, count(*) as held from conversations
    where agent_id = any(${argument(0)}::text[]) and status = 'open' group by agent_id`,
)

const changed = [
  'status text',
  'desk text',
  'agent_id text',
  'last_at bigint',
  'unreplied_since bigint',
  'visitor_seq integer',
  'seq integer',
  'sub integer',
  'preview text',
  'state text',
  'visitor_read integer',
  'agent_read integer',
  'queued_at bigint',
  'id text',
]

export const changeMany = many(
  (argument) => sql`
    update conversations set
      status = n.status, desk = n.desk, agent_id = n.agent_id, last_at = n.last_at,
      unreplied_since = n.unreplied_since, visitor_seq = n.visitor_seq, seq = n.seq, sub = n.sub,
      preview = n.preview, state = n.state, queued_at = n.queued_at, version = conversations.version + 1,
      visitor_read = greatest(conversations.visitor_read, n.visitor_read),
      visitor_delivered = greatest(conversations.visitor_delivered, n.visitor_read),
      agent_read = greatest(conversations.agent_read, n.agent_read),
      agent_delivered = greatest(conversations.agent_delivered, n.agent_read)
    from ${rows(argument, changed)} where conversations.id = n.id`,
)

export const createMany = many(
  (argument) => sql`
    insert into conversations (
      status, desk, agent_id, last_at, unreplied_since, visitor_seq, seq, sub, preview, state,
      visitor_read, visitor_delivered, agent_read, agent_delivered, queued_at, id, site_id, visitor_id, version)
    select status, desk, agent_id, last_at, unreplied_since, visitor_seq, seq, sub, preview, state,
      visitor_read, visitor_read, agent_read, agent_read, queued_at, id, site_id, visitor_id, 1
    from ${rows(argument, [...changed, 'site_id text', 'visitor_id text'])}`,
)

export const insertEvents = many(
  (argument) => sql`
    insert into events (conversation_id, seq, sub, site_id, visitor_id, cid, event)
    select conversation_id, seq, sub, site_id, visitor_id, cid, event
    from ${rows(argument, [
      'conversation_id text',
      'seq integer',
      'sub integer',
      'site_id text',
      'visitor_id text',
      'cid text',
      'event text',
    ])}`,
)

export const rewriteEvents = many(
  (argument) => sql`
    update events set event = n.event
    from ${rows(argument, ['conversation_id text', 'seq integer', 'sub integer', 'event text'])}
    where events.conversation_id = n.conversation_id and events.seq = n.seq and events.sub = n.sub`,
)

/** What they said is no phrase of its agent any more. */
export const forgetPhrases = many(
  (argument) => sql`
    delete from sent_phrases using ${rows(argument, ['conversation_id text', 'seq integer'])}
    where sent_phrases.conversation_id = n.conversation_id and sent_phrases.seq = n.seq`,
)

export const insertDues = many(
  (argument) => sql`
    insert into due (id, site_id, conversation_id, kind, at)
    select id, site_id, conversation_id, kind, at
    from ${rows(argument, ['id text', 'site_id text', 'conversation_id text', 'kind text', 'at bigint'])}
    on conflict (id) do nothing`,
)

export const countClosedMany = many(
  (argument) => sql`
    insert into site_counts (site_id, closed)
    select site_id, closed from ${rows(argument, ['site_id text', 'closed bigint'])}
    on conflict (site_id) do update set closed = site_counts.closed + excluded.closed`,
)

export const advanceMany = many<MarkerRow & { id: string }>(
  (argument) => sql`
    update conversations set
      visitor_read = greatest(conversations.visitor_read, n.visitor_read),
      visitor_delivered = greatest(conversations.visitor_delivered, n.visitor_delivered),
      agent_read = greatest(conversations.agent_read, n.agent_read),
      agent_delivered = greatest(conversations.agent_delivered, n.agent_delivered)
    from ${rows(argument, [
      'visitor_read integer',
      'visitor_delivered integer',
      'agent_read integer',
      'agent_delivered integer',
      'id text',
    ])}
    where conversations.id = n.id
    returning conversations.id, conversations.visitor_read, conversations.visitor_delivered,
      conversations.agent_read, conversations.agent_delivered`,
)

function many<Row>(say: (argument: Parameter) => ReturnType<typeof sql<Row>>): Statement<Row> {
  return statement((db: Kysely<Tables>, argument) => ({
    compile: (): CompiledQuery<Row> => say(argument).compile(db),
  }))
}

/** `unnest($1::text[], …) as n (id, …)` of columns such as `id text`. */
function rows(argument: Parameter, columnsWithTypes: string[]) {
  const lists = columnsWithTypes.map(
    (one, index) => sql`${argument(index)}::${sql.raw(one.split(' ')[1]!)}[]`,
  )
  const names = columnsWithTypes.map((one) => sql.ref(one.split(' ')[0]!))
  return sql`unnest(${sql.join(lists)}) as n (${sql.join(names)})`
}
