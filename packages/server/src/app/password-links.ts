/**
 * A way back in for an agent who forgot the password: whoever may edit people makes a link that sets a new one, once,
 * within a day. It is no way into other people's sites: only who may edit people wherever the agent belongs, in a
 * role that covers the agent's there, makes one, and it is looked at again when the link is used.
 */
import type { Id, MadePasswordLink, PasswordLinkView, SiteSettings, Time } from '@foyer/protocol'
import { covers } from '../core/people/roles.ts'
import type { Agent, Agents } from '../ports/agents.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { People } from '../ports/people.ts'
import type { Meta, Sites } from '../ports/sites.ts'
import { createAttempts } from './attempts.ts'
import type { Changes } from './changes.ts'
import type { Colleagues } from './colleagues.ts'
import { type AgentIdentity, identify } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import { notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'
import type { SignIn } from './sign-in.ts'
import { hashSecret } from './signature.ts'

export const passwordLinkHolds = 24 * 60 * 60_000

export interface PasswordLinks {
  /** In place of an earlier one of the same agent. */
  create(agent: AgentIdentity, site: string, id: Id): Promise<Outcome<MadePasswordLink>>
  /** What the holder of the link sees. `address` is the network that the limit counts. */
  look(code: string, address: string): Promise<Outcome<PasswordLinkView>>
  /** The agent, signed in with the new password; all earlier sign-ins end. API tokens stay. */
  use(
    request: { code: string; password: string },
    address: string,
    from: string,
  ): Promise<Outcome<{ agent: AgentIdentity; session: string }>>
}

/** As it is kept, one an agent. */
interface Kept {
  hash: string
  site: string
  by: Id
  until: Time
  /** Of the password that it is to replace: once there is another one, by whatever way, it is worth nothing. */
  was: string
}

export function createPasswordLinks(ports: {
  meta: Meta
  agents: Agents
  people: Pick<People, 'member'>
  sites: Pick<Sites, 'find' | 'all'>
  colleagues: Pick<Colleagues, 'check' | 'setPassword'>
  signIn: Pick<SignIn, 'begin'>
  rights: Rights
  changes: Changes
  operationLog: Pick<OperationLog, 'note'>
  clock: Clock
  chance: Chance
  /** The server's own, as browsers see it. */
  url: () => string
  /** Sends the link to the address and answers whether it was taken. */
  deliver(to: string, by: string, settings: SiteSettings, link: string): Promise<boolean>
}): PasswordLinks {
  const { meta, agents, people, sites, colleagues, signIn, rights, changes, operationLog, clock, chance } =
    ports
  const attempts = createAttempts(clock, { most: 20, within: 15 * 60_000 })
  const keyOf = (agent: Id) => `password:${agent}`

  /** Sites where the agent belongs, also where it is kept out; null where `by` may not do this at each of them. */
  async function sitesUnder(by: Pick<AgentIdentity, 'roles'>, agent: Id): Promise<string[] | null> {
    const held: string[] = []
    for (const { id, settings } of await sites.all()) {
      const member = await people.member(id, agent)
      if (member === null) continue
      const isUnder =
        rights.may(by, id, 'people.edit') && covers(by.roles[id] ?? '', member.role, settings.roles)
      if (!isUnder) return null
      held.push(id)
    }
    return held
  }

  async function find(code: string): Promise<{ agent: Agent; kept: Kept; sites: string[] } | null> {
    const id = code.split('.')[0] ?? ''
    const text = await meta.get(keyOf(id))
    if (text === null) return null
    const kept = JSON.parse(text) as Kept
    if (kept.hash !== hashSecret(code) || kept.until <= clock.now()) return null
    const [agent, by] = await Promise.all([agents.find(id), agents.find(kept.by)])
    if (agent === null || agent.disabled || by === null || by.disabled) return null
    if (kept.was !== hashSecret(agent.passwordHash)) return null
    // Either may have another role by now, or belong elsewhere.
    const held = await sitesUnder({ roles: await agents.rolesOf(by.id) }, id)
    return held?.includes(kept.site) ? { agent, kept, sites: held } : null
  }

  return {
    async create(by, site, id) {
      const barred = rights.bar(by, site, 'people.edit')
      if (barred !== null) return barred
      const [member, found] = await Promise.all([people.member(site, id), sites.find(site)])
      if (member === null || found === null) return notFound
      // A browser that was left open is no way to a new password without the old one.
      if (id === by.id) return forbidden('Your own password is changed in the preferences.')
      const { agent } = member
      if (agent.disabled) return forbidden('This agent is kept out by whoever runs the server.')
      const held = await sitesUnder(by, id)
      if (held === null) {
        return forbidden(
          'This takes the right to edit people wherever the agent belongs. Whoever runs the server can set a password.',
        )
      }
      const code = `${id}.${chance.secret(32)}`
      const until = clock.now() + passwordLinkHolds
      const was = hashSecret(agent.passwordHash)
      const kept: Kept = { hash: hashSecret(code), site, by: by.id, until, was }
      await meta.put(keyOf(id), JSON.stringify(kept))
      for (const one of held) {
        await operationLog.note({ site: one, by, what: 'agent.passwordLink', object: agent.email })
      }
      // Behind the hash, where no server's log and no Referer has it.
      const link = `${ports.url()}/console/#/password/${code}`
      const mailed = await ports.deliver(agent.email, by.name, found.settings, link)
      return { ok: { email: agent.email, link, mailed, expiresAt: until } }
    },

    async look(code, address) {
      const refused = attempts.refusal(address)
      if (refused !== null) return { error: refused }
      const found = await find(code)
      if (found === null) return gone
      const site = (await sites.find(found.kept.site))?.settings.name ?? ''
      return { ok: { name: found.agent.name, email: found.agent.email, site } }
    },

    async use({ code, password }, address, from) {
      const refused = attempts.refusal(address)
      if (refused !== null) return { error: refused }
      const found = await find(code)
      if (found === null) return gone
      const { agent } = found
      // All that could be refused is refused before the link is used up.
      const checked = colleagues.check({ name: agent.name, email: agent.email, password })
      if ('error' in checked) return checked
      // Of two who come at once, one removes it.
      if (!(await meta.remove(keyOf(agent.id)))) return gone
      const changed = await colleagues.setPassword(agent, password)
      if ('error' in changed) return changed
      const identity = { ...(await identify(agents, agent)), from }
      for (const site of found.sites) {
        await operationLog.note({ site, by: identity, what: 'agent.password', object: agent.email })
      }
      changes.announce({ agent: agent.id })
      return { ok: { agent: identity, session: await signIn.begin(agent.id) } }
    },
  }
}

function forbidden(message: string) {
  return { error: { code: 'forbidden' as const, message } }
}

const gone = {
  error: {
    code: 'not_found',
    message: 'This link does not work any more. Ask whoever made it for a new one.',
  },
} as const
