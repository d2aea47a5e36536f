/** Under a visitor's message: the way to have it in one's own language, and what it says there (IN-9). */
import type { Message } from '@foyer/client'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import type { OpenThread } from '../../models/open-thread.ts'
import { isSameLanguage, translationsOf } from '../../models/translation.ts'
import { Icon } from '../icon.tsx'
import { localeName } from '../site-locales.ts'
import { errorText } from '../words.ts'
import { useSources } from './use-offers.ts'

export function Translation({ open, message }: { open: OpenThread; message: Message }) {
  const { storage } = useConsole()
  const sources = useSources(open)
  const translations = translationsOf(storage)
  const text = 'text' in message.body ? message.body.text : ''
  const name = `${open.id} ${message.key} ${locale.value} ${text}`
  const shown = translations.of(name).value
  const isAlways = translations.always.value.includes(open.id)
  const show = () => {
    if (sources !== null) void translations.show(name, text, locale.peek(), sources.verbs)
  }

  useEffect(() => {
    if (isAlways && message.seq !== null) show()
  }, [isAlways, name])

  if (shown.state === 'off') {
    return (
      <button type="button" class="translate" data-foyer="translate" onClick={show}>
        <Icon name="translate" size={13} />
        {t('translate')}
      </button>
    )
  }
  if (shown.state === 'waiting') {
    return (
      <p class="translation" role="status" data-foyer="translation">
        {t('translate.waiting')}
      </p>
    )
  }
  if (shown.state === 'failed') {
    return (
      <p class="translation is-failed" role="alert" data-foyer="translation">
        {errorText(shown.error)}
        <button
          type="button"
          class="translate"
          onClick={() => {
            translations.hide(name)
            show()
          }}
        >
          {t('retry')}
        </button>
      </p>
    )
  }
  const isSame = shown.from !== '' && isSameLanguage(shown.from, locale.value)
  return (
    <div class="translation" data-foyer="translation">
      <p class="translation-about">
        <Icon name="translate" size={13} />
        {isSame
          ? t('translate.same')
          : shown.from === ''
            ? t('translate.done')
            : t('translate.from', { language: localeName(shown.from) })}
        <button type="button" class="translate" onClick={() => translations.hide(name)}>
          {t('translate.hide')}
        </button>
      </p>
      {!isSame && (
        <p class="translation-text" dir="auto">
          {shown.text}
        </p>
      )}
    </div>
  )
}
