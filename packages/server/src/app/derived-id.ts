/** Cids that derive from a cause, so that what runs twice, or on two nodes, is one change. */
import { createHash } from 'node:crypto'
import type { Id, Time } from '@foyer/protocol'

/** A UUIDv7 whose time is `at` and whose rest comes from the cause's name: every node makes the same. */
export function derivedId({ id, at }: { id: string; at: Time }): Id {
  const hash = createHash('sha256').update(id).digest('hex')
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}
