/** What a use case over HTTP comes to: what was asked for, or why a rule said no. As on the wire. */
import type { ProtocolError } from '@foyer/protocol'

export type Outcome<T> = { ok: T } | { error: ProtocolError }

export const notFound: { error: ProtocolError } = {
  error: { code: 'not_found', message: 'There is no such thing here.' },
}

export function badRequest(path: string, message: string): { error: ProtocolError } {
  return { error: { code: 'bad_request', message, path } }
}
