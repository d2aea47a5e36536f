// Pages run script, talk to the network stack and draw text in the Chromium that tests get.
import { expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'

test('the browser opens several pages, runs script and has a font', async () => {
  const browser = await launchChromium()
  try {
    const pages = await Promise.all([browser.newPage(), browser.newPage()])
    await Promise.all(pages.map((page) => page.setContent('<p style="display:inline-block">wide</p>')))
    for (const page of pages) {
      expect(await page.evaluate(() => document.querySelector('p')?.offsetWidth)).toBeGreaterThan(10)
    }
  } finally {
    await browser.close()
  }
})
