/**
 * Messages that are more than text: files, cards, options, forms; and files on their way. Fetched with the
 * first of them. Pictures are loaded from our own server only, never from where a message points (SC-6).
 */
import type { Message, Upload } from '@foyer/client'
import type { Card, FileRef, OptionsBody } from '@foyer/protocol'
import { effect } from '@preact/signals-core'
import { Component, type VNode } from 'preact'
import { fill, type Texts } from '../locales/texts.ts'
import { fromServer } from '../panel/header.tsx'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import type { Piece } from '../panel/piece.ts'
import { RichText, rich } from '../panel/rich.tsx'
import { cleanName } from '../text/clean.ts'
import css from './bodies.css?inline'
import { explain } from './live.tsx'

const alertIcon = 'M12 8v5M12 16.5v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z'
const checkIcon = 'M5 12.5l4.5 4.5L19 7.5'
const downloadIcon = 'M12 4v11M7 11l5 5 5-5M5 20h14'
const fileIcon = 'M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5'

export { css }

export function BodyView({ m, message }: { m: Model; message: Message }): VNode | null {
  const { body } = message
  switch (body.kind) {
    case 'file':
      return <FileView m={m} file={body.file} />
    case 'card':
      return <CardView m={m} card={body.card} />
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

function FileView({ m, file }: { m: Model; file: FileRef }): VNode {
  const t = m.texts.peek()
  const { tag } = m.dress.peek()
  const name = cleanName(file.name)
  const address = fromServer(file.url, m)!
  const [kind] = file.type.split('/')
  if (kind === 'image' && file.type !== 'image/svg+xml') {
    const { width = 4, height = 3 } = file
    return (
      <button
        type="button"
        part="image"
        aria-label={fill(t.openImage, { name })}
        onClick={() => m.view(file)}
      >
        <img
          src={address}
          alt={name}
          loading="lazy"
          decoding="async"
          style={{ aspectRatio: `${width} / ${height}` }}
        />
      </button>
    )
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: what visitors and agents record has no captions */}
      {kind === 'audio' && <audio controls preload="none" src={address} aria-label={name} />}
      {/* biome-ignore lint/a11y/useMediaCaption: as above */}
      {kind === 'video' && <video controls preload="metadata" src={address} aria-label={name} />}
      <a
        part="file"
        href={address}
        download={name}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={fill(t.download, { name })}
      >
        <Icon path={fileIcon} />
        <span>
          <bdi>{name}</bdi>
          <small>{rich().formatSize(file.size, tag)}</small>
        </span>
        <Icon path={downloadIcon} />
      </a>
    </>
  )
}

function CardView({ m, card }: { m: Model; card: Card }): VNode {
  const own =
    card.image !== undefined && (card.image.startsWith('/') || card.image.startsWith(`${m.host.url}/`))
  const address = card.url === undefined ? null : rich().readLink(card.url)
  const follow = { target: '_blank', rel: 'noopener noreferrer nofollow ugc' }
  return (
    <div part="card">
      {own && <img src={fromServer(card.image, m)} alt="" loading="lazy" />}
      <b dir="auto">
        {address ? (
          <a href={address.href} {...follow}>
            {card.title}
          </a>
        ) : (
          card.title
        )}
      </b>
      {card.price && <b class="price">{card.price}</b>}
      {card.text && <RichText text={card.text} />}
      <div class="options">
        {card.buttons?.map((button) => {
          const to = button.url === undefined ? null : rich().readLink(button.url)
          if (to)
            return (
              <a part="option" key={button.label} href={to.href} {...follow}>
                {button.label}
              </a>
            )
          return (
            <button
              type="button"
              part="option"
              key={button.label}
              onClick={() => m.send(button.text ?? button.label)}
            >
              {button.label}
            </button>
          )
        })}
      </div>
    </div>
  )
}

const forms = new WeakMap<Model, Piece<typeof import('./asked.tsx')>>()

function askedOf(m: Model): Piece<typeof import('./asked.tsx')> {
  const piece = forms.get(m) ?? m.piece(() => import('./asked.tsx'))
  forms.set(m, piece)
  return piece
}

/**
 * Its piece is not among the others: few threads have a form. Until it is there, what it says is. A row is drawn anew
 * for its message alone, so it listens by itself to what else it shows.
 */
class FormView extends Component<{ m: Model; message: Message }> {
  #stop = () => {}

  override componentDidMount(): void {
    const { m } = this.props
    const piece = askedOf(m)
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
    const asked = askedOf(m).module.peek()
    return asked ? <asked.Asked m={m} message={message} body={body} /> : <RichText text={body.text} />
  }
}

export function UploadRow({ m, upload }: { m: Model; upload: Upload }): VNode {
  const t = m.texts.peek()
  const { tag } = m.dress.peek()
  const name = cleanName(upload.name)
  const share = upload.size > 0 ? upload.sent / upload.size : 0
  const failed = upload.state === 'failed'
  const conversation = m.client.conversation.peek()
  return (
    <div part="message upload" data-side="me" data-first data-last data-state={upload.state}>
      <div class="body">
        <div part="bubble">
          {upload.preview && <img class="preview" src={upload.preview} alt="" />}
          <div class="row">
            <Icon path={failed ? alertIcon : fileIcon} />
            <span>
              <bdi>{name}</bdi>
              <small>
                {failed
                  ? upload.error
                    ? explain(m, upload.error, name)
                    : t.failed
                  : `${new Intl.NumberFormat(tag, { style: 'percent' }).format(share)} · ${rich().formatSize(upload.size, tag)}`}
              </small>
            </span>
          </div>
          {!failed && <progress max={1} value={share} aria-label={fill(t.uploading, { name })} />}
        </div>
        <span part="meta">
          {failed && (
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

/** Sends what can be sent; what cannot is said. */
export function addFiles(m: Model, files: readonly File[]): void {
  if (files.length === 0 || m.isClosed.peek()) return
  const { config, tag } = m.dress.peek()
  const { fileTypes, limits } = config
  const limit = Math.min(m.client.limits.peek().file, limits.file)
  m.first(() => {
    for (const file of files) {
      const name = cleanName(file.name) || 'file'
      const problem = fileProblem(file, name, limit, fileTypes, m.texts.peek(), tag)
      if (problem === null) m.client.conversation.peek().postFile(file, name)
      else m.warning.value = problem
    }
  })
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
  if (file.size > limit) return fill(texts.fileTooLarge, { name, size: rich().formatSize(limit, tag) })
  const fits = types.some(
    (type) =>
      type === file.type ||
      (type.endsWith('/*') && file.type.startsWith(type.slice(0, -1))) ||
      (type.startsWith('.') && name.toLowerCase().endsWith(type)),
  )
  return types.length === 0 || fits ? null : fill(texts.fileType, { name })
}
