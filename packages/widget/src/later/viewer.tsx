/** An image over the whole window. Escape, the button or a click beside it closes; arrows go to the next one. */
import type { FileRef } from '@foyer/protocol'
import { Component, createRef, type VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { fromServer } from '../panel/header.tsx'
import { Icon, icons } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { cleanName } from '../text/clean.ts'
import css from './viewer.css?inline'

const downloadIcon = 'M12 4v11M7 11l5 5 5-5M5 20h14'

export { css }

interface ViewerProps {
  m: Model
  file: FileRef
}

export class Viewer extends Component<ViewerProps> {
  #box = createRef<HTMLDialogElement>()
  #before: HTMLElement | null = null

  override componentDidMount(): void {
    const box = this.#box.current!
    this.#before = (box.getRootNode() as ShadowRoot).activeElement as HTMLElement | null
    // The top layer: nothing of the page can cover it or clip it.
    box.showModal()
  }

  override componentWillUnmount(): void {
    this.#before?.focus({ preventScroll: true })
  }

  render({ m, file }: ViewerProps): VNode {
    const t = m.texts.peek()
    const close = () => {
      m.viewed.value = null
    }
    const images = m.client.conversation
      .peek()
      .items.peek()
      .flatMap((item) =>
        item.kind === 'message' && item.body.kind === 'file' && item.body.file.type.startsWith('image/')
          ? [item.body.file]
          : [],
      )
    const at = images.findIndex((image) => image.id === file.id)
    const go = (step: number) => {
      const next = images[at + step]
      if (next) m.viewed.value = next
    }
    const name = cleanName(file.name)
    const address = fromServer(file.url, m)
    return (
      <dialog
        ref={this.#box}
        part="viewer"
        aria-label={name}
        onClose={close}
        onClick={(event) => event.target === this.#box.current && close()}
        onKeyDown={(event) => {
          event.stopPropagation()
          const forward = getComputedStyle(this.#box.current!).direction === 'rtl' ? -1 : 1
          if (event.key === 'ArrowRight') go(forward)
          if (event.key === 'ArrowLeft') go(-forward)
        }}
      >
        <img src={address} alt={name} />
        <header>
          <bdi>{name}</bdi>
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
          <button type="button" class="round" aria-label={t.close} onClick={close}>
            <Icon path={icons.close} />
          </button>
        </header>
        {at > 0 && (
          <button type="button" class="round previous" aria-label={t.previous} onClick={() => go(-1)}>
            <Icon path={icons.back} turn />
          </button>
        )}
        {at < images.length - 1 && (
          <button type="button" class="round following" aria-label={t.next} onClick={() => go(1)}>
            <Icon path={icons.next} turn />
          </button>
        )}
      </dialog>
    )
  }
}
