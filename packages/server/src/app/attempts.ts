/** Attempts within a sliding window, per key, on the monotonic clock. A success can give its own back. */
import type { ProtocolError } from '@foyer/protocol'
import type { Clock } from '../ports/clock.ts'

export interface Attempts {
  /** Takes one: 0, or the milliseconds until there is one again. */
  take(key: string): number
  /** Takes one, or says that there is none now. */
  refusal(key: string): ProtocolError | null
  giveBack(key: string): void
}

/** Keys over which the ones that were used longest ago are forgotten, so that a flood of names cannot fill the memory. */
const mostKeys = 20_000

export function createAttempts(clock: Clock, rule: { most: number; within: number }): Attempts {
  const taken = new Map<string, number[]>()

  function take(key: string): number {
    const now = clock.monotonic()
    const recent = (taken.get(key) ?? []).filter((at) => now - at < rule.within)
    if (recent.length >= rule.most) return Math.ceil(recent[0]! + rule.within - now)
    recent.push(now)
    taken.delete(key)
    taken.set(key, recent)
    if (taken.size > mostKeys) {
      const oldest = taken.keys().next()
      if (!oldest.done) taken.delete(oldest.value)
    }
    return 0
  }

  return {
    take,
    refusal(key) {
      const retryAfter = take(key)
      if (retryAfter === 0) return null
      return { code: 'rate_limited', message: 'Too many attempts. Wait a while.', retryAfter }
    },
    giveBack(key) {
      const recent = taken.get(key)
      if (recent === undefined) return
      recent.pop()
      if (recent.length === 0) taken.delete(key)
    },
  }
}
