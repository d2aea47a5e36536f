/** The present, for relative times: one signal for all, which moves on every half minute. */
import { signal } from '@preact/signals'

export const now = signal(Date.now())

/** The same by the second, for what counts down: nobody is told where nothing does. */
export const second = signal(Date.now())

export function keepTime(): () => void {
  const timers = [
    setInterval(() => {
      now.value = Date.now()
    }, 30_000),
    setInterval(() => {
      second.value = Date.now()
    }, 1_000),
  ]
  return () => timers.forEach(clearInterval)
}
