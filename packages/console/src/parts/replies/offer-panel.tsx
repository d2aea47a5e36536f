/** A panel over the composer with a search field and a list under it: arrows move, Enter takes, Escape closes. */
import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../../locale.ts'
import type { OpenThread } from '../../models/open-thread.ts'
import { Icon } from '../icon.tsx'

interface OfferPanelProps<T> {
  open: OpenThread
  label: string
  placeholder: string
  hook: string
  typed: Signal<string>
  items: readonly T[]
  keyOf: (item: T) => string
  /** `isAlternate`: with Shift, the other thing that can be done with it. */
  onTake: (item: T, isAlternate: boolean) => void
  draw: (item: T) => ComponentChildren
  /** Under the list where it is empty, and at the end. */
  empty: ComponentChildren
  foot?: ComponentChildren
}

export function OfferPanel<T>(props: OfferPanelProps<T>) {
  const { open, label, placeholder, hook, typed, items, keyOf, onTake, draw, empty, foot } = props
  const at = useSignal(0)
  const list = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const current = Math.min(at.value, items.length - 1)

  function close() {
    open.offering.value = null
    open.wantsFocus.value++
  }

  useEffect(() => input.current?.focus(), [])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      const to = event.target as Element
      // The button that opened it closes it by itself.
      if (!panel.current?.contains(to) && to.closest('[data-foyer^="offer-"]') === null)
        open.offering.value = null
    }
    document.addEventListener('pointerdown', onDown, true)
    return () => document.removeEventListener('pointerdown', onDown, true)
  }, [])

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const item = items[current]
    if (step !== 0) at.value = (current + step + items.length) % Math.max(1, items.length)
    else if (event.key === 'Enter' && item !== undefined) onTake(item, event.shiftKey)
    else if (event.key === 'Escape' || (event.key === 'Backspace' && typed.peek() === '')) close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <section class="offer-panel" ref={panel} aria-label={label} data-foyer={hook}>
      <div class="offer-search">
        <Icon name="search" size={15} />
        <input
          ref={input}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={items[current] === undefined ? undefined : `${id}-${current}`}
          aria-label={placeholder}
          placeholder={placeholder}
          dir={typed.value === '' ? undefined : 'auto'}
          value={typed.value}
          data-foyer={`${hook}-search`}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            at.value = 0
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" class="icon-button" aria-label={t('offer.close')} onClick={close}>
          <Icon name="close" size={14} />
        </button>
      </div>
      <div class="offer-list" id={`${id}-list`} role="listbox" aria-label={label} ref={list}>
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the keys
          <div
            key={keyOf(item)}
            id={`${id}-${index}`}
            class="offer-item"
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            data-foyer={`${hook}-item`}
            onPointerMove={() => {
              at.value = index
            }}
            onClick={(event) => onTake(item, event.shiftKey)}
          >
            {draw(item)}
          </div>
        ))}
      </div>
      {items.length === 0 && <div class="offer-none">{empty}</div>}
      {foot !== undefined && <footer class="offer-foot">{foot}</footer>}
    </section>
  )
}
