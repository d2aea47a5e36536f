/** Visitors who are known to the site by a token that it signed (SC-3). */
import type { ReceptionMode } from './routing.ts'
import type { Id, Time } from './values.ts'

export type IdentityAlgorithm = 'HS256' | 'ES256' | 'EdDSA'

/** Of a site's settings. */
export interface IdentitySettings {
  /** Whether who has no identity is turned away (`identity_required`). */
  required: boolean
  /**
   * Only of clients from this version on, such as `2.0.0`, so that apps that were shipped before go on working;
   * empty: of all. It is held against the version in the hello's `sdk`.
   */
  since: string
}

/** A key that verifies. Several may be good at once: that is how they are rotated. */
export interface IdentityKey {
  /** Stands in the token's header. */
  kid: string
  algorithm: IdentityAlgorithm
  createdAt: Time
}

/** `POST /v1/sites/:site/identity-keys`: HS256 makes a secret; the others take a public key in PEM. */
export interface IdentityKeyDraft {
  algorithm: IdentityAlgorithm
  publicKey?: string
}

/** The answer: the secret is shown this once. */
export interface NewIdentityKey extends IdentityKey {
  secret?: string
}

/** What a token said of its visitor; signed, so agents see it as verified. */
export interface VerifiedIdentity {
  /** The site's own id of the person: the token's `sub`. */
  id: string
  name?: string
  email?: string
  phone?: string
  company?: string
  /** Whom the site asks for, by id: they get the next conversation where they are online and have room. */
  agent?: Id
  /** The group that the site asks for, by id or name. */
  group?: string
  /** How the site wants this person received, whatever the plan says. */
  mode?: ReceptionMode
}
