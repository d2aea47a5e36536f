/** What of the list's tools is open; outside of components, because shortcuts and the palette open them too. */
import { signal } from '@preact/signals'

export const isFilterOpen = signal(false)
export const searches = signal<'conversations' | 'messages'>('conversations')
/** Counts up to open the menu of further deeds. */
export const wantsMore = signal(0)
export const isPickingSnooze = signal(false)
