/** A small sheet over the panel that asks for one choice: the menu, a message's, whether to end. */
import { Component, createRef, type VNode } from 'preact'
import type { Model, Sheet } from '../panel/model.ts'
import css from './sheet.css?inline'

export { openMenu } from './menu-sheet.tsx'
export { css }

interface SheetProps {
  m: Model
  sheet: Sheet
  close(): void
}

export class SheetView extends Component<SheetProps> {
  #box = createRef<HTMLDivElement>()
  #before: HTMLElement | null = null

  #all = () => [...this.#box.current!.querySelectorAll<HTMLElement>('button, input, a[part]')]
  #focused = () => (this.#box.current!.getRootNode() as ShadowRoot).activeElement as HTMLElement | null

  override componentDidMount(): void {
    this.#before = this.#focused()
    this.#hold()
  }

  // Another sheet in the place of the first: what had the focus may be gone.
  override componentDidUpdate(): void {
    this.#hold()
  }

  // What is in it may have taken the focus already.
  #hold() {
    if (!this.#box.current!.contains(this.#focused())) this.#all()[0]?.focus()
  }

  override componentWillUnmount(): void {
    this.#before?.focus({ preventScroll: true })
  }

  #onKeyDown = (event: KeyboardEvent) => {
    const all = this.#all()
    const at = all.indexOf(this.#focused()!)
    const step = { ArrowDown: 1, ArrowUp: -1, Tab: event.shiftKey ? -1 : 1 }[event.key]
    if (event.key === 'Escape') this.props.close()
    else if (step) all[(at + step + all.length) % all.length]!.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  render({ m, sheet, close }: SheetProps): VNode {
    const { cancel, close: done } = m.texts.value
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes too
      // biome-ignore lint/a11y/noStaticElementInteractions: what lies behind the sheet
      <div part="veil" onClick={(event) => event.target === event.currentTarget && close()}>
        <div
          ref={this.#box}
          part="sheet"
          role="alertdialog"
          aria-modal="true"
          aria-label={sheet.title || sheet.label || cancel}
          onKeyDown={this.#onKeyDown}
        >
          {sheet.title && <b>{sheet.title}</b>}
          {sheet.text && <p>{sheet.text}</p>}
          {sheet.body?.(close)}
          {sheet.choices.map((choice) => (
            <button
              key={choice.label}
              type="button"
              part="choice"
              data-danger={choice.danger}
              onClick={() => {
                close()
                choice.run()
              }}
            >
              {choice.label}
            </button>
          ))}
          <button type="button" part="choice" onClick={close}>
            {sheet.isDone ? done : cancel}
          </button>
        </div>
      </div>
    )
  }
}
