/** A small sheet over the panel that asks for one choice: a message's menu, whether to end. */
import { Component, createRef, type VNode } from 'preact'
import type { Model, Sheet } from '../panel/model.ts'
import css from './sheet.css?inline'

export { css }

interface SheetProps {
  m: Model
  sheet: Sheet
  close(): void
}

export class SheetView extends Component<SheetProps> {
  #box = createRef<HTMLDivElement>()
  #before: HTMLElement | null = null

  #focused = () => (this.#box.current!.getRootNode() as ShadowRoot).activeElement as HTMLElement | null

  override componentDidMount(): void {
    this.#before = this.#focused()
    this.#box.current!.querySelector('button')?.focus()
  }

  override componentWillUnmount(): void {
    this.#before?.focus({ preventScroll: true })
  }

  #onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...this.#box.current!.querySelectorAll('button')]
    const at = buttons.indexOf(this.#focused() as HTMLButtonElement)
    const step = { ArrowDown: 1, ArrowUp: -1, Tab: event.shiftKey ? -1 : 1 }[event.key]
    if (event.key === 'Escape') this.props.close()
    else if (step) buttons[(at + step + buttons.length) % buttons.length]!.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  render({ m, sheet, close }: SheetProps): VNode {
    const { cancel } = m.texts.value
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes too
      // biome-ignore lint/a11y/noStaticElementInteractions: what lies behind the sheet
      <div part="veil" onClick={(event) => event.target === event.currentTarget && close()}>
        <div
          ref={this.#box}
          part="sheet"
          role="alertdialog"
          aria-modal="true"
          aria-label={sheet.title || cancel}
          onKeyDown={this.#onKeyDown}
        >
          {sheet.title && <b>{sheet.title}</b>}
          {sheet.text && <p>{sheet.text}</p>}
          {sheet.choices.map((choice) => (
            <button
              key={choice.label}
              type="button"
              part="choice"
              data-danger={choice.danger || undefined}
              onClick={() => {
                close()
                choice.run()
              }}
            >
              {choice.label}
            </button>
          ))}
          <button type="button" part="choice" onClick={close}>
            {cancel}
          </button>
        </div>
      </div>
    )
  }
}

export function askToEnd(m: Model): void {
  const { endTitle, endText, end } = m.texts.peek()
  m.ask({ title: endTitle, text: endText, choices: [{ label: end, danger: true, run: m.end }] })
}
