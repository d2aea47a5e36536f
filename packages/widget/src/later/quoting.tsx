/** Quoting (CV-8): a quote, the strip over the composer, the way to the original; and what else can be done. */
import type { Message } from '@foyer/client'
import type { Body, Seq } from '@foyer/protocol'
import type { VNode } from 'preact'
import { fill, type Texts } from '../locales/texts.ts'
import { actorName } from '../panel/header.tsx'
import { Icon, icons } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { rich } from '../panel/rich.tsx'
import css from './quoting.css?inline'

export { Editor, editedIn, openMenu, Tools } from './deeds.tsx'
export { css }

interface QuoteProps {
  m: Model
  quote: NonNullable<Message['quote']>
  onJump(seq: Seq): void
}

const saidIn = (body: Body, t: Texts): string => (body.kind === 'deleted' ? t.deleted : rich().textOf(body))

export function QuoteStrip({ m }: { m: Model }): VNode | null {
  const t = m.texts.value
  const picked = m.quote.value
  // It may be changed or deleted while one writes.
  const found = picked && m.client.conversation.value.items.value.find(({ key }) => key === picked.key)
  const quote = found?.kind === 'message' ? found : picked
  return (
    quote && (
      <div part="quoting">
        <span>
          <b>{fill(t.quoting, { name: quote.mine ? t.you : actorName(quote.by, m) })}</b>
          <span dir="auto">{saidIn(quote.body, t)}</span>
        </span>
        <button
          type="button"
          class="round"
          aria-label={t.removeQuote}
          onClick={() => {
            m.quote.value = null
          }}
        >
          <Icon path={icons.close} />
        </button>
      </div>
    )
  )
}

/** Scrolls to a message and marks it; loads history where it is not there yet. `leave` is told right before. */
export async function jumpTo(m: Model, box: HTMLElement, seq: Seq, leave: () => void): Promise<void> {
  const find = () => box.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
  if (!find()) {
    await m.client.conversation.peek().loadUntil(seq)
    await new Promise(requestAnimationFrame)
  }
  const row = find()
  if (!row) {
    m.warning.value = m.texts.peek().quoteGone
    return
  }
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  leave()
  row.scrollIntoView({ block: 'center', behavior: calm ? 'instant' : 'smooth' })
  row.focus({ preventScroll: true })
  row.removeAttribute('data-found')
  // Read back, so that the mark begins anew when it is found twice.
  void row.offsetWidth
  row.toggleAttribute('data-found', true)
}

export function QuoteView({ quote, m, onJump }: QuoteProps): VNode {
  const t = m.texts.peek()
  // Of what is not loaded nothing is known but where it is.
  const name = quote.by === null ? t.quoteFar : quote.by.kind === 'visitor' ? t.you : actorName(quote.by, m)
  return (
    <button
      type="button"
      part="quote"
      aria-label={fill(t.goToQuote, { name })}
      onClick={() => onJump(quote.seq)}
    >
      <b>
        <bdi>{name}</bdi>
      </b>
      <span dir="auto">{quote.body ? saidIn(quote.body, t) : '…'}</span>
    </button>
  )
}
