/**
 * Visitors who have acted, and the hashes of their tokens. A visitor who only looks has no row.
 * Contract: nicknames are unique within a site; a token's family is revoked as a whole.
 */
import type { Id, Page, Time } from '@foyer/protocol'

export interface Visitor {
  id: Id
  site: string
  nickname: string
  locale: string | null
  sdk: string | null
  page: Page | null
  attributes: Record<string, string>
  blocked: boolean
  firstSeenAt: Time
  lastSeenAt: Time
}

/** A visitor's token by its SHA-256. Tokens that replace one another are a family. */
export interface VisitorToken {
  hash: string
  family: Id
  visitor: Id
  site: string
  /** Null for apps, which have none. */
  origin: string | null
  /** When the family began: no token outlives 180 days from here. */
  startedAt: Time
  issuedAt: Time
  usedAt: Time
  /** Set once another took its place; it still works for a minute. */
  replacedAt: Time | null
  revoked: boolean
}

export interface Visitors {
  /** Stores a visitor with its first token, once: again with the same id changes nothing. The nickname gets digits more where it is taken. */
  create(visitor: Visitor, token: VisitorToken): Promise<Visitor>
  find(id: Id): Promise<Visitor | null>
  /** `taken`: another visitor of the site has that nickname. Null without such a visitor. */
  update(
    id: Id,
    patch: Partial<Omit<Visitor, 'id' | 'site' | 'firstSeenAt'>>,
  ): Promise<Visitor | 'taken' | null>
  findToken(hash: string): Promise<VisitorToken | null>
  useToken(hash: string, at: Time): Promise<void>
  /** One more token of a visitor who is stored. */
  addToken(token: VisitorToken): Promise<void>
  /** Stores `next` and marks the old one as replaced at `next.issuedAt`. */
  replaceToken(hash: string, next: VisitorToken): Promise<void>
  revokeFamily(family: Id): Promise<void>
  /** Every token of the visitor. */
  revokeTokens(visitor: Id): Promise<void>
}
