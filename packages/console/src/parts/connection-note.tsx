/** Says calmly that there is no connection, once that has lasted long enough to matter. */
import { useSignal, useSignalEffect } from '@preact/signals'
import { useDesk } from '../console.ts'
import { t } from '../locale.ts'
import { Icon } from './icon.tsx'

/** Most cuts heal sooner; a note that flickers would only worry. */
const patience = 1_200

export function ConnectionNote() {
  const desk = useDesk()
  const isLong = useSignal(false)
  const connection = desk.client.connection.value
  useSignalEffect(() => {
    if (desk.client.connection.value.state === 'online') {
      isLong.value = false
      return
    }
    const timer = setTimeout(() => {
      isLong.value = true
    }, patience)
    return () => clearTimeout(timer)
  })
  if (!isLong.value || connection.state === 'online') return null
  const isStopped = connection.state === 'stopped'
  return (
    <div class="connection-note" role="status" data-foyer="connection" data-state={connection.state}>
      {isStopped ? <Icon name="warning" size={15} /> : <span class="spinner" />}
      <span>
        {t(isStopped ? 'connection.stopped' : navigator.onLine ? 'connection.waiting' : 'connection.offline')}
      </span>
      {isStopped && (
        <button type="button" onClick={() => location.reload()}>
          {t('connection.reload')}
        </button>
      )}
    </div>
  )
}
