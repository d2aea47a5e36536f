/**
 * A person whom the site vouches for (SC-3): its signed token is exchanged for a visitor's. Who that is comes from
 * the token's `sub` alone. What the browser had before joins the person; every token of it ends, so that
 * whoever planted one there sees nothing of what follows (case E10).
 */
import type { Id, ProtocolError, SiteSettings, VerifiedIdentity } from '@foyer/protocol'
import { mustIdentify, readClaims } from '../core/identity/claims.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Identities, VerifyJwt } from '../ports/identities.ts'
import type { Visitors } from '../ports/visitors.ts'
import { derivedId } from './derived-id.ts'
import type { Conversing } from './handle-command.ts'
import type { Outcome } from './outcome.ts'
import type { VisitorFacts, VisitorTokens } from './visitor-tokens.ts'

export interface IdentityRequest {
  site: string
  origin: string | null
  /** The site's token, as it was sent. */
  identity: string
  /** Whom this browser was until now, and its token. */
  visitor: Id
  token: string
  facts: VisitorFacts
}

export interface Identified {
  visitor: Id
  token: string
  nickname: string
  /** Whose tokens have ended by this: to be announced once the caller's own session has its new one. */
  ended: Id[]
}

export interface Identify {
  exchange(request: IdentityRequest): Promise<Outcome<Identified>>
  /** Whether a client of this version, who is `visitor` or nobody yet, is turned away without an identity. */
  isMissing(site: string, sdk: string | null, visitor: Id | null): Promise<boolean>
}

const invalid: ProtocolError = { code: 'identity_invalid', message: 'The identity was not accepted.' }
const expired: ProtocolError = { code: 'identity_expired', message: 'The identity has expired.' }

export function createIdentify(ports: {
  identities: Identities
  visitors: Pick<Visitors, 'find'>
  conversations: Pick<Conversations, 'openOf' | 'join'>
  conversing: Pick<Conversing, 'handle' | 'forget'>
  tokens: VisitorTokens
  verify: VerifyJwt
  settingsOf(site: string): SiteSettings | null
  clock: Pick<Clock, 'now'>
}): Identify {
  const { identities, visitors, conversations, conversing, tokens, settingsOf, clock } = ports

  async function read({ site, identity }: IdentityRequest): Promise<Outcome<VerifiedIdentity>> {
    const now = clock.now()
    const payload = await ports.verify(identity, await identities.keys(site))
    const claims = payload === null ? null : readClaims(payload, site, now)
    if (claims === null) return { error: invalid }
    if (claims === 'old') return { error: expired }
    // Of two browsers that come with one token, one is somebody else's.
    if (!(await identities.use(site, claims.jti, claims.until, now))) return { error: invalid }
    return { ok: claims.identity }
  }

  /** The person's visitor: known from before, else whom this browser was, unless that is another person. */
  async function personFor(
    request: IdentityRequest,
    identity: VerifiedIdentity,
    isFree: boolean,
  ): Promise<Id> {
    const { site, token, facts } = request
    const known = await identities.visitorOf(site, identity.id)
    if (known !== null) return identities.link(site, known, identity)
    const start = isFree ? { visitor: request.visitor, token } : tokens.issue(site, request.origin)
    await tokens.keep(start.token, facts)
    return identities.link(site, start.visitor, identity)
  }

  /** Both may have been talking: what was begun without the identity ends, and is in the history. */
  async function join(from: Id, to: Id): Promise<void> {
    const [begun, open] = await Promise.all([conversations.openOf(from), conversations.openOf(to)])
    if (begun !== null && open !== null) {
      const { id, seq } = begun.state
      const cid = derivedId({ id: `${id}:${seq}:join`, at: 0 })
      await conversing.handle({
        visitor: from,
        conversation: id,
        cid,
        sender: { kind: 'system' },
        names: ['conversation.closed'],
        command: () => ({
          do: 'conversation.end',
          at: clock.now(),
          by: { kind: 'system' },
          cid,
          reason: 'rule',
        }),
      })
    }
    for (const id of await conversations.join(from, to)) conversing.forget(id)
  }

  return {
    async exchange(request) {
      const outcome = await read(request)
      if ('error' in outcome) return outcome
      const before = await identities.of(request.visitor)
      const isFree = before === null
      const person = await personFor(request, outcome.ok, isFree)
      const ended: Id[] = []
      if (isFree) {
        const wasStored = (await visitors.find(request.visitor)) !== null
        await tokens.revoke(request.visitor)
        if (person !== request.visitor && wasStored) await join(request.visitor, person)
        ended.push(request.visitor)
      }
      // Said again by who is that person already: the token that is held goes on.
      const isSame = !isFree && person === request.visitor
      const visitor = await visitors.find(person)
      return {
        ok: {
          visitor: person,
          token: isSame ? request.token : await tokens.mint(person, request.site, request.origin),
          nickname: visitor?.nickname ?? '',
          ended,
        },
      }
    },

    async isMissing(site, sdk, visitor) {
      const rules = settingsOf(site)?.identity
      if (rules === undefined || !mustIdentify(rules, sdk)) return false
      return visitor === null || (await identities.of(visitor)) === null
    },
  }
}
