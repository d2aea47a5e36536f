/** A site's form as one visitor reads it, and what it says once it is filled in. Pure. */
import {
  type FilledBody,
  type FormBody,
  type FormField,
  type FormSettings,
  ownOf,
  type SiteField,
  type SiteFormName,
  type Texts,
  type WidgetForm,
} from '@foyer/protocol'
import { ownWord, wordIn } from './words.ts'

/** Who reads: the visitor's language, and the site's where there is nothing in that. */
export interface Reader {
  locale: string | undefined
  ofSite: string
}

export function formIn(form: { text: Texts; fields: SiteField[] }, key: string, reader: Reader): WidgetForm {
  return {
    text: wordIn(form.text, key, reader.locale, reader.ofSite),
    fields: form.fields.map((field) => fieldIn(field, reader)),
  }
}

function fieldIn({ id, type, label, required, options, sets }: SiteField, reader: Reader): FormField {
  const { locale, ofSite } = reader
  return {
    id,
    label: wordIn(label, id, locale, ofSite),
    type,
    ...(required ? { required } : {}),
    ...(type === 'choice'
      ? {
          options: options.map((option) => ({
            id: option.id,
            label: wordIn(option.label, option.id, locale, ofSite),
          })),
        }
      : {}),
    ...(sets === undefined ? {} : { sets }),
  }
}

/** The leave-a-message form as a message of the thread: files are for the composer there (RT-6). */
export function leaveInThread(settings: FormSettings['leave'], reader: Reader): FormBody | null {
  const { text, fields } = formIn(settings, 'leave', reader)
  const asked = fields.filter(({ type }) => type !== 'files')
  return asked.length === 0 ? null : { kind: 'form', text, fields: asked }
}

/** Values are checked before. Only fields with something in them stand in the text. */
export function filledIn(
  form: SiteFormName,
  fields: FormField[],
  values: Record<string, string>,
  reader: Reader,
): FilledBody {
  const asked = fields.filter(({ type }) => type !== 'files')
  return { kind: 'filled', form, text: inWords(asked, values, reader), fields: asked, values }
}

function inWords(fields: readonly FormField[], values: Record<string, string>, reader: Reader): string {
  return fields
    .flatMap((field) => {
      const said = sayValue(field, ownOf(values, field.id) ?? '', reader)
      return said === '' ? [] : [field.type === 'longText' ? said : `${field.label}: ${said}`]
    })
    .join('\n')
}

/** For records and transcripts: by the names of the fields, where what was asked is at hand. */
export function answersIn(fields: readonly FormField[] | undefined, values: Record<string, string>): string {
  const asked =
    fields ?? Object.keys(values).map((id): FormField => ({ id, label: id, type: 'text' as const }))
  return inWords(
    asked.map((field) => ({ ...field, type: field.type === 'longText' ? 'text' : field.type })),
    values,
    { locale: undefined, ofSite: 'en' },
  )
}

function sayValue({ type, options }: FormField, value: string, { locale, ofSite }: Reader): string {
  if (type === 'checkbox') return ownWord(value === 'true' ? 'yes' : 'no', locale, ofSite)
  return options?.find(({ id }) => id === value)?.label ?? value
}
