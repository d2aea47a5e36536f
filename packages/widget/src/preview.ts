/**
 * The widget as the console's design page shows it: the real launcher and panel, dressed by hand in
 * settings that are not saved yet. Nothing is fetched and nothing connects, since nobody can write in it.
 */
import type { WidgetConfig } from '@foyer/protocol'
import { createBubble, dressBubbles } from './greet/bubble.ts'
import { createLauncher } from './loader/launcher.ts'
import { dismissGreeting } from './locales/greet.ts'
import { fetchTexts } from './locales/load.ts'
import { pickLocale } from './locales/pick.ts'
import type { Dress, Panel } from './panel/host.ts'
import { createPanel } from './panel/index.tsx'

export interface Preview {
  dress(config: WidgetConfig, tag: string): Promise<void>
  destroy(): void
}

export type PreviewScreen = 'home' | 'thread' | 'launcher' | 'greeting'

/**
 * Draws into `frame`, which has to contain what is fixed (`contain: layout`). `launcher` shows the button alone,
 * `greeting` with the first of the greetings beside it, whenever it would come.
 */
export function createPreview(frame: HTMLElement, screen: PreviewScreen): Preview {
  const host = document.createElement('foyer-preview')
  const root = host.attachShadow({ mode: 'open' })
  const launcher = createLauncher(root, () => {})
  let panel: Panel | undefined
  let isAlive = true
  /** Only the newest dress is put on: languages load in any order. */
  let turn = 0
  frame.append(host)
  if (screen === 'greeting') dressBubbles(root)

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
    if (screen === 'thread') void made.say('startConversation')
    made.setOpen(true)
    panel = made
  }

  function greet({ greetings, appearance }: WidgetConfig, dismiss: string): void {
    root.querySelector('[part="greeting"]')?.remove()
    const [greeting] = greetings?.rules ?? []
    if (greeting === undefined || greeting.text === '') return
    const nothing = () => {}
    const acts = { onText: nothing, onQuestion: nothing, onClose: nothing }
    const { box, show } = createBubble(greeting, appearance, dismiss, acts)
    launcher.button.before(box)
    show()
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
      launcher.paint(config.appearance, config.glyph)
      const worn = { ...words, config, locale, tag }
      if (screen === 'greeting') greet(config, dismissGreeting[locale])
      else if (panel) panel.setDress(worn)
      else if (screen !== 'launcher') open(worn)
    },
    destroy() {
      isAlive = false
      panel?.destroy()
      host.remove()
    },
  }
}
