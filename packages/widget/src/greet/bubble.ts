/** The greeting's bubble beside the launcher, in plain DOM. What is done with it is its caller's. */
import type { Appearance, WidgetGreeting } from '@foyer/protocol'
import css from './greet.css?inline'

export interface BubbleActs {
  onText(): void
  onQuestion(): void
  onClose(): void
}

/** Words without the marks that the thread reads: links by their names, what is stressed or code as it is. */
export const plainWords = (text: string): string =>
  text
    .replace(/\[([^\]\n]+)\]\([^\s()]*\)/g, '$1')
    .replace(/(?<![\p{L}\p{N}\\])(\*\*?|__?|`)(?=\S)([^\n]+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, '$2')

/** To be called once for a root. */
export function dressBubbles(root: ShadowRoot): void {
  // By itself: a module shared with the panel would bring the panel.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets.push(sheet)
}

export function createBubble(
  { text: words, question: asks }: Pick<WidgetGreeting, 'text' | 'question'>,
  { theme, color, offsetX, offsetY, position }: Appearance,
  dismiss: string,
  acts: BubbleActs,
): { box: HTMLElement; show(): void } {
  const make = <K extends keyof HTMLElementTagNameMap>(tagName: K, part: string, words = '') => {
    const element = document.createElement(tagName)
    element.setAttribute('part', part)
    element.textContent = words
    return element
  }
  const box = make('div', 'greeting')
  box.className = 'g'
  box.role = 'status'
  box.dataset.theme = theme
  box.style.cssText = `inset-inline:${position === 'start' ? `${offsetX}px auto` : `auto ${offsetX}px`};inset-block-end:calc(${offsetY + 74}px + env(safe-area-inset-bottom));max-inline-size:min(300px,100vw - ${2 * offsetX}px);--brand:${color}`
  const text = make('button', 'greeting-text', plainWords(words))
  text.dir = 'auto'
  text.onclick = acts.onText
  const close = make('button', 'greeting-close', '×')
  close.ariaLabel = close.title = dismiss
  close.onclick = acts.onClose
  const parts: HTMLElement[] = [text, close]
  if (asks !== '') {
    const question = make('button', 'greeting-question', asks)
    question.dir = 'auto'
    question.onclick = acts.onQuestion
    parts.splice(1, 0, question)
  }
  box.onkeydown = ({ key }) => key === 'Escape' && close.click()
  return {
    box,
    show() {
      box.append(...parts)
      box.toggleAttribute('data-open', true)
    },
  }
}
