/** The site's products over the composer (IN-19): found by their words, sent as a card by one click or Enter. */
import type { Card, FoundProducts, ProtocolError } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { t } from '../../locale.ts'
import type { OpenThread } from '../../models/open-thread.ts'
import type { ReplySources } from '../../models/reply-sources.ts'
import { writeRoute } from '../../models/route.ts'
import { Icon } from '../icon.tsx'
import { errorText } from '../words.ts'
import { OfferPanel } from './offer-panel.tsx'

/** Milliseconds without a key before it is asked for. */
const patience = 150

export function ProductPanel({ open, sources }: { open: OpenThread; sources: ReplySources }) {
  const typed = useSignal('')
  const found = useSignal<FoundProducts['products'] | null>(null)
  const error = useSignal<ProtocolError | null>(null)

  useEffect(() => {
    let isLate = false
    const timer = setTimeout(async () => {
      const answer = await sources.verbs.products(typed.peek())
      // A later key has asked for something else.
      if (isLate) return
      error.value = answer.ok ? null : answer.error
      if (answer.ok) found.value = answer.value.products
    }, patience)
    return () => {
      isLate = true
      clearTimeout(timer)
    }
  }, [typed.value])

  function send(card: Card) {
    open.offering.value = null
    open.thread.post({ kind: 'card', card })
    open.wantsFocus.value++
  }

  const nothing =
    error.value !== null
      ? errorText(error.value)
      : found.value === null
        ? t('loading')
        : typed.value === ''
          ? t('products.none')
          : t('products.notFound')
  return (
    <OfferPanel
      open={open}
      label={t('offer.products')}
      placeholder={t('products.search')}
      hook="products"
      typed={typed}
      items={error.value === null ? (found.value ?? []) : []}
      keyOf={({ id }) => id}
      onTake={({ card }) => send(card)}
      draw={({ card }) => <Line card={card} />}
      empty={nothing}
      foot={
        found.value?.length === 0 && typed.value === '' ? (
          <a
            class="offer-more"
            href={writeRoute({ screen: 'settings', site: sources.site, section: 'replies' })}
          >
            {t('products.setUp')}
          </a>
        ) : undefined
      }
    />
  )
}

/** Without its picture: the console asks nobody but its own server for anything. */
function Line({ card }: { card: Card }) {
  return (
    <>
      <Icon name="bag" size={15} />
      <span class="offer-text">
        <span class="offer-title">
          <bdi>{card.title}</bdi>
          {card.price !== undefined && <bdi class="offer-price">{card.price}</bdi>}
        </span>
        {card.text !== undefined && (
          <span class="offer-preview" dir="auto">
            {card.text}
          </span>
        )}
      </span>
      <Icon name="send" size={14} />
    </>
  )
}
