/** The short messages at the foot of the window; a screen reader hears them as they come. */
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { Icon } from './icon.tsx'

export function Toasts() {
  const { notices } = useConsole()
  return (
    <div class="toasts" role="status" data-foyer="toasts">
      {notices.toasts.value.map(({ id, text, tone, action }) => (
        <div key={id} class={`toast ${tone}`}>
          <span dir="auto">{text}</span>
          {action !== undefined && (
            <button
              type="button"
              class="toast-action"
              data-foyer={action.hook}
              onClick={() => {
                notices.dismiss(id)
                action.run()
              }}
            >
              {action.words}
            </button>
          )}
          <button type="button" aria-label={t('dismiss')} onClick={() => notices.dismiss(id)}>
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </div>
  )
}
