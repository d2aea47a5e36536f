/**
 * Whether the visitor's panel is shown. Beside the thread it is a choice that is kept; where it would lie
 * over the thread it is closed until asked for, and again for the next conversation.
 */
import { computed, signal } from '@preact/signals'
import type { Preferences } from '../models/preferences.ts'

const wide = matchMedia('(min-width: 80rem)')
const isWide = signal(wide.matches)
const isOver = signal(false)
wide.addEventListener('change', () => {
  isWide.value = wide.matches
  isOver.value = false
})

export function panelOf(preferences: Preferences) {
  return {
    isOpen: computed(() => (isWide.value ? preferences.choices.value.panel : isOver.value)),
    set(open: boolean) {
      if (isWide.peek()) preferences.choose({ panel: open })
      else isOver.value = open
    },
  }
}

export function closePanelOver(): boolean {
  const wasOpen = isOver.peek()
  isOver.value = false
  return wasOpen
}
