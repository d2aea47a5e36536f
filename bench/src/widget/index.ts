// `bench widget`: bytes of what was built, what a browser fetches until one can write, and times of boot and
// opening at a quarter of the CPU, against a launcher by hand and a panel that says hello.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../../../e2e/support/chromium.ts'
import { median, printTable, round } from '../figures.ts'
import { type Demo, startFoyer } from '../processes.ts'
import { type Pages, startPages } from './pages.ts'
import { clientSizes, type Size, sizeOf, widgetSizes } from './sizes.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 11)
const slowdown = 4

interface Timed {
  /** Milliseconds from the script's last byte to the launcher in the page. */
  boot: number
  /** What of that went by until the site's settings had come; 0 where there are none. */
  settings: number
  /** Milliseconds from the click to the panel drawn with a place to write or an entry to pick. */
  open: number
  shift: number
  /** Lengths of tasks over 50 ms: until the launcher was there, and while opening. */
  longTasks: { boot: number[]; open: number[] }
}

interface Seen {
  launcher: number
  shift: number
  longTasks: number[]
}

export async function benchWidget(isJson: boolean): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'foyer-bench-'))
  const foyer = await startFoyer(data)
  const pages = await startPages(foyer.ready.url)
  const browser = await launchChromium()
  try {
    const { loader, pieces } = widgetSizes()
    const { entry: client, whole: clientWhole } = await clientSizes()
    const fetched = await fetchedUntilWriting(browser, pages)
    const sizes = {
      loader,
      opened: fetched.opened,
      client,
      console: await consoleFetched(browser, foyer.ready),
      pieces,
    }
    const times = await timeAll(browser, pages)
    const report = { ...sizes, clientWhole, talking: fetched.talking, files: fetched.files, times }
    if (isJson) console.log(JSON.stringify(report))
    else print(report)
  } finally {
    await browser.close()
    await pages.stop()
    await foyer.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

/** Scripts and styles that come from `origin`, as they come. */
function collect(page: Page, fits: (url: string) => boolean): { settled(): Promise<Map<string, Buffer>> } {
  const bodies = new Map<string, Promise<Buffer>>()
  page.on('response', (response) => {
    if (fits(response.url()) && response.ok()) bodies.set(response.url(), response.body())
  })
  return {
    async settled() {
      await page.waitForLoadState('networkidle')
      const entries = await Promise.all([...bodies].map(async ([url, body]) => [url, await body] as const))
      return new Map(entries)
    },
  }
}

/** What is fetched until there is a composer to write in, and until something has been written and sent. */
async function fetchedUntilWriting(browser: Browser, pages: Pages) {
  const page = await browser.newPage()
  const scripts = collect(page, (url) => /\/(foyer\.js|widget\/[^/]+\.(js|css))$/.test(new URL(url).pathname))
  await page.goto(pages.url('foyer'))
  await page.locator('foyer-widget button[aria-haspopup="dialog"]').click()
  const input = page.locator('foyer-widget [part~="input"]')
  const talk = page.locator('foyer-widget [part~="talk-button"]')
  await talk.or(input).first().waitFor()
  if (await talk.isVisible()) await talk.click()
  await input.waitFor()
  const opened = await scripts.settled()
  await input.fill('Where is my order?')
  await input.press('Enter')
  await page.locator('foyer-widget [part~="message"]').first().waitFor()
  const talking = await scripts.settled()
  await page.close()
  const names = (files: Map<string, Buffer>) => [...files.keys()].map((url) => new URL(url).pathname)
  return {
    opened: sizeOf(...opened.values()),
    talking: sizeOf(...talking.values()),
    files: { opened: names(opened), talking: names(talking) },
  }
}

/** All scripts, styles and the document until the signed-in agent sees the inbox. */
async function consoleFetched(browser: Browser, { url, agents }: Demo): Promise<Size> {
  const page = await browser.newPage()
  const files = collect(page, (each) => new URL(each).pathname.startsWith('/console'))
  await page.goto(`${url}/console/`)
  await page
    .locator('input[type="email"], input[name="email"]')
    .first()
    .fill(agents[0]?.email ?? '')
  await page
    .locator('input[type="password"]')
    .first()
    .fill(agents[0]?.password ?? '')
  await page.keyboard.press('Enter')
  await page.locator('input[type="password"]').waitFor({ state: 'detached' })
  const all = await files.settled()
  await page.close()
  return sizeOf(...all.values())
}

type Kind = 'foyer' | 'hand' | 'hello'

async function timeAll(browser: Browser, pages: Pages) {
  const all: Record<Kind, Timed[]> = { foyer: [], hand: [], hello: [] }
  const kinds: Kind[] = ['foyer', 'hand', 'hello']
  // A first time of each, not counted: the browser's own caches of code and fonts.
  for (const kind of kinds) await timeOnce(browser, pages, kind)
  for (let count = 0; count < rounds; count += 1) {
    for (const kind of kinds) all[kind].push(await timeOnce(browser, pages, kind))
  }
  const of = (kind: Kind, pick: (timed: Timed) => number) => round(median(all[kind].map(pick)))
  const boot = { foyer: of('foyer', ({ boot }) => boot), hand: of('hand', ({ boot }) => boot) }
  const open = { foyer: of('foyer', ({ open }) => open), hello: of('hello', ({ open }) => open) }
  const tasks = (kind: Kind, stage: 'boot' | 'open') => {
    const found = all[kind].flatMap(({ longTasks }) => longTasks[stage])
    return { each: round(found.length / rounds), longest: Math.max(0, ...found) }
  }
  return {
    rounds,
    slowdown,
    boot: {
      ...boot,
      ratio: round(boot.foyer / boot.hand),
      foyerUntilSettings: of('foyer', ({ settings }) => settings),
    },
    open: { ...open, ratio: round(open.foyer / open.hello) },
    longTasks: {
      boot: { foyer: tasks('foyer', 'boot'), hand: tasks('hand', 'boot') },
      open: { foyer: tasks('foyer', 'open'), hello: tasks('hello', 'open') },
    },
    layoutShift: Math.max(...all.foyer.map(({ shift }) => shift)),
  }
}

async function timeOnce(browser: Browser, pages: Pages, kind: Kind): Promise<Timed> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.goto(pages.url(kind))
  await page.waitForFunction(() => (window as unknown as { seen: Seen }).seen.launcher > 0)
  await page.waitForLoadState('networkidle')
  const { boot, settings } = await page.evaluate(() => {
    const script = performance
      .getEntriesByType('resource')
      .find(({ name }) => /\/(foyer|hand|launcher)\.js$/.test(name))
    const began = (script as PerformanceResourceTiming).responseEnd
    const { launcher } = (window as unknown as { seen: Seen }).seen
    const [answer] = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/widget?')) as PerformanceResourceTiming[]
    return { boot: launcher - began, settings: answer === undefined ? 0 : answer.responseEnd - began }
  })
  const seen = () => page.evaluate(() => (window as unknown as { seen: Seen }).seen)
  const before = (await seen()).longTasks
  const open = kind === 'hand' ? 0 : await page.evaluate(openAndWait)
  const { shift, longTasks } = await seen()
  await context.close()
  return { boot, settings, open, shift, longTasks: { boot: before, open: longTasks.slice(before.length) } }
}

/** Runs in the page: clicks, and resolves once the panel has been drawn. */
function openAndWait(): Promise<number> {
  const widget = document.querySelector('foyer-widget')
  const root = widget?.shadowRoot ?? document
  const button = root.querySelector<HTMLElement>('[data-launcher], button[aria-haspopup="dialog"]')
  const isThere = () =>
    root.querySelector('[data-panel] textarea') ??
    root.querySelector('[part="panel"][data-open] :is([part~="input"], [part~="talk-button"])')
  return new Promise((done) => {
    const began = performance.now()
    button?.click()
    const look = () => {
      if (isThere() === null) requestAnimationFrame(look)
      // A task after the frame in which it was there: it has been drawn.
      else requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)))
    }
    look()
  })
}

type Report = Awaited<ReturnType<typeof timeAll>>

function print(report: {
  loader: Size
  opened: Size
  talking: Size
  client: Size
  clientWhole: Size
  console: Size
  pieces: Record<string, Size>
  times: Report
}): void {
  const { times, pieces } = report
  printTable('bytes', [
    { '': 'loader', ...report.loader },
    { '': 'opened: fetched until one can write', ...report.opened },
    { '': 'talking: fetched until a message stands', ...report.talking },
    { '': 'client, at first', ...report.client },
    { '': 'client, with its later pieces', ...report.clientWhole },
    { '': 'console, until the inbox is shown', ...report.console },
    ...Object.entries(pieces).map(([name, size]) => ({ '': `  later: ${name}`, ...size })),
  ])
  printTable(`milliseconds at ${times.slowdown}× CPU slowdown, medians of ${times.rounds}`, [
    { '': 'boot', foyer: times.boot.foyer, 'by hand': times.boot.hand, ratio: times.boot.ratio },
    { '': '  of it until the settings came', foyer: times.boot.foyerUntilSettings },
    { '': 'open', foyer: times.open.foyer, 'preact + signals': times.open.hello, ratio: times.open.ratio },
  ])
  const tasks = ({ each, longest }: { each: number; longest: number }) => `${each}, longest ${longest} ms`
  printTable('tasks over 50 ms, each time', [
    { '': 'boot', foyer: tasks(times.longTasks.boot.foyer), 'by hand': tasks(times.longTasks.boot.hand) },
    {
      '': 'open',
      foyer: tasks(times.longTasks.open.foyer),
      'preact + signals': tasks(times.longTasks.open.hello),
    },
  ])
  console.log(`  layout shift: ${times.layoutShift}`)
}
