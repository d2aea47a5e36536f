/**
 * Where the reader of a thread stands: loads older history on scroll without a jump, stays at the end while the
 * reader is there, brings a message into sight, marks as read what was in view in a focused window (CV-7).
 */
import type { Item } from '@foyer/client'
import type { Id, Seq } from '@foyer/protocol'
import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { t } from '../locale.ts'
import { isAttending } from '../models/desk.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { isOwn } from '../models/thread-rows.ts'
import { settleWithWidth } from './thread-block.tsx'

/** Closer to the end than this counts as being there. */
const nearEnd = 60
/** Closer to the start than this loads what is before. */
const nearStart = 400

export function useThreadScroll(open: OpenThread, items: Item[], me: Id | null) {
  const { thread } = open
  const { notices } = useConsole()
  const desk = useDesk()
  const box = useRef<HTMLDivElement>(null)
  const log = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const isJumping = useRef(false)
  const isLoading = useSignal(false)
  const newBelow = useSignal(0)
  const held = useRef<{ first: string | undefined; last: string | undefined; height: number; count: number }>(
    undefined,
  )

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
    const stopSettling = log.current === null ? () => {} : settleWithWidth(log.current)
    if (log.current !== null) observer.observe(log.current)
    const look = () => markRead()
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      observer.disconnect()
      stopSettling()
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
    const readUpTo = thread.head.peek()?.read.agent ?? 0
    const newest = thread.items
      .peek()
      .findLast((item) => item.kind === 'message' && item.by.kind === 'visitor')
    // Where one has read it all there is nothing to look for: this runs with every step of a scroll.
    if (newest?.kind !== 'message' || (newest.seq ?? 0) <= readUpTo) return
    const seq = lastSeen(element)
    if (seq > readUpTo) thread.read(seq)
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

  return { box, log, isLoading, newBelow, toEnd, onScroll, jump }
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
