/**
 * Invitations to a site by a link that works once, for seven days, until it is taken back. The link's code has 256
 * random bits and is kept as a hash. Whoever is new makes its agent with it; who has one signs in and joins.
 */
import type { Id, Invitation, InvitationView, MadeInvitation, SiteSettings } from '@foyer/protocol'
import { covers, isRole } from '../core/people/roles.ts'
import type { Agents } from '../ports/agents.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { KeptInvitation, People } from '../ports/people.ts'
import type { Sites } from '../ports/sites.ts'
import { createAttempts } from './attempts.ts'
import type { Changes } from './changes.ts'
import type { Colleagues } from './colleagues.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'
import type { SignIn } from './sign-in.ts'
import { hashSecret } from './signature.ts'

const day = 24 * 60 * 60_000
export const invitationHolds = 7 * day
/** Invitations of one site that wait, those that have run out among them. */
const mostInvitations = 200

export interface InvitationDraft {
  email: string
  role: string
  department?: string | null
}

export interface Invitations {
  list(agent: AgentIdentity, site: string): Promise<Outcome<{ invitations: Invitation[] }>>
  create(agent: AgentIdentity, site: string, draft: InvitationDraft): Promise<Outcome<MadeInvitation>>
  revoke(agent: AgentIdentity, site: string, id: Id): Promise<Outcome<null>>
  /** What the holder of the link sees. `address` is the network that the limit counts. */
  look(code: string, address: string): Promise<Outcome<InvitationView>>
  /** A new agent of this name and password, signed in. */
  accept(
    request: { code: string; name: string; password: string },
    address: string,
    from: string,
  ): Promise<Outcome<{ agent: AgentIdentity; session: string }>>
  /** The agent who is signed in, whose address was invited. */
  join(agent: AgentIdentity, code: string, address: string): Promise<Outcome<null>>
}

export function createInvitations(ports: {
  people: People
  agents: Agents
  sites: Pick<Sites, 'find'>
  colleagues: Colleagues
  signIn: Pick<SignIn, 'begin'>
  rights: Rights
  changes: Changes
  operationLog: Pick<OperationLog, 'note'>
  clock: Clock
  chance: Chance
  /** The server's own, as browsers see it. */
  url: () => string
  /** Sends the link to the address and answers whether it was taken; the console shows it to be copied in any case. */
  deliver(invitation: Invitation, settings: SiteSettings, link: string): Promise<boolean>
}): Invitations {
  const { people, agents, sites, colleagues, signIn, rights, changes, operationLog, clock, chance } = ports
  const attempts = createAttempts(clock, { most: 20, within: 15 * 60_000 })

  async function find(code: string, address: string): Promise<Outcome<KeptInvitation>> {
    const refused = attempts.refusal(address)
    if (refused !== null) return { error: refused }
    const found = await people.findInvitation(hashSecret(code))
    return found === null || found.expiresAt <= clock.now() ? gone : { ok: found }
  }

  /** Belongs to the site from here on; everybody hears of it. */
  async function enter(invitation: KeptInvitation, agent: AgentIdentity): Promise<void> {
    const { site, role, department } = invitation
    await agents.join(agent.id, site, role)
    if (department !== null) await people.change(site, agent.id, { department })
    await operationLog.note({
      site,
      by: agent,
      what: 'agent.joined',
      object: agent.email,
      before: null,
      after: { role, department, invitedBy: invitation.by },
    })
    changes.announce({ agent: agent.id, site })
  }

  return {
    async list(agent, site) {
      const barred = rights.bar(agent, site, 'people.edit')
      if (barred !== null) return barred
      return { ok: { invitations: (await people.invitations(site)).map(shown) } }
    },

    async create(agent, site, { role, department = null, ...draft }) {
      const barred = rights.bar(agent, site, 'people.edit')
      if (barred !== null) return barred
      const settings = (await sites.find(site))?.settings
      if (settings === undefined) return notFound
      const email = draft.email.trim().toLowerCase()
      if (!/^[^\s@]+@[^\s@]+$/.test(email)) return badRequest('/email', 'This is not an e-mail address.')
      if (!isRole(role, settings.roles)) return badRequest('/role', 'There is no such role.')
      if (!covers(agent.roles[site] ?? '', role, settings.roles)) {
        const message = 'Nobody can give a role that may more than their own.'
        return { error: { code: 'forbidden', message, path: '/role' } }
      }
      if (department !== null && !settings.people.departments.some(({ id }) => id === department)) {
        return badRequest('/department', 'There is no such department.')
      }
      const known = await agents.findByEmail(email)
      if (known !== null && (await people.member(site, known.id)) !== null) {
        const message = 'An agent with this e-mail address is here already.'
        return { error: { code: 'conflict', message, path: '/email' } }
      }
      const waiting = await people.invitations(site)
      if (waiting.length >= mostInvitations) {
        return {
          error: { code: 'conflict', message: `At most ${mostInvitations} invitations wait at once.` },
        }
      }
      // A newer invitation of the same address takes the place of the one before.
      for (const one of waiting) if (one.email === email) await people.revoke(site, one.id)
      const code = chance.secret(32)
      const createdAt = clock.now()
      const kept: KeptInvitation = {
        id: chance.id(),
        site,
        email,
        role,
        department,
        by: agent.name,
        createdAt,
        expiresAt: createdAt + invitationHolds,
      }
      await people.invite(kept, hashSecret(code))
      await operationLog.note({
        site,
        by: agent,
        what: 'invitation.created',
        object: email,
        before: null,
        after: { role, department },
      })
      // Behind the hash, where no server's log and no Referer has it.
      const link = `${ports.url()}/console/#/invitation/${code}`
      const mailed = await ports.deliver(shown(kept), settings, link)
      return { ok: { invitation: shown(kept), link, mailed } }
    },

    async revoke(agent, site, id) {
      const barred = rights.bar(agent, site, 'people.edit')
      if (barred !== null) return barred
      const known = (await people.invitations(site)).find((one) => one.id === id)
      if (known === undefined || !(await people.revoke(site, id))) return notFound
      const { email, role, department } = known
      await operationLog.note({
        site,
        by: agent,
        what: 'invitation.revoked',
        object: email,
        before: { role, department },
        after: null,
      })
      return { ok: null }
    },

    async look(code, address) {
      const found = await find(code, address)
      if ('error' in found) return found
      const { site, email, role, by } = found.ok
      const settings = (await sites.find(site))?.settings
      if (settings === undefined) return gone
      const known = (await agents.findByEmail(email)) !== null
      const roleName = settings.roles.find(({ id }) => id === role)?.name ?? role
      return { ok: { site: settings.name, email, role: roleName, by, known } }
    },

    async accept({ code, name, password }, address, from) {
      const found = await find(code, address)
      if ('error' in found) return found
      const { site, email, role } = found.ok
      // All that could be refused is refused before the link is used up.
      if ((await agents.findByEmail(email)) !== null) {
        return { error: { code: 'conflict', message: 'This address has an agent: sign in to join.' } }
      }
      const checked = colleagues.check({ name, email, password })
      if ('error' in checked) return checked
      if (!(await people.takeInvitation(hashSecret(code)))) return gone
      const created = await colleagues.create({ name, email, password, sites: [site], role })
      if ('error' in created) return created
      await enter(found.ok, { ...created.ok, from })
      return { ok: { agent: created.ok, session: await signIn.begin(created.ok.id) } }
    },

    async join(agent, code, address) {
      const found = await find(code, address)
      if ('error' in found) return found
      if (found.ok.email !== agent.email) {
        return { error: { code: 'forbidden', message: 'This invitation is for another e-mail address.' } }
      }
      if (!(await people.takeInvitation(hashSecret(code)))) return gone
      await enter(found.ok, agent)
      return { ok: null }
    },
  }
}

function shown({ site: _site, ...invitation }: KeptInvitation): Invitation {
  return invitation
}

const gone = {
  error: {
    code: 'not_found',
    message: 'This invitation does not work any more. Ask whoever invited you for a new one.',
  },
} as const
