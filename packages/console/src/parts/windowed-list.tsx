/**
 * A long list of rows of one height, of which only those in sight are in the page (IN-18). Rows keep their element
 * while they stay in sight; elements of rows that left are filled anew.
 */
import type { ComponentChildren, VNode } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { placesFor, type RowWindow, windowOf } from '../models/row-window.ts'

interface WindowedListProps<T> {
  label: string
  entries: T[]
  keyOf: (entry: T) => string
  /** Where it is the same function as before, rows whose entry and place are the same are not looked at again. */
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

/** A row as it was drawn last, and what of. */
interface Drawn<T> {
  entry: T
  at: number
  of: number
  height: number
  render: (entry: T) => ComponentChildren
  element: VNode
}

export function WindowedList<T>(props: WindowedListProps<T>) {
  const { label, entries, keyOf, render, height, current, hook, onEnd } = props
  const box = useRef<HTMLDivElement>(null)
  /** In pixels. Read where it costs no layout: the offset in its event, sizes when they change. */
  const seen = useRef({ top: 0, height: 800, row: height * 16 })
  const drawn = useRef<RowWindow>({ first: 0, last: 0 })
  const places = useRef<ReadonlyMap<string, number>>(new Map())
  const rows = useRef<ReadonlyMap<string, Drawn<T>>>(new Map())
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

  // The very element that was drawn before is skipped by Preact: scrolling costs the rows that come in, not all.
  const draw = (entry: T, index: number): [string, Drawn<T>] => {
    const key = keyOf(entry)
    const before = rows.current.get(key)
    const is = { entry, at: first + index, of: entries.length, height: row, render }
    if (before !== undefined && isSame(before, is)) return [key, before]
    const element = (
      <li
        key={places.current.get(key)}
        aria-setsize={is.of}
        aria-posinset={is.at + 1}
        style={{ height: `${row}px`, insetBlockStart: `${is.at * row}px` }}
      >
        {render(entry)}
      </li>
    )
    return [key, { ...is, element }]
  }
  rows.current = new Map(shown.map(draw))

  return (
    <div class="windowed" ref={box} data-foyer={hook}>
      <ul aria-label={label} style={{ height: `${entries.length * row}px` }}>
        {[...rows.current.values()].map(({ element }) => element)}
      </ul>
    </div>
  )
}

function isSame<T>(one: Drawn<T>, other: Omit<Drawn<T>, 'element'>): boolean {
  return (
    one.entry === other.entry &&
    one.at === other.at &&
    one.of === other.of &&
    one.height === other.height &&
    one.render === other.render
  )
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
}
