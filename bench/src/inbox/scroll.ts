// Scrolls the console's list of all open conversations from top to bottom in Chromium, and counts frames that came late.
import type { Page } from 'playwright-core'
import { launchChromium } from '../../../e2e/support/chromium.ts'
import type { Demo } from '../processes.ts'

export interface Scrolled {
  rows: number
  frames: number
  /** Frames that were not drawn in time, of 60 a second. */
  dropped: number
  /** Milliseconds between two frames, the longest. */
  longest: number
  /** Rows in the page at the end: a windowed list has few. */
  inPage: number
  /** The same page without scrolling, in the same time: what the machine drops by itself. */
  droppedIdle: number
}

export async function scrollAll(demo: Demo, open: number): Promise<Scrolled> {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(`${demo.url}/console/`)
    const [agent] = demo.agents
    await page.evaluate(async ({ email, password }) => {
      await fetch('/v1/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      })
    }, agent ?? { email: '', password: '' })
    await page.goto(`${demo.url}/console/#/inbox/all`)
    await page.reload()
    await page.waitForSelector('[data-foyer="row"]')
    await page.waitForTimeout(1_500)
    const idle = await frames(page, 3_000, 0)
    const scrolled = await frames(page, 90_000, open)
    const inPage = await page.locator('[data-foyer="row"]').count()
    return { ...scrolled, inPage, droppedIdle: Math.round((idle.dropped / idle.frames) * scrolled.frames) }
  } finally {
    await browser.close()
  }
}

/** Scrolls by 240 pixels a frame (14 000 a second) until all `rows` were seen; with none it only watches. */
async function frames(page: Page, most: number, rows: number) {
  return page.evaluate(
    ([most = 0, rows = 0]) =>
      new Promise<{ rows: number; frames: number; dropped: number; longest: number }>((done) => {
        const box = document.querySelector('[data-foyer="rows"]')
        const begun = performance.now()
        let before = begun
        let count = 0
        let dropped = 0
        let longest = 0
        let still = 0
        const tick = (now: number) => {
          const gap = now - before
          before = now
          if (count > 0) {
            dropped += Math.max(0, Math.round(gap / (1_000 / 60)) - 1)
            longest = Math.max(longest, gap)
          }
          count += 1
          const size = Number(box?.querySelector('li')?.getAttribute('aria-setsize') ?? 0)
          if (rows > 0 && box !== null) {
            const top = box.scrollTop
            box.scrollTop += 240
            still = box.scrollTop === top ? still + 1 : 0
          }
          const isDone = rows > 0 && size >= rows && still > 10
          if (isDone || now - begun > most) done({ rows: size, frames: count, dropped, longest })
          else requestAnimationFrame(tick)
        }
        requestAnimationFrame(tick)
      }),
    [most, rows],
  )
}
