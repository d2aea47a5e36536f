/** Where the visitor writes: grows with the text, sends with Enter, takes files by button and paste. */
import { Component, createRef, Fragment, type VNode } from 'preact'
import { Icon, icons } from './icons.tsx'
import type { Model } from './model.ts'

export class Composer extends Component<{ m: Model }> {
  #input = createRef<HTMLTextAreaElement>()
  #picker = createRef<HTMLInputElement>()
  #quoted: unknown

  // Its lines break anew as the panel is shown, or the phone turned. After the frame: what is observed changes by it.
  override componentDidMount(): void {
    new ResizeObserver(() =>
      requestAnimationFrame(() => this.#input.current && this.componentDidUpdate()),
    ).observe(this.#input.current!)
  }

  override componentDidUpdate(): void {
    const input = this.#input.current!
    // The narrow field is asked whether it is more than a line, or one would flicker between the two.
    if (this.#fit(false) > 50 && input.value) this.#fit(true)
    // Somebody who picked a quote is about to write; opening the panel is not that.
    const quoted = this.props.m.quote.peek()
    if (quoted && quoted !== this.#quoted) input.focus()
    this.#quoted = quoted
  }

  /** As tall as its text; `isTall`: over the whole width. */
  #fit(isTall: boolean): number {
    const input = this.#input.current!
    input.parentElement!.classList.toggle('tall', isTall)
    input.style.height = 'auto'
    const { scrollHeight } = input
    // What is not shown has none.
    if (scrollHeight) input.style.height = `${scrollHeight}px`
    return scrollHeight
  }

  #send = () => {
    const { m } = this.props
    m.picking.value = false
    m.sendDraft()
    this.#input.current!.focus()
  }

  #insert = (text: string) => {
    const input = this.#input.current!
    input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end')
    this.props.m.write(input.value)
  }

  render({ m }: { m: Model }): VNode {
    const t = m.texts.value
    const { config } = m.dress.value
    const draft = m.draft.value
    const { text: limit } = m.client.limits.value
    const { ahead, emoji, live, quoting } = m.pieces
    const hint = m.hint.value
    const isPicking = m.picking.value
    const isQuoting = m.quote.value !== null
    // Counted only where it can matter.
    const left = draft.length > limit * 0.9 ? limit - [...draft].length : limit
    const isReady = (draft.trim() !== '' || m.pasted.value.length > 0) && left >= 0
    const Emoji = isPicking ? emoji.module.value?.EmojiPicker : undefined
    const Hints = isPicking ? undefined : ahead.module.value?.Hints
    const Strip = isQuoting ? quoting.module.value?.QuoteStrip : undefined
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what is open in it
      <footer
        part="composer"
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented || !(isPicking || isQuoting)) return
          event.preventDefault()
          m.picking.value = false
          m.quote.value = null
          this.#input.current!.focus()
        }}
      >
        {Hints && hint && <Hints m={m} hint={hint} onClose={() => this.#input.current!.focus()} />}
        {Emoji && <Emoji m={m} onPick={this.#insert} />}
        {Strip && <Strip m={m} />}
        <div role="alert" part="warning">
          {m.warning.value || live.module.value?.tellLength(m, left, limit)}
        </div>
        {m.above.value.map((draw) => draw())}
        <div class="field">
          <textarea
            ref={this.#input}
            part="input"
            rows={1}
            // An empty one follows the language, for its placeholder.
            dir={draft ? 'auto' : undefined}
            enterkeyhint="send"
            placeholder={t.write}
            aria-label={t.write}
            value={draft}
            onFocus={() => {
              m.client.connect()
              m.wake()
            }}
            onInput={(event) => m.write(event.currentTarget.value)}
            aria-autocomplete={config.typeAhead ? 'list' : undefined}
            aria-controls={hint?.entries.length ? 'hints' : undefined}
            aria-activedescendant={hint && hint.at >= 0 ? `hint${hint.at}` : undefined}
            onKeyDown={(event) => {
              if (ahead.module.peek()?.steer(m, event)) return
              // Enter that ends a composition (Chinese, Japanese) belongs to the keyboard.
              if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
                return
              event.preventDefault()
              if (isReady) this.#send()
            }}
            onPaste={(event) => {
              const data = event.clipboardData
              const files = [...(data?.files ?? [])]
              // A copied table is a picture too; it is its words that are wanted.
              if (files.length === 0 || (data!.getData('text/html') && data!.getData('text/plain'))) return
              event.preventDefault()
              m.paste(files)
            }}
          />
          <button
            type="button"
            part="attach"
            class="round"
            aria-label={t.attach}
            title={t.attach}
            onClick={() => this.#picker.current!.click()}
          >
            <Icon path={icons.attach} />
          </button>
          <button
            type="button"
            part="emoji"
            class="round"
            aria-label={t.emoji}
            title={t.emoji}
            aria-expanded={isPicking}
            onClick={() => {
              m.picking.value = !isPicking
              emoji.load().catch(() => {
                m.picking.value = false
                m.tellMissing()
              })
            }}
          >
            <Icon path={icons.emoji} />
          </button>
          {config.media?.voice && !draft && globalThis.MediaRecorder && (
            <button
              type="button"
              part="record"
              class="round"
              aria-label={t.voice}
              title={t.voice}
              onClick={() => m.withBodies((bodies) => bodies.record(m))}
            >
              <Icon path={icons.voice} />
            </button>
          )}
          <button
            type="button"
            part="send"
            class="round"
            aria-label={t.send}
            disabled={!isReady}
            onClick={this.#send}
          >
            <Icon path={icons.send} />
          </button>
          <input
            ref={this.#picker}
            type="file"
            multiple
            hidden
            accept={config.fileTypes.join()}
            onChange={({ currentTarget }) => {
              m.addFiles(currentTarget.files ?? [])
              currentTarget.value = ''
            }}
          />
        </div>
        {!m.hasThread.value && <Terms m={m} />}
      </footer>
    )
  }
}

/** What one agrees to by writing, until one has written (WG-5). */
function Terms({ m }: { m: Model }): VNode | null {
  const t = m.texts.value
  const { config } = m.dress.value
  const links = [
    [config.links.privacy, t.privacy],
    [config.links.terms, t.terms],
  ].filter(([address]) => address)
  const [before, after] = t.agree.split('{links}')
  const preview = config.typingPreview && t.previewed
  return links.length === 0 ? (
    preview ? (
      <p part="terms">{preview}</p>
    ) : null
  ) : (
    <p part="terms">
      {before}
      {links.map(([address, name], at) => (
        <Fragment key={name}>
          {at > 0 && t.and}
          <a href={address} target="_blank" rel="noopener noreferrer">
            {name}
          </a>
        </Fragment>
      ))}
      {after} {preview}
    </p>
  )
}
