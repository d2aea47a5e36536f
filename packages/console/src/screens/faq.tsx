/** The FAQ of a site: the list at the start, one entry to edit beside it; on a phone one at a time. */
import '../styles/pages.css'
import '../styles/faq.css'
import { useEffect, useMemo } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { createFaq } from '../models/faq.ts'
import { FaqEditor } from '../parts/faq-editor.tsx'
import { FaqList } from '../parts/faq-list.tsx'
import { FaqStart } from '../parts/faq-start.tsx'
import { Icon } from '../parts/icon.tsx'
import { useSite } from '../parts/site-switch.tsx'
import { errorText } from '../parts/words.ts'

export function FaqScreen() {
  const { http, route, go } = useConsole()
  const at = route.value
  const wanted = at.screen === 'faq' ? at.site : null
  const chosen = at.screen === 'faq' ? at.entry : null
  const site = useSite(wanted)
  const faq = useMemo(() => createFaq(http, site), [site])
  useEffect(() => void faq.load(), [faq])

  const held = faq.entries.value
  const open = (entry: string | null) => go({ screen: 'faq', site, entry })
  const entries = held.state === 'ready' ? held.value : []
  const entry = entries.find(({ id }) => id === chosen) ?? null
  const isEditing = chosen === 'new' || entry !== null

  return (
    <main class={isEditing ? 'page faq has-entry' : 'page faq'} data-foyer="faq">
      <FaqList
        faq={faq}
        chosen={chosen}
        onOpen={open}
        onSwitch={(id) => go({ screen: 'faq', site: id, entry: null })}
      />
      <section class="page-main" aria-label={t('faq.entry')}>
        {isEditing ? (
          <FaqEditor key={`${site} ${entry?.id ?? 'new'}`} faq={faq} entry={entry} onOpen={open} />
        ) : held.state === 'loading' ? (
          <div class="empty" role="status" aria-label={t('loading')}>
            <span class="spinner" />
          </div>
        ) : held.state === 'failed' ? (
          <div class="empty">
            <h2>{t('faq.failed')}</h2>
            <p>{errorText(held.error)}</p>
            <button type="button" class="button" onClick={() => void faq.load()}>
              {t('retry')}
            </button>
          </div>
        ) : entries.length === 0 ? (
          <FaqStart faq={faq} onOpen={open} />
        ) : (
          <div class="empty">
            <span class="empty-art">
              <Icon name="faq" size={22} />
            </span>
            <h2>{t('faq.choose')}</h2>
            <p>{t('faq.chooseHint')}</p>
          </div>
        )}
      </section>
    </main>
  )
}
