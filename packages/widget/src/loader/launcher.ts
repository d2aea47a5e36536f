/**
 * The round button in the corner, in plain DOM: it has to be there before anything else is fetched.
 * It opens and closes, shows how much is unread, and knows nothing of conversations.
 */
import type { Appearance } from '@foyer/protocol'
import { inkOn } from './ink.ts'
import css from './launcher.css?inline'
import { createSheet } from './sheet.ts'

/** The site's other icons come with its settings. */
const bubble =
  'M12 4c-5 0-9 3.2-9 7.2 0 2.3 1.2 4.2 3.1 5.6L5 20.5l4.5-2.1q1.2.2 2.5.2c5 0 9-3.3 9-7.4S17 4 12 4z'

export interface Launcher {
  button: HTMLButtonElement
  /** `glyph`: the icon's path; the bubble where there is none. */
  paint(appearance: Appearance, glyph?: string): void
  setOpen(open: boolean): void
  /** `words` is what a screen reader says of it. */
  setUnread(count: number, words: string): void
}

export function createLauncher(root: ShadowRoot, onClick: () => void): Launcher {
  root.adoptedStyleSheets.push(createSheet(css))
  const make = <K extends keyof HTMLElementTagNameMap>(tag: K, part: string) => {
    const element = document.createElement(tag)
    element.setAttribute('part', part)
    return element
  }
  const button = make('button', 'launcher')
  const text = make('span', 'launcher-text')
  const badge = make('b', 'badge')
  const [icon, shape] = draw()
  let title: string
  button.className = 'l'
  // Its label is all that is read of it: what is in a button with one is not.
  button.ariaHasPopup = 'dialog'
  button.ariaExpanded = 'false'
  button.append(icon, draw('M6 9.5l6 6 6-6')[0], text, badge)
  button.onclick = onClick
  return {
    button,
    paint(look, glyph = bubble) {
      const {
        color,
        offsetX,
        offsetY,
        position,
        radius,
        font,
        launcherImage,
        launcherText,
        title: words,
      } = look
      // Through the object model, which a strict policy on styles leaves alone.
      button.style.cssText = `--brand:${color};--font:${font || 'system-ui'};background:${color};color:${inkOn(color)};border-radius:${radius === 'sharp' ? 8 : 30}px;inset-inline-${position}:${offsetX}px;inset-block-end:calc(${offsetY}px + env(safe-area-inset-bottom))`
      icon.style.background = launcherImage ? `url("${launcherImage}") center/contain no-repeat` : ''
      shape.setAttribute('d', launcherImage ? '' : glyph)
      text.textContent = launcherText
      button.ariaLabel = title = launcherText || `Chat: ${words}`
      root.append(button)
    },
    setOpen(open) {
      button.ariaExpanded = `${open}`
    },
    setUnread(count, words) {
      badge.textContent = count > 99 ? '99+' : count > 0 ? `${count}` : ''
      button.ariaLabel = count > 0 ? `${title}, ${words}` : title
    },
  }
}

function draw(path = ''): [SVGElement, SVGElement] {
  const make = (tag: string) => document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement
  const svg = make('svg')
  const shape = make('path')
  svg.setAttribute('viewBox', '0 0 24 24')
  shape.setAttribute('d', path)
  svg.append(shape)
  return [svg, shape]
}
