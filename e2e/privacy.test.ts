// What a page costs its visitors in privacy: before somebody writes nothing is stored, anywhere; after signing
// out and after `destroy` nothing is left.
import type { Page, Request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shopPage } from './support/host-pages.ts'
import { setStage } from './support/stage.ts'
import { eventually, visitorOn } from './support/visitor.ts'

const stage = setStage()

/** All that a browser can keep for a page. */
function kept(page: Page) {
  return page.evaluate(async () => ({
    cookies: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    locks: (await navigator.locks.query()).held?.length,
  }))
}

const nothing = { cookies: '', local: [], session: [], databases: [], caches: [], workers: 0, locks: 0 }

/** What the byte budget of "until one can write" counts: the loader, the panel and one language. */
const firstScripts = [
  '/foyer.js',
  expect.stringMatching(/^\/widget\/en-/),
  expect.stringMatching(/^\/widget\/index-/),
]

function scriptsOf(requests: readonly Request[]): string[] {
  return requests
    .map((request) => new URL(request.url()).pathname)
    .filter((path) => path.endsWith('.js'))
    .toSorted()
}

/** A visitor whose traffic is written down from the first byte on. */
async function arrive() {
  const context = await stage.profile()
  const page = await context.newPage()
  const requests: Request[] = []
  const sockets: string[] = []
  context.on('request', (request) => void requests.push(request))
  page.on('websocket', (socket) => void sockets.push(socket.url()))
  await page.goto(stage.hosts.add(shopPage(stage.server.url)))
  const visitor = visitorOn(page)
  await visitor.launcher.waitFor()
  return { context, page, requests, sockets, visitor }
}

describe('privacy', () => {
  it('[K01] a page that nobody touched stores nothing, opens no socket and asks nobody else', async () => {
    const rows = stage.server.countRows()
    const { context, page, requests, sockets } = await arrive()
    await page.waitForLoadState('networkidle')

    expect(await kept(page)).toEqual(nothing)
    expect(await context.cookies()).toEqual([])
    expect(sockets).toEqual([])
    const asked = requests.map((request) => new URL(request.url()))
    expect(new Set(asked.map((url) => url.origin))).toEqual(new Set([stage.hosts.origin, stage.server.url]))
    const ours = asked.filter((url) => url.origin === stage.server.url).map((url) => url.pathname)
    expect(ours).toEqual(['/foyer.js', '/v1/sites/demo/widget'])
    expect(stage.server.countRows()).toEqual(rows)
    for (const request of requests) {
      const answer = await request.response()
      expect(await answer?.headerValue('set-cookie')).toBeNull()
    }
  })

  it('[K02] opening the panel and reading the FAQ stores nothing either', async () => {
    const rows = stage.server.countRows()
    const { context, page, requests, sockets, visitor } = await arrive()
    await visitor.open()
    await visitor.part('faq-entry').first().click()
    await visitor.part('answer').waitFor()
    await visitor.part('back').click()
    await visitor.talk()
    await page.waitForLoadState('networkidle')

    expect(await kept(page)).toEqual(nothing)
    expect(await context.cookies()).toEqual([])
    expect(sockets).toEqual([])
    expect(stage.server.countRows()).toEqual(rows)
    const origins = new Set(requests.map((request) => new URL(request.url()).origin))
    expect(origins).toEqual(new Set([stage.hosts.origin, stage.server.url]))
    // An answer has marks, which a later piece reads.
    expect(scriptsOf(requests)).toEqual([...firstScripts, expect.stringMatching(/^\/widget\/rich-/)])
  })

  it('[K02] focusing the composer connects and still makes no row and no token at rest', async () => {
    const rows = stage.server.countRows()
    const { context, page, requests, sockets, visitor } = await arrive()
    await visitor.talk()
    expect(scriptsOf(requests)).toEqual(firstScripts)
    await visitor.input.focus()
    await eventually(() => sockets.length).toBe(1)
    await visitor.input.pressSequentially('Not sent')
    expect(sockets[0]).not.toMatch(/token/)
    // The lock says which tab has the socket; it goes with the page.
    expect(await kept(page)).toEqual({ ...nothing, locks: 1 })
    expect(await context.cookies()).toEqual([])
    expect(stage.server.countRows()).toEqual(rows)
  })

  it('[E11] signing out on a shared computer leaves nothing of the visitor', async () => {
    const { context, page, visitor } = await arrive()
    await visitor.talk()
    await visitor.say('My order number is 4711')
    await eventually(() => visitor.state()).toBe('sent')
    expect((await kept(page)).local.length).toBeGreaterThan(0)
    await visitor.input.fill('half a secret')

    await page.evaluate(() => (window as unknown as { foyer(verb: string): Promise<void> }).foyer('logout'))
    await eventually(() => kept(page)).toEqual(nothing)
    await eventually(() => visitor.texts()).toEqual([])

    await page.reload()
    await visitor.talk()
    expect(await visitor.texts()).toEqual([])
    expect(await visitor.input.inputValue()).toBe('')
    await visitor.say('I am somebody else')
    await eventually(() => visitor.state()).toBe('sent')
    expect(await visitor.texts()).toEqual(['I am somebody else'])

    await page.goto('about:blank')
    await page.goBack()
    await visitor.launcher.waitFor()
    expect(JSON.stringify(await context.storageState({ indexedDB: true }))).not.toContain('order number')
    expect(await page.content()).not.toContain('order number')
  })

  it('[E11] the other tabs of a shared computer forget as well', async () => {
    const { context, page, visitor } = await arrive()
    await visitor.talk()
    await visitor.say('Nobody else may see this')
    await eventually(() => visitor.state()).toBe('sent')
    const second = await context.newPage()
    await second.goto(page.url())
    const other = visitorOn(second)
    await other.open()
    await eventually(() => other.texts()).toEqual(['Nobody else may see this'])

    await page.evaluate(() => (window as unknown as { foyer(verb: string): Promise<void> }).foyer('logout'))
    await eventually(() => visitor.texts()).toEqual([])
    await eventually(() => other.texts()).toEqual([])
    await eventually(() => kept(second)).toEqual(nothing)
  })

  it('[WG-16] destroy leaves no node, no socket and no listener that acts', async () => {
    const { page, sockets, visitor } = await arrive()
    const nodes = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('*')]
          .map((node) => node.cloneNode() as Element)
          .map((node) => node.outerHTML),
      )
    const before = await nodes()
    expect(before.some((node) => node.includes('foyer-widget'))).toBe(true)
    await visitor.talk()
    await visitor.say('Good bye')
    await eventually(() => visitor.state()).toBe('sent')
    await page.evaluate(() => (window as unknown as { foyer(verb: string): void }).foyer('destroy'))

    expect(await nodes()).toEqual(before.filter((node) => !node.includes('foyer-widget')))
    await eventually(async () => (await kept(page)).locks).toBe(0)
    const count = sockets.length
    await page.evaluate(() => {
      window.dispatchEvent(new Event('online'))
      document.dispatchEvent(new Event('visibilitychange'))
    })
    expect(sockets.length).toBe(count)
    expect(await page.title()).toBe('Juniper & Pine')
  })
})
