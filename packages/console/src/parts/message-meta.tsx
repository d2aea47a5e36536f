/** Below a message: how far it has come or why not, when, who sent it unasked, and what a model answered from. */
import type { Message as MessageItem, MessageState } from '@foyer/client'
import type { Id, Source } from '@foyer/protocol'
import { readLink } from '@foyer/widget/text'
import { locale, type MessageKey, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { writeRoute } from '../models/route.ts'
import { clock, fullTime } from '../models/time.ts'
import { Icon, type IconName } from './icon.tsx'
import { errorText } from './words.ts'

export const stateFaces: Record<MessageState, { icon: IconName; label: MessageKey }> = {
  sending: { icon: 'clock', label: 'state.sending' },
  sent: { icon: 'sent', label: 'state.sent' },
  delivered: { icon: 'seen', label: 'state.delivered' },
  read: { icon: 'seen', label: 'state.read' },
  failed: { icon: 'warning', label: 'state.failed' },
}

/** What visitors are told of it, if anything, is theirs to see; this is what agents are told (AS-4, AS-5). */
export const autoNames = { bot: 'auto.bot', recommended: 'auto.recommended' } as const

interface AutoLabelProps {
  auto: keyof typeof autoNames
  site: string | undefined
  entry: Id | undefined
}

/** Leads to the entry that answered, for whoever sees that it should say something else. */
function AutoLabel({ auto, site, entry }: AutoLabelProps) {
  const shared = { class: 'message-auto', 'data-foyer': 'auto', 'data-auto': auto }
  const content = (
    <>
      <Icon name={auto === 'bot' ? 'bot' : 'spark'} size={13} />
      {t(autoNames[auto])}
    </>
  )
  if (site === undefined || entry === undefined) return <span {...shared}>{content}</span>
  return (
    <a
      {...shared}
      title={t('auto.entry')}
      href={writeRoute({ screen: 'assistant', site, tab: 'answers', entry })}
    >
      {content}
    </a>
  )
}

/** What a model answered from (AS-12); an address is a link only where one may be followed. */
export function Sources({ sources }: { sources: Source[] }) {
  return (
    <p class="message-sources" data-foyer="sources">
      {t('message.sources')}
      {sources.map(({ title, url }) => {
        const link = url === undefined ? null : readLink(url)
        return link === null ? (
          <span key={title} class="cut">
            <bdi>{title}</bdi>
          </span>
        ) : (
          <a key={`${title} ${url}`} class="cut" href={link.href} target="_blank" rel="noopener noreferrer">
            <bdi>{title}</bdi>
          </a>
        )
      })}
    </p>
  )
}

export function Meta({ message, open }: { message: MessageItem; open: OpenThread }) {
  const { state, error, at, edited, key } = message
  if (state === 'failed') {
    return (
      <div class="message-meta is-failed" role="alert">
        <p class="message-fault">
          <Icon name="warning" size={13} />
          <span dir="auto">{error === undefined ? t('state.failed') : errorText(error)}</span>
        </p>
        <button type="button" data-foyer="retry" onClick={() => open.thread.retry(key)}>
          {t('retry')}
        </button>
        <button type="button" data-foyer="remove" onClick={() => open.thread.remove(key)}>
          {t('remove')}
        </button>
      </div>
    )
  }
  const face = state === null ? null : stateFaces[state]
  return (
    <div class="message-meta">
      {message.auto !== undefined && (
        <AutoLabel auto={message.auto} site={open.site.value} entry={message.faq} />
      )}
      {edited && message.body.kind !== 'deleted' && <span>{t('message.edited')}</span>}
      <time dateTime={new Date(at).toISOString()} title={fullTime(at, locale.value)}>
        {clock(at, locale.value)}
      </time>
      {face !== null && (
        <span class={`message-state is-${state}`} title={t(face.label)} data-foyer="state">
          <Icon name={face.icon} size={14} />
          <span class="message-state-word">{t(face.label)}</span>
        </span>
      )}
    </div>
  )
}
