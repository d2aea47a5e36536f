/**
 * Links to files: signed, expiring, and the right to read the file by themselves. Within half a day the same
 * file has the same link, so that browsers keep it; a link lives for a day at least.
 */
import type { Id } from '@foyer/protocol'
import type { Clock } from '../ports/clock.ts'
import { createSignature } from './signature.ts'

const halfDay = 12 * 60 * 60_000

export interface FileLinks {
  /** Relative to the server's origin. */
  sign(file: Id): string
  verify(file: Id, query: { e?: string; s?: string }): boolean
}

export function createFileLinks(ports: { secret: string; clock: Clock }): FileLinks {
  const signature = createSignature(ports.secret, 'file link')
  return {
    sign(file) {
      const expires = ((Math.floor(ports.clock.now() / halfDay) + 3) * halfDay).toString(36)
      return `/v1/files/${file}?e=${expires}&s=${signature.sign(`${file} ${expires}`)}`
    },
    verify(file, { e, s }) {
      if (e === undefined || s === undefined || !signature.verify(`${file} ${e}`, s)) return false
      return Number.parseInt(e, 36) > ports.clock.now()
    },
  }
}
