/** What a node does over and over: looks whether something is due, or has changed elsewhere. */
import type { Clock } from '../ports/clock.ts'

/**
 * Runs it `wait` milliseconds from now, and again so long after it was over each time. A fault is told and ends
 * nothing. Returns the way to stop, which resolves once what has begun is over.
 */
export function repeat(
  clock: Pick<Clock, 'after'>,
  wait: () => number,
  run: () => Promise<unknown>,
  report: (fault: unknown) => void,
): () => Promise<void> {
  let running = Promise.resolve()
  let isStopped = false
  const once = async () => {
    try {
      await run()
    } catch (fault) {
      report(fault)
    } finally {
      if (!isStopped) cancel = again()
    }
  }
  const again = (): (() => void) =>
    clock.after(wait(), () => {
      running = once()
    })
  let cancel = again()
  return () => {
    isStopped = true
    cancel()
    return running
  }
}
