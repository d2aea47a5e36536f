/** What the console's mail settings ask beside the settings: whether there is a server, and a mail to try it. */
import type { MailState } from '@foyer/protocol'
import { readAddress } from '../core/mail/addresses.ts'
import { testLetter } from '../core/mail/letters.ts'
import type { Chance } from '../ports/clock.ts'
import type { Mailer } from '../ports/mailer.ts'
import type { Sites } from '../ports/sites.ts'
import type { AgentIdentity } from './identities.ts'
import type { Limits } from './limits.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

export interface MailDesk {
  read(agent: AgentIdentity, site: string): Outcome<MailState>
  /** Sent at once, so that what is wrong is said at once. */
  test(agent: AgentIdentity, site: string, to: string): Promise<Outcome<{ email: string }>>
}

export function createMailDesk(ports: {
  mailer: Mailer | null
  sites: Pick<Sites, 'find'>
  rights: Rights
  limits: Limits
  chance: Chance
}): MailDesk {
  const { mailer, rights } = ports
  return {
    read(agent, site) {
      if (!agent.sites.includes(site)) return notFound
      return { ok: { isSet: mailer !== null, from: mailer?.from ?? null } }
    },
    async test(agent, id, given) {
      const site = agent.sites.includes(id) ? await ports.sites.find(id) : null
      if (site === null) return notFound
      const refused = rights.refusal(agent, id, 'settings.edit')
      if (refused !== null) return refused
      const to = readAddress(given)
      if (to === null) return badRequest('/to', 'This is no e-mail address.')
      if (mailer === null) {
        return { error: { code: 'conflict', message: 'The operator has set no server for e-mail.' } }
      }
      const limit = ports.limits.check('transcriptsOfAgent', agent.id)
      if (limit !== null) return { error: limit }
      const { settings } = site
      const failure = await mailer.send({
        messageId: ports.chance.id(),
        fromName: settings.mail.fromName || settings.name,
        to,
        ...testLetter(settings, null),
      })
      if (failure === null) return { ok: { email: to } }
      return { error: { code: 'unavailable', message: `It was not sent: ${failure.failed}` } }
    },
  }
}
