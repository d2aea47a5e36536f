// Where the keyboard is, and the way from there by Tab.
import type { Page } from 'playwright-core'

/** The name of what has the focus, within shadow roots too. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    return (
      element?.getAttribute('aria-label') ||
      element?.textContent?.trim().slice(0, 60) ||
      element?.tagName ||
      ''
    )
  })

/** Presses Tab until what has the focus is called so. */
export async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  for (let step = 0; step < 40; step++) {
    if (name.test(await focused(page))) return
    await page.keyboard.press(key)
  }
  throw new Error(`Tab never came to ${name}; it is at ${await focused(page)}`)
}
