/** A signal's value in a component, which is drawn again when it changes. */
import type { ReadonlySignal } from '@preact/signals-core'
import { useLayoutEffect, useState } from 'preact/hooks'

export function useValue<T>(source: ReadonlySignal<T>): T {
  const [, set] = useState(() => source.peek())
  // Subscribing tells the present value at once, which covers a change since the drawing.
  useLayoutEffect(() => source.subscribe((value) => set(() => value)), [source])
  return source.peek()
}
