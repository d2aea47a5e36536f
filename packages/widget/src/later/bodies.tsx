/**
 * Messages that are more than text: files, options, forms; and files on their way. Fetched with the first of them.
 * What fewer have, such as cards and recordings, is fetched from here.
 */
import type { Message, Upload } from '@foyer/client'
import { cleanName, type FileRef, type OptionsBody, type PageCard } from '@foyer/protocol'
import { effect } from '@preact/signals-core'
import { Component, type TargetedMouseEvent, type VNode } from 'preact'
import { fill, type Texts } from '../locales/texts.ts'
import { fromServer } from '../panel/header.tsx'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { type Piece, rare } from '../panel/piece.ts'
import { RichText, rich } from '../panel/rich.tsx'
import css from './bodies.css?inline'

const alertIcon = 'M12 8v5M12 16.5v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z'
const checkIcon = 'M5 12.5l4.5 4.5L19 7.5'
const downloadIcon = 'M12 4v11M7 11l5 5 5-5M5 20h14'
const fileIcon = 'M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5'

export { css }

const cards = rare(() => import('./cards.tsx'))
const media = rare(() => import('./media.tsx'))
const voice = rare(() => import('./voice.tsx'))
const asked = rare(() => import('./asked.tsx'))

/** Tells what could not be fetched: the visitor asked for it. */
function use<M extends { css: string }>(m: Model, piece: Piece<M>, then: (loaded: M) => unknown): void {
  piece.load().then(then, () => {
    m.warning.value = m.texts.peek().unknownError
  })
}

export function takeCard(m: Model, card: PageCard): void {
  use(m, cards(m), ({ takeCard }) => takeCard(m, card))
}

export function record(m: Model): void {
  use(m, voice(m), ({ record }) => record(m))
}

export function BodyView({ m, message }: { m: Model; message: Message }): VNode | null {
  const { body } = message
  switch (body.kind) {
    case 'file':
      return <FileView key={body.file.id} m={m} message={message} file={body.file} />
    case 'card':
      return (
        <Fetched
          piece={cards(m)}
          before={<p>{rich().textOf(body)}</p>}
          draw={({ CardView }) => <CardView m={m} card={body.card} mine={message.mine} />}
        />
      )
    case 'options':
      return <OptionsView m={m} message={message} body={body} />
    case 'form':
    case 'filled':
      return <FormView m={m} message={message} />
    default:
      return null
  }
}

/** One pick; then they stand as they are, the picked one marked. Told by `aria-disabled`, so that the focus stays. */
function OptionsView({ m, message, body }: { m: Model; message: Message; body: OptionsBody }): VNode {
  const t = m.texts.peek()
  const { picked, seq } = message
  const pick = (id: string, text: string) => {
    if (picked !== undefined || seq === null || m.isClosed.peek()) return
    m.client.conversation.peek().pick(seq, id)
    m.host.emit('message', { by: 'visitor', text })
  }
  return (
    <>
      <RichText text={body.text} />
      <div class="options">
        {body.options.map(({ id, label }) => {
          const text = label || (id === 'none' ? t.none : '…')
          return (
            <button
              type="button"
              part="option"
              key={id}
              dir="auto"
              aria-disabled={picked !== undefined}
              aria-pressed={picked === undefined ? undefined : id === picked}
              onClick={() => pick(id, text)}
            >
              {id === picked && <Icon path={checkIcon} />}
              {text}
            </button>
          )
        })}
      </div>
    </>
  )
}

interface FetchedProps<M extends { css: string }> {
  piece: Piece<M>
  /** Until it is there. */
  before: VNode
  draw(loaded: M): VNode
  onFail?(): void
}

/** Drawn again once the piece is there: what a message shows is else drawn only when the message has changed. */
class Fetched<M extends { css: string }> extends Component<FetchedProps<M>> {
  #fetch = () => {
    const { piece, onFail } = this.props
    if (!piece.module.peek()) piece.load().then(() => this.forceUpdate(), onFail ?? (() => {}))
  }
  override componentDidMount = this.#fetch
  override componentDidUpdate = this.#fetch

  render({ piece, before, draw }: FetchedProps<M>): VNode {
    const loaded = piece.module.peek()
    return loaded ? draw(loaded) : before
  }
}

/** When the right to read a file by this address ends (`e`, in base 36); never for one of another shape. */
export function expiryOf(address: string): number {
  const [, ends] = /[?&]e=([0-9a-z]+)/.exec(address) ?? []
  return ends === undefined ? Number.POSITIVE_INFINITY : Number.parseInt(ends, 36)
}

/** The file with an address of now: each time that the server says a message, its files' addresses are new. */
export async function askAnew(m: Model, { seq }: Pick<Message, 'seq'>): Promise<FileRef | null> {
  const conversation = m.client.conversation.peek().id.peek()
  if (seq === null || conversation === null) return null
  const { ok } = await m.client.request('history', { conversation, after: seq - 1, limit: 1 })
  const [event] = ok?.events ?? []
  return event?.type === 'message.posted' && event.body.kind === 'file' ? event.body.file : null
}

interface FileProps {
  m: Model
  message: Message
  file: FileRef
}

interface FileState {
  /** As it was given last, and how often it was. */
  url: string
  given: number
  /** Cannot be shown in place, not even by a new address. */
  isPlain: boolean
}

/** A link expires in a day or so, and a thread may stay open for longer. */
class FileView extends Component<FileProps, FileState> {
  override state: FileState = { url: this.props.file.url, given: 0, isPlain: false }
  #hasAsked = false

  #isOld = () => expiryOf(this.state.url) < Date.now()

  #renew = async (): Promise<string | null> => {
    const { m, message } = this.props
    const file = await askAnew(m, message)
    if (file) this.setState(({ given }) => ({ url: file.url, given: given + 1 }))
    return file?.url ?? null
  }

  /** Asked anew once; what then still fails is offered as a file. */
  #failed = async () => {
    const isNew = !this.#hasAsked && (await this.#renew()) !== null
    this.#hasAsked = true
    if (!isNew) this.setState({ isPlain: true })
  }

  #follow = async (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    const link = event.currentTarget
    if (!this.#isOld()) return
    event.preventDefault()
    if ((await this.#renew()) !== null) link.click()
  }

  render({ m, file }: FileProps, { url, given, isPlain }: FileState): VNode {
    const t = m.texts.value
    const { tag } = m.dress.value
    const name = cleanName(file.name)
    const address = fromServer(url, m)!
    const [kind] = file.type.split('/')
    if (kind === 'image' && file.type !== 'image/svg+xml' && !isPlain) {
      const { width = 4, height = 3 } = file
      return (
        <button
          type="button"
          part="image"
          aria-label={fill(t.openImage, { name })}
          onClick={() => m.view({ ...file, url })}
        >
          <img
            key={given}
            src={address}
            alt={name}
            loading="lazy"
            decoding="async"
            style={{ aspectRatio: `${width} / ${height}` }}
            onError={this.#failed}
          />
        </button>
      )
    }
    const isVoice = /^voice-[\d-]+\./.test(name)
    if ((kind === 'audio' || kind === 'video') && !isPlain) {
      const called = isVoice ? t.voice : name
      return (
        <>
          <Fetched
            piece={media(m)}
            before={<span class={kind} />}
            draw={({ AudioView, VideoView }) => {
              const View = kind === 'audio' ? AudioView : VideoView
              return (
                <View
                  m={m}
                  address={address}
                  given={given}
                  name={called}
                  size={file.size}
                  onFail={this.#failed}
                />
              )
            }}
            onFail={() => this.setState({ isPlain: true })}
          />
          {kind === 'audio' && !isVoice && (
            <small>
              <bdi>{name}</bdi>
            </small>
          )}
        </>
      )
    }
    return (
      <a
        part="file"
        href={address}
        download={name}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={fill(t.download, { name })}
        onClick={this.#follow}
      >
        <Icon path={fileIcon} />
        <span>
          {isVoice ? t.voice : <FileName name={name} />}
          <small>{rich().formatSize(file.size, tag)}</small>
        </span>
        <Icon path={downloadIcon} />
      </a>
    )
  }
}

/**
 * Its piece is not among the others: few threads have a form. Until it is there, what it says is. A row is drawn anew
 * for its message alone, so it listens by itself to what else it shows.
 */
class FormView extends Component<{ m: Model; message: Message }> {
  #stop = () => {}

  override componentDidMount(): void {
    const { m } = this.props
    const piece = asked(m)
    piece.load().catch(() => {})
    this.#stop = effect(() => {
      void piece.module.value
      void m.isClosed.value
      void m.client.conversation.value.items.value
      this.forceUpdate()
    })
  }

  override componentWillUnmount(): void {
    this.#stop()
  }

  render({ m, message }: { m: Model; message: Message }): VNode | null {
    const { body } = message
    if (body.kind !== 'form' && body.kind !== 'filled') return null
    const loaded = asked(m).module.peek()
    return loaded ? <loaded.Asked m={m} message={message} body={body} /> : <RichText text={body.text} />
  }
}

/** Too long, it is cut before its extension. */
function FileName({ name }: { name: string }): VNode {
  const at = name.search(/.\.\w{1,8}$/) + 1 || name.length
  return (
    <bdi>
      <span>{name.slice(0, at)}</span>
      {name.slice(at)}
    </bdi>
  )
}

export function UploadRow({ m, upload }: { m: Model; upload: Upload }): VNode {
  const t = m.texts.peek()
  const { tag } = m.dress.peek()
  const name = cleanName(upload.name)
  const share = upload.size > 0 ? upload.sent / upload.size : 0
  const failed = upload.state === 'failed'
  // The site would not take it the next time either.
  const isFinal = /^(too_large|unsupported_type)$/.test(upload.error?.code ?? '')
  const conversation = m.client.conversation.peek()
  return (
    <div part="message upload" data-side="me" data-first data-last data-state={upload.state}>
      <div class="body">
        <div class="line">
          <div part="bubble">
            {upload.preview && !/\.svg$/i.test(name) && <img class="preview" src={upload.preview} alt="" />}
            <div class="row">
              <Icon path={failed ? alertIcon : fileIcon} />
              <span>
                <FileName name={name} />
                <small>
                  {failed
                    ? upload.error
                      ? m.explain(upload.error, name)
                      : t.failed
                    : `${new Intl.NumberFormat(tag, { style: 'percent' }).format(share)} · ${rich().formatSize(upload.size, tag)}`}
                </small>
              </span>
            </div>
            {!failed && <progress max={1} value={share} aria-label={fill(t.uploading, { name })} />}
          </div>
        </div>
        <span part="meta">
          {failed && !isFinal && (
            <button type="button" part="retry" onClick={() => conversation.retry(upload.key)}>
              {t.retry}
            </button>
          )}
          <button type="button" part="remove" onClick={() => conversation.remove(upload.key)}>
            {failed ? t.remove : t.cancel}
          </button>
        </span>
      </div>
    </div>
  )
}

/** Sends what can be sent; what cannot is said, all of it. */
export async function addFiles(m: Model, files: readonly File[]): Promise<void> {
  if (files.length === 0 || m.isClosed.peek()) return
  const { config, tag } = m.dress.peek()
  const { fileTypes, limits } = config
  const limit = Math.min(m.client.limits.peek().file, limits.file)
  const folders = await Promise.all(files.map(isFolder))
  const problems = new Set<string>()
  const good: [file: File, name: string][] = []
  for (const [at, file] of files.entries()) {
    const name = cleanName(file.name) || 'file'
    const t = m.texts.peek()
    const problem = folders[at] ? fill(t.folder, { name }) : fileProblem(file, name, limit, fileTypes, t, tag)
    if (problem === null) good.push([file, name])
    else problems.add(problem)
  }
  if (good.length > 0)
    m.first(() => {
      for (const [file, name] of good) m.client.conversation.peek().postFile(file, name)
    })
  m.warning.value = [...problems].slice(0, 3).join(' ')
}

/** Dropped, it looks like a file without a type, and cannot be read. */
async function isFolder(file: File): Promise<boolean> {
  if (file.type !== '') return false
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => false,
      () => true,
    )
}

/** Why a file cannot be sent, before its first byte is; null where it can. */
export function fileProblem(
  file: { size: number; type: string },
  name: string,
  limit: number,
  types: readonly string[],
  texts: Texts,
  tag: string,
): string | null {
  if (file.size === 0) return fill(texts.fileEmpty, { name })
  if (file.size > limit) return fill(texts.fileTooLarge, { name, size: rich().formatSize(limit, tag) })
  const fits = types.some(
    (type) =>
      type === file.type ||
      (type.endsWith('/*') && file.type.startsWith(type.slice(0, -1))) ||
      (type.startsWith('.') && name.toLowerCase().endsWith(type)),
  )
  return types.length === 0 || fits ? null : fill(texts.fileType, { name })
}
