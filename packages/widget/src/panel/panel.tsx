/** The panel: its frame, which screen is shown, and what lies over it. */
import { Component, createRef, type VNode } from 'preact'
import { siteName } from './header.tsx'
import { Answer, Home } from './home.tsx'
import { Icon, icons } from './icons.tsx'
import type { Model, Screen } from './model.ts'
import { trapFocus } from './phone.ts'
import { Thread } from './thread.tsx'

interface Held {
  byKeys: boolean
}

export class PanelView extends Component<{ m: Model }> {
  #panel = createRef<HTMLElement>()
  #screen: Screen | undefined

  /** What had the focus before this update, and whether that was to be seen: then the visitor uses the keyboard. */
  override getSnapshotBeforeUpdate(): Held | null {
    const panel = this.#panel.current!
    const { activeElement } = panel.getRootNode() as ShadowRoot
    return panel.contains(activeElement) ? { byKeys: activeElement!.matches(':focus-visible') } : null
  }

  override componentDidMount(): void {
    this.#screen = this.props.m.screen.peek()
  }

  // Whoever reads or writes here goes on doing so when what had the focus is gone.
  override componentDidUpdate(_props: unknown, _state: unknown, held: Held | null): void {
    const { m } = this.props
    const panel = this.#panel.current!
    const { activeElement } = panel.getRootNode() as ShadowRoot
    const before = this.#screen
    const screen = m.screen.peek()
    this.#screen = screen
    if (!held || !m.open.peek() || (screen === before && activeElement)) return
    const goal =
      screen === 'answer'
        ? 'h1'
        : screen === 'home'
          ? before === 'answer'
            ? '[data-opened]'
            : '[part="talk-button"]'
          : // By pointer it is the panel, which hands on what is typed: the composer's focus connects. On a touch
            // screen that focus would bring the keyboard.
            held.byKeys && matchMedia('(hover: hover)').matches
            ? 'textarea'
            : ''
    const target = goal && panel.querySelector<HTMLElement>(goal)
    ;(target || panel).focus()
  }

  #onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') trapFocus(event, this.#panel.current!)
    // Typed at nothing: it is meant for the composer, which has the focus before the letter comes.
    const isLetter = [...event.key].length === 1 || event.keyCode === 229
    if (event.target === event.currentTarget && isLetter && !event.ctrlKey && !event.metaKey && !event.altKey)
      this.#panel.current!.querySelector('textarea')?.focus()
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
    event.preventDefault()
    // From the inside out, wherever in the panel the focus is.
    const { picking, host } = this.props.m
    if (picking.peek()) picking.value = false
    else host.close()
  }

  #drag = (event: DragEvent, over: boolean) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.#panel.current!.toggleAttribute('data-drop', over)
  }

  render({ m }: { m: Model }): VNode {
    const t = m.texts.value
    const { config, locale } = m.dress.value
    const screen = m.screen.value
    const sheet = m.sheet.value
    const overlay = m.pieces.sheet.module.value
    const around = m.pieces.around.module.value
    const viewed = m.viewed.value
    const viewer = m.pieces.viewer.module.value
    const Screen = screen === 'home' ? Home : screen === 'answer' ? Answer : Thread
    return (
      <section
        ref={this.#panel}
        part="panel"
        role="dialog"
        aria-label={siteName(config)}
        tabIndex={-1}
        lang={locale}
        dir={locale === 'ar' ? 'rtl' : 'ltr'}
        data-open={m.open.value || undefined}
        data-screen={screen}
        data-position={config.appearance.position}
        onKeyDown={this.#onKeyDown}
        onDragOver={(event) => this.#drag(event, true)}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node)) this.#drag(event, false)
        }}
        onDrop={(event) => {
          this.#drag(event, false)
          const files = event.dataTransfer?.files
          if (files?.length) m.addFiles(files)
        }}
      >
        {around && <around.NoticeBar m={m} />}
        <Screen m={m} />
        <button type="button" part="close" class="round" aria-label={t.closeChat} onClick={m.host.close}>
          <Icon path={icons.close} />
        </button>
        <div class="drop" aria-hidden="true">
          {t.dropFiles}
        </div>
        {sheet && overlay && <overlay.SheetView m={m} sheet={sheet} close={() => (m.sheet.value = null)} />}
        {viewed && viewer && <viewer.Viewer m={m} file={viewed} />}
      </section>
    )
  }
}
