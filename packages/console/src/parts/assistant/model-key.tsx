/** The key of the model's endpoint: written, replaced or removed at once, never shown again. */
import { useSignal } from '@preact/signals'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { Field, FieldGroup } from '../field.tsx'
import { errorText } from '../words.ts'

export function ModelKey({ assistant }: { assistant: Assistant }) {
  const { notices } = useConsole()
  const typed = useSignal('')
  const isReplacing = useSignal(false)
  const error = useSignal<string | null>(null)
  const held = assistant.secrets.value.value
  const isSet = held.state === 'ready' && held.value.modelKey

  async function save(key: string | null) {
    const refused = await assistant.setModelKey(key)
    error.value = refused === null ? null : errorText(refused)
    if (refused !== null) return
    typed.value = ''
    isReplacing.value = false
    notices.tell(t(key === null ? 'key.removed' : 'key.saved'))
  }

  async function remove() {
    const yes = await notices.ask({
      title: t('key.removeTitle'),
      text: t('key.removeText'),
      confirm: t('remove'),
      isDangerous: true,
    })
    if (yes) await save(null)
  }

  if (isSet && !isReplacing.value) {
    return (
      <FieldGroup label={t('key.title')} hook="model-key">
        <div class="secret">
          <code aria-hidden="true">••••••••••••</code>
          <span class="chip good">{t('key.isSet')}</span>
          <button
            type="button"
            class="button quiet"
            data-foyer="key-replace"
            onClick={() => {
              isReplacing.value = true
            }}
          >
            {t('key.replace')}
          </button>
          <button type="button" class="button quiet" data-foyer="key-remove" onClick={() => void remove()}>
            {t('remove')}
          </button>
        </div>
      </FieldGroup>
    )
  }
  return (
    <div class="key-form" data-foyer="model-key">
      <Field
        label={t('key.title')}
        hint={t('key.hint')}
        type="password"
        autocomplete="new-password"
        dir="ltr"
        value={typed.value}
        error={error.value}
        hook="key-input"
        onInput={(value) => {
          typed.value = value
        }}
      />
      <button
        type="button"
        class="button"
        disabled={typed.value.trim() === ''}
        data-foyer="key-save"
        onClick={() => void save(typed.peek().trim())}
      >
        {t('key.save')}
      </button>
      {isReplacing.value && (
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            isReplacing.value = false
            typed.value = ''
          }}
        >
          {t('cancel')}
        </button>
      )}
    </div>
  )
}
