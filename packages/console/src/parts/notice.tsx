/** What happened in the conversation, as a line of its own between the messages. */
import type { Item } from '@foyer/client'
import { cleanName } from '@foyer/widget/text'
import { useDesk } from '../console.ts'
import { locale, t } from '../locale.ts'
import { clock, fullTime } from '../models/time.ts'
import { LaterWhy } from './routing/why-later.ts'
import { noticeText } from './words.ts'

export function Notice({ item }: { item: Extract<Item, { kind: 'notice' }> }) {
  const { event } = item
  const text = noticeText(event, useDesk().me.value)
  if (text === null) return null
  const read = event.type === 'conversation.started' ? event.faq : undefined
  const why = 'why' in event ? event.why : undefined
  const consent = event.type === 'conversation.started' ? event.consent : undefined
  return (
    <div class="notice" data-foyer="notice" data-type={event.type}>
      <p>
        <span dir="auto">{text}</span>
        <time dateTime={new Date(event.at).toISOString()} title={fullTime(event.at, locale.value)}>
          {clock(event.at, locale.value)}
        </time>
      </p>
      {read !== undefined && read.length > 0 && (
        <p class="notice-read">
          {t('event.readBefore')}{' '}
          {read.map(({ id, question }) => (
            <bdi key={id} class="chip">
              {cleanName(question)}
            </bdi>
          ))}
        </p>
      )}
      {consent !== undefined && (
        <p class="notice-read" data-foyer="consent">
          {t('event.consent')} <bdi>{consent.text ?? consent.version}</bdi>
        </p>
      )}
      {why !== undefined && <LaterWhy why={why} />}
    </div>
  )
}
