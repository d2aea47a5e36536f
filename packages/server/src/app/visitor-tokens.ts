/**
 * Visitors' tokens: "the same browser" and nothing else. A token is signed and so valid at once on every
 * node; nothing is stored until its visitor's first act, and then only its SHA-256. Refuses what was signed
 * for another site or origin, is revoked, idle for 30 days, older than 180, or replaced a minute ago: one is
 * replaced when the next one is shown, for the answer that handed it out may have been lost.
 */
import type { Id, Page, Time } from '@foyer/protocol'
import { StoreUnavailable, VisitorErased } from '../core/faults.ts'
import { boundOrigin } from '../core/origins.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Visitor, VisitorPatch, Visitors, VisitorToken } from '../ports/visitors.ts'
import { nicknameOf } from './nicknames.ts'
import { createSignature, hashSecret } from './signature.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Milliseconds of the rules in the first lines. */
export const visitorTokenTimes = {
  idle: 30 * day,
  most: 180 * day,
  rotate: day,
  grace: minute,
  /** How stale `usedAt` may get: what is measured in days need not be written with every hello. */
  touch: hour,
} as const

export interface IssuedVisitor {
  visitor: Id
  token: string
  nickname: string
}

export interface CheckedVisitor {
  visitor: Id
  nickname: string
  /** Whether the visitor has acted before, and so has a row. */
  stored: boolean
  /** The same, or the one to hand out in its place. */
  token: string
}

export interface VisitorFacts {
  locale: string | null
  sdk: string | null
  page: Page | null
  device?: string | null
  /** Cut. */
  network?: string | null
  /** Of the first page. */
  referrer?: string | null
}

export interface VisitorTokens {
  /** A new visitor; nothing is stored. `origin` is null for apps. */
  issue(site: string, origin: string | null): IssuedVisitor
  /** For a hello, whose answer can hand out a new token. Null: start a new visitor. */
  check(token: string, site: string, origin: string | null): Promise<CheckedVisitor | null>
  /** For requests that hand out nothing: never rotates. `origin` undefined: the client named none. */
  recognise(
    token: string,
    origin: string | null | undefined,
  ): Promise<{ visitor: Id; site: string; nickname: string; stored: boolean } | null>
  /** Whom a token names that may be revoked, replaced or old: a block outlives its token (RT-14). Null: not ours. */
  ownerOf(token: string): { visitor: Id; site: string } | null
  /** Whether one that was good at hello is not any more. */
  isRevoked(token: string): Promise<boolean>
  /** The first act: stores visitor and token. Again, it only fills in facts that were not known. Throws {@link VisitorErased}. */
  keep(token: string, facts: VisitorFacts): Promise<Visitor>
  /** A new token, of a family of its own, for a visitor who is stored. */
  mint(visitor: Id, site: string, origin: string | null): Promise<string>
  /** Every token of the visitor: at logout, erasing and blocking. */
  revoke(visitor: Id): Promise<void>
}

interface Claims {
  visitor: Id
  site: string
  origin: string | null
  family: Id
  issuedAt: Time
  /** Of the family's first token. */
  startedAt: Time
}

const prefix = 'fv_'

export function createVisitorTokens(ports: {
  visitors: Visitors
  isErased(visitor: Id): Promise<boolean>
  /** A family was revoked: whoever is connected with it is to go. */
  onRevoked(visitor: Id, site: string): void
  secret: string
  clock: Clock
  chance: Chance
}): VisitorTokens {
  const { visitors, clock, chance } = ports
  const signature = createSignature(ports.secret, 'visitor token')
  /** 256 bits that only the token before and our secret lead to: tabs that ask at once are handed the same one. */
  const succession = createSignature(ports.secret, 'next visitor token')

  function write(claims: Claims, bits = chance.secret(32)): string {
    const { visitor, site, origin, family, issuedAt, startedAt } = claims
    const fields = [visitor, site, origin, family, issuedAt, startedAt, bits]
    const payload = Buffer.from(JSON.stringify(fields)).toString('base64url')
    return `${prefix}${payload}.${signature.sign(payload)}`
  }

  function read(token: string): Claims | null {
    if (!token.startsWith(prefix)) return null
    const [payload, mark, ...rest] = token.slice(prefix.length).split('.')
    if (payload === undefined || mark === undefined || rest.length > 0) return null
    if (!signature.verify(payload, mark)) return null
    // Signed by us, so its shape is ours.
    const [visitor, site, origin, family, issuedAt, startedAt] = JSON.parse(
      Buffer.from(payload, 'base64url').toString(),
    ) as [Id, string, string | null, Id, Time, Time]
    return { visitor, site, origin, family, issuedAt, startedAt }
  }

  /** What is known of a token that is still good, or null. */
  async function find(
    token: string,
    claims: Claims,
  ): Promise<{ nickname: string; stored: VisitorToken | null; isBlocked?: boolean } | null> {
    const now = clock.now()
    if (now - claims.startedAt > visitorTokenTimes.most) return null

    const hash = hashSecret(token)
    let stored = await visitors.findToken(hash)
    const visitor = await visitors.find(claims.visitor)
    // Between the two reads another tab's first act may have stored both: look again before refusing.
    if (stored === null && visitor !== null) stored = await visitors.findToken(hash)

    if (stored === null) {
      if (visitor !== null || now - claims.issuedAt > visitorTokenTimes.idle) return null
      if (await ports.isErased(claims.visitor)) return null
      return { nickname: nicknameOf(claims.visitor), stored: null }
    }
    if (visitor === null || stored.revoked) return null
    if (stored.replacedAt !== null && now - stored.replacedAt > visitorTokenTimes.grace) {
      // Its owner has had the next one for a minute: whoever comes with this one, somebody has a copy.
      await visitors.revokeFamily(stored.family)
      ports.onRevoked(claims.visitor, claims.site)
      return null
    }
    const unusedFor = now - (stored.usedAt || stored.issuedAt)
    if (unusedFor > visitorTokenTimes.idle) return null
    if (stored.usedAt === 0) await visitors.showToken(stored, now).catch(ifFull)
    else if (unusedFor > visitorTokenTimes.touch) await visitors.useToken(hash, now).catch(ifFull)
    return { nickname: visitor.nickname, stored, isBlocked: visitor.blocked }
  }

  /** The one that comes after `token`, which is good until somebody shows the next. */
  async function next(token: string, claims: Claims, stored: VisitorToken): Promise<string> {
    const issuedAt = clock.now()
    // In the token itself stands when the one before was issued, so that it comes out the same a second time.
    const following = write(claims, succession.sign(token))
    await visitors.addToken({ ...stored, hash: hashSecret(following), issuedAt, usedAt: 0 })
    return following
  }

  return {
    issue(site, origin) {
      const now = clock.now()
      const visitor = chance.id()
      const bound = bind(origin)
      const token = write({
        visitor,
        site,
        origin: bound,
        family: chance.id(),
        issuedAt: now,
        startedAt: now,
      })
      return { visitor, token, nickname: nicknameOf(visitor) }
    },

    async check(token, site, origin) {
      const claims = read(token)
      if (claims === null || claims.site !== site || claims.origin !== bind(origin)) return null
      const found = await find(token, claims)
      if (found === null) return null
      const { nickname, stored } = found
      const isDue =
        stored !== null &&
        stored.replacedAt === null &&
        clock.now() - stored.issuedAt > visitorTokenTimes.rotate
      return {
        visitor: claims.visitor,
        nickname,
        stored: stored !== null,
        token: isDue ? ((await next(token, claims, stored).catch(ifFull)) ?? token) : token,
      }
    },

    async recognise(token, origin) {
      const claims = read(token)
      if (claims === null) return null
      // Only browsers are bound by their Origin; who sends none could as well send the right one.
      if (origin !== undefined && claims.origin !== bind(origin)) return null
      const found = await find(token, claims)
      if (found === null || found.isBlocked === true) return null
      const { visitor, site } = claims
      return { visitor, site, nickname: found.nickname, stored: found.stored !== null }
    },

    ownerOf: read,

    isRevoked: async (token) => (await visitors.findToken(hashSecret(token)))?.revoked === true,

    async keep(token, facts) {
      const claims = read(token)
      if (claims === null) throw new Error('A token that was not checked cannot be kept')
      const { visitor: id, site, origin, family, issuedAt, startedAt } = claims
      const known = await visitors.find(id)
      if (known !== null) return fillIn(known, facts)
      const now = clock.now()
      const made = await visitors.create(
        {
          id,
          site,
          nickname: nicknameOf(id),
          locale: facts.locale,
          sdk: facts.sdk,
          page: facts.page,
          attributes: {},
          blocked: false,
          muted: false,
          profile: {},
          tags: [],
          visits: 1,
          referrer: facts.referrer ?? null,
          device: facts.device ?? null,
          network: facts.network ?? null,
          spokeAt: 0,
          firstSeenAt: now,
          lastSeenAt: now,
        },
        {
          hash: hashSecret(token),
          family,
          visitor: id,
          site,
          origin,
          startedAt,
          issuedAt,
          usedAt: now,
          replacedAt: null,
          revoked: false,
        },
      )
      if (made === null) throw new VisitorErased('a visitor who was erased has acted')
      return made
    },

    async mint(visitor, site, origin) {
      const now = clock.now()
      const claims: Claims = {
        visitor,
        site,
        origin: bind(origin),
        family: chance.id(),
        issuedAt: now,
        startedAt: now,
      }
      const token = write(claims)
      const rest = { hash: hashSecret(token), usedAt: now, replacedAt: null, revoked: false }
      await visitors.addToken({ ...claims, ...rest })
      return token
    },

    revoke: (visitor) => visitors.revokeTokens(visitor),
  }

  async function fillIn(known: Visitor, facts: VisitorFacts): Promise<Visitor> {
    const patch: VisitorPatch = {
      ...(known.locale === null && facts.locale !== null ? { locale: facts.locale } : {}),
      ...(known.sdk === null && facts.sdk !== null ? { sdk: facts.sdk } : {}),
      ...(known.page === null && facts.page !== null ? { page: facts.page } : {}),
    }
    if (Object.keys(patch).length === 0) return known
    const updated = await visitors.update(known.id, patch)
    return updated === null || updated === 'taken' ? known : updated
  }
}

/** A disk that is full keeps nobody out: what would be noted is noted another time. */
function ifFull(fault: unknown): undefined {
  if (!(fault instanceof StoreUnavailable)) throw fault
}

function bind(origin: string | null): string | null {
  return origin === null ? null : boundOrigin(origin)
}
