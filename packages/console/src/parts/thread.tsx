/**
 * The log of the open conversation: loads older history on scroll without a jump, stays at the end
 * while the reader is there, marks as read what was in view in a focused window (CV-7).
 */
import type { Item } from '@foyer/client'
import type { Seq } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal, useSignalEffect } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { locale, t } from '../locale.ts'
import { isAttending } from '../models/desk.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { isOwn, layOutThread, type ThreadRow } from '../models/thread-rows.ts'
import { clock, dayLabel, fullTime } from '../models/time.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { later } from './later.tsx'
import { Message } from './message.tsx'
import { now } from './now.ts'
import { LaterWhy } from './routing/why-later.ts'
import { Text } from './text.tsx'
import { Upload } from './upload.tsx'
import { noticeText } from './words.ts'

const ThreadMenu = later<{ at: { x: number; y: number }; onClose: () => void }>(
  async () => (await import('./thread-menu.tsx')).ThreadMenu,
)

/** Closer to the end than this counts as being there. */
const nearEnd = 60
/** Closer to the start than this loads what is before. */
const nearStart = 400

export function Thread({ open }: { open: OpenThread }) {
  const { thread } = open
  const { notices } = useConsole()
  const desk = useDesk()
  const me = desk.me.value
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const isJumping = useRef(false)
  const isLoading = useSignal(false)
  const newBelow = useSignal(0)
  const menuAt = useSignal<{ x: number; y: number } | null>(null)
  const active = useSignal<string | null>(null)
  const items = thread.items.value
  const rows = layOutThread(items, open.readUpTo.value, me)
  const lastKey = items.findLast((item) => item.kind === 'message')?.key ?? null
  const activeKey = active.value ?? lastKey
  const held = useRef<{ first: string | undefined; last: string | undefined; height: number; count: number }>(
    undefined,
  )

  // A row that is the same gets the same element, which Preact then leaves alone: in a thread of a
  // thousand messages a new one costs one. What else a row shows are signals, which it follows itself.
  const drawn = useRef(new Map<string, { row: ThreadRow; isActive: boolean; element: VNode }>())
  const verbs = useRef({
    activate: (key: string) => {
      active.value = key
    },
    jump: (seq: Seq) => void jump(seq),
  })

  function drawRow(row: ThreadRow, isActive: boolean): VNode {
    const before = drawn.current.get(row.key)
    if (before !== undefined && before.isActive === isActive && isSame(before.row, row)) return before.element
    const element = <Row key={row.key} row={row} open={open} isActive={isActive} verbs={verbs.current} />
    drawn.current.set(row.key, { row, isActive, element })
    return element
  }

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const before = held.current
    const first = items[0]?.key
    const last = items.at(-1)?.key
    // Older history came in above: what one was reading stays where it is. Safari has no scroll anchoring.
    if (before !== undefined && before.first !== first && before.last === last && !isAtEnd.current) {
      element.scrollTop += element.scrollHeight - before.height
    } else if (isAtEnd.current && !isJumping.current) {
      element.scrollTop = element.scrollHeight
    } else if (before !== undefined && before.last !== last && items.length > before.count) {
      const newest = items.at(-1)
      // What one sent oneself is what one wants to see.
      if (newest?.kind !== 'notice' && (newest?.kind === 'upload' || (newest && isOwn(newest, me)))) toEnd()
      else newBelow.value += items.slice(before.count).filter((item) => item.kind === 'message').length
    }
    held.current = { first, last, height: element.scrollHeight, count: items.length }
    markRead()
  }, [items])

  // Pictures that load and the keyboard of a phone change heights without any change of items.
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current && !isJumping.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild)
    const look = () => markRead()
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      observer.disconnect()
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])

  useSignalEffect(() => {
    // Typing appears under the last message: whoever is at the end stays there.
    void thread.typing.value
    void thread.draft.value
    requestAnimationFrame(() => {
      if (isAtEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight
    })
  })

  // A hit of the search: the thread opens at it.
  useSignalEffect(() => {
    const wanted = desk.wanted.value
    if (wanted?.conversation !== open.id || thread.items.value.length === 0) return
    desk.wanted.value = null
    void jump(wanted.seq)
  })

  function toEnd() {
    const element = box.current
    if (element === null) return
    isAtEnd.current = true
    newBelow.value = 0
    element.scrollTop = element.scrollHeight
  }

  function markRead() {
    const element = box.current
    if (element === null || !isAttending()) return
    const seq = lastSeen(element)
    if (seq > (thread.head.peek()?.read.agent ?? 0)) thread.read(seq)
  }

  async function loadOlder() {
    if (isLoading.peek() || !thread.hasOlder.peek()) return
    isLoading.value = true
    await thread.loadOlder()
    isLoading.value = false
  }

  function onScroll() {
    const element = box.current
    if (element === null) return
    if (!isJumping.current) {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd
    }
    if (isAtEnd.current) newBelow.value = 0
    if (element.scrollTop < nearStart && !isJumping.current) void loadOlder()
    markRead()
  }

  async function jump(seq: Seq) {
    isJumping.current = true
    isAtEnd.current = false
    const isThere = await thread.loadUntil(seq)
    requestAnimationFrame(() => {
      const element = box.current
      const target = element?.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
      if (!isThere || !element || !target) {
        isJumping.current = false
        notices.tell(t('quote.gone'))
        return
      }
      const way = Math.abs(target.getBoundingClientRect().top - element.getBoundingClientRect().top)
      const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches || way > 2 * element.clientHeight
      target.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' })
      target.focus({ preventScroll: true })
      open.highlight.value = seq
      // Until the way is done nothing may pull the reader back to the end.
      setTimeout(() => {
        isJumping.current = false
        onScroll()
      }, 700)
      setTimeout(() => {
        if (open.highlight.peek() === seq) open.highlight.value = null
      }, 2_000)
    })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    const article = (event.target as HTMLElement).closest<HTMLElement>('article')
    if (article === null || event.target !== article) return
    const all = [...(box.current?.querySelectorAll<HTMLElement>('article') ?? [])]
    const next = all[all.indexOf(article) + (event.key === 'ArrowUp' ? -1 : 1)]
    event.preventDefault()
    event.stopPropagation()
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div class="thread-holder">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; the menu above has the same for all */}
      <div
        class="thread"
        ref={box}
        onScroll={onScroll}
        tabIndex={-1}
        onContextMenu={(event) => {
          const isWords = (event.target as HTMLElement).closest('article, a, button, .notice') !== null
          if (isWords || getSelection()?.isCollapsed === false) return
          event.preventDefault()
          menuAt.value = { x: event.clientX, y: event.clientY }
        }}
      >
        <div
          class="thread-log"
          role="log"
          aria-label={t('region.thread')}
          aria-busy={isLoading.value}
          data-foyer="thread"
          onKeyDown={onKeyDown}
        >
          {thread.hasOlder.value && (
            <div class="thread-older">{isLoading.value ? <span class="spinner" /> : null}</div>
          )}
          {rows.map((row) => drawRow(row, row.key === activeKey))}
        </div>
        <Draft open={open} />
        <Typing open={open} />
      </div>
      {menuAt.value !== null && (
        <ThreadMenu
          at={menuAt.value}
          onClose={() => {
            menuAt.value = null
          }}
        />
      )}
      {newBelow.value > 0 && (
        <button type="button" class="new-pill" data-foyer="new-messages" onClick={toEnd}>
          <Icon name="down" size={14} />
          {t('thread.newMessages', { n: newBelow.value })}
        </button>
      )}
    </div>
  )
}

interface RowProps {
  row: ThreadRow
  open: OpenThread
  isActive: boolean
  verbs: { activate: (key: string) => void; jump: (seq: Seq) => void }
}

function isSame(one: ThreadRow, other: ThreadRow): boolean {
  if (one.kind !== 'item' || other.kind !== 'item') return one.kind === other.kind
  return one.item === other.item && one.first === other.first && one.last === other.last
}

function Row({ row, open, isActive, verbs }: RowProps) {
  if (row.kind === 'day') {
    return (
      <div class="thread-day">
        <time dateTime={new Date(row.at).toISOString()}>{dayLabel(row.at, now.value, locale.value)}</time>
      </div>
    )
  }
  if (row.kind === 'new') {
    return (
      <div class="thread-new" data-foyer="new-line">
        <span>{t('thread.new')}</span>
      </div>
    )
  }
  const { item, first, last } = row
  if (item.kind === 'notice') return <Notice item={item} />
  if (item.kind === 'upload') return <Upload upload={item} open={open} />
  return (
    <Message
      message={item}
      first={first}
      last={last}
      open={open}
      isActive={isActive}
      onActivate={() => verbs.activate(row.key)}
      onJump={verbs.jump}
    />
  )
}

function Notice({ item }: { item: Extract<Item, { kind: 'notice' }> }) {
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

/** What the assistant is writing, as it stands: the message itself takes its place. */
function Draft({ open }: { open: OpenThread }) {
  const draft = open.thread.draft.value
  if (draft === null) return null
  const name = cleanName(draft.by.name || t('by.assistant'))
  return (
    <div class="message ours first last is-draft" data-foyer="draft">
      <div class="message-column">
        <header class="message-author">
          <bdi>{name}</bdi>
        </header>
        <div class="bubble">
          <Text text={draft.text} />
        </div>
        <p class="message-meta">
          <span class="typing-dots" role="img" aria-label={t('thread.typing', { name })}>
            <i />
            <i />
            <i />
          </span>
        </p>
      </div>
    </div>
  )
}

function Typing({ open }: { open: OpenThread }) {
  const typing = open.thread.typing.value
  const visitor = open.visitor.value
  if (typing === null) return null
  const { by, preview } = typing
  const name = cleanName((by.kind === 'visitor' && open.nickname.value) || by.name || '')
  return (
    <div class="message theirs first last is-typing" data-foyer="typing">
      <span class="message-face">
        <Avatar name={name} id={by.id ?? visitor?.id} size="medium" />
      </span>
      <div class="message-column">
        <div class="bubble">
          {preview ? <span class="typing-preview">{preview}</span> : null}
          <span class="typing-dots" role="img" aria-label={t('thread.typing', { name })}>
            <i />
            <i />
            <i />
          </span>
        </div>
      </div>
    </div>
  )
}

/** The furthest message of the visitor whose end, or first lines, are in view. */
function lastSeen(element: HTMLElement): Seq {
  const { bottom } = element.getBoundingClientRect()
  const all = element.querySelectorAll<HTMLElement>('article.theirs[data-seq]')
  for (let at = all.length - 1; at >= 0; at--) {
    const box = all[at]?.getBoundingClientRect()
    if (box !== undefined && box.top + Math.min(box.height, 40) <= bottom + 1)
      return Number(all[at]?.dataset.seq)
  }
  return 0
}
