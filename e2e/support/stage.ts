// The stage of a story: one server process, one host site and one browser per test file; a fresh visitor and
// agent per test, each in a browser profile of their own. Closing a test's profiles also asks whether they
// were quiet.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type Agent, signIn } from './agent.ts'
import { launchChromium } from './chromium.ts'
import { type FoyerServer, startFoyer } from './foyer-server.ts'
import { type HostPages, type ShopPage, shopPage, startHostPages } from './host-pages.ts'
import { type Visitor, visitorOn } from './visitor.ts'
import { type Watch, watchContext } from './watch.ts'

export interface Stage {
  readonly server: FoyerServer
  readonly hosts: HostPages
  readonly browser: Browser
  /** A browser profile of its own, watched. */
  profile(options?: BrowserContextOptions): Promise<BrowserContext>
  watchOf(context: BrowserContext): Watch
  /** A visitor on a shop's page, in a fresh profile. */
  visitor(page?: ShopPage, options?: BrowserContextOptions): Promise<Visitor>
  /** An agent at the console, signed in, in a fresh profile. */
  agent(which?: number, options?: BrowserContextOptions): Promise<Agent>
  /** What this test may hear, such as the browser's own words on a server that is gone. */
  announce(...kinds: RegExp[]): void
}

export function setStage(flags: string[] = []): Stage {
  let server: FoyerServer
  let hosts: HostPages
  let browser: Browser
  const watches = new Map<BrowserContext, Watch>()
  const announced: RegExp[] = []

  beforeAll(async () => {
    ;[server, hosts, browser] = await Promise.all([
      startFoyer('demo', flags),
      startHostPages(),
      launchChromium(),
    ])
  })
  afterEach(async () => {
    const held = [...watches]
    const kinds = announced.splice(0)
    watches.clear()
    await Promise.all(held.map(([context]) => context.close()))
    for (const [, watch] of held) watch.expectQuiet(...kinds)
  })
  afterAll(async () => {
    await Promise.all([browser?.close(), hosts?.close(), server?.stop()])
  })

  async function profile(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await browser.newContext({
      locale: 'en-GB',
      viewport: { width: 1280, height: 800 },
      // Less to wait for, and what is shown is what there is.
      reducedMotion: 'reduce',
      ...options,
    })
    watches.set(context, await watchContext(context))
    return context
  }

  return {
    get server() {
      return server
    },
    get hosts() {
      return hosts
    },
    get browser() {
      return browser
    },
    profile,
    watchOf: (context) => watches.get(context)!,
    async visitor(shop, options) {
      const page = await (await profile(options)).newPage()
      await page.goto(hosts.add(shopPage(server.url, shop)))
      return visitorOn(page)
    },
    async agent(which = 0, options) {
      const page = await (await profile(options)).newPage()
      return signIn(page, server.url, server.agents[which]!)
    },
    announce: (...kinds) => void announced.push(...kinds),
  }
}

/** A picture for human eyes, kept only where FOYER_SHOTS names a folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.FOYER_SHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
