/** Dragging an entry by its handle: where it would go is shown while it moves; near an end the list scrolls. */
import type { FaqEntry, Id } from '@foyer/protocol'
import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { moveTo, type Spot } from '../../models/faq-order.ts'

export interface EntryDrag {
  /** Which entry is in the hand, if any. */
  id: ReadonlySignal<Id | null>
  /** The entries as they would be. */
  preview: ReadonlySignal<FaqEntry[] | null>
  start: (event: PointerEvent, id: Id) => void
}

/** Nearer to an end of the list than this many pixels it scrolls. */
const edge = 48

export function useEntryDrag(
  list: RefObject<HTMLElement | null>,
  entries: FaqEntry[],
  onDrop: (next: FaqEntry[]) => void,
): EntryDrag {
  const held = useSignal<{ id: Id; spot: Spot | null } | null>(null)
  const id = useComputed(() => held.value?.id ?? null)
  const preview = useComputed(() => {
    const drag = held.value
    return drag === null || drag.spot === null ? null : moveTo(entries, drag.id, drag.spot)
  })
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])

  function start(event: PointerEvent, moved: Id) {
    if (event.button !== 0) return
    event.preventDefault()
    const handle = event.currentTarget as HTMLElement
    handle.focus({ preventScroll: true })
    held.value = { id: moved, spot: null }
    let y = event.clientY
    let frame = 0

    const look = () => {
      const spot = spotAt(list.current, moved, y)
      if (spot !== null) held.value = { id: moved, spot }
    }
    const scroll = () => {
      const box = list.current?.getBoundingClientRect()
      if (box !== undefined && list.current !== null) {
        const by = y < box.top + edge ? -8 : y > box.bottom - edge ? 8 : 0
        if (by !== 0) {
          list.current.scrollTop += by
          look()
        }
      }
      frame = requestAnimationFrame(scroll)
    }
    const onMove = (now: PointerEvent) => {
      y = now.clientY
      look()
    }
    const end = (drops: boolean) => {
      cancelAnimationFrame(frame)
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onCancel)
      window.removeEventListener('keydown', onKey, true)
      const next = preview.peek()
      held.value = null
      if (drops && next !== null) onDrop(next)
    }
    const onUp = () => end(true)
    const onCancel = () => end(false)
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return
      key.preventDefault()
      key.stopPropagation()
      end(false)
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', onCancel)
    window.addEventListener('keydown', onKey, true)
    frame = requestAnimationFrame(scroll)
    stop.current = () => end(false)
  }

  return { id, preview, start }
}

/** After the last row or category line whose middle is above the pointer. */
function spotAt(list: HTMLElement | null, moved: Id, y: number): Spot | null {
  if (list === null) return null
  let spot: Spot | null = null
  for (const element of list.querySelectorAll<HTMLElement>('[data-category], [data-entry]')) {
    const { category, entry } = element.dataset
    if (entry === moved) continue
    const box = element.getBoundingClientRect()
    const isAbove = box.top + box.height / 2 <= y
    if (category !== undefined) {
      // Above everything is the first place of the first category.
      if (isAbove || spot === null) spot = { category, index: 0 }
    } else if (isAbove && spot !== null) spot = { category: spot.category, index: spot.index + 1 }
  }
  return spot
}
