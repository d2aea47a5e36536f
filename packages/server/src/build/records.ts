/** Records, reports, transcripts and e-mail, put together: what follows the log, and what leaves because of it. */
import type { Id, SiteSettings, Time } from '@foyer/protocol'
import type { Store } from '../adapters/sql/open.ts'
import type { FileLinks } from '../app/file-links.ts'
import type { AgentIdentity } from '../app/identities.ts'
import type { Limits } from '../app/limits.ts'
import type { Live } from '../app/live.ts'
import { createMailDesk } from '../app/mail-desk.ts'
import { createMailing } from '../app/mailing.ts'
import type { Metrics } from '../app/metrics.ts'
import type { OperationLog } from '../app/operation-log.ts'
import { createRecordKeeper } from '../app/record-keeper.ts'
import { createRecordDesk } from '../app/records.ts'
import { createReportDesk } from '../app/reports.ts'
import type { Rights } from '../app/rights.ts'
import { createTranscripts } from '../app/transcripts.ts'
import { maySee } from '../core/people/access.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Mailer } from '../ports/mailer.ts'
import type { FirstLogins } from '../ports/records.ts'

export function buildRecords(parts: {
  store: Store
  live: Live
  rights: Rights
  links: FileLinks
  limits: Limits
  settingsOf(site: string): SiteSettings | null
  isPresent(visitor: Id): boolean
  url(): string
  secret: string
  mailer: Mailer | null
  clock: Clock
  chance: Chance
  count: Metrics['count']
  log: { info(about: object, what: string): void; warn(about: object, what: string): void }
  report(fault: unknown): string
  operationLog: OperationLog
}) {
  const { store, live, log, count } = parts
  const { conversations, visitors } = store
  const { mailer } = parts
  const shared = { ...store, ...parts, conversing: live.conversing }
  const mailing = createMailing({
    ...shared,
    mailer,
    isAnybodyOnline: (site) => live.presence.availability(site).state === 'agents',
    failed(site, reason) {
      count('foyer_mail_failures_total')
      log.warn({ site, reason }, 'an e-mail was not taken')
    },
  })
  const keeper = createRecordKeeper({ ...shared, mailsOf: mailing.mailsOf })
  live.onStored(keeper.heard)
  const firstLogins: FirstLogins = async (site, from, to) => {
    const first = new Map<Id, Time>()
    for (const { id } of await store.agents.ofSite(site)) {
      const login = (await store.presence.times(id, from, to)).find(({ what }) => what === 'login')
      if (login !== undefined) first.set(id, login.at)
    }
    return first
  }
  const groupNames = async (site: string) =>
    new Map((parts.settingsOf(site)?.routing.groups ?? []).map(({ id, name }) => [id, name]))
  return {
    recordDesk: createRecordDesk(shared),
    reportDesk: createReportDesk({
      ...shared,
      firstLogins,
      groupNames,
    }),
    transcripts: createTranscripts({
      ...parts,
      mails: store.mails,
      conversations,
      visitors,
      hasMailer: mailer !== null,
    }),
    hasMailer: mailer !== null,
    mailDesk: createMailDesk({ ...parts, sites: store.sites, mailer }),
    async siteSeen(agent: AgentIdentity, conversation: Id): Promise<string | null> {
      const state = (await live.conversing.find(conversation))?.state
      if (state === undefined || !agent.sites.includes(state.site)) return null
      return maySee(parts.rights.viewer(agent, state.site), state) ? state.site : null
    },
    keeper,
    mailing,
    async stop() {
      keeper.stop()
      mailing.stop()
      // What was heard is folded now, so that the next start finds nothing behind.
      await keeper.settled().catch(parts.report)
      await mailing.idle()
      mailer?.close()
    },
  }
}
