/** Name, main language, who answers first, and the switch for the whole widget. */
import { t } from '../../locale.ts'
import { Field, Segments, Select, Switch } from '../field.tsx'
import { siteLocales } from '../site-locales.ts'
import type { SectionProps } from './section.ts'

export function GeneralSection({ site, settings, set }: SectionProps) {
  return (
    <div class="settings-fields">
      <Switch
        label={t('general.enabled')}
        hint={t('general.enabledHint')}
        isOn={settings.enabled}
        hook="enabled"
        onChange={(enabled) => set({ enabled })}
      />
      <Field
        label={t('setup.siteName')}
        value={settings.name}
        maxLength={80}
        error={settings.name.trim() === '' ? t('general.nameMissing') : null}
        hook="site-name"
        onInput={(name) => set({ name })}
      />
      <div class="field">
        <span class="field-label">{t('setup.siteId')}</span>
        <code dir="ltr">{site}</code>
      </div>
      <Select
        label={t('general.locale')}
        value={settings.locale}
        options={siteLocales([settings.locale]).map(({ tag, name }) => ({ value: tag, label: name }))}
        hook="site-locale"
        onChange={(locale) => set({ locale })}
      />
      <Segments
        label={t('general.reception')}
        value={settings.reception}
        hint={t('general.receptionHint')}
        hook="reception"
        options={[
          { value: 'humanFirst', label: t('general.humanFirst') },
          { value: 'botFirst', label: t('general.botFirst') },
        ]}
        onChange={(reception) => set({ reception })}
      />
    </div>
  )
}
