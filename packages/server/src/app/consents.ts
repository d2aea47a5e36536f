/**
 * What visitors agree to before anything begins (WG-5). A version names the very text that was read, and says by a
 * mark of ours that the site did show it once: a text of yesterday serves, what nobody showed does not.
 */
import { createHash } from 'node:crypto'
import type { Consent, Id, ProtocolError, SiteSettings } from '@foyer/protocol'
import { wordings } from '../core/forms/words.ts'
import { createSignature } from './signature.ts'

export interface Consents {
  /** The version of a site's text. */
  versionOf(site: string, text: string): string
  /** With the words of it, where it is a text of today; null where this site never asked for it. */
  read(site: string, version: string | undefined): Consent | null
  /** Where the site wants it, nothing begins before the visitor agreed. */
  problem(site: string, version: string | undefined): ProtocolError | null
  /** A file is given before the message that it goes with; what has begun goes on. */
  uploadProblem(site: string, visitor: Id, version: string | undefined): Promise<ProtocolError | null>
}

export function createConsents(ports: {
  secret: string
  settingsOf(site: string): Pick<SiteSettings, 'forms'> | null
  openOf(visitor: Id): Promise<object | null>
}): Consents {
  const signature = createSignature(ports.secret, 'consent')

  function versionOf(site: string, text: string): string {
    return marked(site, createHash('sha256').update(text).digest('base64url').slice(0, 16))
  }
  /** 96 bits: enough for what can only be tried over the network. */
  function marked(site: string, name: string): string {
    return `${name}.${signature.sign(`${site} ${name}`).slice(0, 16)}`
  }

  function read(site: string, version: string | undefined): Consent | null {
    if (version === undefined || version !== marked(site, version.slice(0, 16))) return null
    const text = wordings(ports.settingsOf(site)?.forms.consent.text ?? {}, 'consent').find(
      (one) => versionOf(site, one) === version,
    )
    return { version, ...(text === undefined ? {} : { text }) }
  }

  function problem(site: string, version: string | undefined): ProtocolError | null {
    if (ports.settingsOf(site)?.forms.consent.isOn !== true || read(site, version) !== null) return null
    return {
      code: 'forbidden',
      message: 'This site asks for consent before the first message.',
      path: '/consent',
    }
  }

  return {
    versionOf,
    read,
    problem,
    async uploadProblem(site, visitor, version) {
      const found = problem(site, version)
      return found === null || (await ports.openOf(visitor)) !== null ? null : found
    },
  }
}
