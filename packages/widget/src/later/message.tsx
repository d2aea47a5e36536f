/** One message: what it says, what it answers, how far it has come, and what can be done with it. */
import type { Message } from '@foyer/client'
import type { Seq } from '@foyer/protocol'
import { Component, type VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { Avatar, actorName, faceOf } from '../panel/header.tsx'
import type { Dress } from '../panel/host.ts'
import { Icon } from '../panel/icons.tsx'
import type { LaterPieces, Model } from '../panel/model.ts'
import { RichText, rich } from '../panel/rich.tsx'
import { formatTime } from './times.ts'

const quoteIcon = 'M9 7 4 12l5 5M4 12h9a7 7 0 0 1 7 7'

interface MessageProps {
  m: Model
  dress: Dress
  /** What shows files and cards; null until it is there. */
  bodies: LaterPieces['bodies'] | null
  /** What shows how far a message has come, likewise. */
  live: LaterPieces['live'] | null
  message: Message
  /** Of its group. */
  first: boolean
  last: boolean
  showsState: boolean
  quotes: boolean
  /** Stands there without coming in. */
  calm: boolean
  onJump(seq: Seq): void
}

/** Milliseconds after which a touch that stays is a long press. */
const longPress = 450

/** Drawn anew only when something of its own changed: a thread may hold thousands. */
export class MessageView extends Component<MessageProps> {
  #press: ReturnType<typeof setTimeout> | undefined
  #isLong = false

  override shouldComponentUpdate(next: MessageProps): boolean {
    const now = this.props
    return (
      ['message', 'calm', 'first', 'last', 'showsState', 'quotes', 'dress', 'bodies', 'live'] as const
    ).some((key) => next[key] !== now[key])
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#press)
  }

  render({
    m,
    dress,
    bodies,
    live,
    message,
    first,
    last,
    showsState,
    quotes,
    calm,
    onJump,
  }: MessageProps): VNode {
    const t = m.texts.value
    const { tag } = dress
    const { body, by, mine, state, seq, quote, quotable, auto, pick } = message
    // Only the bot is shown as one: what was sent by recommendation looks like any answer of the house (AS-4).
    const face = faceOf(by.kind === 'assistant' && !auto ? null : by, m)
    const failed = state === 'failed'
    const canQuote = quotes && quotable && seq !== null
    const setQuote = () => {
      m.quote.value = message
      m.pieces.quoting.load().catch(() => {})
    }
    const stop = () => clearTimeout(this.#press)
    const menu = async () => {
      this.#isLong = true
      const { openMenu } = await m.pieces.quoting.load()
      openMenu(m, message, canQuote)
    }
    const big = body.kind === 'text' && rich().isEmojiOnly(body.text)
    const plain = body.kind === 'text' || body.kind === 'deleted'
    if (!plain && !bodies) m.pieces.bodies.load().catch(() => {})
    return (
      <div
        part="message"
        tabIndex={-1}
        data-side={mine ? 'me' : 'them'}
        data-by={by.kind}
        data-calm={calm || undefined}
        data-seq={seq ?? undefined}
        data-state={state ?? undefined}
        data-first={first || undefined}
        data-last={last || undefined}
        onTouchStart={() => {
          stop()
          this.#isLong = false
          this.#press = setTimeout(menu, longPress)
        }}
        onTouchMove={stop}
        onTouchEnd={(event) => {
          // Let go before the browser too calls it a long press, it would be a tap on what opened under the finger.
          if (this.#isLong && event.cancelable) event.preventDefault()
          stop()
        }}
        onTouchCancel={stop}
      >
        {!mine && last && <Avatar {...face} />}
        <div class="body">
          {first && !mine && (
            <span class="name">
              <bdi>{face.name}</bdi>
            </span>
          )}
          <div class="line">
            <div part="bubble" class="rich" data-kind={body.kind} data-big={big || undefined}>
              {quote && <QuoteView quote={quote} m={m} onJump={onJump} />}
              {body.kind === 'text' && (
                <RichText text={body.text || (pick?.option === 'none' ? t.none : '…')} />
              )}
              {body.kind === 'deleted' && <p class="gone">{t.deleted}</p>}
              {!plain &&
                (bodies ? <bodies.BodyView m={m} message={message} /> : <p>{rich().textOf(body) || '…'}</p>)}
            </div>
            {canQuote && (
              <button
                type="button"
                part="quote-button"
                class="round"
                aria-label={t.quote}
                title={t.quote}
                onClick={setQuote}
              >
                <Icon path={quoteIcon} turn />
              </button>
            )}
          </div>
          {(last || failed || showsState || auto) && (
            <span part="meta">
              <time dateTime={new Date(message.at).toISOString()}>{formatTime(message.at, tag)}</time>
              {message.edited && body.kind !== 'deleted' && <span>{t.edited}</span>}
              {auto && <span>{t.byAssistant}</span>}
              {live && state && (showsState || failed) && (
                <live.StateView m={m} dress={dress} message={message} />
              )}
            </span>
          )}
        </div>
      </div>
    )
  }
}

type QuoteProps = Pick<MessageProps, 'm' | 'onJump'> & { quote: NonNullable<Message['quote']> }

function QuoteView({ quote, m, onJump }: QuoteProps): VNode {
  const t = m.texts.peek()
  const name = quote.by === null ? '' : quote.by.kind === 'visitor' ? t.you : actorName(quote.by, m)
  const gone = quote.body?.kind === 'deleted'
  return (
    <button
      type="button"
      part="quote"
      aria-label={fill(t.goToQuote, { name })}
      onClick={() => onJump(quote.seq)}
    >
      <b>
        <bdi>{name}</bdi>
      </b>
      <span dir="auto">{gone ? t.deleted : quote.body ? rich().textOf(quote.body) : '…'}</span>
    </button>
  )
}
