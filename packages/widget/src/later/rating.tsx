/**
 * The rating of a conversation (WG-10): stars, nought to ten or thumbs, what fits the score to tick, a comment.
 * Fetched when the visitor is asked. It can be changed until the deadline that came with the question.
 */
import type { EventOf } from '@foyer/protocol'
import { Component, createRef, type RefObject, type VNode } from 'preact'
import { fill, type Texts } from '../locales/texts.ts'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import css from './rating.css?inline'

export { css }

const star =
  'M12 3.5l2.6 5.4 5.900.800-4.300 4.100 1 5.900-5.200-2.800-5.200 2.800 1-5.900-4.300-4.100 5.900-.800z'
const thumb = 'M7 11l4-7q2.500 0 2 3l-.8 3H18q2 0 1.600 2l-1.400 6q-.5 2-2.500 2H7zM7 11H4v9h3'

export interface RatingProps {
  m: Model
  invited: EventOf<'rating.invited'>
  given: EventOf<'rating.given'> | undefined
}

interface State {
  score: number | null
  tags: string[]
  comment: string
  isChanging: boolean
  isBusy: boolean
  /** `late`: the server's clock says that the deadline is over. */
  failure: 'late' | 'other' | null
}

export class Rating extends Component<RatingProps, State> {
  override state: State = {
    score: null,
    tags: [],
    comment: '',
    isChanging: false,
    isBusy: false,
    failure: null,
  }

  #box = createRef<HTMLElement>()
  #timer: ReturnType<typeof setTimeout> | undefined

  override componentDidMount(): void {
    this.#look()
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#timer)
  }

  /** Drawn again at the deadline; a timer goes no further than 24 days. */
  #look = () => {
    clearTimeout(this.#timer)
    const left = (this.props.invited.until ?? Infinity) - Date.now()
    if (left < 0) this.forceUpdate()
    else this.#timer = setTimeout(this.#look, Math.min(left + 1, 1e9))
  }

  override getSnapshotBeforeUpdate(): boolean {
    return this.#box.current?.matches(':focus-within') ?? false
  }

  // Sent or begun anew: whoever had the focus in here keeps it.
  override componentDidUpdate({ invited }: RatingProps, _state: unknown, isHeld: boolean): void {
    if (invited !== this.props.invited) this.#look()
    const box = this.#box.current
    if (!isHeld || !box || box.matches(':focus-within')) return
    const goal = box.querySelector<HTMLElement>(':checked') ?? box.querySelector<HTMLElement>('input, button')
    ;(goal ?? box).focus()
  }

  #change = () => {
    const { score = null, tags = [], comment = '' } = this.props.given ?? {}
    this.setState({ score, tags, comment, isChanging: true })
  }

  #send = async (event: Event) => {
    event.preventDefault()
    const { m, invited } = this.props
    const { score, tags, comment, isBusy } = this.state
    const conversation = m.client.conversation.peek().id.peek()
    if (score === null || conversation === null || isBusy) return
    const said = comment.trim()
    const ticked = tags.filter((tag) => invited.tagsByScore?.[score]?.includes(tag))
    this.setState({ isBusy: true, failure: null })
    const { error } = await m.client.request('rating.give', {
      conversation,
      cid: mint(),
      score,
      ...(ticked.length > 0 && { tags: ticked }),
      ...(said && { comment: said }),
    })
    const failure = error ? (error.code === 'forbidden' ? 'late' : 'other') : null
    this.setState({ isBusy: false, failure, isChanging: failure !== null })
  }

  render({ m, invited, given }: RatingProps, state: State): VNode | null {
    const t = m.texts.value
    const isOpen = invited.until === undefined || Date.now() <= invited.until
    const { scale } = invited
    // Somebody is at it.
    const isBegun = state.isChanging || (!given && state.score !== null)
    const over = !isOpen && isBegun && <p role="alert">{t.rateOver}</p>
    if (given && (!isOpen || !state.isChanging)) {
      return (
        <div
          ref={this.#box as RefObject<HTMLDivElement>}
          part="rating"
          data-given
          role="status"
          tabIndex={-1}
        >
          <p>{t.rateThanks}</p>
          <Shown score={given.score} scale={given.scale ?? scale} t={t} />
          {over}
          {isOpen && (
            <button type="button" part="option" onClick={this.#change}>
              {t.rateChange}
            </button>
          )}
        </div>
      )
    }
    if (!isOpen)
      return over ? (
        <div ref={this.#box as RefObject<HTMLDivElement>} part="rating" tabIndex={-1}>
          {over}
        </div>
      ) : null
    const { score, tags, comment, isBusy, failure } = state
    const offered = score === null ? [] : (invited.tagsByScore?.[score] ?? [])
    return (
      <form ref={this.#box as RefObject<HTMLFormElement>} part="rating" onSubmit={this.#send}>
        <fieldset class="scores" data-scale={scale}>
          <legend>{t.rateAsk}</legend>
          {scoresOf(scale).map((one) => (
            <label
              key={one}
              data-on={score !== null && (scale === 5 ? one <= score : one === score) ? '' : undefined}
            >
              <input
                type="radio"
                name="score"
                aria-label={nameOf(one, scale, t)}
                checked={one === score}
                onChange={() => this.setState({ score: one })}
              />
              <Sign score={one} scale={scale} />
            </label>
          ))}
        </fieldset>
        {offered.length > 0 && (
          <div class="ticks">
            {offered.map((tag) => (
              <label key={tag} part="option">
                <input
                  type="checkbox"
                  checked={tags.includes(tag)}
                  onChange={() =>
                    this.setState({
                      tags: tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag],
                    })
                  }
                />
                <bdi>{tag}</bdi>
              </label>
            ))}
          </div>
        )}
        {score !== null && (
          <>
            {invited.comment !== false && (
              <textarea
                rows={2}
                dir="auto"
                maxLength={2_000}
                aria-label={t.rateComment}
                placeholder={t.rateComment}
                value={comment}
                onInput={(event) => this.setState({ comment: event.currentTarget.value })}
              />
            )}
            <button type="submit" class="main" aria-disabled={isBusy}>
              {t.rateSend}
            </button>
          </>
        )}
        {failure && <p role="alert">{failure === 'late' ? t.rateOver : t.rateFailed}</p>}
      </form>
    )
  }
}

function scoresOf(scale: number): number[] {
  return scale === 1
    ? [1, 0]
    : Array.from({ length: scale === 5 ? 5 : scale + 1 }, (_, at) => at + (scale === 5 ? 1 : 0))
}

function nameOf(score: number, scale: number, t: Texts): string {
  return scale === 1 ? (score ? t.rateGood : t.rateBad) : fill(t.rateOf, { n: score, most: scale })
}

function Sign({ score, scale }: { score: number; scale: number }): VNode {
  if (scale === 5) return <Icon path={star} />
  return scale === 1 ? (
    <span class={score ? undefined : 'down'}>
      <Icon path={thumb} />
    </span>
  ) : (
    <span aria-hidden="true">{score}</span>
  )
}

/** What was given, to be read and not touched. */
function Shown({ score, scale, t }: { score: number; scale: number; t: Texts }): VNode {
  return (
    <span class="scores" data-scale={scale} role="img" aria-label={nameOf(score, scale, t)}>
      {scale === 5 ? (
        scoresOf(5).map((one) => (
          <span key={one} data-on={one <= score ? '' : undefined}>
            <Sign score={one} scale={5} />
          </span>
        ))
      ) : (
        <span data-on="">
          <Sign score={score} scale={scale} />
        </span>
      )}
    </span>
  )
}

/** Pages without https have no `randomUUID`. */
function mint(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 15) | 64
  bytes[8] = (bytes[8]! & 63) | 128
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
