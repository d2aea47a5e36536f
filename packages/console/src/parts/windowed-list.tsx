/**
 * A long list of rows of one height, of which only those in sight are in the page (IN-18). Rows keep their element
 * while they stay in sight; elements of rows that left are filled anew.
 */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { placesFor, type RowWindow, windowOf } from '../models/row-window.ts'

interface WindowedListProps<T> {
  label: string
  entries: T[]
  keyOf: (entry: T) => string
  render: (entry: T) => ComponentChildren
  /** Of a row, in rem, so that it grows with the reader's font. */
  height: number
  /** Brought into sight whenever it changes. */
  current: string | null
  hook: string
  onEnd?: () => void
}

/** So many rows before the end more are fetched, so that who scrolls on does not wait. */
const ahead = 150

export function WindowedList<T>(props: WindowedListProps<T>) {
  const { label, entries, keyOf, render, height, current, hook, onEnd } = props
  const box = useRef<HTMLDivElement>(null)
  /** In pixels. Read where it costs no layout: the offset in its event, sizes when they change. */
  const seen = useRef({ top: 0, height: 800, row: height * 16 })
  const drawn = useRef<RowWindow>({ first: 0, last: 0 })
  const places = useRef<ReadonlyMap<string, number>>(new Map())
  const [, redraw] = useState({})
  const { row } = seen.current
  const { first, last } = windowOf(seen.current, entries.length)
  drawn.current = { first, last }
  const shown = entries.slice(first, last)
  places.current = placesFor(places.current, shown.map(keyOf))
  const count = useRef(0)
  count.current = entries.length

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = () => {
      const { top } = seen.current
      const next = { top, height: element.clientHeight, row: height * rem() }
      if (next.height === seen.current.height && next.row === seen.current.row) return
      seen.current = next
      redraw({})
    }
    const look = () => {
      seen.current.top = element.scrollTop
      const next = windowOf(seen.current, count.current)
      if (next.first !== drawn.current.first || next.last !== drawn.current.last) redraw({})
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [])

  useLayoutEffect(() => {
    const at = entries.findIndex((entry) => keyOf(entry) === current)
    const element = box.current
    if (at < 0 || element === null) return
    if (at * row < element.scrollTop) element.scrollTop = at * row
    const below = (at + 1) * row - element.clientHeight
    if (below > element.scrollTop) element.scrollTop = below
  }, [current])

  const isNearEnd = last >= entries.length - ahead
  useLayoutEffect(() => {
    if (isNearEnd) onEnd?.()
  }, [isNearEnd, entries.length])

  return (
    <div class="windowed" ref={box} data-foyer={hook}>
      <ul aria-label={label} style={{ height: `${entries.length * row}px` }}>
        {shown.map((entry, index) => (
          <li
            key={places.current.get(keyOf(entry))}
            aria-setsize={entries.length}
            aria-posinset={first + index + 1}
            style={{ height: `${row}px`, insetBlockStart: `${(first + index) * row}px` }}
          >
            {render(entry)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
}
