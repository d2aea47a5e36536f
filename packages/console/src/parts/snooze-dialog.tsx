/** Picks the day and hour until which a conversation sleeps. */
import '../styles/lists.css'
import { useSignal } from '@preact/signals'
import { t } from '../locale.ts'
import { snoozeChoices, toLocal } from '../models/snooze.ts'
import { useActions } from './actions.ts'
import { Dialog } from './dialog.tsx'
import { isPickingSnooze } from './list-state.ts'

export function SnoozeDialog() {
  const { snooze } = useActions()
  const now = Date.now()
  const picked = useSignal(toLocal(snoozeChoices(now).find(({ until }) => until !== undefined)?.until ?? now))
  const until = new Date(picked.value).getTime()
  const isLater = until > now
  const close = () => {
    isPickingSnooze.value = false
  }
  return (
    <Dialog title={t('snooze.pickTitle')} hook="snooze-dialog" onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isLater) return
          close()
          void snooze(until)
        }}
      >
        <label class="snooze-field">
          <span>{t('snooze.until')}</span>
          <input
            type="datetime-local"
            autofocus
            min={toLocal(now)}
            value={picked.value}
            data-foyer="snooze-at"
            onInput={(event) => {
              picked.value = event.currentTarget.value
            }}
          />
        </label>
        <div class="dialog-ends">
          <button type="button" class="button" onClick={close}>
            {t('cancel')}
          </button>
          <button type="submit" class="button primary" disabled={!isLater} data-foyer="snooze-yes">
            {t('do.snooze')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
