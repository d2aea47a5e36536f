/**
 * A voice message (CV-9): asks for the microphone when it is pressed for, shows that it hears, and sends what was
 * recorded like any file. It ends by itself where the site's limit on files would refuse more, and when the panel is
 * closed; what was recorded until then is kept.
 */
import { Component, createRef, type VNode } from 'preact'
import type { LaterTexts } from '../locales/texts.ts'
import { Icon, icons } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { rich } from '../panel/rich.tsx'
import css from './voice.css?inline'

const binIcon = 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7'

export { css }

/**
 * AAC first: all browsers play it, but only some can record it. Opus in WebM is what the others record; Safari plays
 * it since 17. Codecs are named, since Chromium without AAC records something else as MP4 that Safari cannot play.
 */
const formats = [
  ['audio/mp4;codecs=mp4a.40.2', 'm4a'],
  ['audio/webm;codecs=opus', 'weba'],
  ['audio/mp4', 'm4a'],
  ['audio/ogg;codecs=opus', 'ogg'],
] as const

const bitsPerSecond = 32_000
/** Milliseconds between pieces, and between looks at the level. */
const slice = 1_000
const look = 90
const bars = 32
/** Seconds, whatever the site's limit. */
const longest = 30 * 60

/** Why there is no recording, for the visitor. */
export function whyNot(reason: unknown, t: LaterTexts): string {
  const name = reason instanceof DOMException ? reason.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return t.voiceDenied
  if (name === 'NotFoundError' || name === 'NotReadableError') return t.voiceNone
  return t.voiceFailed
}

/** What it is called; the player knows it by that. */
export function nameVoice(at: Date, ending: string): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `voice-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}.${ending}`
}

const atWork = new WeakSet<Model>()

export async function record(m: Model): Promise<void> {
  if (atWork.has(m)) return
  atWork.add(m)
  m.warning.value = ''
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  } catch (reason) {
    atWork.delete(m)
    m.warning.value = whyNot(reason, m.texts.peek())
    return
  }
  const end = () => {
    atWork.delete(m)
    for (const track of stream.getTracks()) track.stop()
    m.above.value = m.above.peek().filter((one) => one !== draw)
  }
  const draw = () => <Recorder key={Recorder} m={m} stream={stream} end={end} />
  m.above.value = [...m.above.peek(), draw]
}

interface RecorderProps {
  m: Model
  stream: MediaStream
  end(): void
}

interface RecorderState {
  seconds: number
  isOver: boolean
}

class Recorder extends Component<RecorderProps, RecorderState> {
  override state: RecorderState = { seconds: 0, isOver: false }
  #box = createRef<HTMLFieldSetElement>()
  #meter = createRef<HTMLSpanElement>()
  #recorder: MediaRecorder | undefined
  #parts: Blob[] = []
  #bytes = 0
  #levels: number[] = Array(bars).fill(0)
  #began = 0
  #timer: ReturnType<typeof setInterval> | undefined
  #sound: AudioContext | undefined
  #wanted: 'keep' | 'send' | 'drop' = 'keep'
  #ending = ''
  #stopWatching = () => {}

  override componentDidMount(): void {
    const { m, stream } = this.props
    const [type, ending] = formats.find(([type]) => MediaRecorder.isTypeSupported(type)) ?? ['', 'weba']
    this.#ending = ending
    const recorder = new MediaRecorder(stream, {
      ...(type && { mimeType: type }),
      audioBitsPerSecond: bitsPerSecond,
    })
    this.#recorder = recorder
    const most = Math.min(m.client.limits.peek().file, m.dress.peek().config.limits.file)
    recorder.ondataavailable = ({ data }) => {
      this.#parts.push(data)
      this.#bytes += data.size
      // The next piece, and what the format adds at its end, must still fit.
      const next = (2 * slice * bitsPerSecond) / 8_000
      if (this.#bytes + next > most || this.state.seconds >= longest) this.#finish()
    }
    recorder.onstop = () => this.#stopped()
    // The microphone was taken away.
    for (const track of stream.getTracks()) track.onended = () => this.#finish()
    recorder.start(slice)
    this.#began = performance.now()
    this.#listen(stream)
    this.#stopWatching = m.open.subscribe((isOpen) => {
      if (!isOpen) this.#finish()
    })
    this.#box.current!.querySelector<HTMLElement>('[part="voice-send"]')!.focus()
  }

  override componentWillUnmount(): void {
    this.#wanted = 'drop'
    this.#finish()
    this.#stopWatching()
  }

  #listen(stream: MediaStream): void {
    const sound = new AudioContext()
    this.#sound = sound
    const ear = sound.createAnalyser()
    ear.fftSize = 512
    sound.createMediaStreamSource(stream).connect(ear)
    const wave = new Uint8Array(ear.fftSize)
    this.#timer = setInterval(() => {
      ear.getByteTimeDomainData(wave)
      const loud = wave.reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0) / 128
      this.#levels = [...this.#levels.slice(1), loud]
      const marks = this.#meter.current?.children ?? []
      this.#levels.forEach((level, at) => {
        ;(marks[at] as HTMLElement | undefined)?.style.setProperty('--level', level.toFixed(2))
      })
      this.setState({ seconds: (performance.now() - this.#began) / 1000 })
    }, look)
  }

  /** The microphone is let go; what there is stays. */
  #finish = () => {
    if (this.#recorder?.state === 'recording') this.#recorder.stop()
    clearInterval(this.#timer)
    for (const track of this.props.stream.getTracks()) track.stop()
    if (this.#sound?.state !== 'closed') void this.#sound?.close()
  }

  #stopped() {
    if (this.#wanted === 'keep') this.setState({ isOver: true })
    if (this.#wanted === 'send') this.#post()
  }

  #post() {
    const { m, end } = this.props
    const [type = ''] = (this.#recorder!.mimeType || this.#parts[0]?.type || '').split(';')
    const file = new File(this.#parts, nameVoice(new Date(), this.#ending), { type })
    end()
    m.addFiles([file])
  }

  #send = () => {
    this.#wanted = 'send'
    if (this.state.isOver) this.#post()
    else this.#finish()
    this.#backToField()
  }

  #cancel = () => {
    this.#wanted = 'drop'
    this.#finish()
    this.props.end()
    this.#backToField()
  }

  #backToField() {
    const root = this.#box.current?.getRootNode() as ShadowRoot | undefined
    requestAnimationFrame(() => root?.querySelector<HTMLElement>('[part="record"]')?.focus())
  }

  render({ m }: RecorderProps, { seconds, isOver }: RecorderState): VNode {
    const t = m.texts.value
    const { tag } = m.dress.value
    return (
      <fieldset
        ref={this.#box}
        part="voice"
        data-over={isOver || undefined}
        aria-label={t.voice}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          this.#cancel()
        }}
      >
        <button type="button" class="round" aria-label={t.cancel} title={t.cancel} onClick={this.#cancel}>
          <Icon path={binIcon} />
        </button>
        <i class="live" />
        <time>{rich().formatClock(seconds, tag)}</time>
        <span class="meter" ref={this.#meter} aria-hidden="true">
          {Array.from({ length: bars }, (_, at) => (
            <i key={at} />
          ))}
        </span>
        <span class="told" role="status">
          {isOver ? t.voiceOver : t.recording}
        </span>
        <button type="button" part="voice-send" class="round" aria-label={t.send} onClick={this.#send}>
          <Icon path={icons.send} />
        </button>
      </fieldset>
    )
  }
}
