/**
 * What goes out to one socket. A slow reader must not fill our memory: over 256 KiB waiting, hints are
 * dropped; over 1 MiB the socket is closed (4003) and its client resumes from the log.
 */
import { type CloseCode, closeCodes } from '@foyer/protocol'
import type { WebSocket } from 'ws'
import type { Outlet } from '../app/hub.ts'

const hintsDropOver = 256 * 1024
const closeOver = 1024 * 1024
/** How long a close may take before the connection is cut. */
const closeWithin = 5_000

export interface SocketOutlet extends Outlet {
  close(code: CloseCode, reason?: string): void
}

/** The connection under a WebSocket: what is written while it is corked leaves in one piece. */
export interface Line {
  cork(): void
  uncork(): void
}

/**
 * Frames of one turn of the event loop leave together: an answer, the event and the head cost one system
 * call, and an agent who follows fifty conversations gets a commit's events in one.
 */
export function createOutlet(
  socket: WebSocket,
  line: Line,
  after: (ms: number, call: () => void) => () => void,
): SocketOutlet {
  let isCorked = false
  const uncork = () => {
    if (!isCorked) return
    isCorked = false
    line.uncork()
  }
  const outlet: SocketOutlet = {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return
      if (!isCorked) {
        isCorked = true
        line.cork()
        // Runs once all that is due in this turn has run, promises too.
        process.nextTick(uncork)
      }
      socket.send(frame)
      if (socket.bufferedAmount <= closeOver) return
      // What is merely held back here was not refused by the reader.
      uncork()
      if (socket.bufferedAmount > closeOver) outlet.close(4003, 'too slow a reader')
    },
    hint(frame) {
      if (socket.bufferedAmount <= hintsDropOver) outlet.send(frame)
    },
    drained() {
      if (socket.bufferedAmount <= hintsDropOver || socket.readyState !== socket.OPEN)
        return Promise.resolve()
      // An empty ping leaves after everything that waits; its callback also comes when the socket goes.
      return new Promise((resolve) => socket.ping(undefined, undefined, () => resolve()))
    },
    get isOpen() {
      return socket.readyState === socket.OPEN
    },
    close(code, reason = closeCodes[code].name) {
      if (socket.readyState !== socket.OPEN) return
      socket.close(code, reason)
      // A peer that does not read will not close either; what waits for it is let go.
      after(closeWithin, () => socket.readyState !== socket.CLOSED && socket.terminate())
    },
  }
  return outlet
}
