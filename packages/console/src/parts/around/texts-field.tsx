/** One text in the language that is being written; what the others have stays. */
import type { Texts } from '@foyer/protocol'
import { t } from '../../locale.ts'
import { Field, Select } from '../field.tsx'
import { localeName, siteLocales } from '../site-locales.ts'

/** The language that is written now, and the site's main one. */
export interface Writing {
  tag: string
  main: string
}

interface TextsFieldProps {
  label: string
  texts: Texts
  writing: Writing
  maxLength: number
  onChange: (texts: Texts) => void
  isLong?: boolean
  hint?: string
  error?: string | null | undefined
  list?: string
  hook?: string
}

export function TextsField({ label, texts, writing, onChange, ...more }: TextsFieldProps) {
  const { tag, main } = writing
  return (
    <Field
      {...more}
      label={tag === main ? label : t('around.in', { what: label, language: localeName(tag) })}
      value={texts[tag] ?? ''}
      placeholder={tag === main ? '' : (texts[main] ?? '')}
      onInput={(text) => {
        const { [tag]: _, ...others } = texts
        onChange(text === '' ? others : { ...others, [tag]: text })
      }}
    />
  )
}

/** Which language the texts beside it are written in; those that `written` have any are marked. */
export function LanguageSelect(props: {
  writing: Writing
  written: string[]
  onChange: (tag: string) => void
}) {
  const { writing, written, onChange } = props
  return (
    <Select
      label={t('around.language')}
      hint={t('around.languageHint')}
      value={writing.tag}
      options={siteLocales([writing.main, ...written]).map(({ tag, name }) => ({
        value: tag,
        label: written.includes(tag) ? `${name} ✓` : name,
      }))}
      hook="around-language"
      onChange={onChange}
    />
  )
}

/** The text that visitors of that language read. */
export function said(texts: Texts, { tag, main }: Writing): string {
  return texts[tag] || texts[main] || Object.values(texts)[0] || ''
}
