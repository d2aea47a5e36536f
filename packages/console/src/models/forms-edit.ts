/** Changes to a site's forms while they are edited, and what they say in one language. Pure, but for new ids. */
import type {
  FieldType,
  FormField,
  FormSettings,
  Id,
  SavedForm,
  SetByForm,
  SiteField,
  Texts,
} from '@foyer/protocol'
import { newId } from './routing-edit.ts'

/** A text of one language; an empty one is not said, so that the product's own words stand again. */
export function withText(texts: Texts, tag: string, text: string): Texts {
  const { [tag]: _, ...others } = texts
  return text === '' ? others : { ...others, [tag]: text }
}

export function newField(taken: readonly SiteField[]): SiteField {
  return { id: freeId('field', taken), type: 'text', label: {}, required: false, options: [] }
}

export function newForm(name: string): SavedForm {
  return { id: newId(), name, text: {}, fields: [newField([])] }
}

/** A choice begins with two to choose from; what a type cannot fill in is not filled in by it. */
export function ofType(field: SiteField, type: FieldType): SiteField {
  const { sets, ...rest } = field
  const keeps = sets !== undefined && setsOf(type).includes(sets)
  const options = type === 'choice' && field.options.length === 0 ? newOptions(newOptions([])) : field.options
  return { ...rest, type, options, ...(keeps ? { sets } : {}) }
}

export function newOptions(options: SiteField['options']): SiteField['options'] {
  return [...options, { id: freeId('option', options), label: {} }]
}

/** What of the profile a field of this type can fill in. */
export function setsOf(type: FieldType): SetByForm[] {
  if (type === 'email' || type === 'phone') return [type]
  return type === 'text' ? ['name', 'company'] : []
}

/** Ids are never seen and never change: what was filled in is kept by them. */
function freeId(stem: string, taken: readonly { id: string }[]): string {
  let count = taken.length + 1
  while (taken.some(({ id }) => id === `${stem}-${count}`)) count += 1
  return `${stem}-${count}`
}

/** Every language that something is said in. */
export function formTags({ leave, preChat, consent, saved }: FormSettings): string[] {
  const forms = [leave, preChat, ...saved]
  const fields = forms.flatMap((form) => form.fields)
  const options = fields.flatMap((field) => field.options)
  const texts = [
    consent.text,
    ...forms.map(({ text }) => text),
    ...[...fields, ...options].map(({ label }) => label),
  ]
  return [...new Set(texts.flatMap((one) => Object.keys(one)))]
}

/** In the reader's language, else the site's, else whatever there is. */
export function textFor(texts: Texts, wanted: string | undefined, ofSite: string): string {
  const language = wanted?.split('-')[0]
  const near = Object.keys(texts).find((tag) => tag.split('-')[0] === language)
  const all = [
    texts[wanted ?? ''],
    near === undefined ? '' : texts[near],
    texts[ofSite],
    ...Object.values(texts),
  ]
  return all.find((text) => text !== undefined && text.trim() !== '')?.trim() ?? ''
}

/** A saved form as it is sent to a visitor who reads `wanted`. `wordOf` says what stands where nothing is said. */
export function asBody(
  { name, text, fields }: SavedForm,
  wanted: string | undefined,
  ofSite: string,
  wordOf: (id: Id) => string,
) {
  const say = (texts: Texts, id: string) => textFor(texts, wanted, ofSite) || wordOf(id)
  return {
    kind: 'form' as const,
    text: textFor(text, wanted, ofSite) || name,
    fields: fields.map(
      ({ id, label, type, required, options, sets }): FormField => ({
        id,
        label: say(label, id),
        type,
        ...(required ? { required } : {}),
        ...(type === 'choice'
          ? { options: options.map((one) => ({ id: one.id, label: say(one.label, one.id) })) }
          : {}),
        ...(sets === undefined ? {} : { sets }),
      }),
    ),
  }
}
