/** One entry of the list: its question, whether visitors see it, and whether it can answer by itself yet. */
import type { FaqEntry } from '@foyer/protocol'
import { t } from '../../locale.ts'
import { waysOf, waysWanted } from '../../models/faq.ts'
import { writeRoute } from '../../models/route.ts'
import { Icon } from '../icon.tsx'
import { localeName } from '../site-locales.ts'

interface EntryRowProps {
  site: string
  entry: FaqEntry
  isChosen: boolean
  isDragged: boolean
  mayMove: boolean
  onGrab: (event: PointerEvent) => void
  onStep: (by: 1 | -1) => void
}

export function EntryRow({ site, entry, isChosen, isDragged, mayMove, onGrab, onStep }: EntryRowProps) {
  const ways = waysOf(entry)
  return (
    <li class={isDragged ? 'faq-row is-dragged' : 'faq-row'} data-entry={entry.id}>
      {mayMove && (
        <button
          type="button"
          class="faq-handle"
          aria-label={t('faq.move', { question: entry.question })}
          data-foyer="faq-handle"
          onPointerDown={onGrab}
          onKeyDown={(event) => {
            const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
            if (by === 0) return
            event.preventDefault()
            // In another category the row is another element: the focus goes with the entry.
            const { id } = entry
            onStep(by)
            requestAnimationFrame(() => handleOf(id)?.focus())
          }}
        >
          <Icon name="drag" size={16} />
        </button>
      )}
      <a
        class="faq-link"
        href={writeRoute({ screen: 'assistant', site, tab: 'answers', entry: entry.id })}
        aria-current={isChosen ? 'true' : undefined}
        data-foyer="faq-row"
      >
        <span class="faq-question" dir="auto">
          {entry.question}
        </span>
        <span class="faq-marks">
          {!entry.published && <span class="chip note">{t('faq.draft')}</span>}
          {entry.locale !== null && <span class="chip">{localeName(entry.locale)}</span>}
          <span class={ways < waysWanted ? 'faq-ways is-few' : 'faq-ways'}>
            <Ways count={ways} />
            {t(ways < waysWanted ? 'faq.waysFew' : 'faq.ways', { n: ways })}
          </span>
        </span>
      </a>
    </li>
  )
}

/** Three marks: full, the entry answers by itself. */
export function Ways({ count }: { count: number }) {
  return (
    <span class="ways" aria-hidden="true">
      {[1, 2, 3].map((mark) => (
        <i key={mark} class={count >= mark ? 'is-there' : undefined} />
      ))}
    </span>
  )
}

function handleOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-entry="${CSS.escape(id)}"] .faq-handle`)
}
