/**
 * The two closed sets of codes: why a command was refused and why a socket was closed.
 * One table each, used by both sides (PROTOCOL.md §7 and §8).
 */
import type { Time } from './values.ts'

/** Codes of refused commands, with what they mean. */
export const errorCodes = {
  bad_request: 'a field is missing or wrong; `path` points at it',
  unknown_command: 'this server does not know that command',
  unauthorized: 'the token is not valid',
  forbidden: 'not allowed to this role or person',
  not_found: 'it does not exist, or is not yours',
  closed: 'the conversation is closed and never reopens',
  not_your_turn: 'somebody else answers this conversation now',
  conflict: 'that id was used for another change',
  too_large: 'over a limit on size',
  unsupported_type: 'that type of file is not accepted',
  rate_limited: 'too many; wait for `retryAfter`',
  identity_invalid: 'the identity is not valid',
  identity_expired: 'the identity is too old',
  identity_required: 'this site wants a signed identity',
  blocked: 'this visitor is blocked',
  unavailable: 'nothing was stored; try again after `retryAfter`',
  internal: 'a fault; its reference stands in the log',
} as const

export type ErrorCode = keyof typeof errorCodes

/** Why a command was refused. `retryAfter` is in milliseconds; `path` is a JSON Pointer. */
export interface ProtocolError {
  code: ErrorCode
  message: string
  retryAfter?: Time
  path?: string
}

/** What a client does after a close: stay, come back, come back once, or stop. */
export type AfterClose = 'stay' | 'reconnect' | 'once' | 'stop'

/** Close codes and what a client does on each. 40xx reconnect, 45xx stop. */
export const closeCodes = {
  1000: { name: 'closed', after: 'stay' },
  1001: { name: 'goingAway', after: 'reconnect' },
  1002: { name: 'brokenFrame', after: 'once' },
  1003: { name: 'binaryFrame', after: 'once' },
  1006: { name: 'cut', after: 'reconnect' },
  1007: { name: 'badUtf8', after: 'once' },
  1008: { name: 'policy', after: 'once' },
  1009: { name: 'tooLarge', after: 'once' },
  1011: { name: 'fault', after: 'reconnect' },
  1012: { name: 'restart', after: 'reconnect' },
  1013: { name: 'overloaded', after: 'reconnect' },
  4001: { name: 'noHello', after: 'reconnect' },
  4002: { name: 'silent', after: 'reconnect' },
  4003: { name: 'slowReader', after: 'reconnect' },
  4005: { name: 'tooMany', after: 'reconnect' },
  4500: { name: 'notTheProtocol', after: 'stop' },
  4501: { name: 'notAuthorised', after: 'stop' },
  4503: { name: 'siteOff', after: 'stop' },
  4504: { name: 'blocked', after: 'stop' },
  4505: { name: 'versionNotSupported', after: 'stop' },
  4507: { name: 'erased', after: 'stop' },
} as const satisfies Record<number, { name: string; after: AfterClose }>

export type CloseCode = keyof typeof closeCodes

/** What to do after `code`; codes that are not in the table follow their hundred. */
export function afterClose(code: number): AfterClose {
  const known = closeCodes[code as CloseCode]
  if (known !== undefined) return known.after
  return code >= 4500 && code < 4600 ? 'stop' : 'reconnect'
}
