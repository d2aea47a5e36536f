/** Which pages may carry the widget (SC-4): each address is checked before it joins the list. */
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { readOrigin } from '../../models/origins.ts'
import { FieldNote, Switch } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { originFault } from '../origin-words.ts'
import type { SectionProps } from './section.ts'

export function OriginsSection({ settings, set }: SectionProps) {
  const typed = useSignal('')
  const error = useSignal<string | null>(null)
  const { origins } = settings

  function add() {
    const read = readOrigin(typed.value)
    if ('fault' in read) {
      error.value = originFault(read.fault)
      return
    }
    if (origins.includes(read.origin)) {
      error.value = t('origin.there', { origin: read.origin })
      return
    }
    set({ origins: [...origins, read.origin] })
    typed.value = ''
    error.value = null
  }

  return (
    <div class="settings-fields">
      <div class="field">
        <label for="origin">{t('origin.add')}</label>
        <div class="input-and-button">
          <input
            id="origin"
            class="input"
            dir="ltr"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            placeholder="https://shop.example"
            value={typed.value}
            aria-invalid={error.value !== null ? true : undefined}
            aria-describedby="origin-more"
            data-foyer="origin-input"
            onInput={(event) => {
              typed.value = event.currentTarget.value
              error.value = null
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add()
            }}
          />
          <button type="button" class="button" data-foyer="origin-add" onClick={add}>
            {t('add')}
          </button>
        </div>
        <FieldNote id="origin-more" error={error.value} hint={t('origin.hint')} />
      </div>
      <ul class="lines" aria-label={t('settings.origins')} data-foyer="origins">
        {origins.map((origin) => (
          <li key={origin}>
            <Icon name="globe" size={16} />
            <span>
              <bdi dir="ltr">{origin}</bdi>
            </span>
            <button
              type="button"
              class="icon-button"
              aria-label={t('origin.remove', { origin })}
              onClick={() => set({ origins: origins.filter((one) => one !== origin) })}
            >
              <Icon name="close" size={15} />
            </button>
          </li>
        ))}
      </ul>
      {origins.length === 0 && <p class="callout">{t('origin.none')}</p>}
      <Switch
        label={t('origin.apps')}
        hint={t('origin.appsHint')}
        isOn={settings.apps}
        hook="apps"
        onChange={(apps) => set({ apps })}
      />
    </div>
  )
}
