// Pages that are hard on a guest: the strictest policy that still lets a script in, and styles that hide,
// move and blow up everything. The widget works there, and the page stays as it was.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hostileStyles, shopPage, strictPolicy } from './support/host-pages.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, type Visitor, visitorOn } from './support/visitor.ts'
import { networkDown } from './support/watch.ts'

const stage = setStage()

async function visit(document: string, headers?: Record<string, string>): Promise<Visitor> {
  const page = await (await stage.profile()).newPage()
  await page.goto(stage.hosts.add(document, headers))
  return visitorOn(page)
}

/** Where the page's own things are, and how they look. */
function lookOf(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('html, body, #shop, #shop *')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const { display, color, fontSize, direction, overflow, position } = getComputedStyle(element)
      return {
        tag: element.tagName,
        x,
        y,
        width,
        height,
        display,
        color,
        fontSize,
        direction,
        overflow,
        position,
      }
    }),
  )
}

/** Whether a click in the middle of it reaches it. */
async function isOnTop(page: Page, visitor: Visitor, name: string): Promise<boolean> {
  const box = await visitor.part(name).first().boundingBox()
  if (box === null || box.width < 8 || box.height < 8) return false
  return page.evaluate(
    ([x, y, part]) => {
      const host = document.elementFromPoint(x as number, y as number)
      const inner = host?.shadowRoot?.elementFromPoint(x as number, y as number)
      return inner?.closest(`[part~="${part}"]`) != null
    },
    [box.x + box.width / 2, box.y + box.height / 2, name] as const,
  )
}

async function holdConversation(visitor: Visitor): Promise<void> {
  await visitor.open()
  await visitor.part('faq-entry').first().click()
  await visitor.part('answer').waitFor()
  await visitor.talk()
  await visitor.say('Does it **work** here? 🙂')
  await eventually(() => visitor.state()).toBe('sent')
  await eventually(() => visitor.texts()).toEqual(['Does it work here? 🙂'])
  await visitor.part('emoji').click()
  await visitor.part('emoji-picker').waitFor()
  await visitor.part('emoji').click()
}

describe('hostile pages', () => {
  it('[G08] works under a policy without inline styles, with Trusted Types, and breaks none of its rules', async () => {
    const visitor = await visit(shopPage(stage.server.url), strictPolicy(stage.server.url))
    await holdConversation(visitor)
    await visitor.askToEnd()
    await visitor.part('sheet').waitFor()
    expect(await isOnTop(visitor.page, visitor, 'sheet')).toBe(true)
    const [panel] = await visitor.panel.evaluateAll((all) =>
      all.map((one) => {
        const { position, display, backgroundColor, borderTopLeftRadius } = getComputedStyle(one)
        return { position, display, backgroundColor, borderTopLeftRadius }
      }),
    )
    expect(panel).toEqual({
      position: 'fixed',
      display: 'flex',
      backgroundColor: 'rgb(255, 255, 255)',
      borderTopLeftRadius: '20px',
    })
    await shoot(visitor.page, 'strict-policy')
  })

  it('[G08] a broken rule of the policy would be noticed', async () => {
    const visitor = await visit(
      shopPage(stage.server.url, { body: '<p style="color: red">inline</p>' }),
      strictPolicy(stage.server.url),
    )
    await visitor.launcher.waitFor()
    expect(stage.watchOf(visitor.page.context()).troubles.join()).toMatch(/policy: style-src-attr/)
    stage.announce(/style-src/)
  })

  it('[G08] looks the same whatever the page’s styles do to everything', async () => {
    const sizes = async (visitor: Visitor) => {
      await visitor.open()
      const boxes = ['panel', 'faq-entry', 'search', 'talk-button', 'close'].map((name) =>
        visitor.part(name).first().boundingBox(),
      )
      const fonts = await visitor
        .part('faq-entry')
        .first()
        .evaluate((element) => {
          const { fontSize, fontFamily, letterSpacing, textTransform, color, direction } =
            getComputedStyle(element)
          return { fontSize, fontFamily, letterSpacing, textTransform, color, direction }
        })
      return { boxes: await Promise.all(boxes), launcher: await visitor.launcher.boundingBox(), fonts }
    }
    const plain = await visit(shopPage(stage.server.url))
    const hostile = await visit(shopPage(stage.server.url, { head: hostileStyles }))
    const expected = await sizes(plain)
    const found = await sizes(hostile)
    await shoot(hostile.page, 'hostile-styles')
    expect(found).toEqual(expected)
    await holdConversation(hostile)
    expect(await isOnTop(hostile.page, hostile, 'input')).toBe(true)
  })

  it('[WG-3] works in a frame of another site’s page, in somebody’s shadow root and in a modal dialog', async () => {
    const { url } = stage.server
    const page = await (await stage.profile()).newPage()
    const inner = stage.hosts.add(shopPage(url))
    const outer = stage.hosts.add(`<!doctype html><iframe src="${inner}" width="420" height="720"></iframe>`)
    await page.goto(outer.replace('localhost', '127.0.0.1'))
    await holdConversation(visitorOn(page, page.frameLocator('iframe')))
    await shoot(page, 'in-a-frame')

    const inRoot = await visit(`<!doctype html><title>Help</title><div id="help"></div>
      <script src="${url}/foyer-chat.js"></script>
      <script>
        const root = document.getElementById('help').attachShadow({ mode: 'open' })
        root.innerHTML = '<h1>Help</h1><foyer-chat site="demo"></foyer-chat>'
      </script>`)
    await inRoot.panel.waitFor()
    expect((await inRoot.panel.boundingBox())?.height).toBeGreaterThan(550)
    await holdConversation(inRoot)
    await shoot(inRoot.page, 'in-a-shadow-root')

    const inDialog = await visit(
      shopPage(url, {
        attributes: 'data-inline="#chat"',
        body: '<dialog><div id="chat" style="inline-size: 24rem; block-size: 36rem"></div><button>Done</button></dialog>',
      }),
    )
    await inDialog.page.evaluate(() => document.querySelector('dialog')!.showModal())
    await holdConversation(inDialog)
    expect(await isOnTop(inDialog.page, inDialog, 'input')).toBe(true)
    await shoot(inDialog.page, 'in-a-dialog')
  })

  it('[G08] leaves the page as it was, closed, open and destroyed', async () => {
    for (const head of ['', hostileStyles]) {
      const bare = await (await stage.profile()).newPage()
      await bare.goto(
        stage.hosts.add(shopPage(stage.server.url, { head }).replace(/<script src.*<\/script>/, '')),
      )
      const expected = await lookOf(bare)
      const visitor = await visit(shopPage(stage.server.url, { head }))
      await visitor.launcher.waitFor()
      expect(await lookOf(visitor.page)).toEqual(expected)
      await holdConversation(visitor)
      expect(await lookOf(visitor.page)).toEqual(expected)
      await visitor.part('close').click()
      await visitor.page.evaluate(() => (window as unknown as { foyer(verb: string): void }).foyer('destroy'))
      expect(await lookOf(visitor.page)).toEqual(expected)
    }
  })

  it('[WG-3] nothing of the page lies under an invisible box: its buttons can be clicked', async () => {
    const corner =
      '<button id="corner" style="position:fixed;right:24px;bottom:110px;width:90px;height:40px">Pay</button>'
    const visitor = await visit(shopPage(stage.server.url, { body: corner }))
    await visitor.launcher.waitFor()
    const hits = () =>
      visitor.page.evaluate(() => {
        const { x, y } = document.querySelector('#corner')!.getBoundingClientRect()
        return document.elementFromPoint(x + 5, y + 5)?.id
      })
    expect(await hits()).toBe('corner')
    await visitor.open()
    expect(await hits()).toBe('')
    await visitor.part('close').click()
    await eventually(hits).toBe('corner')
  })

  it('[WG-16] calls that the page queued before the script came are done in their order', async () => {
    const queue = `<script>
      window.foyer = window.foyer || function () { (window.foyer.q = window.foyer.q || []).push(arguments) };
      window.told = [];
      foyer('on', 'ready', function () { told.push('ready') });
      foyer('on', 'open', function () { told.push('open') });
      foyer('on', 'conversationStarted', function () { told.push('started') });
      foyer('on', 'message', function (message) { told.push(message.by + ': ' + message.text) });
      foyer('open');
      foyer('send', 'From the page');
    </script>`
    const visitor = await visit(shopPage(stage.server.url, { head: queue }))
    await eventually(() => visitor.texts().catch(() => [])).toEqual(['From the page'])
    const told = () => visitor.page.evaluate(() => (window as unknown as { told: string[] }).told)
    await eventually(async () => (await told()).length).toBe(4)
    expect((await told())[0]).toBe('ready')
    expect(new Set(await told())).toEqual(new Set(['ready', 'open', 'visitor: From the page', 'started']))
  })

  it('[WG-3] a second widget in the same corner gives way and says so', async () => {
    const second = `<script src="${stage.server.url}/foyer.js?again" data-site="demo" data-global="other" defer></script>`
    const visitor = await visit(shopPage(stage.server.url, { head: second }))
    await visitor.launcher.first().waitFor()
    await eventually(() => stage.watchOf(visitor.page.context()).troubles.join()).toMatch(/corner taken/)
    expect(await visitor.page.locator('foyer-widget').count()).toBe(1)
    stage.announce(/corner taken/)
  })

  it('[E01] a page on an origin that the site does not list gets no widget and no socket', async () => {
    const context = await stage.profile()
    const page = await context.newPage()
    // Another host name of this machine, which the demo's list does not have.
    const address = stage.hosts.add(shopPage(stage.server.url)).replace('localhost', 'shop.localhost')
    await page.goto(address)
    const socket = await page.evaluate(
      (url) =>
        new Promise<string>((done) => {
          const line = new WebSocket(`${url.replace('http', 'ws')}/v1/socket?site=demo`, 'foyer.v1')
          line.onopen = () => done('open')
          line.onerror = () => done('refused')
        }),
      stage.server.url,
    )
    expect(socket).toBe('refused')
    expect(await page.locator('foyer-widget').count()).toBe(0)
    stage.announce(networkDown)
  })
})
