/** What stands in the place of something that is not there yet, or could not be read, or has nothing in it. */
import type { ProtocolError } from '@foyer/protocol'
import type { ComponentChildren } from 'preact'
import { t } from '../../locale.ts'
import { Icon, type IconName } from '../icon.tsx'
import { errorText } from '../words.ts'

export function Waiting() {
  return (
    <div class="empty" role="status" aria-label={t('loading')}>
      <span class="spinner" />
    </div>
  )
}

export function Failed({
  title,
  error,
  onRetry,
}: {
  title: string
  error: ProtocolError
  onRetry: () => void
}) {
  return (
    <div class="empty" role="alert" data-foyer="failed">
      <h2>{title}</h2>
      <p>{errorText(error)}</p>
      <button type="button" class="button" onClick={onRetry}>
        {t('retry')}
      </button>
    </div>
  )
}

export function Nothing({
  icon,
  title,
  text,
  hook,
  children,
}: {
  icon: IconName
  title: string
  text: string
  hook?: string
  children?: ComponentChildren
}) {
  return (
    <div class="empty" data-foyer={hook}>
      <span class="empty-art">
        <Icon name={icon} size={22} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  )
}
