/**
 * Reading what the server sends: an answer or a push, told apart by one key.
 * Anything else is not the protocol and reads as null.
 */
import type { ProtocolError } from './codes.ts'
import type { CommandName, CommandOk } from './commands.ts'
import type { Push } from './pushes.ts'

export type Answer<N extends CommandName = CommandName> =
  | { re: number; ok: CommandOk<N>; error?: undefined }
  | { re: number; error: ProtocolError; ok?: undefined }

export type ServerFrame = Answer | Push

/** The server's frame in `text`, or null when it is not one. */
export function readServerFrame(text: string): ServerFrame | null {
  let frame: unknown
  try {
    frame = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof frame !== 'object' || frame === null) return null
  if ('re' in frame && typeof frame.re === 'number' && ('ok' in frame || 'error' in frame))
    return frame as Answer
  return 'on' in frame && typeof frame.on === 'string' ? (frame as Push) : null
}

export function isAnswer(frame: ServerFrame): frame is Answer {
  return 're' in frame
}
