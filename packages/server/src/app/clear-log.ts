/**
 * What was taken out of tables is overwritten in SQLite's file, and still stands in the log beside it. So a while
 * after each such change the log is moved into the file and cut, once for all that were made meanwhile; another
 * process that reads is not waited for, it is tried again.
 */
import type { Clock } from '../ports/clock.ts'

/** Milliseconds: what is erased together is cut together. */
export const clearLogAfter = 5_000

export interface ClearLog {
  soon(): void
  stop(): void
}

export function createClearLog(ports: {
  /** False where somebody was in the way. */
  checkpoint(): boolean
  clock: Clock
  report(fault: unknown): void
}): ClearLog {
  let cancel: (() => void) | null = null

  function soon(): void {
    cancel ??= ports.clock.after(clearLogAfter, clear)
  }
  function clear(): void {
    cancel = null
    let isDone = false
    try {
      isDone = ports.checkpoint()
    } catch (fault) {
      ports.report(fault)
    }
    if (!isDone) soon()
  }

  return {
    soon,
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
