// Times of boot and opening in Chromium at a quarter of the CPU. The pages take turns, so that what else the
// machine does hits all of them.
import type { Browser, Page } from 'playwright-core'
import { median, round } from '../figures.ts'
import type { PageName, Pages } from './pages.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 11)
const slowdown = 4

interface Timed {
  /** Milliseconds from the script's last byte to the launcher in the page. */
  boot: number
  /** The same until the frame with the launcher in it was drawn. */
  drawn: number
  /** What of `boot` went by until the site's settings had come; 0 where there are none. */
  settings: number
  /** Milliseconds from the click to the panel drawn with a place to write or an entry to pick; 0 where there is none. */
  open: number
  shift: number
  /** Lengths of tasks over 50 ms: until the launcher was there, and while opening. */
  longTasks: { boot: number[]; open: number[] }
}

interface Seen {
  launcher: number
  drawn: number
  shift: number
  longTasks: number[]
}

/**
 * What clicks: a script at once, as a page does that opens the panel itself, or a mouse that has to come first, as a
 * visitor's. A hand takes longer than these milliseconds between coming and pressing.
 */
type Clicker = 'script' | 'mouse'
const mouseWaits = 100

export async function timeAll(browser: Browser, pages: Pages) {
  const all: Record<PageName, Timed[]> = { foyer: [], hand: [], asking: [], hello: [] }
  const byMouse: Record<'foyer' | 'hello', number[]> = { foyer: [], hello: [] }
  const kinds: PageName[] = ['foyer', 'hand', 'asking', 'hello']
  // A first time of each, not counted: the browser's own caches of code and fonts.
  for (const kind of kinds) await timeOnce(browser, pages, kind, 'script')
  for (let count = 0; count < rounds; count += 1) {
    for (const kind of kinds) all[kind].push(await timeOnce(browser, pages, kind, 'script'))
    for (const kind of ['foyer', 'hello'] as const)
      byMouse[kind].push((await timeOnce(browser, pages, kind, 'mouse')).open)
  }
  const of = (kind: PageName, pick: (timed: Timed) => number) => round(median(all[kind].map(pick)))
  const start = (until: 'boot' | 'drawn') => {
    const [foyer, hand, asking] = (['foyer', 'hand', 'asking'] as const).map((kind) =>
      of(kind, (timed) => timed[until]),
    ) as [number, number, number]
    return { foyer, hand, ratio: round(foyer / hand), asking, askingRatio: round(foyer / asking) }
  }
  const opened = (foyer: number, hello: number) => ({ foyer, hello, ratio: round(foyer / hello) })
  const tasks = (kind: PageName, stage: 'boot' | 'open') => {
    const found = all[kind].flatMap(({ longTasks }) => longTasks[stage])
    return { each: round(found.length / rounds), longest: Math.max(0, ...found) }
  }
  return {
    rounds,
    slowdown,
    boot: {
      ...start('boot'),
      foyerUntilSettings: of('foyer', ({ settings }) => settings),
    },
    drawn: start('drawn'),
    open: opened(
      of('foyer', ({ open }) => open),
      of('hello', ({ open }) => open),
    ),
    openByMouse: opened(round(median(byMouse.foyer)), round(median(byMouse.hello))),
    longTasks: {
      boot: { foyer: tasks('foyer', 'boot'), hand: tasks('hand', 'boot') },
      open: { foyer: tasks('foyer', 'open'), hello: tasks('hello', 'open') },
    },
    layoutShift: Math.max(...all.foyer.map(({ shift }) => shift)),
  }
}

async function timeOnce(browser: Browser, pages: Pages, kind: PageName, clicker: Clicker): Promise<Timed> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.goto(pages.url(kind))
  await page.waitForFunction(() => (window as unknown as { seen: Seen }).seen.drawn > 0)
  await page.waitForLoadState('networkidle')
  const { boot, drawn, settings } = await page.evaluate(() => {
    const script = performance
      .getEntriesByType('resource')
      .find(({ name }) => /\/(foyer|hand|asking|launcher)\.js$/.test(name))
    const began = (script as PerformanceResourceTiming).responseEnd
    const { launcher, drawn } = (window as unknown as { seen: Seen }).seen
    const [answer] = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/widget?')) as PerformanceResourceTiming[]
    return {
      boot: launcher - began,
      drawn: drawn - began,
      settings: answer === undefined ? 0 : answer.responseEnd - began,
    }
  })
  const seen = () => page.evaluate(() => (window as unknown as { seen: Seen }).seen)
  const before = (await seen()).longTasks
  const open = kind === 'hand' || kind === 'asking' ? 0 : await timeOpening(page, clicker)
  const { shift, longTasks } = await seen()
  await context.close()
  return {
    boot,
    drawn,
    settings,
    open,
    shift,
    longTasks: { boot: before, open: longTasks.slice(before.length) },
  }
}

async function timeOpening(page: Page, clicker: Clicker): Promise<number> {
  await page.evaluate(watchOpening)
  const opened = () => page.evaluate(() => (window as unknown as { opened: Promise<number> }).opened)
  const launcher = page.locator('[data-launcher], foyer-widget button[aria-haspopup="dialog"]')
  if (clicker === 'script') {
    await launcher.evaluate((button: HTMLElement) => setTimeout(() => button.click()))
    return opened()
  }
  const box = await launcher.boundingBox()
  if (box === null) throw new Error('the launcher is not to be seen')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await new Promise((done) => setTimeout(done, mouseWaits))
  await page.mouse.down()
  await page.mouse.up()
  return opened()
}

/** Runs in the page: `opened` is how long it took from the click until the panel had been drawn. */
function watchOpening(): void {
  const widget = document.querySelector('foyer-widget')
  const root = widget?.shadowRoot ?? document
  const isThere = () =>
    root.querySelector('[data-panel] textarea') ??
    root.querySelector('[part="panel"][data-open] :is([part~="input"], [part~="talk-button"])')
  const opened = new Promise<number>((done) => {
    // From when it happened and not from when the page had time for it.
    const wait = ({ timeStamp }: Event) => {
      const look = () => {
        if (isThere() === null) requestAnimationFrame(look)
        // A task after the frame in which it was there: it has been drawn.
        else requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp)))
      }
      look()
    }
    addEventListener('click', wait, { capture: true, once: true })
  })
  Object.assign(window, { opened })
}
