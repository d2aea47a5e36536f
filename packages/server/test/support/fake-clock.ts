// A clock that stands until it is moved. Timers fire in their order while it moves; what they begin runs on
// by itself, so a test that moves it waits for what it expects.
import type { Clock } from '../../src/ports/clock.ts'

export interface FakeClock extends Clock {
  /** Moves both the wall and the monotonic clock. */
  advance(ms: number): void
  /** As after a long sleep: the time is another, and what was due meanwhile fires once. */
  jump(ms: number): void
}

export function createFakeClock(start = Date.UTC(2026, 0, 5, 9)): FakeClock {
  const timers = new Map<object, { at: number; call: () => void }>()
  let elapsed = 0
  return {
    now: () => Math.floor(start + elapsed),
    monotonic: () => elapsed,
    after(ms, call) {
      const key = {}
      timers.set(key, { at: elapsed + ms, call })
      return () => void timers.delete(key)
    },
    advance(ms) {
      const until = elapsed + ms
      for (;;) {
        let next: [object, { at: number; call: () => void }] | undefined
        for (const timer of timers) {
          if (timer[1].at <= until && (next === undefined || timer[1].at < next[1].at)) next = timer
        }
        if (next === undefined) break
        timers.delete(next[0])
        elapsed = Math.max(elapsed, next[1].at)
        next[1].call()
      }
      elapsed = until
    },
    jump(ms) {
      elapsed += ms
      const due = [...timers].filter(([, { at }]) => at <= elapsed)
      for (const [key, { call }] of due.sort((one, other) => one[1].at - other[1].at)) {
        if (timers.delete(key)) call()
      }
    },
  }
}
