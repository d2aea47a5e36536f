/** A file of the thread: seen, heard or kept; by an address that is asked for anew once it has expired. */
import type { Message } from '@foyer/client'
import { cleanName, type FileRef } from '@foyer/protocol'
import { Component, type TargetedMouseEvent, type VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { fromServer } from '../panel/header.tsx'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { rare } from '../panel/piece.ts'
import { rich } from '../panel/rich.tsx'
import { Fetched } from './fetched.tsx'

export const fileIcon = 'M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5'
const downloadIcon = 'M12 4v11M7 11l5 5 5-5M5 20h14'

const media = rare(() => import('./media.tsx'))

/** When the right to read a file by this address ends (`e`, in base 36); never for one of another shape. */
function expiryOf(address: string): number {
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
export class FileView extends Component<FileProps, FileState> {
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

/** Too long, it is cut before its extension. */
export function FileName({ name }: { name: string }): VNode {
  const at = name.search(/.\.\w{1,8}$/) + 1 || name.length
  return (
    <bdi>
      <span>{name.slice(0, at)}</span>
      {name.slice(at)}
    </bdi>
  )
}
