/**
 * Sees that a connected visitor was logged out, had its token revoked, or was muted, where nobody here was told: on a
 * node that this one cannot hear. It says who; whether a socket stays is decided where sockets are.
 */
import type { Id } from '@foyer/protocol'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { Visitors } from '../ports/visitors.ts'
import { repeat } from './repeat.ts'
import { hashSecret } from './signature.ts'

export interface ConnectedVisitor {
  id: Id
  token: string
  isMuted: boolean
}

/** Milliseconds between two looks. */
const lookEvery = 1_000
/** Sockets of one look, and in how many of them all are seen: so many for each statement, however many there are. */
const least = 500
const looksForAll = 10

/** Returns the way to stop; it resolves once a look that has begun is over. */
export function watchVisitors(ports: {
  visitors: Pick<Visitors, 'standings'>
  bus: Pick<Bus, 'up'>
  clock: Clock
  /** Visitors who are stored, once for each of their sockets. */
  connected(): Iterable<ConnectedVisitor>
  changed(visitor: Id): Promise<void>
  report(fault: unknown): void
}): () => Promise<void> {
  const { visitors, bus, clock, connected, changed, report } = ports
  let unseen: ConnectedVisitor[] = []
  let most = least
  let ended = new Set<Id>()

  async function look(): Promise<void> {
    // Who hears the others is told, and who is alone does it all itself.
    if (bus.up) return
    // A look later: who identifies over a socket here has its old token revoked a moment before it has its new one.
    const due = ended
    ended = new Set()
    for (const visitor of due) await changed(visitor)
    if (unseen.length === 0) {
      unseen = [...connected()]
      most = Math.max(least, Math.ceil(unseen.length / looksForAll))
    }
    const seen = new Map(unseen.splice(-most).map((one) => [hashSecret(one.token), one]))
    if (seen.size === 0) return
    for (const { hash, visitor, revoked, muted } of await visitors.standings([...seen.keys()])) {
      if (revoked) ended.add(visitor)
      else if (muted !== seen.get(hash)?.isMuted) await changed(visitor)
    }
  }

  return repeat(clock, () => lookEvery, look, report)
}
