// Scrolls the console's list of all open conversations from top to bottom in Chromium, and beside it a page with as
// many rows that stand still: what that one drops, and costs, is the machine's and the browser's.
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
  /** Milliseconds a frame that the page's main thread was on a CPU: waiting for one does not count. */
  cpu: number
  script: number
  style: number
  layout: number
}

export interface BothScrolled {
  console: Scrolled
  plain: Scrolled
  /** Dropped of all frames that were due, the console's by the plain page's. */
  ratio: number
  /** Rows in the console's page at the end: a windowed list has few. */
  inPage: number
}

/** The plain page is scrolled before and after, since what else the machine does changes from minute to minute. */
export async function scrollAll(demo: Demo, open: number): Promise<BothScrolled> {
  const browser = await launchChromium()
  try {
    const plain = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await plain.setContent(plainStyle)
    await plain.evaluate(fillPlain, open)
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await signIn(page, demo)
    const before = await scroll(plain, open)
    const ours = await scroll(page, open)
    const inPage = await page.locator('[data-foyer="row"]').count()
    const after = await scroll(plain, open)
    const mean = (key: keyof Scrolled) => (before[key] + after[key]) / 2
    const calm: Scrolled = {
      rows: open,
      frames: Math.round(mean('frames')),
      dropped: Math.round(mean('dropped')),
      longest: Math.max(before.longest, after.longest),
      cpu: mean('cpu'),
      script: mean('script'),
      style: mean('style'),
      layout: mean('layout'),
    }
    return { console: ours, plain: calm, ratio: share(ours) / Math.max(share(calm), 0.001), inPage }
  } finally {
    await browser.close()
  }
}

function share({ dropped, frames }: Scrolled): number {
  return dropped / (dropped + frames)
}

async function signIn(page: Page, demo: Demo): Promise<void> {
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
}

/** Scrolls by 240 pixels a frame (14 000 a second) until all `rows` were seen. */
async function scroll(page: Page, rows: number): Promise<Scrolled> {
  await page.bringToFront()
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const begun = await costs()
  const seen = await page.evaluate(
    ([most = 0, rows = 0]) =>
      new Promise<{ rows: number; frames: number; dropped: number; longest: number }>((done) => {
        const box = document.querySelector('[data-foyer="rows"]') as HTMLElement
        box.scrollTop = 0
        const begun = performance.now()
        let before = begun
        let top = 0
        let count = 0
        let dropped = 0
        let longest = 0
        let size = 0
        const tick = (now: number) => {
          const gap = now - before
          before = now
          if (count > 0) {
            dropped += Math.max(0, Math.round(gap / (1_000 / 60)) - 1)
            longest = Math.max(longest, gap)
          }
          count += 1
          // Asking how far one came would have the page laid out for the question alone, so it is asked seldom.
          top += 240
          if (count % 30 === 0) {
            size = Number(box.querySelector('li')?.getAttribute('aria-setsize') ?? 0)
            top = Math.min(top, box.scrollTop + 480)
          }
          box.scrollTop = top
          const isDone =
            size >= rows && count % 30 === 0 && box.scrollTop + box.clientHeight >= box.scrollHeight - 1
          if (isDone || now - begun > most) done({ rows: size, frames: count, dropped, longest })
          else requestAnimationFrame(tick)
        }
        requestAnimationFrame(tick)
      }),
    [90_000, rows],
  )
  const ended = await costs()
  await session.detach()
  const each = (name: string) => (((ended.get(name) ?? 0) - (begun.get(name) ?? 0)) * 1_000) / seen.frames
  return {
    ...seen,
    cpu: each('TaskDuration'),
    script: each('ScriptDuration'),
    style: each('RecalcStyleDuration'),
    layout: each('LayoutDuration'),
  }

  async function costs(): Promise<Map<string, number>> {
    const { metrics } = await session.send('Performance.getMetrics')
    return new Map(metrics.map(({ name, value }) => [name, value]))
  }
}

const plainStyle = `<style>
  body { margin: 0; font: 13px sans-serif }
  ul { margin: 0; padding: 0; inline-size: 22rem; block-size: 100vh; overflow-y: auto; list-style: none }
  li { box-sizing: border-box; block-size: 68px; padding: 12px 16px; border-block-end: 1px solid #ddd }
  p { margin: 0; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
</style><ul data-foyer="rows"></ul>`

function fillPlain(rows: number): void {
  const list = document.querySelector('ul')
  for (let index = 0; index < rows; index += 1) {
    const row = document.createElement('li')
    if (index === 0) row.setAttribute('aria-setsize', String(rows))
    const name = document.createElement('b')
    name.textContent = `Visitor ${100_000 + index}`
    const said = document.createElement('p')
    said.textContent = 'order parcel refund size delivery address invoice return'
    row.append(name, said)
    list?.append(row)
  }
}
