/** Records found, a line each; more of them when asked for, and what to do where there are none. */
import type { ConversationRecord, Id } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { locale, t } from '../../locale.ts'
import { durationText } from '../../models/periods.ts'
import { queryOf, type Records } from '../../models/records.ts'
import { writeRoute } from '../../models/route.ts'
import { dateAndTime } from '../../models/time.ts'
import { Failed, Nothing, Waiting } from '../assistant/states.tsx'
import { Avatar } from '../avatar.tsx'
import { Icon } from '../icon.tsx'
import { channelText, groupText, partName } from './words.ts'

export function RecordList({ records, open }: { records: Records; open: Id | null }) {
  const held = records.found.value
  if (held.state === 'loading') return <Waiting />
  if (held.state === 'failed') {
    return <Failed title={t('records.failed')} error={held.error} onRetry={() => void records.load()} />
  }
  const { records: rows, after } = held.value
  const { from: _from, to: _to, ...filters } = records.filter.value
  const isFiltered = queryOf(filters) !== ''
  return (
    <>
      {rows.length === 0 && after === null ? (
        <Nothing
          icon="file"
          title={t(isFiltered ? 'records.none' : 'records.noneYet')}
          text={t(isFiltered ? 'records.noneHint' : 'records.noneYetHint')}
          hook="records-none"
        />
      ) : (
        <ul class="record-list" aria-label={t('nav.records')} aria-busy={records.isMore.value}>
          {rows.map((record) => (
            <Line key={record.conversation} record={record} isOpen={record.conversation === open} />
          ))}
        </ul>
      )}
      {after !== null && (
        <button
          type="button"
          class="button record-more"
          disabled={records.isMore.value}
          data-foyer="records-more"
          onClick={() => void records.loadMore()}
        >
          {t(rows.length === 0 ? 'records.searchOn' : 'records.more')}
        </button>
      )}
    </>
  )
}

function Line({ record, isOpen }: { record: ConversationRecord; isOpen: boolean }) {
  const name = cleanName(record.nickname) || t('records.visitor')
  const { messages, rating } = record
  const count = messages.visitor + messages.agent + messages.assistant + messages.offline
  return (
    <li>
      <a
        class={isOpen ? 'record is-here' : 'record'}
        href={writeRoute({ screen: 'records', site: record.site, conversation: record.conversation })}
        aria-current={isOpen ? 'true' : undefined}
        data-foyer="record"
      >
        <Avatar name={name} id={record.visitor} />
        <span class="record-main">
          <span class="record-name">
            <bdi>{name}</bdi>
            <time>{dateAndTime(record.startedAt, locale.value)}</time>
          </span>
          <span class="record-facts">
            <span>{channelText(record)}</span>
            {record.agent !== undefined && (
              <span>
                <Icon name="person" size={13} /> <bdi>{cleanName(record.agent.name)}</bdi>
                {record.group !== undefined && ` · ${groupText(record.group)}`}
              </span>
            )}
            {record.assistant !== 'none' && (
              <span>
                <Icon name="bot" size={13} /> {partName(record.assistant)}
              </span>
            )}
            <span>{t('records.messages', { n: count })}</span>
            {record.firstResponse !== undefined && (
              <span>
                <Icon name="clock" size={13} /> {durationText(record.firstResponse, locale.value)}
              </span>
            )}
          </span>
          {(rating !== undefined || record.tags.length > 0 || record.status !== 'closed') && (
            <span class="record-chips">
              {record.status !== 'closed' && <span class="chip good">{t('records.open')}</span>}
              {rating !== undefined && (
                <span class="chip accent">{t('records.rated', { score: rating.score })}</span>
              )}
              {record.tags.map((tag) => (
                <span key={tag} class="chip">
                  <bdi>{tag}</bdi>
                </span>
              ))}
            </span>
          )}
        </span>
      </a>
    </li>
  )
}
