/** What the HTTP side is given, and the types that its files share. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyTypeProvider, RawServerDefault } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { ApiTokens } from '../app/api-tokens.ts'
import type { AssistantDesk } from '../app/assistant-desk.ts'
import type { Blocking } from '../app/blocking.ts'
import type { Colleagues } from '../app/colleagues.ts'
import type { Consents } from '../app/consents.ts'
import type { DocumentDesk } from '../app/documents.ts'
import type { Erasing } from '../app/erasing.ts'
import type { FaqDesk } from '../app/faq.ts'
import type { FaqTransfer } from '../app/faq-transfer.ts'
import type { AgentIdentity } from '../app/identities.ts'
import type { IdentityKeys } from '../app/identity-keys.ts'
import type { Invitations } from '../app/invitations.ts'
import type { MailDesk } from '../app/mail-desk.ts'
import type { Members } from '../app/members.ts'
import type { OperationLog } from '../app/operation-log.ts'
import type { Origins } from '../app/origins.ts'
import type { OwnAccount } from '../app/own-account.ts'
import type { PageOverrides } from '../app/page-overrides.ts'
import type { PasswordLinks } from '../app/password-links.ts'
import type { Pictures } from '../app/pictures.ts'
import type { RecordDesk } from '../app/records.ts'
import type { RepliesDesk } from '../app/replies.ts'
import type { ReportDesk } from '../app/reports.ts'
import type { Rights } from '../app/rights.ts'
import type { RoutingDesk } from '../app/routing-desk.ts'
import type { Secrets } from '../app/secrets.ts'
import type { Setup } from '../app/setup.ts'
import type { SignIn } from '../app/sign-in.ts'
import type { SiteDesk } from '../app/sites.ts'
import type { Transcripts } from '../app/transcripts.ts'
import type { Uploads } from '../app/uploads.ts'
import type { VisitorProfiles } from '../app/visitor-profile.ts'
import type { VisitorTags } from '../app/visitor-tags.ts'
import type { VisitorTokens } from '../app/visitor-tokens.ts'
import type { ReadWidget } from '../app/widget-config.ts'

/** A file of the widget, the console or the demo page. */
export interface Asset {
  bytes: Uint8Array
  type: string
  /** An entity tag, quotes included. */
  tag: string
  /** Smaller, where that is worth it. */
  encoded(coding: 'br' | 'gzip'): Promise<Uint8Array | null>
}

export interface Assets {
  find(folder: 'loader' | 'widget' | 'console' | 'demo', path: string): Promise<Asset | null>
}

export interface Readiness {
  isReady: boolean
  /** Says more to the operator, such as `degraded` or `draining`. */
  state: string
}

export interface HttpDeps {
  signIn: SignIn
  apiTokens: ApiTokens
  visitorTokens: VisitorTokens
  setup: Setup
  siteDesk: SiteDesk
  faq: FaqDesk
  faqTransfer: FaqTransfer
  assistantDesk: AssistantDesk
  documents: DocumentDesk
  secrets: Secrets
  recordDesk: RecordDesk
  reportDesk: ReportDesk
  transcripts: Transcripts
  pictures: Pictures
  mailDesk: MailDesk
  /** Of a conversation; null where the agent may see none. */
  siteSeen(agent: AgentIdentity, conversation: string): Promise<string | null>
  identityKeys: IdentityKeys
  colleagues: Colleagues
  members: Members
  invitations: Invitations
  passwordLinks: PasswordLinks
  ownAccount: OwnAccount
  operationLog: OperationLog
  routingDesk: RoutingDesk
  profiles: VisitorProfiles
  replies: RepliesDesk
  blocking: Blocking
  consents: Consents
  erasing: Erasing
  visitorTags: VisitorTags
  rights: Rights
  uploads: Uploads
  origins: Origins
  readWidget: ReadWidget
  overrides: PageOverrides
  assets: Assets
  readiness: () => Readiness | Promise<Readiness>
  /** In the Prometheus text format. */
  metrics: () => string
  /** Calls once after `ms`; returns the way to take it back. */
  after: (ms: number, call: () => void) => () => void
  /** The server's own URL, as browsers see it. */
  url: () => string
  isDemo: boolean
}

/** Routes' types from their schemas. */
export interface SchemaTypes extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown
  serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  SchemaTypes
>
