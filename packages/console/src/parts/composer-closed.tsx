/** In place of the composer, once a conversation is closed: since when, an offline message, the summary. */
import { addWords, locale, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { dateAndTime } from '../models/time.ts'
import { Icon } from './icon.tsx'
import { later } from './later.tsx'

const Afterwards = later<{ open: OpenThread }>(async () => {
  const [afterwards] = await Promise.all([import('./replies/afterwards.tsx'), addWords('replies')])
  return afterwards.Afterwards
})
export function Closed({ open, onWrite }: { open: OpenThread; onWrite: () => void }) {
  const head = open.thread.head.value
  return (
    <div class="composer-closed" data-foyer="closed">
      <span class="empty-art">
        <Icon name="lock" size={18} />
      </span>
      <div>
        <strong>{t('closed.title')}</strong>
        <p>
          {head?.closedAt === undefined
            ? t('closed.text')
            : t('closed.textAt', { when: dateAndTime(head.closedAt, locale.value) })}
        </p>
      </div>
      <button type="button" class="button" data-foyer="write-offline" onClick={onWrite}>
        {t('closed.write')}
      </button>
      <Afterwards open={open} />
    </div>
  )
}
