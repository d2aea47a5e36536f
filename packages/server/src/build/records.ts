/** Records, reports, transcripts and e-mail, put together: what follows the log, and what leaves because of it. */
import type { Id, SiteSettings } from '@foyer/protocol'
import { createSmtpMailer } from '../adapters/mail/smtp.ts'
import type { Store } from '../adapters/sql/open.ts'
import type { FileLinks } from '../app/file-links.ts'
import type { Limits } from '../app/limits.ts'
import type { Live } from '../app/live.ts'
import { createMailDesk } from '../app/mail-desk.ts'
import { createMailing } from '../app/mailing.ts'
import type { Metrics } from '../app/metrics.ts'
import type { NoteOperation } from '../app/operation-notes.ts'
import { createRecordKeeper } from '../app/record-keeper.ts'
import { createRecordDesk } from '../app/records.ts'
import { createReportDesk } from '../app/reports.ts'
import type { Rights } from '../app/rights.ts'
import { createTranscripts } from '../app/transcripts.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Mailer } from '../ports/mailer.ts'
import type { FirstLogins } from '../ports/records.ts'

/** The server for mail, as the operator named it. */
export interface MailOptions {
  smtpUrl: string
  from: string
}

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
  mail: MailOptions | null
  mailer: Mailer | undefined
  clock: Clock
  chance: Chance
  count: Metrics['count']
  log: { info(about: object, what: string): void; warn(about: object, what: string): void }
  report(fault: unknown): string
  /** Where they are kept. */
  firstLogins?: FirstLogins
  groupNames?(site: string): Promise<ReadonlyMap<Id, string>>
  note?: NoteOperation
}) {
  const { store, live, log, count } = parts
  const { conversations, visitors } = store
  const mailer =
    parts.mailer ??
    (parts.mail === null ? null : createSmtpMailer({ url: parts.mail.smtpUrl, from: parts.mail.from }))
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
  const note: NoteOperation =
    parts.note ?? (({ by, ...about }) => log.info({ ...about, by: by.id }, 'an agent did this'))
  return {
    recordDesk: createRecordDesk({ ...shared, note }),
    reportDesk: createReportDesk({
      ...shared,
      firstLogins: parts.firstLogins ?? (async () => null),
      groupNames: parts.groupNames ?? (async () => new Map()),
    }),
    transcripts: createTranscripts({
      ...parts,
      mails: store.mails,
      conversations,
      visitors,
      hasMailer: mailer !== null,
    }),
    mailDesk: createMailDesk({ ...parts, sites: store.sites, mailer }),
    /** Which site a conversation is of; null where there is none. */
    async siteOf(conversation: Id): Promise<string | null> {
      return (await live.conversing.find(conversation))?.state.site ?? null
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
