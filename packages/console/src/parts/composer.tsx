/**
 * Where replies and notes are written. Sending is never held back: without a connection the outbox
 * keeps what was sent and says so. A note looks like one from the first letter, so nobody mixes them up.
 */
import { toPlain } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { addWords, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { leftOpen } from '../models/placeholders.ts'
import { inShort } from './body.tsx'
import { Collision } from './collision.tsx'
import { Closed } from './composer-closed.tsx'
import { Icon } from './icon.tsx'
import { later } from './later.tsx'
import { Pasted } from './pasted.tsx'
import type { OffersProps } from './replies/offers-props.ts'
import { useFiles } from './send-files.ts'
import { errorText } from './words.ts'

const Offers = later<OffersProps>(async () => {
  const [offers] = await Promise.all([import('./replies/offers.tsx'), addWords('replies')])
  return offers.Offers
})
const Suggestions = later<{ open: OpenThread }>(async () => (await import('./suggestions.tsx')).Suggestions)

export function Composer({ open }: { open: OpenThread }) {
  const head = open.thread.head.value
  const writesOffline = useSignal(false)
  if (head?.status === 'closed' && !writesOffline.value) {
    return (
      <Closed
        open={open}
        onWrite={() => {
          writesOffline.value = true
          open.write('reply')
        }}
      />
    )
  }
  return <Box open={open} isOffline={head?.status === 'closed'} />
}

function Box({ open, isOffline }: { open: OpenThread; isOffline: boolean }) {
  const desk = useDesk()
  const { notices } = useConsole()
  const area = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const { thread, mode, text, quoted, quote, editing } = open
  const files = useFiles(open)
  const isNote = mode.value === 'note' && !isOffline
  const isEditing = editing.value !== null
  const takesFiles = !isNote && !isOffline && !isEditing
  const hasPasted = takesFiles && open.pasted.value.length > 0
  const isEmpty = text.value.trim() === '' && !hasPasted
  const head = thread.head.value
  const isUnassigned = head !== null && head.agent === undefined && head.status !== 'closed'

  useLayoutEffect(() => {
    const element = area.current
    if (element === null) return
    // The box grows with its text; measured from nothing, so that it shrinks again too. What is around it is held
    // fast meanwhile, or each key would lay out the whole thread twice.
    const around = element.parentElement?.style
    if (around !== undefined) around.height = `${element.parentElement?.offsetHeight}px`
    element.style.height = 'auto'
    const height = Math.min(element.scrollHeight, innerHeight * 0.4)
    element.style.height = `${height}px`
    if (around !== undefined) around.height = ''
  }, [text.value, open.id])

  useLayoutEffect(() => {
    if (open.wantsFocus.value > 0) area.current?.focus()
  }, [open.wantsFocus.value])

  async function send() {
    const left = isNote ? [] : leftOpen(text.peek())
    // A visitor is never sent what somebody forgot to fill in.
    if (left.length > 0) return notices.tell(t('composer.fillIn', { what: left.join(', ') }), 'danger')
    const sent = open.send(isOffline)
    if (hasPasted) files.sendPasted()
    const error = await sent
    if (error !== null) notices.tell(errorText(error), 'danger')
    area.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    // Enter that ends the composing of a Chinese or Japanese word is no sending.
    if (event.isComposing || event.keyCode === 229) return
    for (const steer of open.steers) if (steer(event)) return event.preventDefault()
    const isSend = event.key === 'Enter' && !event.shiftKey && (!isTouch || event.ctrlKey || event.metaKey)
    if (isSend) {
      event.preventDefault()
      void send()
      return
    }
    if (event.key === 'Escape') {
      event.stopPropagation()
      if (isEditing || quote.peek() !== null) open.cancel()
      else area.current?.blur()
    }
  }

  function onInput(typed: string) {
    text.value = typed
    if (!isNote && !isEditing) thread.setTyping(typed.trim() !== '')
  }

  return (
    <div
      class={`composer${isNote ? ' is-note' : ''}`}
      data-foyer="composer"
      data-mode={isNote ? 'note' : 'reply'}
    >
      {open.suggestions.value.length > 0 && <Suggestions open={open} />}
      <Collision open={open} />
      <div class="composer-box">
        <div class="composer-modes">
          <div class="tabs" role="tablist" aria-label={t('composer.modes')}>
            <button
              type="button"
              role="tab"
              aria-selected={!isNote}
              tabIndex={isNote ? -1 : 0}
              data-foyer="mode-reply"
              onClick={() => open.write('reply')}
              onKeyDown={switchMode}
            >
              {t(isOffline ? 'composer.offline' : 'composer.reply')}
            </button>
            {!isOffline && (
              <button
                type="button"
                role="tab"
                aria-selected={isNote}
                tabIndex={isNote ? 0 : -1}
                data-foyer="mode-note"
                onClick={() => open.write('note')}
                onKeyDown={switchMode}
              >
                {t('composer.note')}
              </button>
            )}
          </div>
          {isNote && (
            <span class="composer-hint">
              <Icon name="lock" size={12} />
              {t('composer.noteHint')}
            </span>
          )}
          {!isNote && isUnassigned && <span class="composer-hint">{t('composer.assigns')}</span>}
        </div>
        {(isEditing || quote.value !== null) && (
          <div class="composer-quote" data-foyer="composer-quote">
            <Icon name={isEditing ? 'edit' : 'quote'} size={15} />
            <span dir="auto">
              {isEditing ? t('composer.editing') : toPlain(inShort(quoted.value?.body ?? null))}
            </span>
            <button type="button" class="icon-button" aria-label={t('cancel')} onClick={() => open.cancel()}>
              <Icon name="close" size={14} />
            </button>
          </div>
        )}
        {hasPasted && <Pasted files={open.pasted} onPutAway={() => area.current?.focus()} />}
        <textarea
          ref={area}
          class="composer-area"
          rows={1}
          // Empty, it has no direction of its own: then the placeholder's counts.
          dir={text.value === '' ? undefined : 'auto'}
          value={text.value}
          maxLength={10_000}
          aria-label={t(isNote ? 'composer.writeNote' : 'composer.write')}
          placeholder={t(isNote ? 'composer.writeNote' : 'composer.write')}
          data-foyer="composer-text"
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={() => thread.setTyping(false)}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const data = event.clipboardData
            // A copied table is a picture too; it is its words that are wanted.
            const isWords = data?.getData('text/html') && data.getData('text/plain')
            if (!takesFiles || data === null || data.files.length === 0 || isWords) return
            event.preventDefault()
            files.paste(data.files)
          }}
        />
        <div class="composer-bar">
          {!isNote && !isOffline && (
            <>
              <button
                type="button"
                class="icon-button"
                aria-label={t('composer.attach')}
                title={t('composer.attach')}
                data-foyer="attach"
                onClick={() => picker.current?.click()}
              >
                <Icon name="attach" />
              </button>
              <input
                ref={picker}
                type="file"
                multiple
                hidden
                data-foyer="file-input"
                onChange={(event) => {
                  files.send(event.currentTarget.files ?? [])
                  area.current?.focus()
                  // The same file again is another choice.
                  event.currentTarget.value = ''
                }}
              />
            </>
          )}
          {!isEditing && <Offers open={open} isNote={isNote} isOffline={isOffline} />}
          <span class="composer-end">
            {desk.client.connection.value.state !== 'online' && !isEmpty && (
              <span class="composer-hint">{t('composer.later')}</span>
            )}
            <button
              type="button"
              class={isNote ? 'button amber' : 'button primary'}
              disabled={isEmpty}
              data-foyer="send"
              onClick={() => void send()}
            >
              {t(isEditing ? 'save' : isNote ? 'composer.addNote' : 'composer.send')}
              {!isNote && !isEditing && <Icon name="send" size={15} />}
            </button>
          </span>
        </div>
      </div>
    </div>
  )

  function switchMode(event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    open.mode.value = isNote ? 'reply' : 'note'
    const other = (event.currentTarget as HTMLElement).parentElement?.querySelector<HTMLElement>(
      '[aria-selected="false"]',
    )
    other?.focus()
  }
}

/** With a finger, Enter is for a new line: the button is near, and there is no Shift at hand. */
const isTouch = matchMedia('(hover: none) and (pointer: coarse)').matches
