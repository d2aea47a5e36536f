/** Line icons of 24 units; decoration beside a label, hidden from screen readers. Pieces bring their own. */
import type { VNode } from 'preact'

export const icons = {
  back: 'M15 5.5 8.5 12l6.5 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4',
  send: 'M12 19V5.5M5.5 12 12 5.5l6.5 6.5',
  attach:
    'M20 11.5l-8 8a5 5 0 0 1-7.1-7.1l8.3-8.3a3.4 3.4 0 0 1 4.8 4.8L9.8 17a1.7 1.7 0 0 1-2.4-2.4l7.3-7.3',
  emoji: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.2a4.2 4.2 0 0 0 7 0M9 9.5v.1M15 9.5v.1',
  more: 'M5 12v.5M12 12v.5M19 12v.5',
  voice: 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3',
  spark: 'M12 3.5l1.9 5.6 5.6 1.9-5.6 1.9L12 18.5l-1.9-5.6L4.5 11l5.6-1.9zM18.5 17v4M16.5 19h4',
}

/** `turn`: mirrored where the language runs from right to left. */
export function Icon({ path, turn }: { path: string; turn?: boolean }): VNode {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class={turn ? 'turn' : undefined}>
      <path d={path} />
    </svg>
  )
}
