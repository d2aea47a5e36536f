/** A button with a menu below or above it: arrows move, a letter finds, Escape and leaving close it. */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

interface MenuProps {
  label: string
  button: ComponentChildren
  buttonClass?: string
  tip?: string
  hook?: string
  placement?: string
  onOpen?: () => void
  /** Raised by one, it opens the menu from elsewhere, such as a shortcut. */
  opener?: number
  children: ComponentChildren
}

export function Menu({
  label,
  button,
  buttonClass,
  tip,
  hook,
  placement,
  onOpen,
  opener = 0,
  children,
}: MenuProps) {
  const [isOpen, setOpen] = useState(false)
  const anchor = useRef<HTMLDivElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const known = useRef(opener)

  function open() {
    onOpen?.()
    setOpen(true)
  }

  function close(returns: boolean) {
    setOpen(false)
    if (returns) trigger.current?.focus()
  }

  useEffect(() => {
    if (opener !== known.current) open()
    known.current = opener
  }, [opener])

  useLayoutEffect(() => {
    if (isOpen && list.current !== null) takeHeight(list.current, trigger.current)
  }, [isOpen])

  useEffect(() => {
    if (!isOpen) return
    itemsOf(anchor.current)[0]?.focus()
    const onDown = (event: PointerEvent) => {
      if (!anchor.current?.contains(event.target as Node)) close(false)
    }
    document.addEventListener('pointerdown', onDown, true)
    return () => document.removeEventListener('pointerdown', onDown, true)
  }, [isOpen])

  function onKeyDown(event: KeyboardEvent) {
    if (!isOpen) return
    const items = itemsOf(anchor.current)
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = targetOf(event.key, at, items)
    if (event.key === 'Escape') close(true)
    else if (event.key === 'Tab') return close(false)
    else if (to !== undefined) to.focus()
    else if (event.key.length > 1 || event.key === ' ') return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the keys of the menu inside it
    <div
      class="menu-anchor"
      ref={anchor}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        const to = event.relatedTarget as Node | null
        if (isOpen && to !== null && !anchor.current?.contains(to)) close(false)
      }}
    >
      <button
        ref={trigger}
        type="button"
        class={buttonClass ?? 'icon-button'}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        // A button with words on it is called by them.
        aria-label={buttonClass === undefined ? label : undefined}
        data-tip={tip}
        data-foyer={hook}
        onClick={() => (isOpen ? close(true) : open())}
      >
        {button}
      </button>
      {isOpen && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the items are buttons; this hears that one was chosen
        <div
          ref={list}
          class={`menu ${placement ?? ''}`}
          role="menu"
          aria-label={label}
          onClick={() => close(true)}
        >
          {children}
        </div>
      )}
    </div>
  )
}

interface MenuItemProps {
  onChoose: () => void
  isChecked?: boolean
  isDangerous?: boolean
  /** It can be reached and read, with why it cannot be chosen. */
  isRefused?: boolean
  hook?: string
  children: ComponentChildren
}

export function MenuItem({
  onChoose,
  isChecked,
  isDangerous = false,
  isRefused = false,
  hook,
  children,
}: MenuItemProps) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is a radio wherever it has a state
    <button
      type="button"
      class={isDangerous ? 'menu-item danger' : 'menu-item'}
      role={isChecked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={isChecked}
      aria-disabled={isRefused || undefined}
      tabIndex={-1}
      data-foyer={hook}
      onClick={(event) => {
        if (isRefused) event.stopPropagation()
        else onChoose()
      }}
    >
      {children}
    </button>
  )
}

/** All that there is on its side of the button: what ends in the middle of a list looks like its end. */
function takeHeight(list: HTMLElement, trigger: HTMLElement | null): void {
  const view = window.visualViewport
  // A page that is zoomed in is not a smaller window.
  const room = view === null || view.scale > 1.01 ? innerHeight : view.height
  const { top, bottom } = (trigger ?? list).getBoundingClientRect()
  const height = list.matches('.above') ? top : room - bottom
  list.style.maxBlockSize = `${Math.max(least, height - gap)}px`
}

/** Of the window's edge and of the button together. */
const gap = 14
const least = 160

function itemsOf(anchor: HTMLElement | null): HTMLElement[] {
  return [...(anchor?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]
}

function targetOf(key: string, at: number, items: HTMLElement[]): HTMLElement | undefined {
  if (key === 'ArrowDown') return items[(at + 1) % items.length]
  if (key === 'ArrowUp') return items[(at - 1 + items.length) % items.length]
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const from = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  return from.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))
}
