/** A "?" beside a figure that says in plain words what is counted; by pointer, by key and to screen readers. */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { t } from '../../locale.ts'

export function What({ name, text }: { name: string; text: string }) {
  const id = useId()
  const isOpen = useSignal(false)
  return (
    <span class="what">
      <button
        type="button"
        class="what-button"
        aria-label={t('report.what', { name })}
        aria-expanded={isOpen.value}
        aria-controls={id}
        data-foyer="what"
        onClick={() => {
          isOpen.value = !isOpen.value
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') isOpen.value = false
        }}
        onBlur={() => {
          isOpen.value = false
        }}
      >
        ?
      </button>
      <span id={id} class="what-text" role="note" hidden={!isOpen.value}>
        {text}
      </span>
    </span>
  )
}
