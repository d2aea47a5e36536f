/** What this agent chose for this browser: look, language, sound, notifications, keys. */
import '../styles/pages.css'
import '../styles/settings.css'
import { useSignal } from '@preact/signals'
import { useConsole, useDesk } from '../console.ts'
import { addWords, type LocaleName, localeNames, t } from '../locale.ts'
import { completions } from '../models/preferences.ts'
import { Segments, Select, Switch } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { later } from '../parts/later.tsx'
import { RailToggle } from '../parts/rail-toggle.tsx'

const Account = later(async () => {
  const [part] = await Promise.all([import('../parts/people/account.tsx'), addWords('people')])
  return part.Account
})
const completionNames = {
  both: 'completion.both',
  replies: 'completion.replies',
  phrases: 'completion.phrases',
  off: 'completion.off',
} as const

export function PreferencesScreen() {
  const held = useConsole()
  const { preferences } = held
  const { choices, choose } = preferences
  const { theme, locale, sound, shortcuts, completion } = choices.value
  const languages = Object.keys(localeNames) as LocaleName[]
  return (
    <main class="page preferences" data-foyer="preferences">
      <section class="page-main" aria-label={t('nav.preferences')}>
        <header class="bar">
          <RailToggle />
          <h1>{t('nav.preferences')}</h1>
        </header>
        <div class="settings-body">
          <p class="settings-hint">{t('preferences.hint')}</p>
          <div class="settings-fields">
            <Account />
            <Segments
              label={t('preferences.theme')}
              value={theme}
              hook="theme"
              options={[
                { value: 'auto', label: t('theme.auto') },
                { value: 'light', label: t('theme.light') },
                { value: 'dark', label: t('theme.dark') },
              ]}
              onChange={(value) => choose({ theme: value })}
            />
            <Select
              label={t('preferences.language')}
              value={locale}
              hook="language"
              options={[
                { value: 'auto', label: t('preferences.browserLanguage') },
                ...languages.map((name) => ({ value: name, label: localeNames[name] })),
              ]}
              onChange={(value) => {
                choose({ locale: value as 'auto' | LocaleName })
                void held.speak()
              }}
            />
            <fieldset>
              <legend>{t('preferences.news')}</legend>
              <Desktop />
              <Sound sound={sound} />
            </fieldset>
            <fieldset>
              <legend>{t('preferences.keyboard')}</legend>
              <Switch
                label={t('preferences.shortcuts')}
                hint={t('preferences.shortcutsHint')}
                isOn={shortcuts}
                hook="shortcuts"
                onChange={(value) => choose({ shortcuts: value })}
              />
              <Select
                label={t('preferences.completion')}
                hint={t('preferences.completionHint')}
                value={completion}
                hook="completion-from"
                options={completions.map((value) => ({ value, label: t(completionNames[value]) }))}
                onChange={(value) => choose({ completion: value })}
              />
            </fieldset>
          </div>
        </div>
      </section>
    </main>
  )
}

function Sound({ sound }: { sound: boolean }) {
  const desk = useDesk()
  const { preferences } = useConsole()
  return (
    <div class="switch-and-button">
      <Switch
        label={t('preferences.sound')}
        hint={t('preferences.soundHint')}
        isOn={sound}
        hook="sound"
        onChange={(value) => preferences.choose({ sound: value })}
      />
      <button type="button" class="button" onClick={() => desk.chime()}>
        <Icon name="bell" size={15} />
        {t('preferences.try')}
      </button>
    </div>
  )
}

/** The browser is asked by this click and never before. */
function Desktop() {
  const { preferences } = useConsole()
  const can = 'Notification' in window
  const permission = useSignal(can ? Notification.permission : 'denied')
  const isOn = preferences.choices.value.desktop && permission.value === 'granted'

  async function change(wanted: boolean) {
    if (wanted && can && permission.peek() === 'default')
      permission.value = await Notification.requestPermission()
    preferences.choose({ desktop: wanted && permission.peek() === 'granted' })
  }

  return (
    <Switch
      key={permission.value}
      label={t('preferences.desktop')}
      hint={t(permission.value === 'denied' ? 'preferences.desktopDenied' : 'preferences.desktopHint')}
      isOn={isOn}
      hook="desktop"
      onChange={(value) => void change(value)}
    />
  )
}
