/**
 * What goes out to one socket. A slow reader must not fill our memory: over 256 KiB waiting, hints are
 * dropped; over 1 MiB the socket is closed (4003) and its client resumes from the log.
 */
import { type CloseCode, closeCodes } from '@foyer/protocol'
import type { WebSocket } from 'ws'
import type { Outlet } from '../app/hub.ts'
import { textFrames } from './text-frames.ts'

const hintsDropOver = 256 * 1024
const closeOver = 1024 * 1024
/** How long a close may take before the connection is cut. */
const closeWithin = 5_000

export interface SocketOutlet extends Outlet {
  close(code: CloseCode, reason?: string): void
}

/** The connection under a WebSocket. */
export interface Line {
  write(bytes: Buffer): unknown
}

/**
 * Frames of one turn of the event loop leave together, in one buffer: an answer, the event and the head cost
 * one system call, and an agent who follows fifty conversations gets a commit's events in one. They go past
 * ws, which would take two buffers and a few objects for each.
 */
export function createOutlet(
  socket: WebSocket,
  line: Line,
  after: (ms: number, call: () => void) => () => void,
): SocketOutlet {
  /** Frames of this turn; null when there are none, as with nearly every socket. */
  let held: string[] | null = null
  let heldBytes = 0
  const waitingBytes = () => socket.bufferedAmount + heldBytes
  const flush = () => {
    if (held === null) return
    // What the peer has closed takes nothing after its close frame.
    if (isOpen(socket)) line.write(textFrames(held))
    held = null
    heldBytes = 0
  }
  const outlet: SocketOutlet = {
    send(frame) {
      if (!isOpen(socket)) return
      if (held === null) {
        held = []
        // Runs once all that is due in this turn has run, promises too.
        process.nextTick(flush)
      }
      held.push(frame)
      heldBytes += frame.length
      if (waitingBytes() <= closeOver) return
      // What is merely held back here was not refused by the reader.
      flush()
      if (waitingBytes() > closeOver) outlet.close(4003, 'too slow a reader')
    },
    hint(frame) {
      if (waitingBytes() <= hintsDropOver) outlet.send(frame)
    },
    drained() {
      flush()
      if (waitingBytes() <= hintsDropOver || !isOpen(socket)) return Promise.resolve()
      // An empty ping leaves after everything that waits; its callback also comes when the socket goes.
      return new Promise((resolve) => socket.ping(undefined, undefined, () => resolve()))
    },
    get isOpen() {
      return isOpen(socket)
    },
    close(code, reason = closeCodes[code].name) {
      if (!isOpen(socket)) return
      flush()
      socket.close(code, reason)
      // A peer that does not read will not close either; what waits for it is let go.
      after(closeWithin, () => socket.readyState !== socket.CLOSED && socket.terminate())
    },
  }
  return outlet
}

function isOpen({ readyState, OPEN }: WebSocket): boolean {
  return readyState === OPEN
}
