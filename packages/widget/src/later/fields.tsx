/**
 * A form's fields: asked with what is wrong said beside each, or shown as they were filled in. What was typed is told
 * to whoever keeps it with every key. Shared by what asks before a conversation and what asks in it.
 */
import { cleanName, type FormField, ownOf } from '@foyer/protocol'
import { Component, createRef, type TargetedSubmitEvent, type VNode } from 'preact'
import type { Texts } from '../locales/texts.ts'
import { Icon, icons } from '../panel/icons.tsx'
import { RichText } from '../panel/rich.tsx'

export type Values = Record<string, string>

export interface FieldsProps {
  t: Texts
  /** Begins the ids of its fields. */
  name: string
  text: string
  fields: FormField[]
  values: Values
  /** What the server said, and of which field; `id` empty: of none in particular. */
  refused?: { id: string; text: string }
  action: string
  /** Such as `image/*`; what a field of files takes. */
  accept?: string
  onType(values: Values): void
  onSend(values: Values, files: File[]): void
}

interface State {
  values: Values
  files: Record<string, File[]>
  wrong: Record<string, string>
}

const inputs: Partial<Record<FormField['type'], [type: string, mode?: string]>> = {
  email: ['email'],
  phone: ['tel'],
  number: ['text', 'decimal'],
  date: ['date'],
}
const autocomplete = { name: 'name', email: 'email', phone: 'tel', company: 'organization' } as const

export class Fields extends Component<FieldsProps, State> {
  override state: State = { values: this.props.values, files: {}, wrong: {} }
  #form = createRef<HTMLFormElement>()

  #set = (id: string, value: string) => {
    const values = { ...this.state.values, [id]: value }
    this.setState({ values, wrong: { ...this.state.wrong, [id]: '' } })
    this.props.onType(values)
  }

  #send = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { t, fields, onSend } = this.props
    const { values, files } = this.state
    const wrong = Object.fromEntries(
      fields.flatMap((field) => {
        const why =
          field.type === 'files'
            ? field.required && !ownOf(files, field.id)?.length && t.fieldNeeded
            : problemOf(field, ownOf(values, field.id)?.trim() ?? '', t)
        return why ? [[field.id, why]] : []
      }),
    )
    this.setState({ wrong }, () =>
      this.#form.current!.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    )
    if (Object.keys(wrong).length > 0) return
    const asked = fields.filter(({ id }) => ownOf(values, id)?.trim())
    onSend(Object.fromEntries(asked.map(({ id }) => [id, values[id]!.trim()])), Object.values(files).flat())
  }

  render({ t, name, text, fields, refused, action, accept }: FieldsProps, { values, files, wrong }: State) {
    return (
      <form ref={this.#form} part="form" noValidate onSubmit={this.#send}>
        {text && <RichText text={text} />}
        {fields.map((field, at) => {
          const id = `${name}-${at}`
          const why = ownOf(wrong, field.id) || (refused?.id === field.id && refused.text)
          const shared = {
            id,
            required: field.required,
            'aria-invalid': why ? ('true' as const) : undefined,
            'aria-describedby': why ? `${id}-why` : undefined,
          }
          return (
            <div key={field.id} part="field" data-type={field.type}>
              <label for={id}>
                <span dir="auto">{field.label}</span>
                {!field.required && field.type !== 'checkbox' && <small> {t.optional}</small>}
              </label>
              <Control
                field={field}
                t={t}
                shared={shared}
                value={ownOf(values, field.id) ?? ''}
                accept={accept}
                files={ownOf(files, field.id) ?? []}
                onValue={(value) => this.#set(field.id, value)}
                onFiles={(list) => this.setState({ files: { ...files, [field.id]: list }, wrong: {} })}
              />
              {why && (
                <p id={`${id}-why`} class="why" role="alert">
                  {why}
                </p>
              )}
            </div>
          )
        })}
        {refused && !refused.id && (
          <p class="why" role="alert">
            {refused.text}
          </p>
        )}
        <button type="submit" part="form-send" class="main">
          {action}
        </button>
      </form>
    )
  }
}

interface ControlProps {
  field: FormField
  t: Texts
  shared: { id: string }
  value: string
  accept: string | undefined
  files: File[]
  onValue(value: string): void
  onFiles(files: File[]): void
}

function Control({ field, t, shared, value, accept, files, onValue, onFiles }: ControlProps): VNode {
  const { type, options, sets } = field
  const typed = {
    ...shared,
    value,
    dir: value ? 'auto' : undefined,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      onValue(currentTarget.value),
  } as const
  if (type === 'longText') return <textarea {...typed} rows={4} />
  if (type === 'choice' && options)
    return (
      <select {...shared} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        <option value="">{t.choose}</option>
        {options.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    )
  if (type === 'checkbox')
    return (
      <input
        {...shared}
        type="checkbox"
        checked={value === 'true'}
        onChange={(event) => onValue(event.currentTarget.checked ? 'true' : '')}
      />
    )
  if (type === 'files')
    return (
      <span class="files">
        <input
          {...shared}
          type="file"
          multiple
          accept={accept}
          onChange={(event) => onFiles([...(event.currentTarget.files ?? [])])}
        />
        {/* The browser's own button speaks the browser's language. */}
        <label for={shared.id}>
          <Icon path={icons.attach} />
          <bdi>{files.map(({ name }) => cleanName(name)).join(', ') || t.attach}</bdi>
        </label>
      </span>
    )
  const [kind = 'text', mode] = inputs[type] ?? []
  return (
    <input
      {...typed}
      {...{ type: kind as 'text', inputMode: mode as 'decimal' }}
      autocomplete={sets && autocomplete[sets]}
    />
  )
}

/** The server asks the same; here it is said at once, in the visitor's words. */
export function problemOf({ type, required }: FormField, value: string, t: Texts): string | false {
  if (value === '') return required ? (type === 'checkbox' ? t.tickNeeded : t.fieldNeeded) : false
  if (type === 'email') return !/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(value) && t.fieldEmail
  const odd =
    (type === 'phone' && !/^\+?[\d ()./-]{3,40}$/.test(value)) ||
    (type === 'number' && !/^[+-]?(\d{1,15}([.,]\d{1,10})?|[.,]\d{1,10})$/.test(value))
  return odd && t.fieldWrong
}

/** What the visitor said, for reading: a choice by its name, a day as the language writes it. */
export function sayValue({ type, options }: FormField, value: string, t: Texts, tag: string): string {
  if (type === 'checkbox') return value ? t.yes : t.no
  if (type === 'date') return new Intl.DateTimeFormat(tag, { timeZone: 'UTC' }).format(new Date(value))
  return options?.find(({ id }) => id === value)?.label ?? value
}

/** As it was filled in; fields that were left empty are left out. */
export function Filled(props: { fields: FormField[]; values: Values; t: Texts; tag: string }): VNode {
  const { fields, values, t, tag } = props
  return (
    <dl part="filled">
      {fields.map((field) => {
        const value = ownOf(values, field.id)
        return value ? (
          <div key={field.id}>
            <dt dir="auto">{field.label}</dt>
            <dd dir="auto">{sayValue(field, value, t, tag)}</dd>
          </div>
        ) : null
      })}
    </dl>
  )
}
