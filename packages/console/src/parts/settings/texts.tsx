/** Any text of the widget in the site's own words (WG-15), a language at a time, as it will be read. */
import type { TextForms } from '@foyer/protocol'
import {
  describeTexts,
  type LocaleName,
  locales,
  pickLocale,
  readTexts,
  type Texts,
} from '@foyer/widget/texts'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { type MessageKey, t } from '../../locale.ts'
import { type Form, formsOf, sayForms, setWords, strayPlace, type Words } from '../../models/own-texts.ts'
import { Field, Select, Switch } from '../field.tsx'
import { localeName } from '../site-locales.ts'
import { Preview } from './preview.tsx'
import type { SectionProps } from './section.ts'

/** As agents know them: the widget has one of each. */
const tags: Partial<Record<LocaleName, string>> = { pt: 'pt-BR', zh: 'zh-CN' }

const formNames: Record<Form, MessageKey> = {
  zero: 'texts.form.zero',
  one: 'texts.form.one',
  two: 'texts.form.two',
  few: 'texts.form.few',
  many: 'texts.form.many',
  other: 'texts.form.other',
}

export function TextsSection({ site, settings, set }: SectionProps) {
  const language = useSignal(pickLocale(settings.locale))
  const query = useSignal('')
  const isChangedOnly = useSignal(false)
  const usual = useSignal<{ language: LocaleName; texts: Texts } | null>(null)
  const known = useMemo(describeTexts, [])
  const name = language.value
  useEffect(() => {
    let isWanted = true
    void readTexts(name).then((texts) => {
      if (isWanted) usual.value = { language: name, texts }
    })
    return () => {
      isWanted = false
    }
  }, [name])

  const own = settings.texts[name] ?? {}
  const said = usual.value?.language === name ? (usual.value.texts as unknown as Record<string, Words>) : null
  const wanted = query.value.trim().toLocaleLowerCase(name)
  const has = (words: Words | undefined) =>
    words !== undefined && JSON.stringify(words).toLocaleLowerCase(name).includes(wanted)
  const shown = Object.keys(known).filter(
    (key) =>
      said !== null &&
      (!isChangedOnly.value || own[key] !== undefined) &&
      (wanted === '' || has(said[key]) || has(own[key])),
  )
  const change = (key: string, words: Words | null) =>
    set({ texts: setWords(settings.texts, name, key, words, said![key]!) })

  return (
    <div class="with-preview">
      <div class="settings-fields">
        <Select
          label={t('texts.spoken')}
          hint={t('texts.count', { n: Object.keys(own).length })}
          value={name}
          hook="texts-language"
          options={locales.map((one) => ({ value: one, label: localeName(tags[one] ?? one) }))}
          onChange={(value) => {
            language.value = value
          }}
        />
        <Field
          label={t('texts.search')}
          value={query.value}
          hook="texts-search"
          onInput={(value) => {
            query.value = value
          }}
        />
        <Switch
          label={t('texts.changed')}
          isOn={isChangedOnly.value}
          hook="texts-changed"
          onChange={(isOn) => {
            isChangedOnly.value = isOn
          }}
        />
        {said !== null && (
          <ul class="own-texts" lang={name} dir={name === 'ar' ? 'rtl' : 'ltr'}>
            {shown.map((key) => (
              <li key={key} data-key={key}>
                {typeof said[key] === 'string' ? (
                  <OneText
                    usual={said[key]}
                    own={own[key] as string | undefined}
                    places={known[key]!.places}
                    onChange={(text) => change(key, text)}
                    id={key}
                  />
                ) : (
                  <FormsText
                    usual={said[key] as TextForms}
                    own={own[key]}
                    places={known[key]!.places}
                    language={name}
                    onChange={(forms) => change(key, forms)}
                    id={key}
                  />
                )}
                {own[key] !== undefined && (
                  <button
                    type="button"
                    class="button quiet"
                    data-foyer={`usual-${key}`}
                    onClick={() => change(key, null)}
                  >
                    {t('texts.usual')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
        {said !== null && shown.length === 0 && (
          <p class="field-hint" role="status">
            {t(wanted === '' ? 'texts.unchanged' : 'texts.none')}
          </p>
        )}
      </div>
      <Preview site={site} settings={settings} locale={tags[name] ?? name} />
    </div>
  )
}

interface TextProps {
  id: string
  places: readonly string[]
}

function noteOn(places: readonly string[]): string | undefined {
  const list = places.map((place) => `{${place}}`).join(' ')
  return list === '' ? undefined : t('texts.places', { places: list })
}

function wrongIn(text: string, places: readonly string[]): string | null {
  const place = strayPlace(text, places)
  return place === null ? null : t('texts.stray', { place })
}

function OneText({
  id,
  usual,
  own,
  places,
  onChange,
}: TextProps & { usual: string; own: string | undefined; onChange: (text: string) => void }) {
  return (
    <Field
      label={usual}
      hint={noteOn(places)}
      error={own === undefined ? null : wrongIn(own, places)}
      value={own ?? ''}
      maxLength={500}
      hook={`text-${id}`}
      onInput={onChange}
    />
  )
}

/** What says a number: one field for each form that numbers have in the language. */
function FormsText({
  id,
  usual,
  own,
  places,
  language,
  onChange,
}: TextProps & {
  usual: TextForms
  own: Words | undefined
  language: string
  onChange: (forms: TextForms) => void
}) {
  const forms = formsOf(language)
  const all = sayForms(undefined, usual, forms)
  const said = sayForms(own, usual, forms)
  return (
    <fieldset class="field field-group">
      <legend class="field-label">{usual.other}</legend>
      {forms.map((form) => (
        <Field
          key={form}
          label={t(formNames[form])}
          hint={noteOn(places)}
          error={wrongIn(said[form] ?? '', places)}
          value={said[form] === all[form] ? '' : (said[form] ?? '')}
          placeholder={all[form] ?? usual.other}
          maxLength={500}
          hook={`text-${id}-${form}`}
          onInput={(text) => onChange({ ...said, [form]: text === '' ? (all[form] ?? usual.other) : text })}
        />
      ))}
    </fieldset>
  )
}
