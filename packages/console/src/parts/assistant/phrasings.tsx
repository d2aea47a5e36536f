/**
 * The other ways to ask an entry's question. It says how many there are and how many it takes to answer by
 * itself, and offers what visitors wrote; a paste of many lines is many phrasings.
 */
import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { t } from '../../locale.ts'
import { mostPhrasings, waysOf, waysWanted, withPhrasings } from '../../models/faq.ts'
import { Icon } from '../icon.tsx'
import { Ways } from './entry-row.tsx'

interface PhrasingsProps {
  question: string
  phrasings: string[]
  /** Visitors' own words that are nearest to this entry. */
  offered: string[]
  onChange: (phrasings: string[]) => void
}

/** From here on more ways make little difference. */
const plenty = 8

export function Phrasings({ question, phrasings, offered, onChange }: PhrasingsProps) {
  const id = useId()
  const typed = useSignal('')
  const isThere = useSignal(false)
  const list = useRef<HTMLUListElement>(null)
  const adder = useRef<HTMLInputElement>(null)
  const ways = waysOf({ question, phrasings })
  const isFull = phrasings.length >= mostPhrasings
  const fresh = offered.filter(
    (text) => withPhrasings({ question, phrasings }, [text]).length > phrasings.length,
  )

  function add(text: string) {
    const lines = text.split(/\r?\n/)
    const next = withPhrasings({ question, phrasings }, lines)
    isThere.value = text.trim() !== '' && next.length === phrasings.length
    if (next.length > phrasings.length) onChange(next)
    if (!isThere.peek()) typed.value = ''
  }

  function remove(at: number) {
    onChange(phrasings.toSpliced(at, 1))
    requestAnimationFrame(() => {
      const fields = list.current?.querySelectorAll<HTMLElement>('input')
      ;(fields?.[Math.max(0, at - 1)] ?? adder.current)?.focus()
    })
  }

  return (
    <fieldset class="phrasings" data-foyer="faq-phrasings">
      <legend class="field-label">{t('faq.phrasings')}</legend>
      <p class={ways < waysWanted ? 'ways-line is-few' : 'ways-line'} role="status" data-foyer="ways">
        <Ways count={ways} />
        {ways < waysWanted
          ? t('faq.waysMissing', { n: waysWanted - ways })
          : t(ways < plenty ? 'faq.waysEnough' : 'faq.waysPlenty', { n: ways })}
      </p>
      <ul ref={list}>
        {phrasings.map((phrasing, at) => (
          <li key={at}>
            <input
              class="input"
              aria-label={t('faq.phrasing', { n: at + 1 })}
              value={phrasing}
              maxLength={500}
              dir={phrasing === '' ? undefined : 'auto'}
              data-foyer="phrasing"
              onInput={(event) => onChange(phrasings.with(at, event.currentTarget.value))}
              onKeyDown={(event) => {
                if (event.isComposing) return
                if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
                  event.preventDefault()
                  adder.current?.focus()
                } else if (event.key === 'Backspace' && phrasing === '') {
                  event.preventDefault()
                  remove(at)
                }
              }}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={t('faq.phrasingRemove', { text: phrasing })}
              onClick={() => remove(at)}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
      {!isFull && (
        <div class="input-and-button">
          <input
            ref={adder}
            class="input"
            aria-label={t('faq.phrasingAdd')}
            aria-describedby={isThere.value ? `${id}-there` : undefined}
            placeholder={t('faq.phrasingAdd')}
            maxLength={500}
            dir={typed.value === '' ? undefined : 'auto'}
            value={typed.value}
            data-foyer="phrasing-add"
            onInput={(event) => {
              typed.value = event.currentTarget.value
              isThere.value = false
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return
              event.preventDefault()
              add(typed.peek())
            }}
            // What was typed and not confirmed is meant all the same.
            onBlur={() => add(typed.peek())}
            onPaste={(event) => {
              const text = event.clipboardData?.getData('text') ?? ''
              if (!text.trim().includes('\n')) return
              event.preventDefault()
              add(text)
            }}
          />
          <button
            type="button"
            class="button"
            disabled={typed.value.trim() === ''}
            onClick={() => {
              add(typed.peek())
              adder.current?.focus()
            }}
          >
            {t('add')}
          </button>
        </div>
      )}
      {isThere.value && (
        <p class="field-error" id={`${id}-there`} role="alert">
          <Icon name="warning" size={15} />
          <span>{t('faq.phrasingThere')}</span>
        </p>
      )}
      {fresh.length > 0 && !isFull && (
        <div class="offered" data-foyer="offered">
          <p class="field-hint">{t('faq.offered')}</p>
          <ul>
            {fresh.slice(0, 6).map((text) => (
              <li key={text}>
                <button type="button" class="offer" data-foyer="offer" onClick={() => add(text)}>
                  <Icon name="plus" size={13} />
                  <span class="hidden-label">{t('faq.offerAdd')} </span>
                  <bdi>{text}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p class="field-hint">{t('faq.phrasingsHint')}</p>
    </fieldset>
  )
}
