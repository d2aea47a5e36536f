/** A long text in the Markdown subset, with buttons for those who do not know its signs. */
import { useId, useRef } from 'preact/hooks'
import { type MessageKey, t } from '../locale.ts'
import { type Mark, mark } from '../models/text-marks.ts'
import { FieldNote } from './field.tsx'
import { Icon, type IconName } from './icon.tsx'

interface TextEditorProps {
  label: string
  value: string
  onInput: (value: string) => void
  error?: string | null
  hint?: string
  placeholder?: string
  hook?: string
}

const tools: { as: Mark; icon: IconName; label: MessageKey }[] = [
  { as: 'bold', icon: 'bold', label: 'text.bold' },
  { as: 'italic', icon: 'italic', label: 'text.italic' },
  { as: 'code', icon: 'code', label: 'text.code' },
  { as: 'link', icon: 'link', label: 'text.link' },
  { as: 'list', icon: 'list', label: 'text.list' },
]

export function TextEditor({ label, value, onInput, error, hint, placeholder, hook }: TextEditorProps) {
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)

  function apply(as: Mark) {
    const element = area.current
    if (element === null) return
    const marked = mark(element.value, element.selectionStart, element.selectionEnd, as)
    onInput(marked.text)
    element.focus()
    requestAnimationFrame(() => element.setSelectionRange(marked.from, marked.to))
  }

  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="text-editor">
        <div class="text-tools" role="toolbar" aria-label={t('text.tools')}>
          {tools.map(({ as, icon, label: name }) => (
            <button
              key={as}
              type="button"
              class="icon-button"
              aria-label={t(name)}
              title={t(name)}
              onClick={() => apply(as)}
            >
              <Icon name={icon} size={15} />
            </button>
          ))}
        </div>
        <textarea
          ref={area}
          id={id}
          class="input"
          dir={value === '' ? undefined : 'auto'}
          maxLength={10_000}
          value={value}
          placeholder={placeholder}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || hint ? `${id}-more` : undefined}
          data-foyer={hook}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      </div>
      <FieldNote id={`${id}-more`} error={error} hint={hint} />
    </div>
  )
}
