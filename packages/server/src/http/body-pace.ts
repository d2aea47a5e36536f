/**
 * Holds clients to a pace while they send a body: small ones are there within 15 s, uploads may last but not
 * stall. Node's `requestTimeout` knows only whole requests, and would cut a long upload on a thin line.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'

export const bodyTimes = {
  /** A body that is no upload is whole by then. */
  whole: 15_000,
  /** An upload is looked at this often … */
  window: 15_000,
  /** … and must have brought so many bytes since: about 1 KB a second. */
  least: 16_384,
  /** How long what follows a refusal is still read, so that the client gets to see the answer. */
  linger: 5_000,
} as const

type After = (ms: number, call: () => void) => () => void

export function watchBody(
  request: FastifyRequest,
  reply: FastifyReply,
  isUpload: boolean,
  after: After,
): void {
  const { raw } = request
  const hasBody =
    raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0
  if (!hasBody || raw.complete) return
  let cancel = () => {}
  let seen = raw.socket.bytesRead

  function look(): void {
    if (raw.complete) return
    const { bytesRead } = raw.socket
    if (!isUpload || bytesRead - seen < bodyTimes.least) {
      request.log.info('a body came too slowly')
      raw.destroy()
      return
    }
    seen = bytesRead
    cancel = after(bodyTimes.window, look)
  }

  cancel = after(isUpload ? bodyTimes.window : bodyTimes.whole, look)
  raw.once('end', () => cancel())
  raw.once('close', () => cancel())
  // An answer before the body's end is a refusal. The rest is read and dropped for a while: closing at once
  // would reset the connection, and the client would not see why.
  reply.raw.once('finish', () => {
    if (raw.complete || raw.destroyed) return
    cancel()
    raw.removeAllListeners('readable')
    raw.resume()
    cancel = after(bodyTimes.linger, () => raw.destroy())
  })
}
