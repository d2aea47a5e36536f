/**
 * One message or note of the thread: author, quote, body, how far it has come, and what can be done
 * with it by pointer or by keyboard.
 */
import type { Message as MessageItem } from '@foyer/client'
import { cleanName, toPlain } from '@foyer/widget/text'
import { computed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { addWords, locale, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { isOwn } from '../models/thread-rows.ts'
import { clock } from '../models/time.ts'
import { Avatar } from './avatar.tsx'
import { inShort, MessageBody } from './body.tsx'
import { copyText } from './copy.ts'
import { Icon, type IconName } from './icon.tsx'
import { later } from './later.tsx'
import { autoNames, Meta, Sources, stateFaces } from './message-meta.tsx'
import { now } from './now.ts'
import { errorText } from './words.ts'

const Translation = later<{ open: OpenThread; message: MessageItem }>(async () => {
  const [translation] = await Promise.all([import('./replies/translation.tsx'), addWords('replies')])
  return translation.Translation
})

interface MessageProps {
  message: MessageItem
  first: boolean
  last: boolean
  open: OpenThread
  /** Its buttons can be reached by Tab; of the others, once an arrow has led there. */
  isActive: boolean
  onActivate: () => void
  onJump: (seq: number) => void
}

/** Whether the site has somebody who translates, for what the visitor says. */
function useTranslates(message: MessageItem, open: OpenThread): boolean {
  const { sites } = useConsole()
  const site = open.site.value
  const isTheirs = message.by.kind === 'visitor' && 'text' in message.body
  return isTheirs && site !== undefined && (sites.known(site)?.translation.kind ?? 'off') !== 'off'
}

export function Message({ message, first, last, open, isActive, onActivate, onJump }: MessageProps) {
  const { by, note, body, seq } = message
  const name = useAuthor(message)
  const ours = by.kind !== 'visitor'
  const own = isOwn(message, useDesk().me.value)
  const mayTranslate = useTranslates(message, open)
  const isHighlighted = seq !== null && !note && open.highlight.value === seq
  const classes = ['message', ours ? 'ours' : 'theirs', first && 'first', last && 'last', note && 'note']
  if (isHighlighted) classes.push('is-highlighted')
  if (body.kind === 'file' && /^(image|video)\//.test(body.file.type)) classes.push('is-media')
  return (
    <article
      class={classes.filter(Boolean).join(' ')}
      data-foyer={note ? 'note' : 'message'}
      data-seq={note ? undefined : (seq ?? undefined)}
      data-key={message.key}
      data-state={message.state ?? undefined}
      tabIndex={isActive ? 0 : -1}
      aria-label={labelOf(message, name)}
      onFocus={onActivate}
    >
      {!ours && <span class="message-face">{last && <Avatar name={name} id={by.id} size="medium" />}</span>}
      <div class="message-column">
        {first && <Author message={message} name={name} hasFace={ours && !own} />}
        <div class="message-line">
          <div class="bubble">
            {message.quote !== undefined && <Quote message={message} onJump={onJump} />}
            {message.pick === undefined ? (
              <MessageBody body={body} picked={message.picked} values={message.values} />
            ) : (
              <p class="body-pick" dir="auto">
                <Icon name="sent" size={14} />
                <span class="hidden-label">{t('message.picked')} </span>
                {pickText(message)}
              </p>
            )}
          </div>
          {body.kind !== 'deleted' && <Tools message={message} open={open} isActive={isActive} />}
        </div>
        {message.original !== undefined && (
          <p class="message-original" dir="auto" data-foyer="original">
            <span>{t('message.original')}: </span>
            {message.original}
          </p>
        )}
        {mayTranslate && <Translation open={open} message={message} />}
        {message.sources !== undefined && message.sources.length > 0 && <Sources sources={message.sources} />}
        {(last ||
          message.auto !== undefined ||
          message.state === 'failed' ||
          message.state === 'sending' ||
          message.edited) && <Meta message={message} open={open} />}
      </div>
    </article>
  )
}

function Author({ message, name, hasFace }: { message: MessageItem; name: string; hasFace: boolean }) {
  const { by, note, auto, offline } = message
  return (
    <header class="message-author">
      {hasFace && by.kind !== 'system' && <Avatar name={name} id={by.id} image={by.avatar} size="small" />}
      {note && <Icon name="lock" size={12} />}
      <bdi data-foyer="author">{name}</bdi>
      {note && <span class="message-label">{t('note.label')}</span>}
      {auto === undefined && by.kind === 'assistant' && (
        <span class="message-label">{t('by.assistant')}</span>
      )}
      {offline && <span class="message-label">{t('message.offline')}</span>}
    </header>
  )
}

function Quote({ message, onJump }: { message: MessageItem; onJump: (seq: number) => void }) {
  const { quote } = message
  const { session } = useConsole()
  const nickname = useDesk().thread.value?.nickname.value
  if (quote === undefined) return null
  const me = session.session.value.state === 'signedIn' ? session.session.value.agent.id : null
  const name =
    quote.by === null
      ? ''
      : quote.by.id === me
        ? t('by.you')
        : quote.by.kind === 'visitor'
          ? nickname || quote.by.name || ''
          : (quote.by.name ?? '')
  return (
    <button type="button" class="quote" data-foyer="quote" onClick={() => onJump(quote.seq)}>
      <span class="hidden-label">{t('quote.jump')}</span>
      {name !== '' && (
        <span class="quote-name">
          <bdi>{cleanName(name)}</bdi>
        </span>
      )}
      <span class="quote-text" dir="auto">
        {toPlain(inShort(quote.body))}
      </span>
    </button>
  )
}

function Tools({ message, open, isActive }: { message: MessageItem; open: OpenThread; isActive: boolean }) {
  const { notices, sites } = useConsole()
  const settings = open.site.value === undefined ? null : sites.known(open.site.value)
  const isOpen = open.isOpen.value
  const mayQuote = message.quotable && message.seq !== null && isOpen && settings?.quoting.agent !== false
  const mayChange = isOwn(message, useDesk().me.value) && !message.note && message.seq !== null
  const until = mayChange ? message.at + (settings?.editWindow.agent ?? 0) : 0
  const isFresh = useIsBefore(until)
  const tab = isActive ? 0 : -1
  const text = 'text' in message.body ? message.body.text : null

  async function remove() {
    if (message.seq === null) return
    const yes = await notices.ask({
      title: t('delete.title'),
      text: t('delete.text'),
      confirm: t('delete'),
      isDangerous: true,
    })
    if (!yes) return
    const answer = await open.thread.delete(message.seq)
    if (answer.error !== undefined) notices.tell(errorText(answer.error), 'danger')
  }

  return (
    <div class="message-tools">
      {mayQuote && (
        <Tool
          icon="quote"
          label={t('quote')}
          tab={tab}
          hook="do-quote"
          onClick={() => open.quoteMessage(message)}
        />
      )}
      {text !== null && (
        <Tool
          icon="copy"
          label={t('copy')}
          tab={tab}
          hook="do-copy"
          onClick={() => void copyText(text, notices)}
        />
      )}
      {isFresh && isOpen && message.body.kind === 'text' && (
        <Tool icon="edit" label={t('edit')} tab={tab} hook="do-edit" onClick={() => open.edit(message)} />
      )}
      {isFresh && isOpen && (
        <Tool icon="trash" label={t('delete')} tab={tab} hook="do-delete" onClick={() => void remove()} />
      )}
    </div>
  )
}

/** Draws anew when the time has come, and not with every tick before and after it. */
function useIsBefore(time: number): boolean {
  const isBefore = useMemo(() => computed(() => now.value < time), [time])
  return isBefore.value
}

interface ToolProps {
  icon: IconName
  label: string
  tab: number
  hook: string
  onClick: () => void
}

function Tool({ icon, label, tab, hook, onClick }: ToolProps) {
  return (
    <button type="button" aria-label={label} title={label} tabIndex={tab} data-foyer={hook} onClick={onClick}>
      <Icon name={icon} size={15} />
    </button>
  )
}

/** A visitor is called by the nickname that agents gave, also in messages from before. */
function useAuthor(message: MessageItem): string {
  const { by } = message
  const { thread, me } = useDesk()
  const nickname = thread.value?.nickname.value
  if (isOwn(message, me.value)) return t('by.you')
  if (by.kind === 'visitor') return cleanName(nickname || by.name || t('by.visitor'))
  if (by.kind === 'system') return t('by.system')
  if (by.kind === 'assistant') return cleanName(by.name || t('by.assistant'))
  return cleanName(by.name || t('by.agent'))
}

/** Its label; while the message that offered it is not loaded, that something was picked. */
function pickText({ body }: MessageItem): string {
  return inShort(body) || t('event.picked')
}

function labelOf({ body, note, at, state, auto }: MessageItem, name: string): string {
  const words = [note ? t('note.by', { name }) : name, inShort(body), clock(at, locale.value)]
  if (auto !== undefined) words.push(t(autoNames[auto]))
  if (state !== null) words.push(t(stateFaces[state].label))
  return words.join(', ')
}
