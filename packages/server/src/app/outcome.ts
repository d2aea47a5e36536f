/** What a use case over HTTP comes to: what was asked for, or why a rule said no. As on the wire. */
import type { ProtocolError } from '@foyer/protocol'

export type Outcome<T> = { ok: T } | { error: ProtocolError }

export const notFound: { error: ProtocolError } = {
  error: { code: 'not_found', message: 'There is no such thing here.' },
}

/** For visitors; whoever asks again may find it on. */
export const siteOff: ProtocolError = {
  code: 'unavailable',
  message: 'This site is switched off.',
  retryAfter: 60_000,
}

export function badRequest(path: string, message: string): { error: ProtocolError } {
  return { error: { code: 'bad_request', message, path } }
}
