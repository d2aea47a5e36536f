/** What the visitor's browser and the site told: the visit, attributes, what was read before, other conversations. */
import { cleanName, readLink } from '@foyer/widget/text'
import type { ComponentChildren } from 'preact'
import { useDesk } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import { writeRoute } from '../../models/route.ts'
import { dateAndTime, shortAgo } from '../../models/time.ts'
import { Icon } from '../icon.tsx'
import { now } from '../now.ts'
import { localeName } from '../site-locales.ts'
import type { GroupProps } from './group-props.ts'

export function Visit({ visitor }: GroupProps) {
  const { page, present, lastSeenAt } = visitor
  return (
    <dl class="facts">
      {page && (
        <Fact name={t('panel.page')}>
          {page.title && (
            <span>
              <bdi>{cleanName(page.title)}</bdi>
            </span>
          )}
          <Address url={page.url} />
        </Fact>
      )}
      {visitor.referrer && (
        <Fact name={t('panel.referrer')}>
          <Address url={visitor.referrer} />
        </Fact>
      )}
      {visitor.locale && <Fact name={t('panel.locale')}>{cleanName(localeName(visitor.locale))}</Fact>}
      {visitor.device && (
        <Fact name={t('visit.device')}>
          <bdi>{visitor.device}</bdi>
        </Fact>
      )}
      {visitor.network && (
        <Fact name={t('visit.network')}>
          <bdi dir="ltr">{visitor.network}</bdi>
        </Fact>
      )}
      {visitor.visits !== undefined && (
        <Fact name={t('visit.visits')}>{new Intl.NumberFormat(locale.value).format(visitor.visits)}</Fact>
      )}
      {visitor.firstSeenAt !== undefined && (
        <Fact name={t('panel.firstSeen')}>{dateAndTime(visitor.firstSeenAt, locale.value)}</Fact>
      )}
      {lastSeenAt !== undefined && (
        <Fact name={t('panel.lastSeen')}>
          {present
            ? t('time.now')
            : shortAgo(lastSeenAt, Math.max(now.value, lastSeenAt), locale.value, t('time.now'))}
        </Fact>
      )}
    </dl>
  )
}

export function Attributes({ visitor, head }: GroupProps) {
  return (
    <dl class="facts">
      {Object.entries({ ...visitor.attributes, ...head?.attributes }).map(([name, value]) => (
        <Fact key={name} name={cleanName(name)}>
          <span>
            <bdi>{value}</bdi>
          </span>
        </Fact>
      ))}
    </dl>
  )
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>{children}</dd>
    </div>
  )
}

/** An address of the visitor's making: a link only if it is an honest one. */
export function Address({ url }: { url: string }) {
  const link = readLink(url)
  if (link === null)
    return (
      <span class="fact-address cut">
        <bdi>{cleanName(url)}</bdi>
      </span>
    )
  const short = link.label.replace(/^https?:\/\//, '').replace(/\/$/, '')
  return (
    <a
      class="fact-address cut"
      href={link.href}
      title={link.label}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
    >
      <bdi>{short}</bdi>
    </a>
  )
}

export function ReadBefore({ read }: GroupProps) {
  return (
    <ul data-foyer="read-before">
      {read.map(({ id, question }) => (
        <li key={id} class="panel-line">
          <Icon name="faq" size={15} />
          <bdi>{cleanName(question)}</bdi>
        </li>
      ))}
    </ul>
  )
}

export function Earlier({ visitor, head }: GroupProps) {
  const desk = useDesk()
  return (
    <ul data-foyer="earlier">
      {(visitor.conversations ?? [])
        .filter(({ id }) => id !== head?.id)
        .map(({ id, startedAt, status }) => (
          <li key={id}>
            <a
              class="panel-line"
              href={writeRoute({ screen: 'inbox', list: desk.list.value, conversation: id })}
            >
              <Icon name="clock" size={15} />
              {dateAndTime(startedAt, locale.value)}
              <span class="chip">{t(status === 'closed' ? 'status.closed' : 'status.open')}</span>
            </a>
          </li>
        ))}
    </ul>
  )
}
