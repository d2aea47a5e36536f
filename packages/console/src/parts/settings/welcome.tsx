/** The welcome text per language (CV-2), shown as the visitor will read it. */
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { localeName, siteLocales } from '../site-locales.ts'
import { TextEditor } from '../text-editor.tsx'
import { Preview } from './preview.tsx'
import type { SectionProps } from './section.ts'

export function WelcomeSection({ site, settings, set }: SectionProps) {
  const { welcome } = settings
  const tags = Object.keys(welcome)
  const shown = useSignal(settings.locale)
  const missing = siteLocales([settings.locale]).filter(({ tag }) => !tags.includes(tag))
  return (
    <div class="with-preview">
      <div class="settings-fields">
        {tags.map((tag) => (
          <div class="welcome" key={tag} onFocusCapture={() => (shown.value = tag)}>
            <TextEditor
              label={tag === settings.locale ? t('welcome.main', { name: localeName(tag) }) : localeName(tag)}
              value={welcome[tag] ?? ''}
              hook={`welcome-${tag}`}
              onInput={(text) => set({ welcome: { ...welcome, [tag]: text } })}
            />
            {tag !== settings.locale && (
              <button
                type="button"
                class="button quiet"
                onClick={() => {
                  const { [tag]: _, ...others } = welcome
                  set({ welcome: others })
                }}
              >
                <Icon name="trash" size={15} />
                {t('welcome.remove', { name: localeName(tag) })}
              </button>
            )}
          </div>
        ))}
        <div>
          <Menu
            label={t('welcome.add')}
            placement="at-start"
            buttonClass="button"
            hook="welcome-add"
            button={
              <>
                <Icon name="plus" size={15} />
                {t('welcome.add')}
              </>
            }
          >
            {missing.map(({ tag, name }) => (
              <MenuItem
                key={tag}
                onChoose={() => {
                  set({ welcome: { ...welcome, [tag]: '' } })
                  shown.value = tag
                }}
              >
                {name}
                <span class="end">{tag}</span>
              </MenuItem>
            ))}
          </Menu>
        </div>
      </div>
      <Preview site={site} settings={settings} locale={shown.value} screen="thread" />
    </div>
  )
}
