/** A value that turns into a field where it stands: Enter or leaving saves, Escape does not. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../../locale.ts'
import { Icon } from '../icon.tsx'

interface EditableProps {
  label: string
  value: string
  limit: number
  hook: string
  dir?: 'auto' | 'ltr'
  isLong?: boolean
  className?: string
  /** True once it is saved; false keeps the field open with what was typed. */
  save: (value: string) => Promise<boolean>
  /** How the value is shown; itself unless said. */
  children?: ComponentChildren
}

export function Editable({
  label,
  value,
  limit,
  hook,
  dir = 'auto',
  isLong = false,
  className = '',
  save,
  children,
}: EditableProps) {
  const isEditing = useSignal(false)
  const isSaving = useRef(false)
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useLayoutEffect(() => {
    if (!isEditing.value) return
    input.current?.focus()
    if (!isLong) input.current?.select()
  }, [isEditing.value])

  function stop(returns: boolean) {
    isEditing.value = false
    if (returns) requestAnimationFrame(() => button.current?.focus())
  }

  async function finish(returns: boolean) {
    // Enter takes the field away, which blurs it: once is enough.
    if (!isEditing.peek() || isSaving.current) return
    const typed = input.current?.value.trim() ?? ''
    if (typed === value) return stop(returns)
    isSaving.current = true
    const isSaved = await save(typed)
    isSaving.current = false
    if (isSaved) stop(returns)
    else input.current?.focus()
  }

  if (!isEditing.value) {
    return (
      <button
        ref={button}
        type="button"
        class={`editable ${value === '' ? 'is-empty' : ''} ${className}`}
        aria-label={value === '' ? t('field.add', { label }) : t('field.edit', { label, value })}
        data-foyer={hook}
        onClick={() => {
          isEditing.value = true
        }}
      >
        {value === '' ? <span>{t('field.none')}</span> : (children ?? <bdi dir={dir}>{value}</bdi>)}
        <Icon name="edit" size={13} />
      </button>
    )
  }
  const shared = {
    ref: input,
    class: 'input',
    defaultValue: value,
    maxLength: limit,
    dir: dir === 'auto' && value === '' ? undefined : dir,
    'aria-label': label,
    'data-foyer': `${hook}-input`,
    onBlur: () => void finish(false),
    onKeyDown: (event: KeyboardEvent) => {
      event.stopPropagation()
      if (event.key === 'Escape') stop(true)
      else if (event.key === 'Enter' && !event.isComposing && (!isLong || event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        void finish(true)
      }
    },
  }
  return isLong ? <textarea {...shared} rows={4} /> : <input {...shared} autocomplete="off" />
}
