/**
 * Signatures of JSON Web Tokens. The header's `kid` picks the key and the key fixes the algorithm; keys and
 * addresses of keys that a header brings along (`jwk`, `jku`, `x5u`) are never looked at.
 */
import type { CheckPublicKey, VerifyJwt } from '../ports/identities.ts'

/** Bytes; a token is a few hundred. */
const longest = 8_192

/** Loaded with the first token: most sites sign nobody in. */
const jose = () => import('jose')

export const verifyJwt: VerifyJwt = async (token, keys) => {
  if (token.length > longest) return null
  try {
    const { compactVerify, decodeProtectedHeader, importSPKI } = await jose()
    const { kid } = decodeProtectedHeader(token)
    const found = keys.find((key) => key.kid === kid)
    if (found === undefined) return null
    const key =
      found.algorithm === 'HS256'
        ? Buffer.from(found.key, 'base64url')
        : await importSPKI(found.key, found.algorithm)
    const { payload } = await compactVerify(token, key, { algorithms: [found.algorithm] })
    const claims: unknown = JSON.parse(Buffer.from(payload).toString())
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : null
  } catch {
    // Not a token, another's signature, another algorithm: all the same to who sent it.
    return null
  }
}

export const checkPublicKey: CheckPublicKey = async (algorithm, pem) => {
  try {
    const { importSPKI } = await jose()
    await importSPKI(pem, algorithm)
    return true
  } catch {
    return false
  }
}
