/**
 * What one may be about to write (IN-8), over the box: arrows choose, Enter or Tab takes, Escape closes. Enter and Tab
 * stay what they are as long as nothing is chosen.
 */
import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../../locale.ts'
import { complete } from '../../models/completion.ts'
import type { OpenThread } from '../../models/open-thread.ts'
import type { ReplySources } from '../../models/reply-sources.ts'
import { Icon } from '../icon.tsx'
import { putIntoBox, useFill } from './use-offers.ts'

export function CompletionList({ open, sources }: { open: OpenThread; sources: ReplySources }) {
  const fill = useFill(open)
  const at = useSignal(-1)
  /** Closed for this text; what is typed on from it does not open it again. */
  const closedFor = useSignal<string | null>(null)
  /** What was there when the conversation was opened is a draft, not something that is being typed. */
  const first = useSignal(open.text.peek())
  const found = useComputed(() => {
    const typed = open.text.value
    const isClosed = closedFor.value !== null && typed.startsWith(closedFor.value)
    return isClosed || typed === first.value ? [] : complete(sources.prepared.value, typed)
  })
  const sent = useRef('')

  useEffect(
    () =>
      open.text.subscribe((typed) => {
        at.value = -1
        if (typed.trim() === '') {
          if (sent.current.trim() !== '') sources.said(sent.current)
          closedFor.value = null
          first.value = ''
        }
        sent.current = typed
      }),
    [open, sources],
  )

  function take(index: number) {
    const one = found.peek()[index]
    if (one === undefined) return
    const { text } = fill(one.text)
    putIntoBox(open, text, 'replace')
    closedFor.value = text
  }

  useEffect(() => {
    const steer = (event: KeyboardEvent) => {
      const { length } = found.peek()
      if (length === 0 || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false
      if (event.key === 'ArrowDown') at.value = at.peek() + 1 >= length ? -1 : at.peek() + 1
      else if (event.key === 'ArrowUp') at.value = at.peek() < 0 ? length - 1 : at.peek() - 1
      else if (event.key === 'Escape') {
        event.stopPropagation()
        closedFor.value = open.text.peek()
      } else if ((event.key === 'Enter' || event.key === 'Tab') && at.peek() >= 0) take(at.peek())
      else return false
      return true
    }
    open.steers.add(steer)
    return () => {
      open.steers.delete(steer)
    }
  }, [open, sources])

  if (found.value.length === 0) return null
  return (
    <section class="offer-panel is-completion" aria-label={t('completion.title')} data-foyer="completion">
      <div class="offer-list" role="listbox" aria-label={t('completion.title')}>
        {found.value.map(({ kind, title, text }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the keys
          <div
            key={`${kind} ${text}`}
            class="offer-item"
            role="option"
            tabIndex={-1}
            aria-selected={index === at.value}
            data-foyer="completion-item"
            // The box keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(index)}
          >
            <Icon name={kind === 'reply' ? 'bolt' : 'clock'} size={14} />
            <span class="offer-text">
              {title !== '' && (
                <span class="offer-title">
                  <bdi>{title}</bdi>
                </span>
              )}
              <span class="offer-preview" dir="auto">
                {text}
              </span>
            </span>
          </div>
        ))}
      </div>
      <p class="hidden-label" role="status">
        {t('completion.count', { n: found.value.length })}
      </p>
    </section>
  )
}
