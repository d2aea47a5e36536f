/** What the launcher gets with the panel: the way to close, and how much is unread. */
import type { WidgetAppearance } from '@foyer/protocol'
import { labelOf } from '../loader/label.ts'

export function createBadge(button: HTMLElement) {
  const cross = button.firstElementChild!.cloneNode(true) as Element
  const badge = document.createElement('b')
  badge.setAttribute('part', 'badge')
  cross.firstElementChild!.setAttribute('d', 'M6 9.5l6 6 6-6')
  button.append(cross, badge)
  /** `words` is what a screen reader says of it. */
  return (count: number, words: string, appearance: WidgetAppearance): void => {
    badge.textContent = count > 99 ? '99+' : count > 0 ? `${count}` : ''
    button.ariaLabel = labelOf(appearance) + (count > 0 ? `, ${words}` : '')
  }
}
