/**
 * The widget as the console's design page shows it: the real launcher and panel, dressed by hand in
 * settings that are not saved yet. Nothing is fetched and nothing connects, since nobody can write in it.
 */
import type { WidgetConfig } from '@foyer/protocol'
import { createLauncher } from './loader/launcher.ts'
import { fetchTexts } from './locales/load.ts'
import { pickLocale } from './locales/pick.ts'
import type { Dress, Panel } from './panel/host.ts'
import { createPanel } from './panel/index.tsx'

export interface Preview {
  dress(config: WidgetConfig, tag: string): Promise<void>
  destroy(): void
}

/** Draws into `frame`, which has to contain what is fixed (`contain: layout`). `launcher` shows the button alone. */
export function createPreview(frame: HTMLElement, screen: 'home' | 'thread' | 'launcher'): Preview {
  const host = document.createElement('foyer-preview')
  const root = host.attachShadow({ mode: 'open' })
  const launcher = createLauncher(root, () => {})
  let panel: Panel | undefined
  let isAlive = true
  /** Only the newest dress is put on: languages load in any order. */
  let turn = 0
  frame.append(host)

  function open(worn: Dress): void {
    const made = createPanel({
      ...worn,
      url: location.origin,
      root,
      button: launcher.button,
      isOpen: true,
      open() {},
      close() {},
      emit() {},
    })
    if (screen === 'thread') made.startConversation()
    made.setOpen(true)
    panel = made
  }

  return {
    async dress(config, tag) {
      const mine = ++turn
      const locale = pickLocale(tag)
      const words = await fetchTexts[locale]()
      if (!isAlive || mine !== turn) return
      const { offsetY } = config.appearance
      host.dir = locale === 'ar' ? 'rtl' : 'ltr'
      host.style.setProperty('--foyer-height', `${frame.clientHeight - offsetY - 96}px`)
      launcher.paint(config.appearance)
      const worn = { ...words, config, locale, tag }
      if (panel) panel.setDress(worn)
      else if (screen !== 'launcher') open(worn)
    },
    destroy() {
      isAlive = false
      panel?.destroy()
      host.remove()
    },
  }
}
