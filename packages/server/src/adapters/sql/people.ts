/**
 * Members of sites and invitations. What may take an owner away writes to the site's row first: on PostgreSQL
 * that is what the second of two such changes waits for, and then it sees what the first has left.
 */
import { type Selectable, sql } from 'kysely'
import type { Changed, KeptInvitation, Membership, People } from '../../ports/people.ts'
import { agentOf, deleteSessionsOf } from './agents.ts'
import { ask, type Engine, type Unit } from './engine.ts'
import { createLog } from './log.ts'
import type { AgentSitesTable, AgentsTable, InvitationsTable } from './schema.ts'
import { raiseRevision } from './sites.ts'
import { statement } from './statement.ts'

type MemberRow = Selectable<AgentsTable> &
  Pick<Selectable<AgentSitesTable>, 'role' | 'department'> & { kept_out: number }

const selectMembers = statement<MemberRow>((db, argument) =>
  db
    .selectFrom('agent_sites')
    .innerJoin('agents', 'agents.id', 'agent_sites.agent_id')
    .selectAll('agents')
    .select(['agent_sites.role', 'agent_sites.department', 'agent_sites.disabled as kept_out'])
    .where('agent_sites.site_id', '=', argument<string>(0))
    .orderBy('agents.name')
    .orderBy('agents.id'),
)
const selectMember = statement<MemberRow>((db, argument) =>
  db
    .selectFrom('agent_sites')
    .innerJoin('agents', 'agents.id', 'agent_sites.agent_id')
    .selectAll('agents')
    .select(['agent_sites.role', 'agent_sites.department', 'agent_sites.disabled as kept_out'])
    .where('agent_sites.site_id', '=', argument<string>(0))
    .where('agents.id', '=', argument<string>(1)),
)
const countOtherOwners = statement<{ count: number }>((db, argument) =>
  db
    .selectFrom('agent_sites')
    .innerJoin('agents', 'agents.id', 'agent_sites.agent_id')
    .select(sql<number>`count(*)`.as('count'))
    .where('agent_sites.site_id', '=', argument<string>(0))
    .where('agent_sites.agent_id', '<>', argument<string>(1))
    .where('agent_sites.role', '=', sql.lit('owner'))
    .where('agent_sites.disabled', '=', sql.lit(0))
    .where('agents.disabled', '=', sql.lit(0)),
)
const updateMember = statement((db, argument) =>
  db
    .updateTable('agent_sites')
    .set({
      role: argument<string>(2),
      department: argument<string | null>(3),
      disabled: argument<number>(4),
    })
    .where('site_id', '=', argument<string>(0))
    .where('agent_id', '=', argument<string>(1)),
)
const deleteMember = statement((db, argument) =>
  db
    .deleteFrom('agent_sites')
    .where('site_id', '=', argument<string>(0))
    .where('agent_id', '=', argument<string>(1)),
)
const renameAgent = statement((db, argument) =>
  db
    .updateTable('agents')
    .set({ name: argument<string>(1) })
    .where('id', '=', argument<string>(0)),
)
const selectLoads = statement<{ agent_id: string; count: number }>((db, argument) =>
  db
    .selectFrom('conversations')
    .select(['agent_id', sql<number>`count(*)`.as('count')])
    .where('status', '=', sql.lit('open'))
    .where('site_id', '=', argument<string>(0))
    .where('agent_id', 'is not', null)
    .groupBy('agent_id')
    .$narrowType<{ agent_id: string }>(),
)

const insertInvitation = statement((db, argument) =>
  db.insertInto('invitations').values({
    hash: argument(0),
    id: argument(1),
    site_id: argument(2),
    email: argument(3),
    role: argument(4),
    department: argument(5),
    by_name: argument(6),
    created_at: argument(7),
    expires_at: argument(8),
  }),
)
const selectInvitations = statement<InvitationsTable>((db, argument) =>
  db
    .selectFrom('invitations')
    .selectAll()
    .where('site_id', '=', argument<string>(0))
    .orderBy('created_at')
    .orderBy('id'),
)
const selectInvitation = statement<InvitationsTable>((db, argument) =>
  db.selectFrom('invitations').selectAll().where('hash', '=', argument<string>(0)),
)
const takeInvitation = statement<{ id: string }>((db, argument) =>
  db.deleteFrom('invitations').where('hash', '=', argument<string>(0)).returning('id'),
)
const deleteInvitation = statement<{ id: string }>((db, argument) =>
  db
    .deleteFrom('invitations')
    .where('site_id', '=', argument<string>(0))
    .where('id', '=', argument<string>(1))
    .returning('id'),
)

export function createPeople(engine: Engine): People {
  /** `changes` is what follows where the site keeps an owner. */
  function* keepingAnOwner(
    site: string,
    agent: string,
    changes: (member: Membership) => { staysOwner: boolean; write: Unit<unknown> },
  ): Unit<Changed> {
    yield* ask(raiseRevision, [site])
    const [row] = yield* ask(selectMember, [site, agent])
    if (row === undefined) return 'unknown'
    const member = memberOf(row)
    const { staysOwner, write } = changes(member)
    if (member.role === 'owner' && !member.disabled && !staysOwner) {
      const [others] = yield* ask(countOtherOwners, [site, agent])
      if (Number(others?.count ?? 0) === 0) return 'lastOwner'
    }
    yield* write
    return 'done'
  }

  return {
    async members(site) {
      const rows = await engine.read(selectMembers, [site])
      return rows.map(memberOf)
    },
    async member(site, agent) {
      const [row] = await engine.read(selectMember, [site, agent])
      return row ? memberOf(row) : null
    },
    change: (site, agent, patch) =>
      engine.commit(() =>
        keepingAnOwner(site, agent, (member) => {
          const { role, department, disabled } = { ...member, ...patch }
          return {
            staysOwner: role === 'owner' && !disabled,
            write: ask(updateMember, [site, agent, role, department, Number(disabled)]),
          }
        }),
      ),
    remove: (site, agent) =>
      engine.commit(() =>
        keepingAnOwner(site, agent, () => ({
          staysOwner: false,
          write: ask(deleteMember, [site, agent]),
        })),
      ),
    async rename(agent, name) {
      await engine.commit(() => ask(renameAgent, [agent, name]))
    },
    async signOutEverywhere(agent) {
      await engine.commit(() => ask(deleteSessionsOf, [agent]))
    },
    async loads(site) {
      const rows = await engine.read(selectLoads, [site])
      return new Map(rows.map((row) => [row.agent_id, Number(row.count)]))
    },

    async invite({ id, site, email, role, department, by, createdAt, expiresAt }, hash) {
      const values = [hash, id, site, email, role, department, by, createdAt, expiresAt]
      await engine.commit(() => ask(insertInvitation, values))
    },
    async invitations(site) {
      const rows = await engine.read(selectInvitations, [site])
      return rows.map(invitationOf)
    },
    async findInvitation(hash) {
      const [row] = await engine.read(selectInvitation, [hash])
      return row ? invitationOf(row) : null
    },
    async takeInvitation(hash) {
      const rows = await engine.commit(() => ask(takeInvitation, [hash]))
      return rows.length > 0
    },
    async revoke(site, id) {
      const rows = await engine.commit(() => ask(deleteInvitation, [site, id]))
      return rows.length > 0
    },

    ...createLog(engine),
  }
}

function memberOf(row: MemberRow): Membership {
  return {
    agent: agentOf(row),
    role: row.role,
    department: row.department,
    disabled: row.kept_out === 1,
    lastSeenAt: row.seen_at,
  }
}

function invitationOf(row: InvitationsTable): KeptInvitation {
  return {
    id: row.id,
    site: row.site_id,
    email: row.email,
    role: row.role,
    department: row.department,
    by: row.by_name,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}
