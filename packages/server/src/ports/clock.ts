/** Time and chance, which the core never touches. Tests bring a clock of their own. */
import type { Id, Time } from '@foyer/protocol'

export interface Clock {
  /** Wall time, milliseconds since the epoch. */
  now(): Time
  /** Milliseconds that never go back; limits run on these. */
  monotonic(): number
  /** Calls once, after `ms`; returns the way to take it back. Does not keep the process alive. */
  after(ms: number, call: () => void): () => void
}

export interface Chance {
  /** A new UUIDv7, later than all that this process made before. */
  id(): Id
  /** `bytes` random bytes, base64url. */
  secret(bytes: number): string
  /** Uniform in [0, 1). */
  random(): number
}
