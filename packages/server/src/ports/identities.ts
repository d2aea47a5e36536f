/** Keys that verify a site's signed identities, which person is which visitor, and which tokens were used. */
import type { Id, IdentityKey, Time, VerifiedIdentity } from '@foyer/protocol'

export interface StoredIdentityKey extends IdentityKey {
  site: string
  /** A secret in base64url, or a public key in PEM. */
  key: string
}

export interface Identities {
  keys(site: string): Promise<StoredIdentityKey[]>
  addKey(key: StoredIdentityKey): Promise<void>
  removeKey(site: string, kid: string): Promise<boolean>
  /** True the first time; of two who try, one gets it. Uses that have ended are forgotten. */
  use(site: string, jti: string, until: Time, now: Time): Promise<boolean>
  /** The visitor that this person is. */
  visitorOf(site: string, sub: string): Promise<Id | null>
  /** Who a visitor is; null for one without an identity. */
  of(visitor: Id): Promise<VerifiedIdentity | null>
  /** Makes the visitor this person, with the facts as they are now. Who was first keeps it: answers whom it is. */
  link(site: string, visitor: Id, identity: VerifiedIdentity): Promise<Id>
}

/** Checks a token's signature by the key that its header names; null where that fails, whatever the reason. */
export type VerifyJwt = (
  token: string,
  keys: readonly Pick<StoredIdentityKey, 'kid' | 'algorithm' | 'key'>[],
) => Promise<Record<string, unknown> | null>

/** Whether text is a public key of the algorithm, in PEM. */
export type CheckPublicKey = (algorithm: 'ES256' | 'EdDSA', pem: string) => Promise<boolean>
