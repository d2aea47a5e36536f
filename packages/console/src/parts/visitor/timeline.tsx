/** What happened with the visitor, newest first: pages, the site's own events, conversations, what agents did. */
import type { TimelineEntry } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { locale, t } from '../../locale.ts'
import { dateAndTime } from '../../models/time.ts'
import { Icon, type IconName } from '../icon.tsx'
import { type TagFace, useTagFace } from '../tag-chip.tsx'
import type { GroupProps } from './group-props.ts'

const shownAtFirst = 8

const icons: Record<TimelineEntry['kind'], IconName> = {
  page: 'globe',
  custom: 'spark',
  conversation: 'inbox',
  tags: 'list',
  blocked: 'shield',
  muted: 'bell',
  renamed: 'edit',
}

export function Timeline({ visitor }: GroupProps) {
  const isWhole = useSignal(false)
  const face = useTagFace(visitor.site)
  const entries = visitor.timeline ?? []
  const shown = isWhole.value ? entries : entries.slice(0, shownAtFirst)
  return (
    <>
      <ol class="timeline">
        {shown.map((entry) => (
          <li key={entry.id} data-foyer="timeline-entry" data-kind={entry.kind}>
            <Icon name={icons[entry.kind]} size={14} />
            <div>
              <span dir="auto">{wordsOf(entry, face)}</span>
              {entry.kind === 'custom' && Object.keys(entry.data).length > 0 && (
                <span class="timeline-data">
                  {Object.entries(entry.data).map(([key, value]) => (
                    <bdi key={key}>
                      {cleanName(key)}: {cleanName(value)}
                    </bdi>
                  ))}
                </span>
              )}
              <time dateTime={new Date(entry.at).toISOString()}>
                {dateAndTime(entry.at, locale.value)}
                {entry.by?.name !== undefined && ` · ${cleanName(entry.by.name)}`}
              </time>
            </div>
          </li>
        ))}
      </ol>
      {entries.length > shown.length && (
        <button
          type="button"
          class="button quiet"
          data-foyer="timeline-all"
          onClick={() => {
            isWhole.value = true
          }}
        >
          {t('timeline.all', { n: entries.length })}
        </button>
      )}
    </>
  )
}

function wordsOf(entry: TimelineEntry, face: (tag: string) => TagFace): string {
  switch (entry.kind) {
    case 'page':
      return cleanName(entry.title || entry.url.replace(/^https?:\/\//, ''))
    case 'custom':
      return cleanName(entry.name)
    case 'conversation':
      return t(entry.what === 'begun' ? 'timeline.begun' : 'timeline.closed')
    case 'tags': {
      const what = tagWords(entry, face)
      return entry.conversation === undefined ? what : t('timeline.ofConversation', { what })
    }
    case 'blocked':
      return t(entry.on ? 'timeline.blocked' : 'timeline.unblocked')
    case 'muted':
      return t(entry.on ? 'timeline.muted' : 'timeline.unmuted')
    case 'renamed':
      return t('timeline.renamed', { from: cleanName(entry.from), to: cleanName(entry.to) })
  }
}

function tagWords(
  { add, remove }: { add: string[]; remove: string[] },
  face: (tag: string) => TagFace,
): string {
  const names = (tags: string[]) => tags.map((tag) => face(tag).name).join(', ')
  if (remove.length === 0) return t('timeline.tagged', { tags: names(add) })
  if (add.length === 0) return t('timeline.untagged', { tags: names(remove) })
  return t('timeline.retagged', { add: names(add), remove: names(remove) })
}
