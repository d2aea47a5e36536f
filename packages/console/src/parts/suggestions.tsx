/**
 * Answers that fit the visitor's newest message (AS-2), above the composer: how well and why, sent by one key or
 * click, or taken into the box to be changed first.
 */
import { toPlain } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { locale, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { Icon } from './icon.tsx'
import { isApple } from './keys.tsx'

export function Suggestions({ open }: { open: OpenThread }) {
  const percent = new Intl.NumberFormat(locale.value, { style: 'percent' })
  const suggestions = open.suggestions.value
  const unfolded = useSignal<string | null>(null)
  return (
    <section class="suggestions" aria-label={t('suggest.title')} data-foyer="suggestions">
      <header>
        <Icon name="spark" size={14} />
        <h3>{t('suggest.title')}</h3>
        <span class="suggest-keys" aria-hidden="true">
          {t('suggest.keys', { key: isApple ? '⌥' : 'Alt', shift: isApple ? '⇧' : 'Shift' })}
        </span>
        <button
          type="button"
          class="icon-button"
          aria-label={t('suggest.putAway')}
          data-foyer="suggest-away"
          onClick={() => open.putSuggestionsAway()}
        >
          <Icon name="close" size={14} />
        </button>
      </header>
      <ol>
        {suggestions.map(({ faq, question, score, answer, why }, at) => {
          const isLong = unfolded.value === faq
          return (
            <li key={faq} class="suggestion" data-foyer="suggestion">
              <kbd>{at + 1}</kbd>
              <button
                type="button"
                class="suggestion-text"
                aria-expanded={isLong}
                data-foyer="suggestion-more"
                onClick={() => {
                  unfolded.value = isLong ? null : faq
                }}
              >
                <span class="suggestion-question">
                  <bdi>{question}</bdi>
                  <span class="suggestion-score">
                    <span class="score" aria-hidden="true">
                      <i style={{ inlineSize: `${score * 100}%` }} />
                    </span>
                    {t('suggest.score', { score: percent.format(score) })}
                  </span>
                </span>
                <span class={isLong ? 'suggestion-answer is-long' : 'suggestion-answer'} dir="auto">
                  {toPlain(answer)}
                </span>
                {isLong && why !== '' && (
                  <span class="suggestion-why">
                    {t('suggest.why')} <bdi>{why}</bdi>
                  </span>
                )}
              </button>
              <button
                type="button"
                class="icon-button"
                aria-label={t('suggest.edit', { question })}
                title={t('edit')}
                data-foyer="suggestion-edit"
                onClick={() => open.useSuggestion(at, 'edit')}
              >
                <Icon name="edit" size={15} />
              </button>
              <button
                type="button"
                class="button"
                aria-label={t('suggest.send', { question })}
                aria-keyshortcuts={`Alt+${at + 1}`}
                data-foyer="suggestion-send"
                onClick={() => open.useSuggestion(at, 'send')}
              >
                {t('composer.send')}
              </button>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
