/**
 * FAQ questions offered while one types (WG-8): over the thread, by arrow keys, Enter and Escape, or by touch.
 * Enter sends unless an arrow key has picked one; a pick shows its answer in place and keeps what was typed.
 */
import type { FaqItem } from '@foyer/protocol'
import type { TargetedKeyboardEvent, VNode } from 'preact'
import { plural } from '../locales/texts.ts'
import { Icon, icons } from '../panel/icons.tsx'
import type { Hint, Model } from '../panel/model.ts'
import { RichText } from '../panel/rich.tsx'
import css from './ahead.css?inline'
import { createAhead } from './match-ahead.ts'

export { css }

/** Pixels up to which the field is one line: there the arrow up has nowhere else to go. */
const oneLine = 48

const finders = new WeakMap<readonly FaqItem[], ReturnType<typeof createAhead>>()

/** Nothing more for this text: it was looked at, or is not wanted. */
const enough: Hint = { entries: [], at: -1, entry: null }

export function suggest(m: Model): void {
  const { faq } = m.dress.peek().config
  const { hint, client, draft } = m
  const now = hint.peek()
  // With a person one talks; and what was closed stays closed until one begins anew.
  if (now?.entry || now === enough || client.conversation.peek().head.peek()?.handler === 'agent') return
  const find = finders.get(faq) ?? createAhead(faq)
  finders.set(faq, find)
  const entries = find(draft.peek())
  hint.value = entries.length > 0 ? { ...enough, entries } : null
}

function pick(m: Model, entry: FaqItem): void {
  m.picked.add(entry.id)
  m.hint.value = { ...enough, entry }
}

export function steer(m: Model, event: TargetedKeyboardEvent<HTMLTextAreaElement>): boolean {
  const hint = m.hint.peek()
  if (!hint || event.isComposing || event.keyCode === 229) return false
  const { entries, at, entry } = hint
  const { key, shiftKey, currentTarget: field } = event
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  const isLast = field.selectionStart === field.value.length
  if (key === 'Escape' && (entry || entries.length > 0)) m.hint.value = enough
  else if (key === 'Enter' && at >= 0 && !shiftKey) pick(m, entries[at]!)
  else if (
    step &&
    entries.length > 0 &&
    (at >= 0 || (isLast && (step > 0 || field.offsetHeight < oneLine)))
  ) {
    const places = entries.length + 1
    m.hint.value = { ...hint, at: ((at + 1 + step + places) % places) - 1 }
  } else return false
  event.preventDefault()
  return true
}

interface HintsProps {
  m: Model
  hint: Hint
  /** Back to the field. */
  onClose(): void
}

export function Hints({ m, hint, onClose }: HintsProps): VNode | null {
  const t = m.texts.value
  const { tag } = m.dress.value
  const { entries, at, entry } = hint
  const close = () => {
    m.hint.value = enough
    onClose()
  }
  // The field keeps the focus, and a phone its keyboard.
  const stay = (event: MouseEvent) => event.preventDefault()
  const cross = (
    <button type="button" class="round" aria-label={t.close} onMouseDown={stay} onClick={close}>
      <Icon path={icons.close} />
    </button>
  )
  if (entry)
    return (
      <section
        part="hint-answer"
        aria-label={entry.question}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          close()
        }}
      >
        <div class="top">
          <b dir="auto">{entry.question}</b>
          {cross}
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <div class="scroll rich" role="status" tabIndex={0}>
          <RichText text={entry.answer} />
        </div>
        <button
          type="button"
          part="option"
          onMouseDown={stay}
          onClick={() => {
            m.write('')
            onClose()
          }}
        >
          {t.solved}
        </button>
      </section>
    )
  if (entries.length === 0) return null
  const title = plural(t.matches, entries.length, tag)
  return (
    <div part="hints">
      <div class="top">
        <span role="status">{title}</span>
        {cross}
      </div>
      <div role="listbox" id="hints" aria-label={title}>
        {entries.map((item, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and steers
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={item.id}
            part="hint"
            role="option"
            id={`hint${place}`}
            aria-selected={place === at}
            dir="auto"
            onMouseDown={stay}
            onClick={() => pick(m, item)}
          >
            {item.question}
          </div>
        ))}
      </div>
    </div>
  )
}
