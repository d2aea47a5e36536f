/** What a site's forms must be, beyond their types. Each refusal points at the field. Pure. */
import { type FormSettings, formLimits, type ProtocolError, type SiteField } from '@foyer/protocol'
import { textsProblem } from '../assistant-rules.ts'
import { type Some, wrong } from '../rule-words.ts'
import { fieldsProblem } from './fields.ts'
import { knownFields } from './words.ts'

/** Each of the four may be in part; lists within are taken whole. */
export type FormsPatch = { [K in keyof FormSettings]?: Some<FormSettings[K]> | undefined }

type Wrong = { error: ProtocolError } | null

/** Nothing is asked until the site says so; what is then asked is what an answer needs. */
export function defaultForms(): FormSettings {
  return {
    leave: {
      when: 'never',
      text: {},
      fields: [
        { ...usual('name'), sets: 'name' },
        { ...usual('email', 'email', true), sets: 'email' },
        usual('message', 'longText', true),
        usual('files', 'files'),
      ],
    },
    preChat: {
      isOn: false,
      text: {},
      fields: [
        { ...usual('name', 'text', true), sets: 'name' },
        { ...usual('email', 'email'), sets: 'email' },
      ],
    },
    consent: { isOn: false, isStrict: false, text: {} },
    saved: [],
  }
}

function usual(id: string, type: SiteField['type'] = 'text', required = false): SiteField {
  return { id, type, label: {}, required, options: [] }
}

export function patchForms(before: FormSettings, patch: FormsPatch = {}): FormSettings {
  return {
    leave: { ...before.leave, ...patch.leave },
    preChat: { ...before.preChat, ...patch.preChat },
    consent: { ...before.consent, ...patch.consent },
    saved: (patch.saved as FormSettings['saved'] | undefined) ?? before.saved,
  }
}

export function formsProblem({ leave, preChat, consent, saved }: FormSettings): Wrong {
  for (const [name, form] of Object.entries({ leave, preChat })) {
    const problem = formProblem(form, `/forms/${name}`, name === 'leave')
    if (problem !== null) return problem
  }
  if (leave.when !== 'never' && leave.fields.every(({ type }) => type === 'files')) {
    return wrong('/forms/leave/fields', 'A form needs a field to write in.')
  }
  if (preChat.isOn && preChat.fields.length === 0) {
    return wrong('/forms/preChat/fields', 'A form needs a field.')
  }
  for (const [index, form] of saved.entries()) {
    const at = `/forms/saved/${index}`
    if (form.name.trim() === '') return wrong(`${at}/name`, 'A form needs a name: agents read it.')
    if (saved.findIndex(({ id }) => id === form.id) !== index)
      return wrong(`${at}/id`, 'This id stands twice.')
    if (form.fields.length === 0) return wrong(`${at}/fields`, 'A form needs a field.')
    const problem = formProblem(form, at, false)
    if (problem !== null) return problem
  }
  return textsProblem('/forms/consent/text', consent.text)
}

function formProblem(
  form: { text: Record<string, string>; fields: SiteField[] },
  at: string,
  takesFiles: boolean,
): Wrong {
  const { fields } = form
  for (const [index, field] of fields.entries()) {
    const problem = fieldProblem(field, `${at}/fields/${index}`, takesFiles)
    if (problem !== null) return problem
  }
  const problem = fieldsProblem(fields, `${at}/fields`)
  if (problem !== null) return problem
  return textsProblem(`${at}/text`, form.text)
}

function fieldProblem({ id, type, label, options }: SiteField, at: string, takesFiles: boolean): Wrong {
  if (type === 'files' && !takesFiles) return wrong(`${at}/type`, 'Only a left message takes files.')
  const hasLabel = Object.values(label).some((text) => text.trim() !== '')
  if (!hasLabel && !(knownFields as readonly string[]).includes(id)) {
    return wrong(`${at}/label`, 'A field needs a name.')
  }
  if (options.length > formLimits.options) return wrong(`${at}/options`, `At most ${formLimits.options}.`)
  for (const [index, option] of options.entries()) {
    const problem = textsProblem(`${at}/options/${index}/label`, option.label)
    if (problem !== null) return problem
  }
  return textsProblem(`${at}/label`, label)
}
