/**
 * Translates what stands in the box before it is sent (IN-9): into the visitor's language, or one that is chosen. The
 * translation can be edited; what was written is kept beside it for agents, and can be put back.
 */
import { useSignal } from '@preact/signals'
import { useConsole } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import type { OpenThread } from '../../models/open-thread.ts'
import type { ReplySources } from '../../models/reply-sources.ts'
import { isSameLanguage, translationsOf } from '../../models/translation.ts'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { localeName } from '../site-locales.ts'
import { errorText } from '../words.ts'

const languages = [
  'en',
  'zh',
  'pl',
  'id',
  'de',
  'fr',
  'es',
  'pt-BR',
  'ja',
  'ar',
  'it',
  'nl',
  'tr',
  'uk',
  'ru',
  'ko',
]

export function TranslateReply({ open, sources }: { open: OpenThread; sources: ReplySources }) {
  const { notices, storage } = useConsole()
  const isBusy = useSignal(false)
  const translations = translationsOf(storage)
  const visitors = open.visitor.value?.locale
  const isAlways = translations.always.value.includes(open.id)
  const own = visitors === undefined || isSameLanguage(visitors, locale.value) ? null : visitors
  const choices = [...new Set([...(own === null ? [] : [own]), ...languages])]

  async function translate(to: string) {
    const text = open.text.peek()
    if (text.trim() === '' || isBusy.peek()) {
      if (text.trim() === '') notices.tell(t('translate.empty'))
      return
    }
    isBusy.value = true
    const answer = await sources.verbs.translate({ text: open.original.peek() ?? text, to })
    isBusy.value = false
    // Whoever has typed on meanwhile keeps what was typed.
    if (open.text.peek() !== text) return
    if (!answer.ok) return notices.tell(errorText(answer.error), 'danger')
    open.original.value ??= text
    open.text.value = answer.value.text
    open.wantsFocus.value++
  }

  return (
    <>
      <Menu
        label={t('translate.reply')}
        hook="translate-reply"
        placement="above at-start"
        button={isBusy.value ? <span class="spinner is-small" /> : <Icon name="translate" />}
      >
        <div class="menu-title">{t('translate.replyInto')}</div>
        <div class="menu-scroll">
          {choices.map((tag) => (
            <MenuItem key={tag} hook={`translate-to-${tag}`} onChoose={() => void translate(tag)}>
              {localeName(tag)}
              {tag === own && <span class="end">{t('translate.visitors')}</span>}
            </MenuItem>
          ))}
        </div>
        <div class="menu-rule" />
        <MenuItem
          isChecked={isAlways}
          hook="translate-always"
          onChoose={() => translations.setAlways(open.id, !isAlways)}
        >
          {t('translate.always')}
        </MenuItem>
      </Menu>
      {open.original.value !== null && (
        <div class="composer-original" data-foyer="composer-original">
          <span>{t('message.original')}: </span>
          <bdi>{open.original.value}</bdi>
          <button
            type="button"
            class="translate"
            onClick={() => {
              open.text.value = open.original.peek() ?? ''
              open.original.value = null
              open.wantsFocus.value++
            }}
          >
            {t('translate.putBack')}
          </button>
        </div>
      )}
    </>
  )
}
