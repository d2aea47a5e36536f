// The built client in a real Chromium: what comes later is fetched when it is wanted, and again when it could not be.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import type { VisitorClient } from '@foyer/client'
import type { Browser, Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from './support/chromium.ts'
import { type FoyerServer, startFoyer } from './support/foyer-server.ts'

let foyer: FoyerServer
let host: Server
let browser: Browser
const pieces = new Map<string, string>()
/** Ready when its client is there. */
let shop = ''

beforeAll(async () => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      modulePreload: false,
      lib: {
        entry: resolve(import.meta.dirname, '../packages/client/src/visitor-client.ts'),
        formats: ['es'],
        fileName: 'index',
      },
      rolldownOptions: { preserveEntrySignatures: 'allow-extension', output: { minify: true } },
    },
  })
  for (const { output } of [result].flat() as Rolldown.RolldownOutput[])
    for (const chunk of output) if (chunk.type === 'chunk') pieces.set(`/${chunk.fileName}`, chunk.code)
  host = createServer((req, res) => {
    const piece = pieces.get(req.url!.split('?')[0]!)
    res.setHeader('content-type', piece ? 'text/javascript' : 'text/html')
    res.end(piece ?? shop)
  })
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
  ;[foyer, browser] = await Promise.all([startFoyer(), launchChromium()])
  shop = `<!doctype html><title>A shop</title><script type="module">
    import { createVisitorClient } from '/index.js'
    window.client = createVisitorClient({ url: '${foyer.url}', site: 'demo' })
  </script>`
})
afterAll(async () => {
  await browser.close()
  host.close()
  await foyer.stop()
})

type Shop = Window & { client: VisitorClient }

async function visit(): Promise<{ page: Page; asked: string[] }> {
  const page = await (await browser.newContext()).newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.replace(/-[^/]*$/, '')))
  await page.goto(`http://localhost:${(host.address() as AddressInfo).port}/`)
  await page.waitForFunction(() => 'client' in window)
  return { page, asked }
}

const say = (page: Page, text: string) =>
  page.evaluate((text) => {
    const { client } = window as unknown as Shop
    client.conversation.value.post({ kind: 'text', text })
  }, text)

const isSent = (page: Page) =>
  page.waitForFunction(() => {
    const { client } = window as unknown as Shop
    const items = client.conversation.value.items.value
    return items.length > 0 && items.every((item) => item.kind !== 'message' || item.state === 'sent')
  })

test('[K01] making a client fetches itself alone; the line comes with the first message', async () => {
  const { page, asked } = await visit()
  expect(asked).toEqual(['/', '/index.js'])
  await say(page, 'hello')
  await isSent(page)
  expect(asked.slice(2).toSorted()).toEqual(['/feed', '/visitor'])
}, 60_000)

test('[WG-13] offline before the first message ever: it goes out once the network is back, without a reload', async () => {
  const { page, asked } = await visit()
  await page.context().setOffline(true)
  await say(page, 'typed offline')
  await page.waitForFunction(() => (window as unknown as Shop).client.connection.value.state === 'waiting')
  expect(asked).toContain('/feed')
  await page.context().setOffline(false)
  await isSent(page)
}, 60_000)
