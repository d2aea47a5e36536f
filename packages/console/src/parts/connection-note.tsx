/** Says calmly that there is no connection, once that has lasted long enough to matter. */
import { useDesk } from '../console.ts'
import { t } from '../locale.ts'
import { Icon } from './icon.tsx'
import { useLine } from './use-line.ts'

export function ConnectionNote() {
  const desk = useDesk()
  const line = useLine()
  if (line === 'online') return null
  const isStopped = line === 'stopped'
  return (
    <div
      class="connection-note"
      role="status"
      data-foyer="connection"
      data-state={desk.client.connection.value.state}
    >
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
