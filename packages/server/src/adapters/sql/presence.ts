/** Presence and status of agents in tables, which is how nodes and processes know of each other's. */
import type { AgentStatus, AgentTime } from '@foyer/protocol'
import { sql } from 'kysely'
import type { AgentPresence, PresentAgent } from '../../ports/presence.ts'
import { ask, type Engine, type Unit } from './engine.ts'
import type { AgentTimesTable } from './schema.ts'
import { statement } from './statement.ts'

const selectStatus = statement<{ status: AgentStatus; seen_at: number }>((db, argument) =>
  db.selectFrom('agent_status').select(['status', 'seen_at']).where('agent_id', '=', argument<string>(0)),
)
const selectConnected = statement<{ node: string }>((db, argument) =>
  db
    .selectFrom('agent_connections')
    .select('node')
    .where('agent_id', '=', argument<string>(0))
    .where('until', '>', argument<number>(1))
    .limit(sql.lit(1)),
)
const putStatus = statement((db, argument) =>
  db
    .insertInto('agent_status')
    .values({ agent_id: argument(0), status: argument<AgentStatus>(1), seen_at: argument(2) })
    .onConflict((conflict) =>
      conflict
        .column('agent_id')
        .doUpdateSet({ status: sql<AgentStatus>`excluded.status`, seen_at: sql<number>`excluded.seen_at` }),
    ),
)
const putConnection = statement((db, argument) =>
  db
    .insertInto('agent_connections')
    .values({ agent_id: argument(0), node: argument(1), until: argument(2) })
    .onConflict((conflict) =>
      conflict.columns(['agent_id', 'node']).doUpdateSet({ until: sql<number>`excluded.until` }),
    ),
)
const updateSeen = statement((db, argument) =>
  db
    .updateTable('agent_status')
    .set({ seen_at: argument<number>(1) })
    .where('agent_id', '=', argument<string>(0)),
)
const insertTime = statement((db, argument) =>
  db.insertInto('agent_times').values({ agent_id: argument(0), at: argument(1), what: argument(2) }),
)
const deleteConnection = statement((db, argument) =>
  db
    .deleteFrom('agent_connections')
    .where('agent_id', '=', argument<string>(0))
    .where('node', '=', argument<string>(1)),
)
const deleteConnectionsOf = statement((db, argument) =>
  db.deleteFrom('agent_connections').where('agent_id', '=', argument<string>(0)),
)
const deleteExpired = statement((db, argument) =>
  db.deleteFrom('agent_connections').where('until', '<', argument<number>(0)),
)
const selectPresent = statement<Omit<PresentAgent, 'sites'>>((db, argument) =>
  db
    .selectFrom('agents as a')
    .innerJoin('agent_status as s', 's.agent_id', 'a.id')
    .select(['a.id', 'a.name', 'a.avatar', 's.status'])
    .select(
      sql<number>`(select count(*) from conversations c where c.agent_id = a.id and c.status = 'open')`.as(
        'load',
      ),
    )
    .where('a.disabled', '=', sql.lit(0))
    .where('a.id', 'in', (nested) =>
      nested.selectFrom('agent_connections').select('agent_id').where('until', '>', argument<number>(0)),
    )
    .orderBy('a.id'),
)
const selectSites = statement<{ site_id: string; agent_id: string }>((db, argument) =>
  db
    .selectFrom('agent_sites')
    .select(['site_id', 'agent_id'])
    .where('disabled', '=', sql.lit(0))
    .where('agent_id', 'in', (nested) =>
      nested.selectFrom('agent_connections').select('agent_id').where('until', '>', argument<number>(0)),
    )
    .orderBy('site_id'),
)
const selectTimes = statement<AgentTimesTable>((db, argument) =>
  db
    .selectFrom('agent_times')
    .selectAll()
    .where('agent_id', '=', argument<string>(0))
    .where('at', '>=', argument<number>(1))
    .where('at', '<', argument<number>(2))
    .orderBy('at'),
)

export function createPresence(engine: Engine): AgentPresence {
  return {
    arrive: (agent, node, { now, until, absence }) =>
      engine.commit(function* () {
        const [known] = yield* ask(selectStatus, [agent])
        const [connected] = yield* ask(selectConnected, [agent, now])
        yield* ask(putConnection, [agent, node, until])
        if (known !== undefined && (connected !== undefined || now - known.seen_at <= absence)) {
          yield* ask(updateSeen, [agent, now])
          return known.status
        }
        yield* logIn(agent, known?.seen_at ?? 0, now)
        return 'online'
      }),
    renew: (agents, node, { now, until }) =>
      engine.commit(function* () {
        for (const agent of agents) {
          yield* ask(putConnection, [agent, node, until])
          yield* ask(updateSeen, [agent, now])
        }
        yield* ask(deleteExpired, [now])
      }),
    leave: (agent, node, now) =>
      engine.commit(function* () {
        yield* ask(deleteConnection, [agent, node])
        // Signed out, it stays so.
        const [known] = yield* ask(selectStatus, [agent])
        if (known !== undefined && known.seen_at > 0) yield* ask(updateSeen, [agent, now])
      }),
    setStatus: (agent, status, now) =>
      engine.commit(function* () {
        yield* ask(putStatus, [agent, status, now])
        yield* ask(insertTime, [agent, now, status])
      }),
    signIn: (agent, now) =>
      engine.commit(function* () {
        const [known] = yield* ask(selectStatus, [agent])
        const [connected] = yield* ask(selectConnected, [agent, now])
        yield* logIn(agent, connected === undefined ? (known?.seen_at ?? 0) : 0, now)
      }),
    signOut: (agent, now) =>
      engine.commit(function* () {
        yield* ask(deleteConnectionsOf, [agent])
        yield* ask(putStatus, [agent, 'offline', 0])
        yield* ask(insertTime, [agent, now, 'logout'])
      }),
    async present(now) {
      const [agents, sites] = await Promise.all([
        engine.read(selectPresent, [now]),
        engine.read(selectSites, [now]),
      ])
      const byAgent = new Map<string, string[]>()
      for (const { agent_id, site_id } of sites) {
        const known = byAgent.get(agent_id)
        if (known === undefined) byAgent.set(agent_id, [site_id])
        else known.push(site_id)
      }
      return agents.map((agent) => ({ ...agent, sites: byAgent.get(agent.id) ?? [] }))
    },
    async times(agent, from, to) {
      const rows = await engine.read(selectTimes, [agent, from, to])
      return rows.map(({ at, what }) => ({ agent, at, what: what as AgentTime['what'] }))
    },
  }
}

/** `seenAt` is when it went without saying so; 0 where it said so, or was never here. */
function* logIn(agent: string, seenAt: number, now: number): Unit<void> {
  if (seenAt > 0) yield* ask(insertTime, [agent, seenAt, 'logout'])
  yield* ask(insertTime, [agent, now, 'login'])
  yield* ask(putStatus, [agent, 'online', now])
}
