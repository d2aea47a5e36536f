/** Where the visitor writes: grows with the text, sends with Enter, takes files by button, paste and drop. */
import type { VNode } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { fill, plural } from '../locales/texts.ts'
import { actorName } from './header.tsx'
import { Icon } from './icons.tsx'
import { type Model, textOf } from './model.ts'
import { useValue } from './use-value.ts'

export function Composer({ m }: { m: Model }): VNode {
  const { texts: t, tag, config } = useValue(m.dress)
  const draft = useValue(m.draft)
  const quote = useValue(m.quote)
  const warning = useValue(m.warning)
  const { text: limit } = useValue(m.client.limits)
  const emoji = useValue(m.pieces.emoji.module)
  const [picking, setPicking] = useState(false)
  const input = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  // Code points are what counts on the wire; counted only where it can matter.
  const left = draft.length > limit * 0.9 ? limit - [...draft].length : limit
  const isReady = draft.trim() !== '' && left >= 0

  useLayoutEffect(() => {
    const { style } = input.current!
    style.height = 'auto'
    style.height = `${input.current!.scrollHeight}px`
  }, [draft])
  // Somebody who picked a quote or went past the FAQ is about to write; opening the panel is not that.
  useLayoutEffect(() => {
    if (quote) input.current!.focus()
  }, [quote])

  const send = () => {
    if (!isReady) return
    m.sendDraft()
    setPicking(false)
    input.current!.focus()
  }
  const insert = (text: string) => {
    const { selectionStart, selectionEnd } = input.current!
    m.write(draft.slice(0, selectionStart) + text + draft.slice(selectionEnd))
    requestAnimationFrame(() => {
      const at = selectionStart + text.length
      input.current?.setSelectionRange(at, at)
    })
  }
  const toggleEmoji = () => {
    setPicking(!picking)
    m.pieces.emoji.load().catch(() => setPicking(false))
  }

  return (
    <footer
      part="composer"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && (picking || quote)) {
          event.preventDefault()
          setPicking(false)
          m.quote.value = null
          input.current!.focus()
        }
      }}
    >
      {picking && emoji && <emoji.EmojiPicker texts={t} onPick={insert} />}
      {quote && (
        <div part="quoting">
          <span>
            <b>{fill(t.quoting, { name: quote.mine ? t.you : actorName(quote.by, m) })}</b>
            <span dir="auto">{textOf(quote.body)}</span>
          </span>
          <button
            type="button"
            class="round"
            aria-label={t.removeQuote}
            onClick={() => (m.quote.value = null)}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
      <div role="alert" part="warning">
        {warning ||
          (left < 0
            ? plural(t.tooLong, -left, tag)
            : left < limit * 0.1
              ? plural(t.charactersLeft, left, tag)
              : '')}
      </div>
      <div class="field">
        <textarea
          ref={input}
          part="input"
          rows={1}
          dir={draft ? 'auto' : undefined}
          enterkeyhint="send"
          placeholder={t.write}
          aria-label={t.write}
          value={draft}
          onFocus={() => m.client.connect()}
          onInput={(event) => m.write(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter that ends a composition (Chinese, Japanese) belongs to the keyboard.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
            event.preventDefault()
            send()
          }}
          onPaste={(event) => {
            const files = event.clipboardData?.files
            if (!files?.length) return
            event.preventDefault()
            void m.addFiles(files)
          }}
        />
        <div class="tools">
          <button
            type="button"
            part="attach"
            class="round"
            aria-label={t.attach}
            title={t.attach}
            onClick={() => picker.current!.click()}
          >
            <Icon name="attach" />
          </button>
          <button
            type="button"
            part="emoji"
            class="round"
            aria-label={t.emoji}
            title={t.emoji}
            aria-expanded={picking}
            onClick={toggleEmoji}
          >
            <Icon name="emoji" />
          </button>
          <button
            type="button"
            part="send"
            class="round"
            aria-label={t.send}
            disabled={!isReady}
            onClick={send}
          >
            <Icon name="send" />
          </button>
        </div>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-hidden="true"
          tabIndex={-1}
          accept={config.fileTypes.join()}
          onChange={({ currentTarget }) => {
            void m.addFiles(currentTarget.files ?? [])
            currentTarget.value = ''
          }}
        />
      </div>
      <Terms m={m} />
    </footer>
  )
}

/** What one agrees to by writing, until one has written (WG-5). */
function Terms({ m }: { m: Model }): VNode | null {
  const { texts: t, config } = useValue(m.dress)
  const { privacy, terms } = config.links
  if (useValue(m.hasThread) || (!privacy && !terms)) return null
  const links = [
    [privacy, t.privacy],
    [terms, t.terms],
  ].filter(([address]) => address)
  const [before, after] = t.agree.split('{links}')
  return (
    <p part="terms">
      {before}
      {links.map(([address, name], at) => (
        <>
          {at > 0 && t.and}
          <a href={address} target="_blank" rel="noopener noreferrer">
            {name}
          </a>
        </>
      ))}
      {after}
    </p>
  )
}
