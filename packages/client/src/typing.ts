/** Hints: one's own typing told at the protocol's rate, what the other side does forgotten in time. */
import { type Actor, limits } from '@foyer/protocol'
import type { Signal } from '@preact/signals-core'

/** Milliseconds between two frames. */
const pace = 2_000

type Timer = ReturnType<typeof setTimeout> | undefined

export interface Typist {
  by: Actor
  preview?: string
}

/** Coalesces to one `tell` in two seconds and ends by itself; `still` forgets without telling. */
export function createTyping(tell: (active: boolean, preview?: string) => void) {
  let told = false
  let next: [active: boolean, preview?: string] | null = null
  let tick: Timer
  let end: Timer

  function set(active: boolean, preview?: string): void {
    clearTimeout(end)
    if (active) end = setTimeout(set, limits.typing, false)
    next = active || told ? [active, preview] : null
    if (tick === undefined) flush()
  }

  function flush(): void {
    tick = undefined
    if (!next) return
    told = next[0]
    tell(...next)
    next = null
    tick = setTimeout(flush, pace)
  }

  return {
    set,
    still() {
      clearTimeout(end)
      next = null
      told = false
    },
  }
}

/** What the other side does just now, until it stops or `lasts` milliseconds pass without another word of it. */
export function createHint<T>(hint: Signal<T | null>, lasts: number) {
  let timer: Timer
  return (now: T | null): void => {
    clearTimeout(timer)
    hint.value = now
    if (now)
      timer = setTimeout(() => {
        hint.value = null
      }, lasts)
  }
}
