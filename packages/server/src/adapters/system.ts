/** The real clock and real chance. Ids are UUIDv7 and rise even when the wall clock goes back. */
import { randomBytes, randomFillSync } from 'node:crypto'
import type { Id, Time } from '@foyer/protocol'
import type { Chance, Clock } from '../ports/clock.ts'

/** Node fires a timer at once that is set for longer than this. */
const longestTimer = 2 ** 31 - 1

export function createClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(ms, call) {
      let timer: NodeJS.Timeout
      const wait = (left: number): void => {
        const now = Math.min(left, longestTimer)
        timer = setTimeout(() => (left > now ? wait(left - now) : call()), now)
        timer.unref()
      }
      wait(ms)
      return () => clearTimeout(timer)
    },
  }
}

export function createChance(clock: Pick<Clock, 'now'>): Chance {
  const random = randomBytes(4096)
  let used = 0
  let time: Time = 0
  let count = 0

  return {
    id(): Id {
      const now = clock.now()
      if (now > time) {
        time = now
        // Starting low leaves room to count up within the millisecond.
        count = draw(2) & 0x3ff
      } else if (count < 0xfff) {
        count += 1
      } else {
        time += 1
        count = 0
      }
      draw(8)
      const stamp = time.toString(16).padStart(12, '0')
      const variant = (0x80 | (random[used - 8]! & 0x3f)).toString(16)
      const tail = random.toString('hex', used - 7, used)
      return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${count.toString(16).padStart(3, '0')}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`
    },
    secret: (bytes) => randomBytes(bytes).toString('base64url'),
    random: () => Math.random(),
  }

  /** Takes `bytes` from the pool, which ends at `used`; answers the last two as a number. */
  function draw(bytes: number): number {
    if (used === 0 || used + bytes > random.length) {
      randomFillSync(random)
      used = 0
    }
    used += bytes
    return random.readUInt16BE(used - 2)
  }
}
