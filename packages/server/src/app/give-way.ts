/**
 * Keeps work in the background out of the way of people: it rests between its steps, and where somebody wrote
 * meanwhile for a multiple of the time that it worked. So after a storm it is late, and the messages are not.
 */
import type { Clock } from '../ports/clock.ts'

export interface GiveWay {
  /** Somebody wrote. */
  stirred(): void
  /** Work begins. */
  begin(): Rest
}

/** To be called between two steps: rests where that is due. */
export type Rest = () => Promise<void>

/** Milliseconds of a rest at least. */
const pause = 10

/** `busy`: while people write, how many times as long as the work a rest is; `slice`: milliseconds that may be worked without one. */
export function createGiveWay(clock: Clock, { busy, slice = 0 }: { busy: number; slice?: number }): GiveWay {
  let stirs = 0
  return {
    stirred() {
      stirs += 1
    },
    begin() {
      let began = clock.monotonic()
      let before = stirs
      return async () => {
        const worked = clock.monotonic() - began
        if (worked < slice) return
        const rest = stirs === before ? pause : Math.max(pause, worked * busy)
        before = stirs
        await new Promise<void>((resolve) => void clock.after(rest, resolve))
        began = clock.monotonic()
      }
    },
  }
}
