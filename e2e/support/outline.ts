// What the widget on a page is made of: its parts, nested, with their roles, names and the styles that make its
// look. Nothing that depends on fonts: no sizes of what holds text, no places.
import type { Page } from 'playwright-core'

export const outline = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const styles = [
      'color',
      'background-color',
      'border-start-start-radius',
      'padding-inline-start',
      'padding-block-start',
      'font-size',
      'font-weight',
    ]
    // Colours that are mixed come as floats, of which machines may differ in the last.
    const round = (value: string) =>
      value.replace(/\d+\.\d+/g, (number) => String(Math.round(Number(number) * 100) / 100))
    const lines: string[] = []
    const walk = (element: Element, depth: number) => {
      const shown = element.checkVisibility()
      const part = element.getAttribute('part')
      const role = element.getAttribute('role')
      const label = element.getAttribute('aria-label')
      const isTold = shown && (part || role || element.matches('h1, h2, button, a, input, textarea'))
      if (isTold) {
        const style = getComputedStyle(element)
        const data = [...element.attributes]
          .filter(({ name }) => /^data-(side|state|first|last|screen|position|open|kind|big)$/.test(name))
          .map(({ name, value }) => `${name.slice(5)}=${value}`)
          // In whatever order they were put on.
          .toSorted()
        const words = [
          element.localName,
          part && `part="${part}"`,
          role && `role=${role}`,
          label && `“${label}”`,
          ...data,
        ]
        lines.push(`${'  '.repeat(depth)}${words.filter(Boolean).join(' ')}`)
        if (part)
          lines.push(
            `${'  '.repeat(depth)}  · ${styles.map((name) => round(style.getPropertyValue(name))).join(' | ')}`,
          )
      }
      if (shown) for (const child of element.children) walk(child, isTold ? depth + 1 : depth)
    }
    const root = document.querySelector('foyer-widget')!.shadowRoot!
    for (const child of root.children) walk(child, 0)
    return `${lines.join('\n')}\n`
  })
