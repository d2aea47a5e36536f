/** The present, for relative times: one signal for all, which moves on every half minute. */
import { signal } from '@preact/signals'

export const now = signal(Date.now())

export function keepTime(): () => void {
  const timer = setInterval(() => {
    now.value = Date.now()
  }, 30_000)
  return () => clearInterval(timer)
}
