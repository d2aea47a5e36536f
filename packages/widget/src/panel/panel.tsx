/** The panel: its frame, which screen is shown, and what lies over it. */
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Answer, Home } from './home.tsx'
import { Icon } from './icons.tsx'
import type { Model } from './model.ts'
import { holdPhone, trapFocus } from './phone.ts'
import { Thread } from './thread.tsx'
import { useValue } from './use-value.ts'

export function PanelView({ m }: { m: Model }): VNode {
  const { texts: t, config, tag, locale } = useValue(m.dress)
  const open = useValue(m.open)
  const screen = useValue(m.screen)
  const sheet = useValue(m.sheet)
  const overlay = useValue(m.pieces.sheet.module)
  const viewed = useValue(m.viewed)
  const viewer = useValue(m.pieces.viewer.module)
  const element = useRef<HTMLElement>(null)
  const title = config.appearance.title || config.name

  useLayoutEffect(() => {
    if (!open) return
    const panel = element.current!
    // Focus goes to the dialog, not into the composer: focusing that connects.
    panel.focus({ preventScroll: true })
    return holdPhone(panel, m.host.close)
  }, [open])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) {
      event.preventDefault()
      m.host.close()
    } else if (event.key === 'Tab') trapFocus(event, element.current!)
  }
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files')
  const drag = (event: DragEvent, over: boolean) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    element.current!.toggleAttribute('data-drop', over)
  }

  return (
    <section
      ref={element}
      part="panel"
      role="dialog"
      aria-label={title}
      tabIndex={-1}
      lang={locale}
      dir={new Intl.Locale(tag).language === 'ar' ? 'rtl' : 'ltr'}
      data-open={open || undefined}
      data-screen={screen}
      data-position={config.appearance.position}
      onKeyDown={onKeyDown}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node) || drag(event, false)}
      onDrop={(event) => {
        drag(event, false)
        void m.addFiles(event.dataTransfer?.files ?? [])
      }}
    >
      {screen === 'home' && <Home m={m} />}
      {screen === 'answer' && <Answer m={m} />}
      {screen === 'thread' && <Thread m={m} />}
      <button type="button" part="close" class="round" aria-label={t.closeChat} onClick={m.host.close}>
        <Icon name="close" />
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
