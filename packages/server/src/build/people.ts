/** Who may come in and what is theirs, put together: agents, their sign-ins and tokens, sites, the first setup. */
import type { Id, SiteSettings } from '@foyer/protocol'
import { createPasswords } from '../adapters/passwords.ts'
import type { Store } from '../adapters/sql/open.ts'
import { createApiTokens } from '../app/api-tokens.ts'
import type { Changes } from '../app/changes.ts'
import { createColleagues } from '../app/colleagues.ts'
import { createDemoSeed } from '../app/demo-seed.ts'
import { createFaqDesk } from '../app/faq.ts'
import type { Conversing } from '../app/handle-command.ts'
import { createInvitations } from '../app/invitations.ts'
import { createMembers } from '../app/members.ts'
import type { OperationLog } from '../app/operation-log.ts'
import { createOwnAccount } from '../app/own-account.ts'
import { createPasswordLinks } from '../app/password-links.ts'
import type { Presence } from '../app/presence.ts'
import { createReleaseAgent } from '../app/release-agent.ts'
import type { Rights } from '../app/rights.ts'
import { createSetup } from '../app/setup.ts'
import { createSignIn } from '../app/sign-in.ts'
import { createSiteDesk } from '../app/sites.ts'
import { invitationLetter, passwordLetter, type Written } from '../core/mail/letters.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Mailer } from '../ports/mailer.ts'
import { widgetTexts } from './widget-texts.ts'

/** Milliseconds. */
const mailWithin = 10_000

export function buildPeople(parts: {
  store: Store
  changes: Changes
  clock: Clock
  chance: Chance
  mailer: Mailer | null
  noLimits: boolean
  presence: Pick<Presence, 'statusOf' | 'present' | 'signedIn' | 'signedOut'>
  conversing: Conversing
  rights: Rights
  operationLog: OperationLog
  /** The server's own, as browsers see it. */
  url(): string
  report(fault: unknown): void
}) {
  const { store, changes, clock, chance, noLimits, presence, rights, operationLog, url, report } = parts
  const { statusOf } = presence
  const { agents, sites, meta, people, conversations } = store
  const passwords = createPasswords()
  const signIn = createSignIn({
    agents,
    passwords,
    clock,
    chance,
    noLimits,
    changes,
    presence,
    operationLog,
    report,
  })
  const siteDesk = createSiteDesk({
    sites,
    agents,
    people,
    changes,
    rights,
    operationLog,
    texts: widgetTexts,
  })
  const colleagues = createColleagues({ agents, passwords, clock, chance, changes, presence })
  const apiTokens = createApiTokens({ agents, clock, chance })
  const setup = createSetup({ meta, agents, siteDesk, colleagues, signIn, clock, chance })
  const faq = createFaqDesk({ sites, clock, chance, changes, rights, operationLog })
  const release = createReleaseAgent({ conversations, conversing: parts.conversing, clock })
  const members = createMembers({ people, sites, rights, changes, operationLog, statusOf, release })
  /** Whoever makes a link does not wait for a slow server: then the link is there to be sent by hand. */
  async function post(to: string, messageId: Id, settings: SiteSettings, letter: Written): Promise<boolean> {
    if (parts.mailer === null) return false
    const fromName = settings.mail.fromName || settings.name
    const sent = parts.mailer.send({ messageId, fromName, to, ...letter })
    const late = new Promise<'late'>((resolve) => clock.after(mailWithin, () => resolve('late')))
    return (await Promise.race([sent, late])) === null
  }
  const invitations = createInvitations({
    people,
    agents,
    sites,
    colleagues,
    signIn,
    rights,
    changes,
    operationLog,
    clock,
    chance,
    url,
    deliver: ({ id, email, by }, settings, link) =>
      post(email, id, settings, invitationLetter(settings, by, link)),
  })
  const passwordLinks = createPasswordLinks({
    meta,
    agents,
    people,
    sites,
    colleagues,
    signIn,
    rights,
    changes,
    operationLog,
    clock,
    chance,
    url,
    deliver: (to, by, settings, link) => post(to, chance.id(), settings, passwordLetter(settings, by, link)),
  })
  const ownAccount = createOwnAccount({
    agents,
    people,
    passwords,
    colleagues,
    signIn,
    changes,
    operationLog,
    clock,
  })
  const demo = createDemoSeed({
    agents,
    sites,
    meta,
    passwords,
    chance,
    siteDesk,
    faq,
    colleagues,
    apiTokens,
  })
  return {
    signIn,
    siteDesk,
    colleagues,
    apiTokens,
    setup,
    faq,
    members,
    invitations,
    passwordLinks,
    ownAccount,
    operationLog,
    release,
    demo,
  }
}
