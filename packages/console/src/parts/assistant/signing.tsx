/** The secret that signs what is posted to the site's own addresses, shown when asked for. */
import { useSignal } from '@preact/signals'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { copyText } from '../copy.ts'
import { FieldGroup } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { errorText } from '../words.ts'

export function Signing({ assistant }: { assistant: Assistant }) {
  const { notices } = useConsole()
  const isShown = useSignal(false)
  const held = assistant.secrets.value.value
  return (
    <FieldGroup label={t('signing.title')} hook="signing">
      {held.state === 'ready' ? (
        <div class="secret">
          <code dir="ltr">{isShown.value ? held.value.signing : '•'.repeat(24)}</code>
          <button
            type="button"
            class="icon-button"
            aria-label={t(isShown.value ? 'signing.hide' : 'signing.show')}
            aria-pressed={isShown.value}
            onClick={() => {
              isShown.value = !isShown.peek()
            }}
          >
            <Icon name="eye" size={16} />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={t('copy')}
            onClick={() => void copyText(held.value.signing, notices)}
          >
            <Icon name="copy" size={16} />
          </button>
        </div>
      ) : held.state === 'failed' ? (
        <p class="field-error">
          <span>{errorText(held.error)}</span>
          <button type="button" class="button quiet" onClick={() => void assistant.secrets.load()}>
            {t('retry')}
          </button>
        </p>
      ) : (
        <span class="spinner" />
      )}
      <p class="field-hint">{t('signing.hint')}</p>
    </FieldGroup>
  )
}
