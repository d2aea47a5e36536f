/**
 * What can be done with a message: quote it (CV-8), copy it, and change or delete one's own while the site allows it
 * (CV-13): by the buttons beside it, by keyboard, by a long press.
 */
import type { Message } from '@foyer/client'
import type { ProtocolError } from '@foyer/protocol'
import { type Signal, signal } from '@preact/signals-core'
import { Component, createRef, type VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { Icon, icons } from '../panel/icons.tsx'
import type { Choice, Model } from '../panel/model.ts'
import { rich } from '../panel/rich.tsx'

const quoteIcon = 'M9 7 4 12l5 5M4 12h9a7 7 0 0 1 7 7'

const edited = new WeakMap<Model, Signal<string | null>>()

export function editedIn(m: Model): Signal<string | null> {
  const held = edited.get(m) ?? signal<string | null>(null)
  edited.set(m, held)
  return held
}

/** Until when it may be changed; 0 where it may not. */
export function changeableUntil(message: Message, within: number, now: number, isClosed: boolean): number {
  const { mine, seq, pick, body, at } = message
  const isOver = isClosed || !mine || seq === null || pick !== undefined || body.kind === 'deleted'
  return isOver || now - at >= within ? 0 : at + within
}

function untilOf(m: Model, message: Message): number {
  const { media } = m.dress.peek().config
  return changeableUntil(message, media?.editWithin ?? 0, Date.now(), m.isClosed.peek())
}

function setQuote(m: Model, message: Message): void {
  m.quote.value = message
}

interface ToolsProps {
  m: Model
  message: Message
  canQuote: boolean
}

/** Beside a message, seen while one points at it or comes to it by keyboard. */
export function Tools({ m, message, canQuote }: ToolsProps): VNode {
  const t = m.texts.peek()
  return (
    <span part="tools">
      {canQuote && (
        <button
          type="button"
          part="quote-button"
          class="round"
          aria-label={t.quote}
          title={t.quote}
          onClick={() => setQuote(m, message)}
        >
          <Icon path={quoteIcon} turn />
        </button>
      )}
      {untilOf(m, message) > 0 && (
        <button
          type="button"
          part="message-menu"
          class="round"
          aria-label={t.more}
          title={t.more}
          aria-haspopup="dialog"
          onClick={() => openMenu(m, message, canQuote)}
        >
          <Icon path={icons.more} />
        </button>
      )}
    </span>
  )
}

export function openMenu(m: Model, message: Message, canQuote: boolean): void {
  const t = m.texts.peek()
  const text = rich().textOf(message.body)
  const until = untilOf(m, message)
  // A page may forbid the clipboard; there is nothing to say about it.
  const copy = () => void navigator.clipboard?.writeText(text).catch(() => {})
  const edit = () => {
    editedIn(m).value = message.key
  }
  const choices: Choice[] = [
    ...(canQuote ? [{ label: t.quote, run: () => setQuote(m, message) }] : []),
    ...(text ? [{ label: t.copy, run: copy }] : []),
    ...(until > 0 && message.body.kind === 'text' ? [{ label: t.edit, run: edit }] : []),
    ...(until > 0 ? [{ label: t.erase, danger: 'asks' as const, run: () => askToErase(m, message) }] : []),
  ]
  const told = until > 0 ? { text: tellUntil(m, until) } : {}
  if (choices.length > 0) m.ask({ title: '', label: t.more, choices, ...told })
}

/** The time, with its day where that is not today. */
function tellUntil(m: Model, until: number): string {
  const isToday = new Date(until).toDateString() === new Date().toDateString()
  const format = {
    ...(!isToday && { weekday: 'long' as const }),
    hour: 'numeric',
    minute: '2-digit',
  } as const
  const { tag } = m.dress.peek()
  return fill(m.texts.peek().editUntil, { time: new Intl.DateTimeFormat(tag, format).format(until) })
}

function askToErase(m: Model, message: Message): void {
  const { eraseTitle, eraseText, erase } = m.texts.peek()
  const run = async () => {
    const { error } = await m.client.conversation.peek().delete(message.seq!)
    if (error) await tell(m, error)
  }
  m.ask({ title: eraseTitle, text: eraseText, choices: [{ label: erase, danger: true, run }] })
}

async function tell(m: Model, error: ProtocolError): Promise<void> {
  const { explain } = await m.pieces.live.load()
  m.warning.value = error.code === 'forbidden' ? m.texts.peek().editTooLate : explain(m, error)
}

interface EditorProps {
  m: Model
  message: Message
}

/** In the message's own place: what is written in the composer meanwhile stays what it is. */
export class Editor extends Component<EditorProps, { waits: boolean; text: string }> {
  override state = { waits: false, text: textIn(this.props.message) }
  #field = createRef<HTMLTextAreaElement>()
  #before: HTMLElement | null = null

  override componentDidMount(): void {
    const field = this.#field.current!
    this.#before = field.closest<HTMLElement>('[part~="message"]')
    this.#grow()
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  }

  override componentDidUpdate(): void {
    this.#grow()
  }

  #grow() {
    const field = this.#field.current!
    field.style.blockSize = 'auto'
    field.style.blockSize = `${field.scrollHeight}px`
  }

  #end = () => {
    editedIn(this.props.m).value = null
    this.#before?.focus({ preventScroll: true })
  }

  #save = async () => {
    const { m, message } = this.props
    const text = this.state.text.trim()
    if (this.state.waits || text === '') return
    if (text === textIn(message)) return this.#end()
    this.setState({ waits: true })
    const { error } = await m.client.conversation.peek().edit(message.seq!, text)
    this.setState({ waits: false })
    if (error) await tell(m, error)
    // What is too late or too long stays there to be copied; what was saved shows.
    else this.#end()
  }

  #onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') this.#end()
    else if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    else void this.#save()
    event.preventDefault()
  }

  render({ m, message }: EditorProps, { waits, text }: { waits: boolean; text: string }): VNode {
    const t = m.texts.value
    const until = untilOf(m, message)
    return (
      <div part="editor">
        <textarea
          ref={this.#field}
          rows={1}
          dir="auto"
          aria-label={t.edit}
          value={text}
          maxLength={m.client.limits.value.text * 2}
          onInput={({ currentTarget }) => this.setState({ text: currentTarget.value })}
          onKeyDown={this.#onKeyDown}
        />
        <small>{until > 0 ? tellUntil(m, until) : t.editTooLate}</small>
        <span>
          <button type="button" part="option" onClick={this.#end}>
            {t.cancel}
          </button>
          <button type="button" part="save" aria-disabled={waits || text.trim() === ''} onClick={this.#save}>
            {t.save}
          </button>
        </span>
      </div>
    )
  }
}

function textIn({ body }: Message): string {
  return body.kind === 'text' ? body.text : ''
}
