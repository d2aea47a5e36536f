/** The panel: its frame, which screen is shown, and what lies over it. */
import { Component, createRef, type VNode } from 'preact'
import { Answer, Home } from './home.tsx'
import { Icon, icons } from './icons.tsx'
import type { Model } from './model.ts'
import { trapFocus } from './phone.ts'
import { Thread } from './thread.tsx'

export class PanelView extends Component<{ m: Model }> {
  #panel = createRef<HTMLElement>()

  #onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') trapFocus(event, this.#panel.current!)
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
    event.preventDefault()
    this.props.m.host.close()
  }

  #drag = (event: DragEvent, over: boolean) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.#panel.current!.toggleAttribute('data-drop', over)
  }

  render({ m }: { m: Model }): VNode {
    const { texts: t, config, locale } = m.dress.value
    const screen = m.screen.value
    const sheet = m.sheet.value
    const overlay = m.pieces.sheet.module.value
    const viewed = m.viewed.value
    const viewer = m.pieces.viewer.module.value
    const Screen = screen === 'home' ? Home : screen === 'answer' ? Answer : Thread
    return (
      <section
        ref={this.#panel}
        part="panel"
        role="dialog"
        aria-label={config.appearance.title || config.name}
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
          if (files?.length) void m.addFiles(files)
        }}
      >
        <Screen m={m} />
        <button type="button" part="close" class="round" aria-label={t.closeChat} onClick={m.host.close}>
          <Icon path={icons.close} />
        </button>
        <div class="drop" aria-hidden="true">
          {t.dropFiles}
        </div>
        {sheet && overlay && (
          <overlay.SheetView sheet={sheet} cancel={t.cancel} close={() => (m.sheet.value = null)} />
        )}
        {viewed && viewer && <viewer.Viewer m={m} file={viewed} />}
      </section>
    )
  }
}
