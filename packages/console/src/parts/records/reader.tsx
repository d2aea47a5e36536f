/** A conversation to be read and nothing else: reading it here takes it from nobody and stops no assistant. */
import type { Event } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { locale, t } from '../../locale.ts'
import { durationText } from '../../models/periods.ts'
import type { ReadRecord, Records } from '../../models/records.ts'
import { writeRoute } from '../../models/route.ts'
import { dateAndTime } from '../../models/time.ts'
import { Failed, Nothing, Waiting } from '../assistant/states.tsx'
import { Filled, MessageBody } from '../body.tsx'
import { Icon } from '../icon.tsx'
import { SideTitle } from '../side-title.tsx'
import { TranscriptMenu } from '../transcript-menu.tsx'
import { noticeText } from '../words.ts'
import { channelText, groupText, partName } from './words.ts'

export function Reader({ records, conversation }: { records: Records; conversation: string | null }) {
  const held = records.open.value
  if (conversation === null || held === null) {
    const found = records.found.value
    const hasAny = found.state === 'ready' && found.value.records.length > 0
    return (
      <section class="record-reader is-empty">
        {hasAny && <Nothing icon="file" title={t('records.choose')} text={t('records.chooseHint')} />}
      </section>
    )
  }
  const record = held.state === 'ready' ? held.value.record : null
  return (
    <section class="record-reader" aria-label={t('records.thread')} data-foyer="record-reader">
      <header class="bar">
        <a
          class="icon-button page-back"
          aria-label={t('back')}
          href={writeRoute({ screen: 'records', site: records.site, conversation: null })}
          data-foyer="back"
        >
          <Icon name="back" mirrored />
        </a>
        <SideTitle>
          <span class="cut">
            <bdi>{record === null ? t('records.visitor') : cleanName(record.nickname)}</bdi>
          </span>
        </SideTitle>
        <a
          class="button"
          href={writeRoute({ screen: 'inbox', list: 'all', conversation })}
          data-foyer="record-inbox"
        >
          {t('records.inInbox')}
        </a>
        <TranscriptMenu conversation={conversation} email="" />
      </header>
      {held.state === 'loading' ? (
        <Waiting />
      ) : held.state === 'failed' ? (
        <Failed
          title={t('records.threadFailed')}
          error={held.error}
          onRetry={() => void records.read(conversation)}
        />
      ) : (
        <Read read={held.value} onMore={() => void records.readMore()} />
      )}
    </section>
  )
}

function Read({ read, onMore }: { read: ReadRecord; onMore: () => void }) {
  const { record, events, more } = read
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <div class="record-scroll" tabIndex={0}>
      {record !== null && (
        <dl class="record-head">
          <Fact name={t('records.started')} value={dateAndTime(record.startedAt, locale.value)} />
          {record.closedAt !== undefined && (
            <Fact name={t('records.ended')} value={dateAndTime(record.closedAt, locale.value)} />
          )}
          <Fact name={t('records.channel')} value={channelText(record)} />
          <Fact
            name={t('records.agent')}
            value={record.agent === undefined ? '–' : cleanName(record.agent.name)}
          />
          <Fact name={t('records.group')} value={record.group === undefined ? '' : groupText(record.group)} />
          <Fact name={t('records.assistant')} value={partName(record.assistant)} />
          <Fact name={t('report.firstAnswer')} value={durationText(record.firstAnswer, locale.value)} />
          <Fact name={t('report.first')} value={durationText(record.firstResponse, locale.value)} />
          {record.rating !== undefined && (
            <Fact
              name={t('records.rating')}
              value={[
                t('records.rated', { score: record.rating.score }),
                ...record.rating.tags,
                record.rating.comment,
              ]
                .filter(Boolean)
                .join(' · ')}
            />
          )}
        </dl>
      )}
      <ol class="record-thread">
        {events.map((event) => (
          <Said key={`${event.seq}.${event.sub ?? 0}`} event={event} events={events} />
        ))}
      </ol>
      {more && (
        <button type="button" class="button record-more" data-foyer="record-more" onClick={onMore}>
          {t('records.readOn')}
        </button>
      )}
    </div>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  if (value === '') return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  )
}

function Said({ event, events }: { event: Event; events: Event[] }) {
  const body = bodyOf(event, events)
  if (body === null) {
    const text = noticeText(event, null)
    return text === null ? null : <li class="record-notice">{text}</li>
  }
  const isOurs = event.by.kind !== 'visitor'
  const classes = ['record-said', isOurs && 'is-ours', event.type === 'note.posted' && 'is-note']
  return (
    <li class={classes.filter(Boolean).join(' ')} data-foyer="record-message">
      <p class="record-by">
        <b>
          <bdi>{cleanName(event.by.name ?? '') || t(isOurs ? 'records.us' : 'records.visitor')}</bdi>
        </b>
        {event.type === 'note.posted' && <span>{t('note.label')}</span>}
        {event.type === 'message.posted' && event.offline === true && <span>{t('message.offline')}</span>}
        <time>{dateAndTime(event.at, locale.value)}</time>
      </p>
      {body}
    </li>
  )
}

/** Null where nothing is said. */
function bodyOf(event: Event, events: Event[]) {
  switch (event.type) {
    case 'message.posted':
      return <MessageBody body={event.body} />
    case 'note.posted':
      return <p dir="auto">{event.text}</p>
    case 'option.picked': {
      const offer = events.find(({ seq, type }) => seq === event.target && type === 'message.posted')
      const options =
        offer?.type === 'message.posted' && offer.body.kind === 'options' ? offer.body.options : []
      return <p dir="auto">{options.find(({ id }) => id === event.option)?.label ?? event.option}</p>
    }
    case 'form.submitted': {
      const asked = events.find(({ seq, type }) => seq === event.target && type === 'message.posted')
      const fields =
        asked?.type === 'message.posted' && asked.body.kind === 'form'
          ? asked.body.fields
          : Object.keys(event.values).map((id) => ({ id, label: id, type: 'text' as const }))
      return <Filled fields={fields} values={event.values} />
    }
    default:
      return null
  }
}
