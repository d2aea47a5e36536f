// The gallery, built once for a test file, and its states opened one by one: light or dark, in a language, at a size.
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll } from 'vitest'
import { launchChromium } from './chromium.ts'
import { serveFolder } from './folder.ts'
import { deadline } from './visitor.ts'

const folder = resolve(import.meta.dirname, '../../examples/gallery')

/** Their names, read from the source: tests are made of them before anything is built. */
export const stateNames: string[] = globSync('src/states*.ts', { cwd: folder }).flatMap((file) =>
  [...readFileSync(join(folder, file), 'utf8').matchAll(/\bname: '([\w-]+\/[\w-]+)'/g)].flatMap(
    ([, name]) => name!,
  ),
)

export interface Look {
  theme?: 'light' | 'dark'
  locale?: string
  color?: string
  size?: { width: number; height: number }
  options?: BrowserContextOptions
}

export const phone = { width: 360, height: 720 }
export const desktop = { width: 900, height: 760 }

export interface Gallery {
  /** A page that shows the state, ready to be looked at; the last one is closed. */
  show(name: string, look?: Look): Promise<Page>
}

export function setGallery(): Gallery {
  const out = mkdtempSync(join(tmpdir(), 'foyer-gallery-'))
  let browser: Browser
  let served: Awaited<ReturnType<typeof serveFolder>>
  let page: Page | undefined
  let made = ''
  beforeAll(async () => {
    await build({ root: folder, logLevel: 'error', mode: 'production', build: { outDir: out } })
    ;[browser, served] = await Promise.all([launchChromium(), serveFolder(out)])
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(out, { recursive: true, force: true })
  })
  return {
    async show(name, { theme = 'light', locale = 'en', color, size = desktop, options } = {}) {
      // One page for all that need nothing special: a profile of its own for each takes longer than the look.
      const key = JSON.stringify(options ?? {})
      if (page === undefined || key !== made) {
        await page?.context().close()
        page = await (
          await browser.newContext({ reducedMotion: 'reduce', timezoneId: 'UTC', ...options })
        ).newPage()
        made = key
      }
      await page.setViewportSize(size)
      const query = new URLSearchParams({ state: name, theme, locale, ...(color && { color }) })
      await page.goto(`${served.origin}/state.html?${query}`)
      await page.locator('html[data-ready]').waitFor({ state: 'attached', timeout: deadline })
      return page
    },
  }
}
