/**
 * The round button in the corner, in plain DOM: it has to be there before anything else is fetched.
 * It opens and closes, shows how much is unread, and knows nothing of conversations.
 */
import type { Appearance } from '@foyer/protocol'
import { inkOn } from './ink.ts'
import css from './launcher.css?inline'
import { createSheet } from './sheet.ts'

const icons = {
  chat: 'M12 4c-5 0-9 3.2-9 7.2 0 2.3 1.2 4.2 3.1 5.6L5 20.5l4.5-2.1q1.2.2 2.5.2c5 0 9-3.3 9-7.4S17 4 12 4z',
  question: 'M9 9a3 3 0 1 1 4.5 2.6Q12 12.5 12 14.2M12 18v.1',
  hand: 'M8 12V6q1.5-2 3 0v6V4q1.5-2 3 0v8V6q1.5-2 3 0v8q0 6-5 6-4 0-6-4l-3-4q1-2 3 0z',
  close: 'M6 9.5l6 6 6-6',
}

export interface Launcher {
  button: HTMLButtonElement
  paint(appearance: Appearance): void
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
  button.append(icon, draw(icons.close)[0], text, badge)
  button.onclick = onClick
  return {
    button,
    paint({ color, offsetX, offsetY, position, icon: name, launcherText, title: words }) {
      const inline = position === 'start' ? `${offsetX}px auto` : `auto ${offsetX}px`
      // Through the object model, which a strict policy on styles leaves alone.
      button.style.cssText = `--brand:${color};background:${color};color:${inkOn(color)};inset-inline:${inline};inset-block-end:calc(${offsetY}px + env(safe-area-inset-bottom))`
      shape.setAttribute('d', icons[name] ?? icons.chat)
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
