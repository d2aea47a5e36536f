/** A conversation as a line of the list (IN-3): who, what was said last, when, what is unread, who has it. */
import type { Row } from '@foyer/protocol'
import { cleanName, toPlain } from '@foyer/widget/text'
import { useConsole, useDesk } from '../console.ts'
import { locale, type MessageKey, t } from '../locale.ts'
import { writeRoute } from '../models/route.ts'
import { duration, fullTime, shortAgo, soon } from '../models/time.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { now, second } from './now.ts'
import { TagChip } from './tag-chip.tsx'

// Rows are filled anew while one scrolls, so a mark that a row has not costs no component.
export function ConversationRow({ row }: { row: Row }) {
  const desk = useDesk()
  const { head, visitor, preview, unread } = row
  const isOpen = desk.conversation.value === head.id
  const name = cleanName(visitor.nickname)
  const at = Math.min(row.at, now.value)
  /** The first; the panel has all. What the server says of answering is a label too, but has words of its own. */
  const tag = tagsOf(head.labels ?? [])[0]
  return (
    <a
      class={`row${isOpen ? ' is-open' : ''}${unread > 0 ? ' is-unread' : ''}`}
      href={writeRoute({ screen: 'inbox', list: desk.list.value, conversation: head.id })}
      aria-current={isOpen ? 'true' : undefined}
      data-foyer="row"
      data-conversation={head.id}
      data-told={toldKind(head.labels)}
    >
      <Avatar name={name} id={visitor.id} />
      <span class="row-main">
        <span class="row-line">
          <span class="row-name cut">
            <bdi>{name}</bdi>
          </span>
          {row.channel !== undefined && <Channel channel={row.channel} />}
          {row.pinned === true && (
            <span class="row-pin" title={t('pin.is')} data-foyer="pinned">
              <Icon name="pin" size={13} />
              <span class="hidden-label">{t('pin.is')}</span>
            </span>
          )}
          <SiteName site={head.site} />
          <time
            class="row-time"
            dateTime={new Date(row.at).toISOString()}
            title={fullTime(row.at, locale.value)}
          >
            {shortAgo(at, now.value, locale.value, t('time.now'))}
          </time>
        </span>
        <span class="row-line">
          <span class="row-preview cut">
            {(preview.by === 'agent' || preview.by === 'assistant') && <Who by={preview.by} />}
            <bdi>{preview.kind === 'deleted' ? t('message.deleted') : toPlain(preview.text)}</bdi>
          </span>
          {tag !== undefined && <TagChip site={head.site} tag={tag} isSmall />}
          {head.status === 'snoozed' ? <Snoozed until={head.snoozedUntil} /> : labelOf(row)}
          {row.dueAt !== undefined && <Countdown dueAt={row.dueAt} />}
          {head.rating !== undefined && <Score rating={head.rating} />}
          {unread > 0 ? (
            <span class="badge" data-foyer="unread">
              <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
              <span class="hidden-label">{t('row.unread', { n: unread })}</span>
            </span>
          ) : (
            <RowMark row={row} />
          )}
        </span>
      </span>
    </a>
  )
}

/** Not said of the widget: nearly everybody writes there. */
function Channel({ channel }: { channel: string }) {
  const name = t('channel.app', { name: cleanName(channel) })
  return (
    <span class="row-pin" title={name} data-foyer="channel">
      <Icon name={channel === 'email' ? 'send' : 'code'} size={13} />
      <span class="hidden-label">{name}</span>
    </span>
  )
}

function Snoozed({ until }: { until?: number | undefined }) {
  return (
    <span class="chip" data-foyer="snoozed-until">
      <Icon name="clock" size={12} />
      {until === undefined ? t('snooze.message') : soon(until, Date.now(), locale.value)}
    </span>
  )
}

/** Counts down to when an answer is due, and then how long it is over (RT-13). */
function Countdown({ dueAt }: { dueAt: number }) {
  const left = dueAt - second.value
  const time = duration(Math.abs(left))
  return (
    <span
      class={
        left < 0 ? 'chip countdown is-over' : left < 60_000 ? 'chip countdown is-near' : 'chip countdown'
      }
      title={t(left < 0 ? 'alarm.over' : 'alarm.left')}
      data-foyer="countdown"
    >
      {left < 0 ? `+${time}` : time}
    </span>
  )
}

export function tagsOf(labels: string[]): string[] {
  return labels.filter((label) => !(label in derived) && label !== 'muted' && !label.startsWith(told))
}

/** Before the kind of what a visitor told of itself (IN-6). */
const told = 'extracted:'

/** The first kind that was told here; rows are coloured by it. */
function toldKind(labels: string[] = []): string | undefined {
  return labels.find((label) => label.startsWith(told))?.slice(told.length)
}

/** Labels that say who answers and who waits (IN-3, AS-6), in the order in which one of them is shown. */
const derived: Record<string, { name: MessageKey; tone: string }> = {
  unanswered: { name: 'label.unanswered', tone: 'note' },
  left: { name: 'label.left', tone: 'note' },
  unreplied: { name: 'label.unreplied', tone: 'note' },
  auto: { name: 'label.auto', tone: 'accent' },
  bot: { name: 'auto.bot', tone: 'accent' },
}

function labelOf({ head, unreplied, dueAt }: Row) {
  if (head.status === 'closed') return null
  // A countdown says already that somebody waits.
  const labels = (head.labels ?? []).filter((label) => label !== 'unreplied' || dueAt === undefined)
  if (unreplied && dueAt === undefined) labels.push('unreplied')
  if (head.handler === 'assistant') labels.push('bot')
  const first = Object.keys(derived).find((label) => labels.includes(label))
  const face = first === undefined ? undefined : derived[first]
  return face === undefined ? null : (
    <span class={`chip ${face.tone}`} data-foyer="label" data-label={first}>
      {t(face.name)}
    </span>
  )
}

/** What the visitor gave (IN-10). */
function Score({ rating: { score, scale } }: { rating: NonNullable<Row['head']['rating']> }) {
  return (
    <span class="chip" title={t('row.rating', { score, scale })} data-foyer="score">
      <span aria-hidden="true">{scale === 1 ? (score === 1 ? '👍' : '👎') : `★ ${score}`}</span>
      <span class="hidden-label">{t('row.rating', { score, scale })}</span>
    </span>
  )
}

/** Where an agent answers for several sites, and all of them are in the list. */
function SiteName({ site }: { site: string }) {
  const desk = useDesk()
  const { session } = useConsole()
  const held = session.session.value
  if (held.state !== 'signedIn' || held.sites.length < 2 || desk.site.value !== null) return null
  return <bdi class="row-site">{held.sites.find(({ id }) => id === site)?.name ?? site}</bdi>
}

/** At the end of a row: whose it is, once it is somebody else's. */
function RowMark({ row }: { row: Row }) {
  const desk = useDesk()
  const { head, unreplied } = row
  if (head.status === 'closed' || head.handler === 'assistant') return null
  // Where it says that somebody waits, nobody beside it means that nobody has it.
  if (head.agent === undefined) {
    const isSaid = unreplied || desk.list.value === 'unassigned'
    return isSaid ? null : <span class="chip">{t('row.unassigned')}</span>
  }
  if (head.agent.id === desk.me.value) return null
  const name = head.agent.name ?? ''
  return (
    <span class="row-agent" title={t('row.with', { name })}>
      <Avatar name={name} id={head.agent.id} image={head.agent.avatar} size="small" />
      <span class="hidden-label">{t('row.with', { name })}</span>
    </span>
  )
}

/** Whose the last words were, where they were not the visitor's. A row does not say which agent's. */
function Who({ by }: { by: 'agent' | 'assistant' }) {
  return (
    <span class="row-who">
      <Icon name="quote" size={13} mirrored />
      <span class="hidden-label">{t(by === 'agent' ? 'by.agent' : 'by.assistant')}: </span>
    </span>
  )
}
