/** On small screens the rail is a drawer: whether it is out, and the button that brings it. */
import { signal } from '@preact/signals'
import { t } from '../locale.ts'
import { Icon } from './icon.tsx'

export const isRailOpen = signal(false)

export function RailToggle() {
  return (
    <button
      type="button"
      class="icon-button rail-toggle"
      aria-label={t('rail.open')}
      aria-expanded={isRailOpen.value}
      data-foyer="rail-toggle"
      onClick={() => {
        isRailOpen.value = true
      }}
    >
      <Icon name="menu" />
    </button>
  )
}
