/** Asks before all that is held of a visitor is taken away (SC-6): there is no way back. */
import type { VisitorProfile } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { Dialog } from '../dialog.tsx'
import { errorText } from '../words.ts'

export function EraseDialog({ visitor, onClose }: { visitor: VisitorProfile; onClose: () => void }) {
  const { http, notices, route, go } = useConsole()
  const isBusy = useSignal(false)
  const { id, site, nickname } = visitor

  async function erase() {
    isBusy.value = true
    const answer = await http.visitors.erase(site, id)
    isBusy.value = false
    if (!answer.ok) return notices.tell(errorText(answer.error), 'danger')
    notices.tell(t('erase.done'))
    onClose()
    const shown = route.peek()
    if (shown.screen === 'inbox') go({ ...shown, conversation: null })
    if (shown.screen === 'visitors') go({ ...shown, visitor: null })
  }

  return (
    <Dialog title={t('erase.title', { name: cleanName(nickname) })} hook="erase-dialog" onClose={onClose}>
      <p class="dialog-text">{t('erase.text')}</p>
      <div class="dialog-ends">
        <button type="button" class="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <button
          type="button"
          class="button danger"
          data-foyer="erase-yes"
          disabled={isBusy.value}
          onClick={() => void erase()}
        >
          {t('erase.yes')}
        </button>
      </div>
    </Dialog>
  )
}
