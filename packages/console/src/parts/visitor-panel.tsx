/** Beside the thread: what is known of its visitor. What fills it comes in a piece of its own. */
import { addVisitorWords, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { Icon } from './icon.tsx'
import { later } from './later.tsx'

const Body = later<{ open: OpenThread }>(async () => {
  const [piece] = await Promise.all([import('./visitor/thread-visitor.tsx'), addVisitorWords()])
  return piece.ThreadVisitor
}, 'part')

export function VisitorPanel({ open, onClose }: { open: OpenThread; onClose: () => void }) {
  return (
    <aside class="panel" aria-label={t('region.panel')} data-foyer="panel">
      <header class="bar">
        <h2>{t('panel.title')}</h2>
        <button
          type="button"
          class="icon-button panel-close"
          aria-label={t('panel.close')}
          data-foyer="panel-close"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      {open.visitor.value !== null && <Body open={open} />}
    </aside>
  )
}
