/**
 * Sound and film (CV-9): the browser's own element does the work, ours is what is seen of it. An address that has
 * expired meanwhile is asked for anew; what cannot be played here can still be kept.
 */
import { Component, createRef, type VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { rich } from '../panel/rich.tsx'
import css from './media.css?inline'

const playIcon = 'M8 5.5v13l10.5-6.5z'
const pauseIcon = 'M8.5 6v12M15.5 6v12'

export { css }

interface PlayerProps {
  m: Model
  address: string
  /** How often an address was given: each time it is asked for anew, be it the same. */
  given: number
  name: string
  /** Bytes. */
  size: number
  /** The address does not work any more, or never did. */
  onFail(): void
}

/** One is heard at a time. */
let heard: HTMLMediaElement | null = null
function hear(element: HTMLMediaElement): void {
  if (heard !== element) heard?.pause()
  heard = element
}

/** Bytes up to which a sound's length is looked up before it is played. */
const small = 2_000_000

interface AudioState {
  plays: boolean
  at: number
  length: number
}

export class AudioView extends Component<PlayerProps, AudioState> {
  override state: AudioState = { plays: false, at: 0, length: 0 }
  #audio = createRef<HTMLAudioElement>()
  /** Where it stood when its address was replaced. */
  #resume: { at: number; plays: boolean } | null = null

  override componentDidUpdate(before: PlayerProps): void {
    if (before.given === this.props.given) return
    const { at, plays } = this.state
    this.#resume = { at, plays }
    this.#audio.current!.load()
  }

  override componentWillUnmount(): void {
    this.#audio.current!.pause()
  }

  #measure = () => {
    const audio = this.#audio.current!
    const { duration } = audio
    // A recording of some browsers does not say how long it is until its end was looked for.
    if (duration === Number.POSITIVE_INFINITY) {
      audio.currentTime = 1e7
      return
    }
    if (this.state.length === 0 && audio.currentTime > duration - 0.01 && audio.paused) audio.currentTime = 0
    this.setState({ length: duration || 0 })
    const resume = this.#resume
    this.#resume = null
    if (!resume) return
    audio.currentTime = resume.at
    if (resume.plays) void audio.play().catch(() => {})
  }

  #toggle = () => {
    const audio = this.#audio.current!
    if (!audio.paused) return audio.pause()
    this.setState({ plays: true })
    audio.play().catch(() => this.setState({ plays: !audio.paused }))
  }

  #seek = (at: number) => {
    const { length } = this.state
    const goal = Math.min(Math.max(at, 0), length)
    this.#audio.current!.currentTime = goal
    this.setState({ at: goal })
  }

  #onKeyDown = (event: KeyboardEvent) => {
    const { at, length } = this.state
    const step = length > 40 ? 5 : 1
    const forward = getComputedStyle(event.currentTarget as Element).direction === 'rtl' ? -1 : 1
    const by = { ArrowRight: forward, ArrowLeft: -forward, ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (event.key === ' ') this.#toggle()
    else if (by) this.#seek(at + by * step)
    else return
    event.preventDefault()
  }

  render({ m, address, name, size, onFail }: PlayerProps, { plays, at, length }: AudioState): VNode {
    const t = m.texts.peek()
    const { tag } = m.dress.peek()
    const clock = rich().formatClock
    const told = fill(t.playedOf, { at: clock(at, tag), length: clock(length, tag) })
    return (
      <fieldset part="audio" aria-label={name}>
        {/* biome-ignore lint/a11y/useMediaCaption: what visitors and agents record has no captions */}
        <audio
          ref={this.#audio}
          src={address}
          preload={size < small ? 'metadata' : 'none'}
          onLoadedMetadata={this.#measure}
          onDurationChange={this.#measure}
          onTimeUpdate={({ currentTarget }) => {
            if (Number.isFinite(currentTarget.duration)) this.setState({ at: currentTarget.currentTime })
          }}
          onPlay={({ currentTarget }) => {
            hear(currentTarget)
            this.setState({ plays: true })
          }}
          onPause={() => this.setState({ plays: false })}
          onEnded={({ currentTarget }) => {
            currentTarget.currentTime = 0
            this.setState({ at: 0, plays: false })
          }}
          onError={onFail}
        />
        <button type="button" part="play" aria-label={plays ? t.pause : t.play} onClick={this.#toggle}>
          <Icon path={plays ? pauseIcon : playIcon} />
        </button>
        <input
          type="range"
          min={0}
          max={length || 1}
          step={0.01}
          value={at}
          disabled={length === 0}
          aria-label={t.position}
          aria-valuetext={told}
          ref={(input) => input?.style.setProperty('--done', `${length > 0 ? (100 * at) / length : 0}%`)}
          onInput={({ currentTarget }) => this.#seek(Number(currentTarget.value))}
          onKeyDown={this.#onKeyDown}
        />
        <time aria-hidden="true">{clock(plays || at > 0 ? at : length, tag)}</time>
      </fieldset>
    )
  }
}

/** In place, in a box that stands before the film is there; its first picture is what is seen until it plays. */
export function VideoView({ address, given, name, onFail }: PlayerProps): VNode {
  return (
    // biome-ignore lint/a11y/useMediaCaption: what visitors and agents record has no captions
    <video
      key={given}
      part="video"
      src={`${address}#t=0.1`}
      controls
      playsInline
      preload="metadata"
      aria-label={name}
      onPlay={({ currentTarget }) => hear(currentTarget)}
      onError={onFail}
    />
  )
}
