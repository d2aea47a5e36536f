/**
 * Signatures by the installation's secret, one key per purpose, so that what was signed for one
 * thing proves nothing in another. Compared in constant time.
 */
import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

export interface Signature {
  /** HMAC-SHA256, base64url. */
  sign(text: string): string
  verify(text: string, signature: string): boolean
}

export function createSignature(secret: string, purpose: string): Signature {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `foyer ${purpose}`, 32))
  const digest = (text: string) => createHmac('sha256', key).update(text).digest()
  return {
    sign: (text) => digest(text).toString('base64url'),
    verify(text, signature) {
      // Decoding passes over characters that are not base64url, so one signature has many spellings:
      // only the one that we write is taken, or a token's hash would not name it.
      const given = Buffer.from(signature, 'base64url')
      const expected = digest(text)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
      return given.toString('base64url') === signature
    },
  }
}

/** How secrets are kept at rest. Only for secrets of 256 random bits, never for passwords. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
