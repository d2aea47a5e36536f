/** Listens for keys on the whole window and does what the table of shortcuts says they mean. */
import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import type { Desk } from '../models/desk.ts'
import { lists } from '../models/route.ts'
import { type Deed, deedOf } from '../models/shortcuts.ts'
import { useActionsOf } from './actions.ts'
import { threadDeed } from './deeds.ts'
import { isFilterOpen, wantsMore } from './list-state.ts'
import { closePanelOver, panelOf } from './panel-state.ts'
import { isRailOpen } from './rail-toggle.tsx'
import { isSlim } from './slim.ts'

interface Surroundings {
  overlay: Signal<'palette' | 'help' | null>
  wantsSearch: Signal<number>
  wantsAssign: Signal<number>
}

export function useShortcuts(desk: Desk, { overlay, wantsSearch, wantsAssign }: Surroundings): void {
  const { preferences, notices, route, go } = useConsole()
  const { take, close, host, pin } = useActionsOf(desk)
  const panel = panelOf(preferences)

  function act(deed: Deed): void {
    const open = desk.thread.peek()
    switch (deed) {
      case 'palette':
        overlay.value = overlay.peek() === 'palette' ? null : 'palette'
        return
      case 'help':
        overlay.value = 'help'
        return
      case 'search':
        if (route.peek().screen !== 'inbox') desk.openRow(null)
        wantsSearch.value++
        // At once where it is there already: what is typed next belongs into it.
        document.querySelector<HTMLElement>('[data-foyer="search"]')?.focus()
        return
      case 'back':
        if (isRailOpen.peek()) isRailOpen.value = false
        else if (isFilterOpen.peek() && open === null) isFilterOpen.value = false
        else if (closePanelOver()) return
        else if (open !== null && (open.quote.peek() !== null || open.editing.peek() !== null)) open.cancel()
        else if (open !== null) leaveThread(desk)
        return
      case 'next':
      case 'previous':
        focusRow(desk.step(deed === 'next' ? 1 : -1))
        return
      case 'nextUnread':
        if (!desk.openNextUnread()) notices.tell(t('unread.none'))
        return
      case 'list1':
      case 'list2':
      case 'list3':
      case 'list4':
      case 'list5':
      case 'list6':
      case 'list7':
      case 'list8':
        go({ screen: 'inbox', list: lists[Number(deed.slice(4)) - 1] ?? 'mine', conversation: null })
        return
      case 'reply':
      case 'note':
        if (open === null) return void notices.tell(t('write.none'))
        open.write(deed)
        // At once, or the first letters typed after it would be shortcuts too.
        document.querySelector<HTMLElement>('[data-foyer="composer-text"]')?.focus()
        return
      case 'filter':
        isFilterOpen.value = !isFilterOpen.peek()
        return
      case 'snooze':
        wantsMore.value++
        return
      case 'pin':
        return void pin()
      case 'take':
        return void take()
      case 'close':
        return void close()
      case 'host':
        return void host()
      case 'suggestion1':
      case 'suggestion2':
      case 'suggestion3':
        open?.useSuggestion(Number(deed.slice(-1)) - 1, 'send')
        return
      case 'editSuggestion1':
      case 'editSuggestion2':
      case 'editSuggestion3':
        open?.useSuggestion(Number(deed.slice(-1)) - 1, 'edit')
        return
      case 'assign':
        if (isSlim.peek()) wantsMore.value++
        else wantsAssign.value++
        return
      case 'quote':
      case 'copy':
        window.dispatchEvent(new CustomEvent(threadDeed, { detail: deed }))
        return
      case 'panel':
        panel.set(!panel.isOpen.peek())
        return
    }
  }

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target as HTMLElement
      const deed = deedOf(event, {
        isTyping: takesKeys(target),
        // Asked for, it may still be on its way: what is typed meanwhile is meant for it.
        isDialogOpen: overlay.peek() !== null || document.querySelector('dialog[open]') !== null,
        areKeysOn: preferences.choices.peek().shortcuts,
        hasInbox: route.peek().screen === 'inbox',
        hasThread: desk.thread.peek() !== null,
      })
      // Text that is selected is what Ctrl+C or a bare "c" would want: the browser's own copy stays.
      if (deed === null || (deed === 'copy' && getSelection()?.isCollapsed === false)) return
      event.preventDefault()
      act(deed)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [desk])
}

function takesKeys(target: HTMLElement): boolean {
  return target.closest('input, textarea, select, [contenteditable], [role="menu"], audio, video') !== null
}

/** The row keeps the focus, so that a screen reader says where one is; it is there after the next paint. */
function focusRow(id: string | null): void {
  if (id === null) return
  requestAnimationFrame(() => {
    document
      .querySelector<HTMLElement>(`a[data-conversation="${CSS.escape(id)}"]`)
      ?.focus({ preventScroll: true })
  })
}

function leaveThread(desk: Desk): void {
  const id = desk.conversation.peek()
  desk.openRow(null)
  focusRow(id)
}
