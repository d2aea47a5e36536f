/** What a handler answers: `ok` or an error, and what follows once the answer has been sent. */
import type { CloseCode, CommandKeys, CommandName, CommandOk, ProtocolError } from '@foyer/protocol'
import type { SocketParts } from './parts.ts'
import type { Session, Who } from './session-state.ts'

export type Outcome<N extends CommandName = CommandName> =
  | { ok: CommandOk<N>; afterwards?: () => void | Promise<void>; close?: CloseCode }
  | { error: ProtocolError; close?: CloseCode }

/**
 * A command's place among those of its connection. A handler may wait for the store before it is ready to
 * enter a lane; what was sent behind it must not get there first.
 */
export interface Turn {
  /** Resolves once all that was sent before has entered its lane or was refused; null when it has. */
  readonly comes: Promise<void> | null
  /** Lets the next one go. */
  pass(): void
}

/** Handlers run in the order of their frames up to their first wait; what changes something takes its turn. */
export type Handler<N extends CommandName> = (
  parts: SocketParts,
  session: Session & { who: Who },
  keys: CommandKeys<N>,
  turn: Turn,
) => Outcome<N> | Promise<Outcome<N>>

export function refuse(
  code: ProtocolError['code'],
  message: string,
  path?: string,
): { error: ProtocolError } {
  return { error: { code, message, ...(path === undefined ? {} : { path }) } }
}

/** Its browser is to forget what it has. */
export const erased: { error: ProtocolError; close: CloseCode } = {
  ...refuse('unauthorized', 'This visitor was erased.'),
  close: 4507,
}

/** What is not yours looks the same as what does not exist. */
export const notFound = refuse('not_found', 'There is no such conversation.')
