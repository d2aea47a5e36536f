/**
 * Whether this process has too much to do: the event loop lags, answers wait too long for the store, or too
 * much waits for slow readers. Then new upgrades get 503 and writers `unavailable`, which nobody loses by.
 */
import type { Clock } from '../ports/clock.ts'

/** Milliseconds between two looks. */
const lookEvery = 500
const most = { lag: 200, lagFor: 5_000, writeWait: 2_000, waitingBytes: 256 * 1024 * 1024 } as const

export interface Overload {
  isOverloaded(): boolean
  stop(): void
}

export function watchOverload(options: {
  clock: Clock
  /** Bytes that wait for readers, all sockets together. */
  waitingBytes(): number
  /** Stands for the batch that has waited longest for the store; null when none waits. */
  oldestWrite(): object | null
}): Overload {
  const { clock } = options
  let expected = clock.monotonic() + lookEvery
  let laggingSince: number | null = null
  let oldest: { write: object; since: number } | null = null
  let isOverloaded = false
  let cancel = clock.after(lookEvery, look)

  function look(): void {
    const now = clock.monotonic()
    laggingSince = now - expected > most.lag ? (laggingSince ?? now) : null
    const write = options.oldestWrite()
    if (write === null) oldest = null
    else if (oldest?.write !== write) oldest = { write, since: now }
    isOverloaded =
      (laggingSince !== null && now - laggingSince >= most.lagFor) ||
      (oldest !== null && now - oldest.since >= most.writeWait) ||
      options.waitingBytes() > most.waitingBytes
    expected = now + lookEvery
    cancel = clock.after(lookEvery, look)
  }

  return {
    isOverloaded: () => isOverloaded,
    stop: () => cancel(),
  }
}
