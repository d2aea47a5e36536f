// One shop's page without and with the widget, loaded cold as Lighthouse loads a page for its mobile score. The two
// take turns, so that what else the machine does hits both.
import type { Browser } from 'playwright-core'
import { median, round } from '../figures.ts'
import type { Pages } from './pages.ts'
import { type Metrics, metricNames, scoreOf, scoreOfPage } from './score.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 7)
const slowdown = 4
// Lighthouse's slow 4G is 150 ms a round trip and 1.6 Mbit/s. The browser delays requests, not packets, and these are
// the factors (3.75 and 0.9) by which Lighthouse has it come near that line.
const network = {
  offline: false,
  latency: 150 * 3.75,
  downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8,
  uploadThroughput: (750 * 1024 * 0.9) / 8,
}
/** Nothing asked for and no long task for so long: the page is taken for loaded. */
const quiet = 2_500
const giveUp = 60_000
const screen = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
}

type Kind = 'shop' | 'shop-with'

interface Seen {
  fcp: number
  lcp: number
  shifts: [at: number, value: number][]
  tasks: [at: number, length: number][]
}

/** Runs first in the page. */
const watch = `
  window.load = { fcp: 0, lcp: 0, shifts: [], tasks: [] }
  const on = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  on('paint', ({ name, startTime }) => { if (name === 'first-contentful-paint') load.fcp = startTime })
  on('largest-contentful-paint', ({ startTime }) => { load.lcp = startTime })
  on('layout-shift', ({ hadRecentInput, startTime, value }) => { if (!hadRecentInput) load.shifts.push([startTime, value]) })
  on('longtask', ({ startTime, duration }) => load.tasks.push([startTime, duration]))
`

export async function loadPages(browser: Browser, pages: Pages) {
  const all: Record<Kind, Metrics[]> = { shop: [], 'shop-with': [] }
  const kinds: Kind[] = ['shop', 'shop-with']
  for (const kind of kinds) await loadOnce(browser, pages, kind)
  for (let count = 0; count < rounds; count += 1)
    for (const kind of count % 2 === 0 ? kinds : kinds.toReversed())
      all[kind].push(await loadOnce(browser, pages, kind))
  const of = (kind: Kind) => {
    const loads = all[kind]
    const scores = loads.map((load) => Math.round(scoreOfPage(load)))
    const metrics = metricNames.map((name) => {
      const value = median(loads.map((load) => load[name]))
      const digits = name === 'cls' ? Math.round(value * 1000) / 1000 : Math.round(value)
      return [name, { value: digits, score: round(scoreOf(name, value)) }] as const
    })
    return {
      score: median(scores),
      scores: [Math.min(...scores), Math.max(...scores)] as [lowest: number, highest: number],
      ...(Object.fromEntries(metrics) as Record<keyof Metrics, { value: number; score: number }>),
    }
  }
  return {
    rounds,
    slowdown,
    mbit: 1.6,
    rtt: 150,
    leftOut: ['speedIndex'],
    without: of('shop'),
    with: of('shop-with'),
  }
}

async function loadOnce(browser: Browser, pages: Pages, kind: Kind): Promise<Metrics> {
  const context = await browser.newContext(screen)
  try {
    const page = await context.newPage()
    await page.addInitScript(watch)
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', network)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    let asked = 0
    let last = Date.now()
    const moved = (by: number) => () => {
      asked += by
      last = Date.now()
    }
    page.on('request', moved(1)).on('requestfinished', moved(-1)).on('requestfailed', moved(-1))
    await page.goto(pages.url(kind), { waitUntil: 'load' })
    const began = Date.now()
    for (;;) {
      const { load, now } = await page.evaluate(() => ({
        load: (window as unknown as { load: Seen }).load,
        now: performance.now(),
      }))
      const [at = 0, length = 0] = load.tasks.at(-1) ?? []
      const still = Math.min(Date.now() - last, now - at - length, Date.now() - began)
      if (asked === 0 && still >= quiet) {
        if (load.fcp === 0 || load.lcp === 0) throw new Error(`${kind}: nothing was painted`)
        const isThere = (await page.locator('foyer-widget').count()) === 1
        if (isThere !== (kind === 'shop-with'))
          throw new Error(`${kind}: the widget ${isThere ? 'is' : 'is not'} there`)
        return metricsOf(load)
      }
      if (Date.now() - began > giveUp) throw new Error(`${kind}: never quiet`)
      await page.waitForTimeout(Math.max(50, quiet - still))
    }
  } finally {
    await context.close()
  }
}

function metricsOf({ fcp, lcp, shifts, tasks }: Seen): Metrics {
  // What blocks is what a task has beyond 50 ms, of it what lies after the first paint.
  const tbt = tasks
    .map(([at, length]) => length - 50 - Math.max(0, fcp - at))
    .reduce((sum, over) => sum + Math.max(0, over), 0)
  return { fcp, lcp, tbt, cls: worstWindow(shifts) }
}

/** Shifts are summed over windows with gaps under a second and five seconds at most; the worst one counts. */
function worstWindow(shifts: [at: number, value: number][]): number {
  let worst = 0
  let sum = 0
  let began = 0
  let before = Number.NEGATIVE_INFINITY
  for (const [at, value] of shifts) {
    if (at - before > 1_000 || at - began > 5_000) {
      began = at
      sum = 0
    }
    before = at
    sum += value
    worst = Math.max(worst, sum)
  }
  return worst
}
