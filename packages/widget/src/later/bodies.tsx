/**
 * Messages that are more than text: files, options, forms; and files on their way. Fetched with the first of them.
 * What fewer have, such as cards and recordings, is fetched from here.
 */
import type { Message } from '@foyer/client'
import type { OptionsBody, PageCard } from '@foyer/protocol'
import { effect } from '@preact/signals-core'
import { Component, type VNode } from 'preact'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { type Piece, rare } from '../panel/piece.ts'
import { RichText, rich } from '../panel/rich.tsx'
import css from './bodies.css?inline'
import { Fetched } from './fetched.tsx'
import { FileView } from './file-view.tsx'
import { fitting } from './uploads.tsx'

export { askAnew } from './file-view.tsx'
export { addFiles, UploadRow } from './uploads.tsx'
export { css }

const checkIcon = 'M5 12.5l4.5 4.5L19 7.5'

const cards = rare(() => import('./cards.tsx'))
const pasted = rare(() => import('./pasted.tsx'))
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

export async function showPasted(m: Model, files: readonly File[]): Promise<void> {
  use(m, pasted(m), ({ show }) => show(m))
  const good = await fitting(m, files)
  m.pasted.value = m.pasted.peek().filter((file) => good.includes(file) || !files.includes(file))
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
