/** The panel as the loader knows it: draws itself into the widget's shadow root and obeys verbs. */
import { fetchPiece } from '@foyer/client'
import { effect, untracked } from '@preact/signals-core'
import { render } from 'preact'
import { inkOn } from '../loader/ink.ts'
import { fail } from '../loader/options.ts'
import { createSheet } from '../loader/sheet.ts'
import { mix, readableOn } from './color.ts'
import type { Panel, PanelHost } from './host.ts'
import { createBadge } from './launcher.ts'
import { createModel, type FetchPieces } from './model.ts'
import css from './panel.css?inline'
import { PanelView } from './panel.tsx'
import { holdPhone } from './phone.ts'
import { pageTag, tagFor } from './tag.ts'

const pieces: FetchPieces = {
  messages: () => import('../later/messages.tsx'),
  live: () => import('../later/live.tsx'),
  around: () => import('../later/around.tsx'),
  assistant: () => import('../later/assistant.tsx'),
  ahead: () => import('../later/ahead.tsx'),
  quoting: () => import('../later/quoting.tsx'),
  bodies: () => import('../later/bodies.tsx'),
  forms: () => import('../later/forms.tsx'),
  sheet: () => import('../later/sheet.tsx'),
  emoji: () => import('../later/emoji.tsx'),
  viewer: () => import('../later/viewer.tsx'),
}

export function createPanel(host: PanelHost): Panel {
  const { root, inline } = host
  // What fills an element of the page has nothing to close.
  const close = () => inline || host.close()
  root.adoptedStyleSheets.push(createSheet(css))
  const frame = document.createElement('div')
  const setBadge = createBadge(host.button)
  const setUnread = (count: number, words: string) =>
    setBadge(count, words, model.dress.peek().config.appearance)
  const page = () => fetchPiece(() => import('../later/page.ts'))
  const model = createModel({ ...host, close, setUnread, tag: tagFor(host) }, pieces)
  model.client.setLocale(pageTag(host))
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let release = () => {}
  const paint = () => {
    const { color, theme, offsetX, offsetY, radius, density, font } = model.dress.value.config.appearance
    const isDark = theme === 'dark' || (theme === 'auto' && dark.matches)
    const ink = inkOn(color)
    frame.dataset.theme = isDark ? 'dark' : 'light'
    const tokens = {
      brand: color,
      'on-brand': ink,
      'brand-deep': mix(color, ink === '#ffffff' ? '#000000' : '#ffffff', 0.22),
      readable: readableOn(color, isDark ? '#25262a' : '#f1f1f1'),
      round: radius === 'sharp' ? '0.25' : radius === 'round' ? '1.4' : '1',
      space: density === 'compact' ? '0.6' : '1',
      font: font || 'system-ui',
      x: `${offsetX}px`,
      y: `${offsetY}px`,
    }
    for (const [name, value] of Object.entries(tokens)) frame.style.setProperty(`--${name}`, value)
  }
  dark.addEventListener('change', paint)
  const offs: (() => void)[] = [
    effect(paint),
    // Everything is drawn in one effect: whatever signal a component reads draws it again.
    effect(() => render(<PanelView m={model} />, frame)),
  ]
  if (inline) {
    frame.hidden = true
    void page().then(({ settle }) => {
      if (root.contains(frame)) offs.push(settle(root, frame, inline))
    })
  }
  // Before the launcher: in reading order and for Tab the panel comes first, as it lies above it.
  root.prepend(frame)
  layOut(frame.firstElementChild!)
  // What nobody sees yet is drawn once the rest is on the screen.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => (model.room.value = Infinity))))
  return {
    setOpen(open) {
      release()
      const panel = frame.firstElementChild as HTMLElement
      model.open.value = open
      host.button.ariaExpanded = `${open}`
      if (open) {
        // A page may open it before the launcher has looked for a conversation.
        model.resume()
        model.client.comeBack()
      }
      // Focus goes to the dialog, not into the composer: focusing that connects. Once it is laid out: asked
      // for before, it would have to be laid out twice. Who was quicker than the frame keeps the focus.
      if (open && !inline)
        requestAnimationFrame(() => {
          if (model.open.peek() && !panel.contains(root.activeElement)) panel.focus({ preventScroll: true })
        })
      release = open && !inline ? holdPhone(panel, close) : () => {}
    },
    resume: model.resume,
    on: (...words) => void model.said.push(words),
    say: async (verb, ...words) => (await page()).say(model, verb, words),
    async identify(token) {
      const error = await model.client.identify(token)
      if (error) throw fail(error.code)
    },
    setAttributes(attributes) {
      model.said.push([attributes])
      model.client.setAttributes(attributes)
    },
    setDress(dress) {
      void model.wear({ ...dress, tag: tagFor(dress) })
      model.client.setLocale(pageTag(dress))
    },
    reset: model.reset,
    destroy() {
      release()
      for (const off of offs) off()
      dark.removeEventListener('change', paint)
      untracked(() => render(null, frame))
      model.destroy()
      frame.remove()
    },
  }
}

/**
 * Styles and layout of what was just made, each in a task of its own: the frame that draws it would do all in one
 * and hold up the page. They come before it by their priority; where a browser knows none, the frame does it.
 */
function layOut(panel: Element): void {
  for (const work of [() => getComputedStyle(panel).color, () => panel.clientHeight])
    window.scheduler?.postTask?.(work, { priority: 'user-blocking' })
}
