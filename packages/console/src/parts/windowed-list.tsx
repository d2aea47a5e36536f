/**
 * A long list of rows of one height, of which only those in sight are in the page (IN-18).
 * Rows keep their element while they stay in sight, so focus and hover survive live changes.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

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

/** Rows beyond the edges: enough that a fast flick shows no gap. */
const margin = 6
/** So many rows before the end more are fetched, so that who scrolls on does not wait. */
const ahead = 60

export function WindowedList<T>(props: WindowedListProps<T>) {
  const { label, entries, keyOf, render, height, current, hook, onEnd } = props
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 800 })
  const row = height * rem()
  const first = Math.max(0, Math.floor(view.top / row) - margin)
  const last = Math.min(entries.length, Math.ceil((view.top + view.height) / row) + margin)

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight })
    look()
    const observer = new ResizeObserver(look)
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

  useEffect(() => {
    if (last >= entries.length - ahead) onEnd?.()
  }, [last, entries.length])

  return (
    <div class="windowed" ref={box} data-foyer={hook}>
      <ul aria-label={label} style={{ height: `${entries.length * row}px` }}>
        {entries.slice(first, last).map((entry, index) => (
          <li
            key={keyOf(entry)}
            aria-setsize={entries.length}
            aria-posinset={first + index + 1}
            style={{ height: `${row}px`, transform: `translateY(${(first + index) * row}px)` }}
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
