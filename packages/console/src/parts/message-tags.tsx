/**
 * System tags for the visitor by right click, long press or the menu key on one of its messages (IN-5). Where text
 * is selected, or the site has no such tags, the browser's own menu comes.
 */
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { MenuItem } from './menu.tsx'
import { TagChip } from './tag-chip.tsx'
import { errorText } from './words.ts'

/** Milliseconds that a finger stays down; iOS has no event of its own for it. */
const longPress = 500

export function MessageTags({ open, site }: { open: OpenThread; site: string }) {
  const { sites, notices, http } = useConsole()
  const { client } = useDesk()
  const at = useSignal<{ x: number; y: number } | null>(null)
  const menu = useRef<HTMLDivElement>(null)
  const back = useRef<HTMLElement | null>(null)
  const settings = sites.of(site).value
  const system = settings.state === 'ready' ? settings.value.settings.tags.system : []
  const visitor = open.visitor.value
  const held = visitor?.tags ?? []

  useEffect(() => {
    if (system.length === 0) return
    const log = document.querySelector<HTMLElement>('[data-foyer="thread"]')
    if (log === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const openAt = (target: EventTarget | null, x: number, y: number): boolean => {
      const article = (target as HTMLElement | null)?.closest<HTMLElement>('article.theirs')
      if (!article || String(getSelection()) !== '') return false
      const box = article.getBoundingClientRect()
      back.current = article
      // The menu key has no place of its own.
      at.value = x === 0 && y === 0 ? { x: box.left + 24, y: box.top + 24 } : { x, y }
      return true
    }
    const onMenu = (event: MouseEvent) => {
      if (openAt(event.target, event.clientX, event.clientY)) event.preventDefault()
    }
    const onDown = (event: PointerEvent) => {
      clearTimeout(timer)
      if (event.pointerType !== 'touch') return
      const { target, clientX, clientY } = event
      timer = setTimeout(() => openAt(target, clientX, clientY), longPress)
    }
    const stop = () => clearTimeout(timer)
    log.addEventListener('contextmenu', onMenu)
    log.addEventListener('pointerdown', onDown)
    for (const end of ['pointerup', 'pointercancel', 'pointermove']) log.addEventListener(end, stop)
    return () => {
      stop()
      log.removeEventListener('contextmenu', onMenu)
      log.removeEventListener('pointerdown', onDown)
      for (const end of ['pointerup', 'pointercancel', 'pointermove']) log.removeEventListener(end, stop)
    }
  }, [open.id, system.length > 0])

  // With the menu itself, not after it was painted: the next key is meant for it.
  useLayoutEffect(() => {
    if (at.value === null) return
    menu.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    const onDown = (event: PointerEvent) => {
      if (!menu.current?.contains(event.target as Node)) at.value = null
    }
    document.addEventListener('pointerdown', onDown, true)
    return () => document.removeEventListener('pointerdown', onDown, true)
  }, [at.value])

  function close() {
    at.value = null
    back.current?.focus()
  }

  async function toggle(tag: string) {
    if (visitor === null) return
    const isOn = held.includes(tag)
    const { error } = await client.changeTags({ visitor: visitor.id }, isOn ? [] : [tag], isOn ? [tag] : [])
    if (error !== undefined) return notices.tell(errorText(error), 'danger')
    const answer = await http.visitors.read(visitor.id)
    if (answer.ok) open.profile.value = answer.value
  }

  function onKeyDown(event: KeyboardEvent) {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const index = items.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'Escape' || event.key === 'Tab') close()
    else if (event.key === 'ArrowDown') items[(index + 1) % items.length]?.focus()
    else if (event.key === 'ArrowUp') items[(index - 1 + items.length) % items.length]?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  if (at.value === null) return null
  const x = Math.max(8, Math.min(at.value.x, innerWidth - 200))
  const y = Math.max(8, Math.min(at.value.y, innerHeight - 60 - 36 * Math.min(system.length, 8)))
  return (
    <div
      ref={menu}
      class="menu message-tags"
      role="menu"
      aria-label={t('tags.menu')}
      data-foyer="message-tags"
      style={{ left: `${x}px`, top: `${y}px` }}
      onKeyDown={onKeyDown}
      onClick={close}
    >
      <div class="menu-title">{t('tags.menu')}</div>
      {system.map(({ id }) => (
        <MenuItem
          key={id}
          isChecked={held.includes(`sys:${id}`)}
          hook="message-tag"
          onChoose={() => void toggle(`sys:${id}`)}
        >
          <TagChip site={site} tag={`sys:${id}`} />
        </MenuItem>
      ))}
    </div>
  )
}
