/** Quoting (CV-8): the strip over the composer, a message's menu on touch, the way to the original. */
import type { Message } from '@foyer/client'
import type { Seq } from '@foyer/protocol'
import type { VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { actorName } from '../panel/header.tsx'
import { Icon, icons } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { rich } from '../panel/rich.tsx'
import css from './quoting.css?inline'

export { css }

export function QuoteStrip({ m }: { m: Model }): VNode | null {
  const t = m.texts.value
  const quote = m.quote.value
  return (
    quote && (
      <div part="quoting">
        <span>
          <b>{fill(t.quoting, { name: quote.mine ? t.you : actorName(quote.by, m) })}</b>
          <span dir="auto">{rich().textOf(quote.body)}</span>
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

/** What a long press offers. */
export function openMenu(m: Model, message: Message, canQuote: boolean): void {
  const t = m.texts.peek()
  const text = rich().textOf(message.body)
  const quote = () => {
    m.quote.value = message
  }
  // A page may forbid the clipboard; there is nothing to say about it.
  const copy = () => void navigator.clipboard?.writeText(text).catch(() => {})
  const choices = [
    ...(canQuote ? [{ label: t.quote, run: quote }] : []),
    ...(text ? [{ label: t.copy, run: copy }] : []),
  ]
  if (choices.length > 0) m.ask({ title: '', choices })
}

/** Scrolls to a message and marks it; loads history where it is not there yet. */
export async function jumpTo(m: Model, box: HTMLElement, seq: Seq): Promise<void> {
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
  row.scrollIntoView({ block: 'center', behavior: calm ? 'instant' : 'smooth' })
  row.focus({ preventScroll: true })
  row.removeAttribute('data-found')
  // Read back, so that the mark begins anew when it is found twice.
  void row.offsetWidth
  row.toggleAttribute('data-found', true)
}
