/** What a right click beside the messages offers (IN-12). */
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../locale.ts'
import { useActions } from './actions.ts'
import { Icon } from './icon.tsx'
import { MenuItem } from './menu.tsx'

interface ThreadMenuProps {
  at: { x: number; y: number }
  onClose: () => void
}

export function ThreadMenu({ at, onClose }: ThreadMenuProps) {
  const { copyThread } = useActions()
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = menu.current
    if (element === null) return
    // Within the window, wherever the pointer was.
    element.style.left = `${Math.min(at.x, innerWidth - element.offsetWidth - 8)}px`
    element.style.top = `${Math.min(at.y, innerHeight - element.offsetHeight - 8)}px`
    element.querySelector<HTMLElement>('button')?.focus()
    const onDown = (event: PointerEvent) => {
      if (!element.contains(event.target as Node)) onClose()
    }
    document.addEventListener('pointerdown', onDown, true)
    return () => document.removeEventListener('pointerdown', onDown, true)
  }, [at])
  return (
    <div
      ref={menu}
      class="menu thread-menu"
      role="menu"
      tabIndex={-1}
      aria-label={t('more')}
      data-foyer="thread-menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Tab') return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <MenuItem
        hook="copy-thread"
        onChoose={() => {
          onClose()
          void copyThread()
        }}
      >
        <Icon name="copy" size={16} />
        {t('thread.copy')}
      </MenuItem>
    </div>
  )
}
