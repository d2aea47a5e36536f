/**
 * The messages of a conversation, fetched when there is a first one or somebody begins to write: days,
 * groups, who types, history, the way to a quote and back to the end.
 */
import type { Event, Seq } from '@foyer/protocol'
import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { fill, plural } from '../locales/texts.ts'
import { formatDay } from '../panel/format.ts'
import { Avatar, actorName } from '../panel/header.tsx'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { useValue } from '../panel/use-value.ts'
import { MessageView, UploadView } from './message.tsx'
import css from './messages.css?inline'
import { watchReading } from './reading.ts'
import { arrangeRows } from './rows.ts'
import { createScroll, type Scroll } from './scroll.ts'

export { css }

/** `children` stand before the first message. */
export function MessageList({ m, children }: { m: Model; children: ComponentChildren }): VNode {
  const dress = useValue(m.dress)
  const { texts: t, config, tag } = dress
  const conversation = useValue(m.client.conversation)
  const items = useValue(conversation.items)
  const typing = useValue(conversation.typing)
  const open = useValue(m.open)
  const isClosed = useValue(m.isClosed)
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const scroll = useRef<Scroll>(null)
  const [atEnd, setAtEnd] = useState(true)
  const [busy, setBusy] = useState(false)
  const unread = useValue(conversation.unread)
  const rows = arrangeRows(items)
  const lastMine = items.findLast((item) => item.kind === 'message' && item.mine)
  const last = items.at(-1)

  const loadOlder = async () => {
    if (!conversation.hasOlder.peek()) return
    setBusy(true)
    await conversation.loadOlder()
    setBusy(false)
  }
  useLayoutEffect(() => {
    let loading = false
    const made = createScroll(box.current!, content.current!, {
      onTop() {
        if (loading) return
        loading = true
        void loadOlder().finally(() => (loading = false))
      },
      onEnd: setAtEnd,
    })
    scroll.current = made
    made.toEnd()
    return made.off
  }, [conversation])
  useLayoutEffect(() => {
    scroll.current?.settle(
      rows[0]?.key,
      last?.key,
      last?.kind === 'upload' || (last?.kind === 'message' && last.mine),
    )
  })
  useEffect(() => {
    // Held on to: a frame that was asked for may come after the thread is gone.
    const rowsIn = box.current!
    const reading = watchReading(rowsIn, m.open.peek.bind(m.open), conversation.read)
    const follow = () => reading.follow(rowsIn.querySelectorAll('[data-seq][data-side="them"]'))
    follow()
    const off = conversation.items.subscribe(() => requestAnimationFrame(follow))
    return () => {
      off()
      reading.off()
    }
  }, [conversation, open])

  const jump = async (seq: Seq) => {
    const find = () => box.current?.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
    if (!find()) {
      setBusy(true)
      const found = await conversation.loadUntil(seq)
      setBusy(false)
      await new Promise(requestAnimationFrame)
      if (!found || !find()) {
        m.warning.value = t.quoteGone
        return
      }
    }
    const row = find()!
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    row.scrollIntoView({ block: 'center', behavior: calm ? 'instant' : 'smooth' })
    row.focus({ preventScroll: true })
    row.removeAttribute('data-found')
    // Read back, so that the mark begins anew when it is found twice.
    void row.offsetWidth
    row.toggleAttribute('data-found', true)
  }
  const quotes = config.quoting && !isClosed

  return (
    <>
      <div ref={box} part="thread" class="scroll" tabIndex={0} role="region" aria-label={t.messages}>
        <div ref={content} class="log" role="log" aria-busy={busy} aria-label={t.messages}>
          {busy && <p class="busy">{t.loadingOlder}</p>}
          {children}
          {rows.map((row) => {
            if (row.kind === 'day') {
              return (
                <p key={row.key} part="day">
                  <time dateTime={new Date(row.at).toISOString()}>{formatDay(row.at, Date.now(), tag)}</time>
                </p>
              )
            }
            const { item } = row
            if (item.kind === 'notice') return <NoticeView key={row.key} event={item.event} m={m} />
            if (item.kind === 'upload') return <UploadView key={row.key} upload={item} m={m} />
            return (
              <MessageView
                key={row.key}
                m={m}
                dress={dress}
                message={item}
                first={row.first}
                last={row.last}
                showsState={item === lastMine}
                quotes={quotes}
                onJump={jump}
              />
            )
          })}
          {typing && !isClosed && (
            <div part="message typing" data-side="them" data-first data-last>
              <Avatar name={actorName(typing.by, m)} kind={typing.by.kind} />
              <div
                part="bubble"
                class="dots"
                role="img"
                aria-label={fill(t.typing, { name: actorName(typing.by, m) })}
              >
                <i />
                <i />
                <i />
              </div>
            </div>
          )}
        </div>
      </div>
      {!atEnd && (
        <button
          type="button"
          part="to-latest"
          onClick={() => scroll.current?.toEnd(true)}
          aria-label={unread > 0 ? undefined : t.toLatest}
        >
          {unread > 0 && plural(t.newMessages, unread, tag)}
          <Icon name="down" />
        </button>
      )}
    </>
  )
}

/** Something that happened, in a line of its own; what a visitor need not know is left out. */
function NoticeView({ event, m }: { event: Event; m: Model }): VNode | null {
  const { texts: t, tag } = m.dress.peek()
  const text = tell()
  return text === null ? null : (
    <p part="notice" dir="auto">
      {text}
    </p>
  )
  function tell(): string | null {
    switch (event.type) {
      case 'conversation.assigned':
        return event.agent && fill(t.joined, { name: actorName(event.agent, m) })
      case 'conversation.queued':
        return event.position
          ? fill(t.queuedAt, { n: new Intl.NumberFormat(tag).format(event.position) })
          : t.queued
      case 'handoff.requested':
        return t.handoff
      case 'conversation.warned':
        return t.closesSoon
      default:
        return null
    }
  }
}
