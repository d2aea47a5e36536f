/** The panel as the loader knows it: draws itself into the widget's shadow root and obeys verbs. */
import { effect } from '@preact/signals-core'
import { render } from 'preact'
import { inkOn, mix, readableOn } from '../loader/color.ts'
import { complain } from '../loader/options.ts'
import { createSheet } from '../loader/sheet.ts'
import type { Dress, Panel, PanelHost } from './host.ts'
import { createModel } from './model.ts'
import css from './panel.css?inline'
import { PanelView } from './panel.tsx'
import { watchTitle } from './title.ts'

export function createPanel(host: PanelHost): Panel {
  const { root } = host
  root.adoptedStyleSheets.push(createSheet(css))
  const frame = document.createElement('div')
  const model = createModel(host)
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const paint = () => {
    const { color, theme, offsetX, offsetY } = model.dress.peek().config.appearance
    const isDark = theme === 'dark' || (theme === 'auto' && dark.matches)
    const ink = inkOn(color)
    frame.dataset.theme = isDark ? 'dark' : 'light'
    const tokens = {
      brand: color,
      'on-brand': ink,
      'brand-deep': mix(color, ink === '#ffffff' ? '#000000' : '#ffffff', 0.22),
      accent: readableOn(color, isDark ? '#1f2126' : '#f4f5f7'),
      x: `${offsetX}px`,
      y: `${offsetY}px`,
    }
    for (const [name, value] of Object.entries(tokens)) frame.style.setProperty(`--${name}`, value)
  }
  dark.addEventListener('change', paint)
  paint()
  // Before the launcher: in reading order and for Tab the panel comes first, as it lies above it.
  root.prepend(frame)
  render(<PanelView m={model} />, frame)
  const title = watchTitle(model.client.unread, model.open)
  const off = effect(() => {
    void model.dress.value
    paint()
  })
  return {
    setOpen(open) {
      // Laid out once before it opens, or there is nothing to move from.
      void frame.offsetWidth
      model.open.value = open
    },
    resume() {
      if (!model.client.resume()) return
      model.restoreDraft()
      model.screen.value = 'thread'
    },
    send(text) {
      if (typeof text === 'string' && text.trim() !== '') model.send(text)
      else complain('send needs a text')
    },
    startConversation() {
      model.talk()
      host.open()
    },
    endConversation() {
      if (model.hasThread.peek() && !model.isClosed.peek()) void model.end()
    },
    setDress(dress: Dress) {
      model.client.setLocale(dress.tag)
      model.dress.value = dress
    },
    reset: model.reset,
    destroy() {
      off()
      title()
      dark.removeEventListener('change', paint)
      model.open.value = false
      render(null, frame)
      model.destroy()
    },
  }
}
