/** What is known of the visitor: nickname to edit, presence, page, language, visits, what was read and said before. */
import type { VisitorProfile } from '@foyer/protocol'
import { cleanName, readLink } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { locale, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { writeRoute } from '../models/route.ts'
import { dateAndTime, shortAgo } from '../models/time.ts'
import { Avatar } from './avatar.tsx'
import { tagsOf } from './conversation-row.tsx'
import { Icon } from './icon.tsx'
import { now } from './now.ts'
import { localeName } from './site-locales.ts'
import { errorText } from './words.ts'

export function VisitorPanel({ open, onClose }: { open: OpenThread; onClose: () => void }) {
  const visitor = open.visitor.value
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
      {visitor !== null && (
        <div class="panel-body">
          <Identity key={visitor.id} open={open} visitor={visitor} />
          <Facts visitor={visitor} tags={tagsOf(open.thread.head.value?.labels ?? [])} />
          <ReadBefore open={open} />
          <Earlier visitor={visitor} current={open.id} />
        </div>
      )}
    </aside>
  )
}

function Identity({ open, visitor }: { open: OpenThread; visitor: VisitorProfile }) {
  const { http, notices } = useConsole()
  const isEditing = useSignal(false)
  const name = cleanName(open.nickname.value)
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useLayoutEffect(() => {
    if (!isEditing.value) return
    input.current?.focus()
    input.current?.select()
  }, [isEditing.value])

  function stop() {
    isEditing.value = false
    requestAnimationFrame(() => button.current?.focus())
  }

  async function rename() {
    // Enter takes the field away, which blurs it: once is enough.
    if (!isEditing.peek()) return
    const nickname = input.current?.value.trim() ?? ''
    stop()
    if (nickname === '' || nickname === open.nickname.peek()) return
    const answer = await http.visitors.rename(visitor.id, nickname)
    if (answer.ok) open.profile.value = answer.value
    else if (answer.error.code === 'conflict') notices.tell(t('panel.nicknameTaken'), 'danger')
    else notices.tell(errorText(answer.error), 'danger')
  }

  return (
    <div class="panel-identity">
      <Avatar name={name} id={visitor.id} size="large" status={visitor.present ? 'online' : undefined} />
      <div class="panel-name">
        {isEditing.value ? (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              void rename()
            }}
          >
            <input
              ref={input}
              class="input"
              defaultValue={open.nickname.peek()}
              maxLength={80}
              dir="auto"
              aria-label={t('panel.nickname')}
              data-foyer="nickname-input"
              onBlur={() => void rename()}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return
                event.stopPropagation()
                stop()
              }}
            />
          </form>
        ) : (
          <button
            ref={button}
            type="button"
            class="panel-rename"
            data-foyer="nickname"
            aria-label={t('panel.rename', { name })}
            onClick={() => {
              isEditing.value = true
            }}
          >
            <bdi>{name}</bdi>
            <Icon name="edit" size={14} />
          </button>
        )}
        <span class={visitor.present ? 'chip good' : 'chip'} data-foyer="presence">
          {visitor.present ? t('panel.present') : t('panel.absent')}
        </span>
      </div>
    </div>
  )
}

function Facts({ visitor, tags }: { visitor: VisitorProfile; tags: string[] }) {
  const { page } = visitor
  const attributes = Object.entries(visitor.attributes ?? {})
  return (
    <dl class="facts">
      {tags.length > 0 && (
        <Fact name={t('panel.tags')}>
          <span class="tags">
            {tags.map((tag) => (
              <bdi key={tag} class="chip">
                {cleanName(tag)}
              </bdi>
            ))}
          </span>
        </Fact>
      )}
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
      {page?.referrer && (
        <Fact name={t('panel.referrer')}>
          <Address url={page.referrer} />
        </Fact>
      )}
      {visitor.locale && <Fact name={t('panel.locale')}>{cleanName(localeName(visitor.locale))}</Fact>}
      {visitor.firstSeenAt !== undefined && (
        <Fact name={t('panel.firstSeen')}>{dateAndTime(visitor.firstSeenAt, locale.value)}</Fact>
      )}
      {visitor.lastSeenAt !== undefined && (
        <Fact name={t('panel.lastSeen')}>
          {visitor.present
            ? t('time.now')
            : shortAgo(
                visitor.lastSeenAt,
                Math.max(now.value, visitor.lastSeenAt),
                locale.value,
                t('time.now'),
              )}
        </Fact>
      )}
      {attributes.map(([name, value]) => (
        <Fact key={name} name={cleanName(name)}>
          <span>
            <bdi>{value}</bdi>
          </span>
        </Fact>
      ))}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
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
function Address({ url }: { url: string }) {
  const link = readLink(url)
  if (link === null)
    return (
      <span class="fact-address">
        <bdi>{cleanName(url)}</bdi>
      </span>
    )
  const short = link.label.replace(/^https?:\/\//, '').replace(/\/$/, '')
  return (
    <a
      class="fact-address"
      href={link.href}
      title={link.label}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
    >
      <bdi>{short}</bdi>
    </a>
  )
}

function ReadBefore({ open }: { open: OpenThread }) {
  const started = open.thread.items.value.find(
    (item) => item.kind === 'notice' && item.event.type === 'conversation.started',
  )
  const faq =
    started?.kind === 'notice' && started.event.type === 'conversation.started' ? started.event.faq : []
  if (faq === undefined || faq.length === 0) return null
  return (
    <section class="panel-section" data-foyer="read-before">
      <h3>{t('panel.readBefore')}</h3>
      <ul>
        {faq.map(({ id, question }) => (
          <li key={id} class="panel-line">
            <Icon name="faq" size={15} />
            <bdi>{cleanName(question)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Earlier({ visitor, current }: { visitor: VisitorProfile; current: string }) {
  const desk = useDesk()
  const earlier = (visitor.conversations ?? []).filter(({ id }) => id !== current)
  if (earlier.length === 0) return null
  return (
    <section class="panel-section" data-foyer="earlier">
      <h3>{t('panel.earlier')}</h3>
      <ul>
        {earlier.map(({ id, startedAt, status }) => (
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
    </section>
  )
}
