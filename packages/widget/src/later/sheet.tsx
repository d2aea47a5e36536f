/** A small sheet over the panel that asks for one choice: a message's menu, whether to end. */
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Sheet } from '../panel/model.ts'
import css from './sheet.css?inline'

export { css }

export function SheetView({ sheet, cancel, close }: { sheet: Sheet; cancel: string; close(): void }): VNode {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const root = box.current!.getRootNode() as ShadowRoot
    const before = root.activeElement as HTMLElement | null
    box.current!.querySelector('button')?.focus()
    return () => before?.focus({ preventScroll: true })
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...box.current!.querySelectorAll('button')]
    const at = buttons.indexOf((box.current!.getRootNode() as ShadowRoot).activeElement as HTMLButtonElement)
    const move = { ArrowDown: 1, ArrowUp: -1, Tab: event.shiftKey ? -1 : 1 }[event.key]
    if (event.key === 'Escape') close()
    else if (move) buttons[(at + move + buttons.length) % buttons.length]!.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes too
    // biome-ignore lint/a11y/noStaticElementInteractions: what lies behind the sheet
    <div part="veil" onClick={(event) => event.target === event.currentTarget && close()}>
      <div
        ref={box}
        part="sheet"
        role="alertdialog"
        aria-modal="true"
        aria-label={sheet.title || cancel}
        onKeyDown={onKeyDown}
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
