/**
 * Visitors who have acted, and the hashes of their tokens. A visitor who only looks has no row.
 * Contract: nicknames are unique within a site; a token's family is revoked as a whole.
 */
import type { Id, Page, Profile, Time } from '@foyer/protocol'

export interface Visitor {
  id: Id
  site: string
  nickname: string
  locale: string | null
  sdk: string | null
  page: Page | null
  attributes: Record<string, string>
  blocked: boolean
  /** Its new conversations are suspected ones from the start (RT-14). */
  muted: boolean
  profile: Profile
  tags: string[]
  /** How often it came, with half an hour or more between. */
  visits: number
  /** Where it came from first. */
  referrer: string | null
  /** Families of browser and system. */
  device: string | null
  /** Of its network, cut (SC-6). */
  network: string | null
  /** When its newest conversation began; 0 for none. Kept only where the site lists its visitors. */
  spokeAt: Time
  firstSeenAt: Time
  lastSeenAt: Time
}

export interface DirectoryQuery {
  site: string
  /** Part of what is searched (`core/visitors/profile`), any case. */
  text?: string
  /** Seen since. */
  since?: Time
  limit: number
  /** `after` of the page before. */
  after?: string
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
  /** 0: handed out, and nobody has shown it yet. */
  usedAt: Time
  /** Set once the one that takes its place was shown; it still works for a minute. */
  replacedAt: Time | null
  revoked: boolean
}

export type Standing = Pick<VisitorToken, 'hash' | 'visitor' | 'revoked'> & Pick<Visitor, 'muted'>

export type VisitorPatch = Partial<Omit<Visitor, 'id' | 'site' | 'firstSeenAt'>>

export interface Visitors {
  /**
   * Stores a visitor with its first token, once: again with the same id changes nothing. The nickname gets digits more
   * where it is taken. Null: that visitor was erased, and nothing is stored.
   */
  create(visitor: Visitor, token: VisitorToken): Promise<Visitor | null>
  find(id: Id): Promise<Visitor | null>
  /** `taken`: another visitor of the site has that nickname. Null without such a visitor. */
  update(id: Id, patch: VisitorPatch): Promise<Visitor | 'taken' | null>
  /**
   * As `update`, by what it is at that moment, so that two changes at once do not undo each other. `decide` is
   * pure and may be asked again; null changes nothing.
   */
  change(id: Id, decide: (visitor: Visitor) => VisitorPatch | null): Promise<Visitor | 'taken' | null>
  /**
   * Seen last, first. `after` is set when there may be more: a search looks at a bounded number of visitors, so a
   * page of it may hold few, or none, and still have an `after`.
   */
  directory(query: DirectoryQuery): Promise<{ visitors: Visitor[]; after?: string }>
  findToken(hash: string): Promise<VisitorToken | null>
  /** What became of these tokens and of whose they are; of those that are stored, in one statement. */
  standings(hashes: string[]): Promise<Standing[]>
  useToken(hash: string, at: Time): Promise<void>
  /** One more token of a visitor who is stored. One that nobody has shown yet may be added again: it is issued anew. */
  addToken(token: VisitorToken): Promise<void>
  /** It is used for the first time: those of its family that were issued before are replaced from then on. */
  showToken(token: VisitorToken, at: Time): Promise<void>
  revokeFamily(family: Id): Promise<void>
  /** Every token of the visitor. */
  revokeTokens(visitor: Id): Promise<void>
}
