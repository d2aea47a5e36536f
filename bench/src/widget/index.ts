// `bench widget`: bytes of what was built, what a browser fetches until one can write, and times of boot and
// opening, against a launcher by hand and a panel that says hello.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page, Response } from 'playwright-core'
import { launchChromium } from '../../../e2e/support/chromium.ts'
import { printTable } from '../figures.ts'
import { type Demo, startFoyer } from '../processes.ts'
import { loadPages } from './page-load.ts'
import { type Pages, startPages } from './pages.ts'
import { metricNames } from './score.ts'
import { clientSizes, type EntrySizes, npmSizes, type Size, sizeOf, widgetSizes } from './sizes.ts'
import { timeAll } from './times.ts'

export async function benchWidget(isJson: boolean): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'foyer-bench-'))
  const foyer = await startFoyer(data)
  const pages = await startPages(foyer.ready.url)
  const browser = await launchChromium()
  try {
    const { loader, element, adapter, pieces } = widgetSizes()
    const { entry: client, whole: clientWhole } = await clientSizes()
    const fetched = await fetchedUntilWriting(browser, pages)
    const sizes = {
      loader,
      element,
      adapter,
      npm: await npmSizes(),
      opened: fetched.opened,
      client,
      console: await consoleFetched(browser, foyer.ready),
      pieces,
    }
    const times = await timeAll(browser, pages)
    const page = await loadPages(browser, pages)
    const report = { ...sizes, clientWhole, talking: fetched.talking, files: fetched.files, times, page }
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
    if (fits(response.url()) && response.ok()) bodies.set(response.url(), bodyOf(response))
  })
  return {
    async settled() {
      await page.waitForLoadState('networkidle')
      const entries = await Promise.all([...bodies].map(async ([url, body]) => [url, await body] as const))
      return new Map(entries)
    },
  }
}

/** What still comes when the page is closed is not counted, and must not end the run. */
function bodyOf(response: Response): Promise<Buffer> {
  const body = response.body()
  body.catch(() => {})
  return body
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

type Report = Awaited<ReturnType<typeof timeAll>>

function print(report: {
  loader: Size
  element: Size
  adapter: Size
  npm: Record<string, EntrySizes>
  opened: Size
  talking: Size
  client: Size
  clientWhole: Size
  console: Size
  pieces: Record<string, Size>
  times: Report
  page: Awaited<ReturnType<typeof loadPages>>
}): void {
  const { times, pieces, page } = report
  printTable('bytes', [
    { '': 'loader', ...report.loader },
    { '': 'foyer-chat.js, the element', ...report.element },
    { '': 'foyer-adapter.js', ...report.adapter },
    { '': 'opened: fetched until one can write', ...report.opened },
    { '': 'talking: fetched until a message stands', ...report.talking },
    { '': 'client, at first', ...report.client },
    { '': 'client, with its later pieces', ...report.clientWhole },
    ...Object.entries(report.npm).map(([name, { entry }]) => ({ '': `import of ${name}`, ...entry })),
    { '': 'console, until the inbox is shown', ...report.console },
    ...Object.entries(pieces).map(([name, size]) => ({ '': `  later: ${name}`, ...size })),
  ])
  const started = (name: string, { foyer, hand, ratio, asking, askingRatio }: Report['drawn']) => ({
    '': name,
    foyer,
    'by hand': hand,
    ratio,
    'by hand, asking': asking,
    'ratio to that': askingRatio,
  })
  printTable(`milliseconds at ${times.slowdown}× CPU slowdown, medians of ${times.rounds}`, [
    started('boot', times.boot),
    { '': '  of it until the settings came', foyer: times.boot.foyerUntilSettings },
    started('launcher drawn', times.drawn),
    opened('open, clicked by script', times.open),
    opened('open, clicked by a mouse that came before', times.openByMouse),
  ])
  function opened(name: string, { foyer, hello, ratio }: Report['open']) {
    return { '': name, foyer, 'preact + signals': hello, ratio }
  }
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
  const { without, with: withIt } = page
  printTable(
    `a shop's page by Lighthouse's mobile scale (${page.slowdown}× CPU slowdown, ${page.mbit} Mbit/s, ${page.rtt} ms), medians of ${page.rounds}`,
    [
      {
        '': 'score of 100, speed index left out',
        without: without.score,
        with: withIt.score,
        'without, lowest to highest': without.scores.join(' to '),
        'with, lowest to highest': withIt.scores.join(' to '),
      },
      ...metricNames.map((name) => ({
        '': `  ${name}${name === 'cls' ? '' : ', ms'}`,
        without: without[name].value,
        with: withIt[name].value,
        'score without': without[name].score,
        'score with': withIt[name].score,
      })),
    ],
  )
}
