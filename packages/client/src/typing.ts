/** The two sides of the typing hint: one's own told at the protocol's rate, the other's forgotten in time. */
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

/** Who types there, until they stop, send, or six seconds pass. */
export function createTypist(typist: Signal<Typist | null>) {
  let timer: Timer
  return (now: Typist | null): void => {
    clearTimeout(timer)
    typist.value = now
    if (now)
      timer = setTimeout(() => {
        typist.value = null
      }, limits.typing)
  }
}
