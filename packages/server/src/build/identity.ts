/** Visitors that the site vouches for, put together: their keys, and the exchange of a token. */
import type { SiteSettings } from '@foyer/protocol'
import { checkPublicKey, verifyJwt } from '../adapters/jwt.ts'
import type { Conversing } from '../app/handle-command.ts'
import { createIdentify } from '../app/identify.ts'
import { createIdentityKeys } from '../app/identity-keys.ts'
import type { OperationLog } from '../app/operation-log.ts'
import type { Rights } from '../app/rights.ts'
import type { VisitorTokens } from '../app/visitor-tokens.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Identities } from '../ports/identities.ts'
import type { Visitors } from '../ports/visitors.ts'

export function buildIdentity(parts: {
  identities: Identities
  visitors: Visitors
  conversations: Conversations
  conversing: Conversing
  tokens: VisitorTokens
  rights: Rights
  operationLog: OperationLog
  settingsOf(site: string): SiteSettings | null
  clock: Clock
  chance: Chance
}) {
  return {
    identify: createIdentify({ ...parts, verify: verifyJwt }),
    identityKeys: createIdentityKeys({ ...parts, checkPublicKey }),
  }
}
