/**
 * What a signed identity must say (reliability: "Who is who"). The signature was checked before; this looks at
 * the claims alone and refuses without saying which was wrong: only `old` is told apart. Pure.
 */
import type { ReceptionMode, VerifiedIdentity } from '@foyer/protocol'
import { mendText } from '../mend-texts.ts'

export interface Claims {
  identity: VerifiedIdentity
  /** Used once. */
  jti: string
  /** Milliseconds: after this it can be forgotten that it was used. */
  until: number
}

const second = 1_000
/** Clocks of the site's servers are not ours. */
export const leeway = 60 * second
const longest = 60 * 60 * second
/** UTF-16 units. */
const most = { sub: 128, jti: 200, fact: 200 }

export function readClaims(
  payload: Record<string, unknown>,
  site: string,
  now: number,
): Claims | 'old' | null {
  const { sub, aud, exp, nbf, iat, jti } = payload
  if (!isName(sub, most.sub) || !isName(jti, most.jti) || aud !== site) return null
  if (!isTime(exp) || (nbf !== undefined && !isTime(nbf)) || (iat !== undefined && !isTime(iat))) return null
  const ends = exp * second
  if (ends > now + longest + leeway) return null
  if (nbf !== undefined && nbf * second > now + leeway) return null
  if (iat !== undefined && iat * second > now + leeway) return null
  if (ends + leeway <= now) return 'old'
  const identity: VerifiedIdentity = { id: sub }
  for (const key of ['name', 'email', 'phone', 'company', 'agent', 'group'] as const) {
    const fact = payload[key]
    if (fact === undefined || fact === null || fact === '') continue
    if (!isText(fact, most.fact)) return null
    identity[key] = mendText(fact)
  }
  const { mode } = payload
  if (mode !== undefined && mode !== null) {
    if (!isMode(mode)) return null
    identity.mode = mode
  }
  return { identity, jti, until: ends + leeway }
}

/** Whether a client of this `sdk`, such as `web/1.2.0`, must have an identity. One that names no version must. */
export function mustIdentify(settings: { required: boolean; since: string }, sdk: string | null): boolean {
  if (!settings.required) return false
  const since = versionOf(settings.since)
  const version = versionOf(sdk?.split('/').at(-1) ?? '')
  if (since === null || version === null) return true
  for (const [index, part] of since.entries()) {
    const own = version[index] ?? 0
    if (own !== part) return own > part
  }
  return true
}

/** Three numbers, or null for what is no version. */
export function versionOf(text: string): number[] | null {
  const found = /^(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?/.exec(text)
  return found === null ? null : found.slice(1).map((part) => Number(part ?? 0))
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest
}

/** By which something is known again: mended, two that differ could become one. */
function isName(value: unknown, longest: number): value is string {
  return isText(value, longest) && mendText(value) === value
}

const modes: readonly unknown[] = ['botOnly', 'humanOnly', 'botFirst', 'humanFirst'] satisfies ReceptionMode[]

function isMode(value: unknown): value is ReceptionMode {
  return modes.includes(value)
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}
