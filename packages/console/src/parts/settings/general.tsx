/** Name, main language, the way to who answers first, and the switch for the whole widget. */
import { t } from '../../locale.ts'
import { writeRoute } from '../../models/route.ts'
import { Field, Select, Switch } from '../field.tsx'
import { siteLocales } from '../site-locales.ts'
import type { SectionProps } from './section.ts'

export function GeneralSection({ site, settings, set, faultAt = () => null }: SectionProps) {
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
        error={settings.name.trim() === '' ? t('general.nameMissing') : faultAt('/name')}
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
        error={faultAt('/locale')}
        hook="site-locale"
        onChange={(locale) => set({ locale })}
      />
      <div class="field">
        <span class="field-label">{t('general.reception')}</span>
        {/* With the plans, which say otherwise for some visitors. */}
        <a href={writeRoute({ screen: 'routing', site })} data-foyer="to-reception">
          {t('nav.routing')}
        </a>
      </div>
    </div>
  )
}
