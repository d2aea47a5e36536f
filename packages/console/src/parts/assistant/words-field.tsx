/** A list of words, each once: Enter or a comma adds, Backspace in the empty box takes the last one back. */
import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { t } from '../../locale.ts'
import { Icon } from '../icon.tsx'

interface WordsFieldProps {
  label: string
  hint: string
  words: string[]
  hook?: string
  onChange: (words: string[]) => void
}

/** What the server takes. */
const most = 100

export function WordsField({ label, hint, words, hook, onChange }: WordsFieldProps) {
  const id = useId()
  const typed = useSignal('')
  const input = useRef<HTMLInputElement>(null)

  function add(text: string) {
    const more = text.split(/[,،、\n]/).map((word) => word.trim())
    const next = [...new Set([...words, ...more.filter((word) => word !== '')])].slice(0, most)
    typed.value = ''
    if (next.length !== words.length) onChange(next)
  }

  return (
    <div class="field" data-foyer={hook}>
      <label for={id}>{label}</label>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the words means the box among them */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only leads to the box */}
      <div
        class="words-box"
        onClick={(event) => {
          if (event.target === event.currentTarget) input.current?.focus()
        }}
      >
        {words.map((word) => (
          <span key={word} class="word">
            <bdi>{word}</bdi>
            <button
              type="button"
              aria-label={t('words.remove', { word })}
              onClick={() => {
                onChange(words.filter((one) => one !== word))
                input.current?.focus()
              }}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          value={typed.value}
          maxLength={60}
          dir={typed.value === '' ? undefined : 'auto'}
          placeholder={t('words.add')}
          aria-describedby={`${id}-hint`}
          onInput={(event) => {
            const { value } = event.currentTarget
            if (/[,،、]/.test(value)) add(value)
            else typed.value = value
          }}
          onBlur={() => add(typed.peek())}
          onKeyDown={(event) => {
            if (event.isComposing || event.ctrlKey || event.metaKey) return
            if (event.key === 'Enter') {
              event.preventDefault()
              add(typed.peek())
            } else if (event.key === 'Backspace' && typed.peek() === '' && words.length > 0) {
              onChange(words.slice(0, -1))
            }
          }}
          onPaste={(event) => {
            const text = event.clipboardData?.getData('text') ?? ''
            if (!/[\n,]/.test(text)) return
            event.preventDefault()
            add(text)
          }}
        />
      </div>
      <p class="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  )
}
