/**
 * A list in which the order says something: dragged by a handle, or moved by the arrow keys on it. Each row opens
 * to what is edited in it, one at a time.
 */
import type { Id } from '@foyer/protocol'
import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../../locale.ts'
import { moved } from '../../models/routing-edit.ts'
import { Icon } from '../icon.tsx'

interface OrderedProps<T extends { id: Id; name: string }> {
  items: T[]
  label: string
  /** Which row is open. */
  open: Signal<Id | null>
  isNumbered?: boolean
  faultAt: (index: number) => string | null
  /** Faults are refusals, not what is missing while one writes: a row with one opens by itself. */
  opensFaulty?: boolean
  summary: (item: T) => ComponentChildren
  editor: (item: T, index: number) => ComponentChildren
  /** Without it the order says nothing, and there are no handles. */
  onOrder?: (items: T[]) => void
  hook: string
}

export function Ordered<T extends { id: Id; name: string }>(props: OrderedProps<T>) {
  const { items, label, open, faultAt, summary, editor, onOrder, hook } = props
  const list = useRef<HTMLOListElement>(null)
  const held = useSignal<{ id: Id; to: number } | null>(null)
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])

  const from = items.findIndex(({ id }) => id === held.value?.id)
  const shown = held.value === null ? items : moved(items, from, held.value.to)

  function focusHandle(id: Id) {
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-item="${id}"] .ordered-handle`)?.focus(),
    )
  }

  function onKeyDown(event: KeyboardEvent, id: Id) {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0 || onOrder === undefined) return
    event.preventDefault()
    const at = items.findIndex((item) => item.id === id)
    const next = moved(items, at, at + by)
    if (next !== items) onOrder(next)
    focusHandle(id)
  }

  function drag(event: PointerEvent, id: Id) {
    if (event.button !== 0 || onOrder === undefined) return
    event.preventDefault()
    open.value = null
    const start = items.findIndex((item) => item.id === id)
    held.value = { id, to: start }
    const onMove = ({ clientY }: PointerEvent) => {
      const rows = [...(list.current?.children ?? [])].filter(
        (row) => (row as HTMLElement).dataset.item !== id,
      )
      const to = rows.filter((row) => {
        const box = row.getBoundingClientRect()
        return box.top + box.height / 2 <= clientY
      }).length
      if (held.peek()?.to !== to) held.value = { id, to }
    }
    const end = (drops: boolean) => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onCancel)
      window.removeEventListener('keydown', onKey, true)
      const to = held.peek()?.to ?? start
      held.value = null
      if (drops && to !== start) onOrder(moved(items, start, to))
      focusHandle(id)
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
    stop.current = () => end(false)
  }

  // Before the screen looks for the field that is to have the focus.
  const faulty = props.opensFaulty ? items.find((_, index) => faultAt(index) !== null)?.id : undefined
  useLayoutEffect(() => {
    if (faulty !== undefined) open.value = faulty
  }, [faulty])

  if (items.length === 0) return null
  return (
    <ol class="ordered" aria-label={label} ref={list} data-foyer={hook}>
      {shown.map((item) => {
        const index = items.indexOf(item)
        const isOpen = open.value === item.id
        const fault = faultAt(index)
        return (
          <li
            key={item.id}
            data-item={item.id}
            class={held.value?.id === item.id ? 'is-held' : undefined}
            data-foyer={`${hook}-row`}
          >
            <div class="ordered-row">
              {onOrder !== undefined && (
                <button
                  type="button"
                  class="icon-button ordered-handle"
                  aria-label={t('order.move', {
                    name: item.name || t('order.number', { n: shown.indexOf(item) + 1 }),
                  })}
                  data-foyer={`${hook}-handle`}
                  onPointerDown={(event) => drag(event, item.id)}
                  onKeyDown={(event) => onKeyDown(event, item.id)}
                >
                  <Icon name="drag" size={16} />
                </button>
              )}
              <button
                type="button"
                class="ordered-head"
                aria-expanded={isOpen}
                data-foyer={`${hook}-open`}
                onClick={() => {
                  open.value = isOpen ? null : item.id
                }}
              >
                {props.isNumbered && <span class="ordered-number">{shown.indexOf(item) + 1}</span>}
                <span class="ordered-text">
                  <bdi>{item.name || t('order.unnamed')}</bdi>
                  <small>{summary(item)}</small>
                </span>
                {fault !== null && !isOpen && <Icon name="warning" size={16} />}
                <Icon name="chevron" size={15} />
              </button>
            </div>
            {isOpen && <div class="ordered-editor">{editor(item, index)}</div>}
          </li>
        )
      })}
    </ol>
  )
}
