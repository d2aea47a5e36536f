/**
 * The round button in the corner, in plain DOM: it has to be there before anything else is fetched. What it
 * needs once the panel is there, the way to close and the count of what is unread, comes with the panel.
 */
import type { WidgetAppearance } from '@foyer/protocol'
import { inkOn } from './ink.ts'
import { labelOf } from './label.ts'
import css from './launcher.css?inline'
import { createSheet } from './sheet.ts'

/** The site's other icons come with its settings. */
const bubble =
  'M12 4c-5 0-9 3.2-9 7.2 0 2.3 1.2 4.2 3.1 5.6L5 20.5l4.5-2.1q1.2.2 2.5.2c5 0 9-3.3 9-7.4S17 4 12 4z'

export interface Launcher {
  button: HTMLButtonElement
  /** `glyph`: the icon's path; the bubble where there is none. */
  paint(appearance: WidgetAppearance, glyph?: string): void
}

export function createLauncher(root: ShadowRoot, onClick: () => void): Launcher {
  root.adoptedStyleSheets.push(createSheet(css))
  const make = <K extends keyof HTMLElementTagNameMap>(tag: K, part: string) => {
    const element = document.createElement(tag)
    element.setAttribute('part', part)
    return element
  }
  const draw = (tag: string) => document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement
  const button = make('button', 'launcher')
  const text = make('span', 'launcher-text')
  const icon = draw('svg')
  const shape = draw('path')
  button.className = 'l'
  // Its label is all that is read of it: what is in a button with one is not.
  button.ariaHasPopup = 'dialog'
  button.ariaExpanded = 'false'
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.append(shape)
  button.append(icon, text)
  button.onclick = onClick
  return {
    button,
    paint(appearance, glyph = bubble) {
      const { color, offsetX, offsetY, position, radius, font, launcherImage, launcherText } = appearance
      // Through the object model, which a strict policy on styles leaves alone.
      button.style.cssText = `--brand:${color};--font:${font || 'system-ui'};background:${color};color:${inkOn(color)};border-radius:${radius === 'sharp' ? 8 : 30}px;inset-inline-${position}:${offsetX}px;inset-block-end:calc(${offsetY}px + env(safe-area-inset-bottom))`
      icon.style.background = launcherImage ? `url("${launcherImage}") center/contain no-repeat` : ''
      shape.setAttribute('d', launcherImage ? '' : glyph)
      text.textContent = launcherText
      button.ariaLabel = labelOf(appearance)
      root.append(button)
    },
  }
}
