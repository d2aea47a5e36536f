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
  /** Somebody waits for it: there is no rest until that is taken back, and one that lasts ends. */
  hurry(on: boolean): void
}

/** To be called between two steps: rests where that is due. */
export type Rest = () => Promise<void>

/** Milliseconds of a rest at least. */
const pause = 10

/** `busy`: while people write, how many times as long as the work a rest is; `slice`: milliseconds that may be worked without one. */
export function createGiveWay(clock: Clock, { busy, slice = 0 }: { busy: number; slice?: number }): GiveWay {
  let stirs = 0
  let isHurried = false
  const resting = new Set<() => void>()
  return {
    stirred() {
      stirs += 1
    },
    begin() {
      let began = clock.monotonic()
      let before = stirs
      return async () => {
        const worked = clock.monotonic() - began
        if (isHurried || worked < slice) return
        const rest = stirs === before ? pause : Math.max(pause, worked * busy)
        before = stirs
        const { promise, resolve } = Promise.withResolvers<void>()
        const cancel = clock.after(rest, resolve)
        resting.add(resolve)
        await promise
        resting.delete(resolve)
        cancel()
        began = clock.monotonic()
      }
    },
    hurry(on) {
      isHurried = on
      if (on) for (const end of resting) end()
    },
  }
}
