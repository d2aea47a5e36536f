/** What a handler answers: `ok` or an error, and what follows once the answer has been sent. */
import type { CloseCode, CommandKeys, CommandName, CommandOk, ProtocolError } from '@foyer/protocol'
import type { SocketParts } from './parts.ts'
import type { Session, Who } from './session-state.ts'

export type Outcome<N extends CommandName = CommandName> =
  | { ok: CommandOk<N>; afterwards?: () => void | Promise<void>; close?: CloseCode }
  | { error: ProtocolError; close?: CloseCode }

/** Handlers run in the order of their frames up to their first wait; what must keep order waits in a lane. */
export type Handler<N extends CommandName> = (
  parts: SocketParts,
  session: Session & { who: Who },
  keys: CommandKeys<N>,
) => Outcome<N> | Promise<Outcome<N>>

export function refuse(
  code: ProtocolError['code'],
  message: string,
  path?: string,
): { error: ProtocolError } {
  return { error: { code, message, ...(path === undefined ? {} : { path }) } }
}

/** What is not yours looks the same as what does not exist. */
export const notFound = refuse('not_found', 'There is no such conversation.')
