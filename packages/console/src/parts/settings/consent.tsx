/** The box that is ticked before the first message (WG-5): whether, how strictly, and what it says. */
import '../../styles/forms.css'
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { withText } from '../../models/forms-edit.ts'
import { Switch } from '../field.tsx'
import { TextEditor } from '../text-editor.tsx'
import { Languages } from './languages.tsx'
import type { SectionProps } from './section.ts'

export function ConsentFields({ settings, set }: SectionProps) {
  const { forms, locale: main } = settings
  const { consent } = forms
  const tag = useSignal(main)
  const change = (some: Partial<typeof consent>) =>
    set({ forms: { ...forms, consent: { ...consent, ...some } } })
  return (
    <fieldset>
      <legend>{t('consent.legend')}</legend>
      <Switch
        label={t('consent.isOn')}
        hint={t('consent.isOnHint')}
        isOn={consent.isOn}
        hook="consent-on"
        onChange={(isOn) => change({ isOn })}
      />
      {consent.isOn && (
        <>
          <Switch
            label={t('consent.isStrict')}
            hint={t('consent.isStrictHint')}
            isOn={consent.isStrict}
            hook="consent-strict"
            onChange={(isStrict) => change({ isStrict })}
          />
          <Languages
            tags={[main, ...Object.keys(settings.welcome), ...Object.keys(consent.text)]}
            chosen={tag}
            hook="consent-languages"
          />
          <TextEditor
            key={tag.value}
            label={t('consent.text')}
            hint={t('consent.textHint')}
            placeholder={t('consent.example')}
            value={consent.text[tag.value] ?? ''}
            hook="consent-text"
            onInput={(text) => change({ text: withText(consent.text, tag.value, text) })}
          />
        </>
      )}
    </fieldset>
  )
}
