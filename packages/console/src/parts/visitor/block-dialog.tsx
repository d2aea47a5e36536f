/** Asks before a visitor is blocked: what it means, and whether its network is blocked for a time as well. */
import type { VisitorProfile } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useConsole, useDesk } from '../../console.ts'
import { t } from '../../locale.ts'
import { Dialog } from '../dialog.tsx'
import { errorText } from '../words.ts'

const day = 24 * 60 * 60_000

export function BlockDialog({
  visitor,
  keep,
  onClose,
}: {
  visitor: VisitorProfile
  keep: (profile: VisitorProfile) => void
  onClose: () => void
}) {
  const { http, notices } = useConsole()
  const { client } = useDesk()
  const days = useSignal(0)
  const { id, network } = visitor

  async function block() {
    const until = days.value > 0 ? { network: true, until: Date.now() + days.value * day } : {}
    const { error } = await client.request('block', { visitor: id, on: true, ...until })
    if (error !== undefined) return notices.tell(errorText(error), 'danger')
    notices.tell(t('block.done'))
    onClose()
    const answer = await http.visitors.read(id)
    if (answer.ok) keep(answer.value)
  }

  return (
    <Dialog
      title={t('block.title', { name: cleanName(visitor.nickname) })}
      hook="block-dialog"
      onClose={onClose}
    >
      <p class="dialog-text">{t('block.text')}</p>
      {network !== undefined && (
        <label class="field">
          <span class="field-label">{t('block.network', { network })}</span>
          <select
            class="input"
            data-foyer="block-network"
            value={days.value}
            onChange={(event) => {
              days.value = Number(event.currentTarget.value)
            }}
          >
            <option value={0}>{t('block.networkNot')}</option>
            {[1, 7, 30].map((n) => (
              <option key={n} value={n}>
                {t('block.days', { n })}
              </option>
            ))}
          </select>
          <span class="field-hint">{t('block.networkHint')}</span>
        </label>
      )}
      <div class="dialog-ends">
        <button type="button" class="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <button type="button" class="button danger" data-foyer="block-yes" onClick={() => void block()}>
          {t('block.do')}
        </button>
      </div>
    </Dialog>
  )
}
