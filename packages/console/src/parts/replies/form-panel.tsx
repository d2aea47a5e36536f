/** The site's forms over the composer (CV-9): found by name, sent into the thread by one click or Enter. */
import type { SavedForm } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import { asBody, textFor } from '../../models/forms-edit.ts'
import type { OpenThread } from '../../models/open-thread.ts'
import type { ReplySources } from '../../models/reply-sources.ts'
import { writeRoute } from '../../models/route.ts'
import { fieldWord } from '../field-words.ts'
import { Icon } from '../icon.tsx'
import { OfferPanel } from './offer-panel.tsx'

export function FormPanel({ open, sources }: { open: OpenThread; sources: ReplySources }) {
  const { sites } = useConsole()
  const typed = useSignal('')
  // A colleague may have saved others since; those that are known are shown until then.
  useEffect(() => void sites.load(sources.site), [sources.site])
  const settings = sites.known(sources.site)
  const saved = settings?.forms.saved ?? []
  const wanted = typed.value.trim().toLocaleLowerCase(locale.value)
  const found = saved.filter(({ name }) => name.toLocaleLowerCase(locale.value).includes(wanted))
  const ofSite = settings?.locale ?? 'en'

  function send(form: SavedForm) {
    open.offering.value = null
    open.thread.post(asBody(form, open.visitor.peek()?.locale, ofSite, fieldWord))
    open.wantsFocus.value++
  }

  return (
    <OfferPanel
      open={open}
      label={t('offer.forms')}
      placeholder={t('sendForm.search')}
      hook="forms"
      typed={typed}
      items={found}
      keyOf={({ id }) => id}
      onTake={send}
      draw={({ name, fields }) => (
        <>
          <Icon name="form" size={15} />
          <span class="offer-text">
            <span class="offer-title">
              <bdi>{name}</bdi>
            </span>
            <span class="offer-preview" dir="auto">
              {fields
                .map(({ id, label }) => textFor(label, locale.value, ofSite) || fieldWord(id))
                .join(' · ')}
            </span>
          </span>
          <Icon name="send" size={14} />
        </>
      )}
      empty={t(saved.length === 0 ? 'sendForm.none' : 'sendForm.notFound')}
      foot={
        saved.length === 0 ? (
          <a
            class="offer-more"
            href={writeRoute({ screen: 'settings', site: sources.site, section: 'forms' })}
          >
            {t('sendForm.setUp')}
          </a>
        ) : undefined
      }
    />
  )
}
