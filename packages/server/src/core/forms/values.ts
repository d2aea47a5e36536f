/** What a form's fields let through. The first that is wrong is named by a JSON Pointer. Pure. */
import { type FormField, formLimits, limits, ownOf, type ProtocolError } from '@foyer/protocol'
import { readAddress } from '../mail/addresses.ts'
import { pointer } from '../rule-words.ts'

/** Values in their one spelling, empty ones left out; or what is wrong. `at` is where they stand in the frame. */
export function readValues(
  fields: readonly FormField[],
  given: Record<string, string>,
  at = '/values',
): { ok: Record<string, string> } | { error: ProtocolError } {
  const bad = (id: string, message: string) =>
    ({ error: { code: 'bad_request', message, path: `${at}/${pointer(id)}` } }) as const
  const unknown = Object.keys(given).find((id) => !fields.some((field) => field.id === id))
  if (unknown !== undefined) return bad(unknown, 'The form has no such field.')
  const values: Record<string, string> = {}
  for (const field of fields) {
    // What is chosen as a file comes as a message of its own, after the form.
    if (field.type === 'files') continue
    const value = tidy(field, ownOf(given, field.id) ?? '')
    if (value === '') {
      if (field.required === true) return bad(field.id, 'This field is needed.')
      continue
    }
    const problem = valueProblem(field, value)
    if (problem !== null) return bad(field.id, problem)
    values[field.id] = value
  }
  return { ok: values }
}

function tidy({ type }: FormField, given: string): string {
  const value = given.trim()
  if (type === 'checkbox') return value === 'true' ? value : ''
  return type === 'longText' ? value : value.replace(/\s+/g, ' ')
}

function valueProblem({ type, options }: FormField, value: string): string | null {
  const most = type === 'longText' ? limits.text : formLimits.value
  if ([...value].length > most) return `At most ${most} characters.`
  switch (type) {
    case 'email':
      return readAddress(value) === null ? 'This is no e-mail address.' : null
    case 'phone':
      return /^\+?[\d ()./-]{3,40}$/.test(value) ? null : 'A phone number has digits.'
    case 'number':
      return /^[+-]?(\d{1,15}([.,]\d{1,10})?|[.,]\d{1,10})$/.test(value) ? null : 'This is no number.'
    case 'date':
      return isDate(value) ? null : 'A date is written as 2026-12-31.'
    case 'choice':
      return options === undefined || options.some(({ id }) => id === value)
        ? null
        : 'There is no such choice.'
    default:
      return null
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
