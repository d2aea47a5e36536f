/** Agents, their sites, sign-ins and API tokens. */

import { type Selectable, sql } from 'kysely'
import type { Agent, AgentSession, Agents, ApiToken } from '../../ports/agents.ts'
import { ask, type Engine } from './engine.ts'
import type { AgentSessionsTable, AgentsTable, ApiTokensTable } from './schema.ts'
import { statement } from './statement.ts'

const insertAgent = statement<{ id: string }>((db, argument) =>
  db
    .insertInto('agents')
    .values({
      id: argument(0),
      name: argument(1),
      email: argument(2),
      avatar: argument(3),
      password_hash: argument(4),
      disabled: argument(5),
      created_at: argument(6),
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id'),
)
const selectAgent = statement<AgentRow>((db, argument) =>
  db.selectFrom('agents').selectAll().where('id', '=', argument<string>(0)),
)
const selectByEmail = statement<AgentRow>((db, argument) =>
  db.selectFrom('agents').selectAll().where('email', '=', argument<string>(0)),
)
const countAgents = statement<{ count: number }>((db) =>
  db.selectFrom('agents').select(sql<number>`count(*)`.as('count')),
)
const selectOfSite = statement<AgentRow>((db, argument) =>
  db
    .selectFrom('agents')
    .innerJoin('agent_sites', 'agent_sites.agent_id', 'agents.id')
    .selectAll('agents')
    .where('agent_sites.site_id', '=', argument<string>(0))
    .where('agent_sites.disabled', '=', sql.lit(0))
    .orderBy('agents.name')
    .orderBy('agents.id'),
)
const selectRoles = statement<{ site_id: string; role: string }>((db, argument) =>
  db
    .selectFrom('agent_sites')
    .select(['site_id', 'role'])
    .where('agent_id', '=', argument<string>(0))
    .where('disabled', '=', sql.lit(0))
    .orderBy('site_id'),
)
const joinSite = statement((db, argument) =>
  db
    .insertInto('agent_sites')
    .values({ agent_id: argument(0), site_id: argument(1), role: argument(2) })
    .onConflict((conflict) => conflict.columns(['site_id', 'agent_id']).doNothing()),
)
const updatePassword = statement((db, argument) =>
  db
    .updateTable('agents')
    .set({ password_hash: argument<string>(1) })
    .where('id', '=', argument<string>(0)),
)
const updateDisabled = statement((db, argument) =>
  db
    .updateTable('agents')
    .set({ disabled: argument<number>(1) })
    .where('id', '=', argument<string>(0)),
)

const insertSession = statement((db, argument) =>
  db.insertInto('agent_sessions').values({
    hash: argument(0),
    agent_id: argument(1),
    created_at: argument(2),
    used_at: argument(3),
  }),
)
const selectSession = statement<AgentSessionsTable>((db, argument) =>
  db.selectFrom('agent_sessions').selectAll().where('hash', '=', argument<string>(0)),
)
const touchSession = statement((db, argument) =>
  db
    .updateTable('agent_sessions')
    .set({ used_at: argument<number>(1) })
    .where('hash', '=', argument<string>(0)),
)
const seeAgent = statement((db, argument) =>
  db
    .updateTable('agents')
    .set({ seen_at: argument<number>(1) })
    .where('id', '=', argument<string>(0)),
)
const seeAgentOf = statement((db, argument) =>
  db
    .updateTable('agents')
    .set({ seen_at: argument<number>(1) })
    .where('id', 'in', (sub) =>
      sub.selectFrom('agent_sessions').select('agent_id').where('hash', '=', argument<string>(0)),
    ),
)
const deleteSession = statement((db, argument) =>
  db.deleteFrom('agent_sessions').where('hash', '=', argument<string>(0)),
)
export const deleteSessionsOf = statement((db, argument) =>
  db.deleteFrom('agent_sessions').where('agent_id', '=', argument<string>(0)),
)
const deleteSessions = statement((db, argument) =>
  db
    .deleteFrom('agent_sessions')
    .where((where) =>
      where.or([where('used_at', '<', argument<number>(0)), where('created_at', '<', argument<number>(1))]),
    ),
)

const insertToken = statement((db, argument) =>
  db.insertInto('api_tokens').values({
    hash: argument(0),
    site_id: argument(1),
    role: argument<ApiTokensTable['role']>(2),
    agent_id: argument(3),
    name: argument(4),
    created_at: argument(5),
  }),
)
const selectKnown = statement<{ hash: string }>((db, _argument, listed) =>
  db
    .selectFrom('agent_sessions')
    .select('hash')
    .where('hash', 'in', listed(0))
    .unionAll(db.selectFrom('api_tokens').select('hash').where('hash', 'in', listed(0))),
)
const selectToken = statement<ApiTokensTable>((db, argument) =>
  db.selectFrom('api_tokens').selectAll().where('hash', '=', argument<string>(0)),
)
const selectTokens = statement<ApiTokensTable>((db) =>
  db.selectFrom('api_tokens').selectAll().orderBy('created_at').orderBy('hash'),
)
const deleteToken = statement((db, argument) =>
  db.deleteFrom('api_tokens').where('hash', '=', argument<string>(0)),
)

/** As it is selected. */
type AgentRow = Selectable<AgentsTable>

export function createAgents(engine: Engine): Agents {
  return {
    create: (agent, sites, role) =>
      engine.commit(function* () {
        const { id, name, email, avatar, passwordHash, disabled, createdAt } = agent
        const values = [id, name, email, avatar, passwordHash, Number(disabled), createdAt]
        const rows = yield* ask(insertAgent, values)
        if (rows.length === 0) return 'taken'
        for (const site of sites) yield* ask(joinSite, [id, site, role])
        return 'created'
      }),
    async find(id) {
      const [row] = await engine.read(selectAgent, [id])
      return row ? agentOf(row) : null
    },
    async findByEmail(email) {
      const [row] = await engine.read(selectByEmail, [email])
      return row ? agentOf(row) : null
    },
    async count() {
      const [row] = await engine.read(countAgents, [])
      return row?.count ?? 0
    },
    async ofSite(site) {
      const rows = await engine.read(selectOfSite, [site])
      return rows.map(agentOf)
    },
    async rolesOf(agent) {
      const rows = await engine.read(selectRoles, [agent])
      return Object.fromEntries(rows.map((row) => [row.site_id, row.role]))
    },
    async join(agent, site, role) {
      await engine.commit(() => ask(joinSite, [agent, site, role]))
    },
    setPassword: (agent, passwordHash) =>
      engine.commit(function* () {
        yield* ask(updatePassword, [agent, passwordHash])
        yield* ask(deleteSessionsOf, [agent])
      }),
    async setDisabled(agent, disabled) {
      await engine.commit(() => ask(updateDisabled, [agent, Number(disabled)]))
    },

    createSession: ({ hash, agent, createdAt, usedAt }) =>
      engine.commit(function* () {
        yield* ask(insertSession, [hash, agent, createdAt, usedAt])
        yield* ask(seeAgent, [agent, usedAt])
      }),
    async findSession(hash) {
      const [row] = await engine.read(selectSession, [hash])
      return row ? sessionOf(row) : null
    },
    useSession: (hash, at) =>
      engine.commit(function* () {
        yield* ask(touchSession, [hash, at])
        yield* ask(seeAgentOf, [hash, at])
      }),
    async removeSession(hash) {
      await engine.commit(() => ask(deleteSession, [hash]))
    },
    async removeSessions(unusedSince, createdBefore) {
      await engine.commit(() => ask(deleteSessions, [unusedSince, createdBefore]))
    },

    async createToken({ hash, role, agent, name, site, createdAt }) {
      await engine.commit(() => ask(insertToken, [hash, site, role, agent, name, createdAt]))
    },
    async findToken(hash) {
      const [row] = await engine.read(selectToken, [hash])
      return row ? tokenOf(row) : null
    },
    async allTokens() {
      const rows = await engine.read(selectTokens, [])
      return rows.map(tokenOf)
    },
    async removeToken(hash) {
      await engine.commit(() => ask(deleteToken, [hash]))
    },
    async known(hashes) {
      const rows = await engine.read(selectKnown, [JSON.stringify(hashes)])
      return rows.map(({ hash }) => hash)
    },
  }
}

export function agentOf(row: Omit<AgentRow, 'seen_at'>): Agent {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    avatar: row.avatar,
    passwordHash: row.password_hash,
    disabled: row.disabled === 1,
    createdAt: row.created_at,
  }
}

function sessionOf(row: AgentSessionsTable): AgentSession {
  return { hash: row.hash, agent: row.agent_id, createdAt: row.created_at, usedAt: row.used_at }
}

function tokenOf(row: ApiTokensTable): ApiToken {
  return {
    hash: row.hash,
    role: row.role,
    agent: row.agent_id,
    name: row.name,
    site: row.site_id,
    createdAt: row.created_at,
  }
}
