/**
 * An image over the whole window (CV-9): zoomed by pinch, double tap, wheel and keys, moved by what moves it, on to the
 * next by swipe and arrows. Escape, the button, a swipe down, a click beside it and a phone's way back close it.
 */
import { cleanName, type FileRef } from '@foyer/protocol'
import { Component, createRef, type TargetedPointerEvent, type VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { fromServer } from '../panel/header.tsx'
import { Icon, icons } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { isFull } from '../panel/phone.ts'
import css from './viewer.css?inline'
import { gestures, type Spot, still, type View, within, zoomAt } from './zoom.ts'

const downloadIcon = 'M12 4v11M7 11l5 5 5-5M5 20h14'
const plusIcon = 'M5 12h14M12 5v14'
const minusIcon = 'M5 12h14'

export { css }

interface ViewerProps {
  m: Model
  file: FileRef
}

interface ViewerState {
  view: View
  /** Addresses that were asked for anew, by the file's id. */
  fresh: Record<string, string>
}

export class Viewer extends Component<ViewerProps, ViewerState> {
  override state: ViewerState = { view: still, fresh: {} }
  #box = createRef<HTMLDialogElement>()
  #image = createRef<HTMLImageElement>()
  #way = createRef<HTMLButtonElement>()
  #before: HTMLElement | null = null
  #asked = new Set<string>()
  #isOnImage = false
  #leave = () => {}
  #touches = gestures({
    view: () => this.state.view,
    show: (view) => this.#show(view),
    swipe: (to) => {
      if (to === 'down') this.#close()
      else this.#go(to === this.#forwardSide() ? -1 : 1)
    },
  })

  override componentDidMount(): void {
    const box = this.#box.current!
    this.#before = (box.getRootNode() as ShadowRoot).activeElement as HTMLElement | null
    // The top layer: nothing of the page can cover it or clip it.
    box.showModal()
    // Not what comes first in it, which would make the image smaller.
    this.#way.current!.focus()
    this.#leave = holdBack(this.#close)
  }

  override componentDidUpdate(before: ViewerProps): void {
    if (before.file.id !== this.props.file.id) this.setState({ view: still })
  }

  override componentWillUnmount(): void {
    this.#leave()
    this.#before?.focus({ preventScroll: true })
  }

  #close = () => {
    this.props.m.viewed.value = null
  }

  #forwardSide = () => (getComputedStyle(this.#box.current!).direction === 'rtl' ? 'left' : 'right')

  #messages() {
    return this.props.m.client.conversation
      .peek()
      .items.peek()
      .flatMap((item) =>
        item.kind === 'message' && item.body.kind === 'file' && item.body.file.type.startsWith('image/')
          ? [{ seq: item.seq, file: item.body.file }]
          : [],
      )
  }

  #go = (step: number) => {
    const all = this.#messages()
    const next = all[all.findIndex(({ file }) => file.id === this.props.file.id) + step]
    if (next) this.props.m.viewed.value = next.file
  }

  #show = (view: View) => {
    const { width, height } = this.#box.current!.getBoundingClientRect()
    this.setState({ view: within(view, width, height) })
  }

  /** `by` times as large, about the middle or `spot`. */
  #zoom = (by: number, spot: Spot = this.#middle()) =>
    this.#show(zoomAt(this.state.view, by, spot, this.#middle()))

  #middle = (): Spot => {
    const { width, height } = this.#box.current!.getBoundingClientRect()
    return { x: width / 2, y: height / 2 }
  }

  /** The address may have expired since the thread was drawn. */
  #renew = async () => {
    const { m, file } = this.props
    const message = this.#messages().find((one) => one.file.id === file.id)
    if (!message || this.#asked.has(file.id)) return
    this.#asked.add(file.id)
    const { askAnew } = await m.pieces.bodies.load()
    const found = await askAnew(m, message)
    if (found) this.setState({ fresh: { ...this.state.fresh, [file.id]: found.url } })
  }

  #onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const { view } = this.state
    const forward = this.#forwardSide() === 'right' ? 1 : -1
    const [x, y] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[
      event.key
    ] ?? [0, 0]
    if (event.key === '+' || event.key === '=') this.#zoom(1.5)
    else if (event.key === '-') this.#zoom(1 / 1.5)
    else if (event.key === '0') this.#show(still)
    else if (view.scale > 1 && (x || y)) this.#show({ ...view, x: view.x - 80 * x!, y: view.y - 80 * y! })
    else if (x) this.#go(x * forward)
    else return
    event.preventDefault()
  }

  #onPointer = (event: TargetedPointerEvent<HTMLElement>) => {
    // What is pressed in the header is pressed there.
    if (event.target !== this.#image.current && event.target !== this.#box.current) return
    if (event.type === 'pointerdown') {
      this.#isOnImage = event.target === this.#image.current
      // From here on all of its events are told to be the dialog's.
      event.currentTarget.setPointerCapture(event.pointerId)
    }
    const result = this.#touches(event, this.#middle(), this.#isOnImage)
    if (result === 'beside') this.#close()
  }

  render({ m, file }: ViewerProps, { view, fresh }: ViewerState): VNode {
    const t = m.texts.peek()
    const { tag } = m.dress.peek()
    const images = this.#messages()
    const at = images.findIndex((image) => image.file.id === file.id)
    const name = cleanName(file.name)
    const address = fromServer(fresh[file.id] ?? file.url, m)
    const number = new Intl.NumberFormat(tag)
    return (
      <dialog
        ref={this.#box}
        part="viewer"
        aria-label={name}
        data-zoomed={view.scale > 1 || undefined}
        onClose={this.#close}
        onKeyDown={this.#onKeyDown}
        onPointerDown={this.#onPointer}
        onPointerMove={this.#onPointer}
        onPointerUp={this.#onPointer}
        onPointerCancel={this.#onPointer}
        onWheel={(event) => {
          event.preventDefault()
          this.#zoom(2 ** (-event.deltaY / (event.ctrlKey ? 100 : 400)), {
            x: event.clientX,
            y: event.clientY,
          })
        }}
      >
        <img
          key={file.id}
          ref={this.#image}
          src={address}
          alt={name}
          draggable={false}
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
          onError={this.#renew}
        />
        <header>
          <span class="title">
            <bdi>{name}</bdi>
            {images.length > 1 && (
              <small>
                {fill(t.rateOf, { n: number.format(at + 1), most: number.format(images.length) })}
              </small>
            )}
          </span>
          <button
            type="button"
            class="round"
            aria-label={t.zoomOut}
            title={t.zoomOut}
            onClick={() => this.#zoom(1 / 1.5)}
          >
            <Icon path={minusIcon} />
          </button>
          <button
            type="button"
            class="round"
            aria-label={t.zoomIn}
            title={t.zoomIn}
            onClick={() => this.#zoom(1.5)}
          >
            <Icon path={plusIcon} />
          </button>
          <a
            href={address}
            download={name}
            target="_blank"
            rel="noopener noreferrer"
            class="round"
            aria-label={fill(t.download, { name })}
          >
            <Icon path={downloadIcon} />
          </a>
          <button ref={this.#way} type="button" class="round" aria-label={t.close} onClick={this.#close}>
            <Icon path={icons.close} />
          </button>
        </header>
        {at > 0 && (
          <button type="button" class="round previous" aria-label={t.previous} onClick={() => this.#go(-1)}>
            <Icon path={icons.back} turn />
          </button>
        )}
        {at < images.length - 1 && (
          <button type="button" class="round following" aria-label={t.next} onClick={() => this.#go(1)}>
            <Icon path="M9.5 6 15.5 12l-6 6" turn />
          </button>
        )}
      </dialog>
    )
  }
}

/** On a phone going back closes what is on top and nothing else: an entry of our own, on that of the panel. */
function holdBack(close: () => void): () => void {
  if (!isFull()) return () => {}
  const off = new AbortController()
  const isOurs = () => history.state?.foyerViewer
  if (!isOurs()) history.pushState({ ...history.state, foyerViewer: true }, '')
  addEventListener('popstate', () => isOurs() || close(), { signal: off.signal })
  return () => {
    off.abort()
    if (isOurs()) history.back()
  }
}
