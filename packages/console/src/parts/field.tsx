/** Labelled fields: text, long text, choice, switch. What is wrong is said beside the field and tied to it. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'

interface FieldProps {
  label: string
  value: string
  onInput: (value: string) => void
  hint?: ComponentChildren
  error?: string | null | undefined
  type?: 'text' | 'email' | 'password' | 'url' | 'number'
  name?: string
  autocomplete?: string
  placeholder?: string
  isRequired?: boolean
  isLong?: boolean
  hasFocus?: boolean
  minLength?: number
  maxLength?: number
  min?: number
  max?: number
  list?: string
  dir?: 'auto' | 'ltr'
  hook?: string
}

export function Field(props: FieldProps) {
  const { label, value, onInput, hint, error, type = 'text', isLong = false, dir = 'auto' } = props
  const id = useId()
  const shared = {
    id,
    class: 'input',
    value,
    name: props.name,
    placeholder: props.placeholder,
    required: props.isRequired,
    minLength: props.minLength,
    maxLength: props.maxLength,
    autofocus: props.hasFocus,
    // Empty, a field has no direction of its own: then the language's counts.
    dir: dir === 'auto' && value === '' ? undefined : dir,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error || hint ? `${id}-more` : undefined,
    'data-foyer': props.hook,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      onInput(event.currentTarget.value),
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {isLong ? (
        <textarea {...shared} />
      ) : (
        <input
          {...shared}
          // The types of elements tie each type of input to a role of its own; `list` goes with all of ours.
          type={type as 'text'}
          autocomplete={props.autocomplete ?? 'off'}
          min={props.min}
          max={props.max}
          list={props.list}
          spellcheck={type === 'text' && dir === 'auto'}
        />
      )}
      <FieldNote id={`${id}-more`} error={error} hint={hint} />
    </div>
  )
}

export function FieldNote({
  id,
  error,
  hint,
}: {
  id?: string
  error?: string | null | undefined
  hint?: ComponentChildren
}) {
  if (error) {
    return (
      <p class="field-error" id={id} role="alert">
        <Icon name="warning" size={15} />
        <span>{error}</span>
      </p>
    )
  }
  return hint ? (
    <p class="field-hint" id={id}>
      {hint}
    </p>
  ) : null
}

/** Several controls that are one field. */
export function FieldGroup({
  label,
  hook,
  children,
}: {
  label: string
  hook?: string
  children: ComponentChildren
}) {
  return (
    <fieldset class="field field-group" data-foyer={hook}>
      <legend class="field-label">{label}</legend>
      {children}
    </fieldset>
  )
}

interface SwitchProps {
  label: string
  hint?: ComponentChildren
  isOn: boolean
  onChange: (isOn: boolean) => void
  hook?: string
}

export function Switch({ label, hint, isOn, onChange, hook }: SwitchProps) {
  const id = useId()
  return (
    <label class="switch-row" for={id}>
      <span class="switch-text">
        <span class="field-label">{label}</span>
        {hint && (
          <span class="field-hint" id={`${id}-hint`}>
            {hint}
          </span>
        )}
      </span>
      <input
        id={id}
        type="checkbox"
        role="switch"
        class="switch"
        checked={isOn}
        aria-checked={isOn}
        aria-describedby={hint ? `${id}-hint` : undefined}
        data-foyer={hook}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  )
}

interface SegmentsProps<T extends string> {
  label: string
  value: T
  options: { value: T; label: ComponentChildren }[]
  onChange: (value: T) => void
  hint?: string
  error?: string | null
  hook?: string
}

/** A choice of a few, all in sight. */
export function Segments<T extends string>({
  label,
  value,
  options,
  onChange,
  hint,
  hook,
}: SegmentsProps<T>) {
  const name = useId()
  return (
    <div
      class="field"
      role="radiogroup"
      aria-labelledby={`${name}-label`}
      aria-describedby={hint ? `${name}-hint` : undefined}
      data-foyer={hook}
    >
      <span class="field-label" id={`${name}-label`}>
        {label}
      </span>
      <div>
        <div class="segments">
          {options.map((option) => (
            <label key={option.value}>
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={option.value === value}
                onChange={() => onChange(option.value)}
              />
              {option.label}
            </label>
          ))}
        </div>
      </div>
      {hint && (
        <p class="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

export function Select<T extends string>({
  label,
  value,
  options,
  onChange,
  hint,
  error,
  hook,
}: SegmentsProps<T>) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-more` : undefined}
        data-foyer={hook}
        onChange={(event) => onChange(event.currentTarget.value as T)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldNote id={`${id}-more`} error={error} hint={hint} />
    </div>
  )
}
