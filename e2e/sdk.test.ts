// The widget as those who build pages meet it: queued calls, several of them, as a part of the page, as an element,
// behind the names of other widgets, in React, and gone without a trace.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { serveFolder } from './support/folder.ts'
import { shopPage } from './support/host-pages.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, type Visitor, visitorOn } from './support/visitor.ts'

const stage = setStage()

async function visit(document: string, headers?: Record<string, string>): Promise<Visitor> {
  const page = await (await stage.profile()).newPage()
  await page.goto(stage.hosts.add(document, headers))
  return visitorOn(page)
}

/** What the widget's function answers. */
const say = (page: Page, ...words: unknown[]) =>
  page.evaluate(
    (all) =>
      (window as unknown as { foyer(...words: unknown[]): Promise<unknown> }).foyer(...all).then(
        (value) => ({ value }),
        (error: { code: string; message: string }) => ({ code: error.code, message: error.message }),
      ),
    words,
  ) as Promise<{ value?: unknown; code?: string; message?: string }>

/** A page without the script tag. */
const bare = (options: { head?: string; body?: string }) =>
  shopPage(stage.server.url, options).replace(/<script src="[^"]*" data-site.*<\/script>/, '')

describe('the one way to say it', () => {
  it('[WG-16] every call is a promise, before the script has loaded too', async () => {
    const queue = `<script>
      window.foyer ??= (...call) =>
        new Promise((done) => (foyer.q ??= []).push(Object.assign(call, { done })))
      window.told = []
      foyer('send', 'Queued').then((stored) => told.push(stored.seq))
      foyer('opne').catch((error) => told.push(error.code))
      foyer('on', 'unread', () => {}).then((off) => told.push(typeof off))
    </script>`
    const { page } = await visit(shopPage(stage.server.url, { head: queue }))
    const told = () => page.evaluate(() => [...(window as unknown as { told: unknown[] }).told].sort())
    await eventually(told).toEqual([expect.any(Number), 'function', 'unknown_verb'])
    expect(await say(page, 'send', '  ')).toMatchObject({ code: 'bad_text' })
    expect(await say(page, 'send', 'Another')).toMatchObject({ value: { seq: expect.any(Number) } })
    expect((await say(page, 'opne')).message).toMatch(/“opne”.*open, close/)
    stage.announce(/\[foyer\] opne|\[foyer\] send/)
  })

  it('[WG-16] a wrong option or event is told in the console and breaks nothing', async () => {
    const visitor = await visit(
      shopPage(stage.server.url, { attributes: 'data-color="red" data-offset-x="far"' }),
    )
    await visitor.launcher.waitFor()
    await visitor.page.evaluate(() => {
      const { foyer } = window as unknown as { foyer(...words: unknown[]): unknown }
      foyer('on', 'oepn', () => {})
    })
    await visitor.talk()
    await visitor.say('Hello')
    await eventually(() => visitor.state()).toBe('sent')
    const troubles = () => stage.watchOf(visitor.page.context()).troubles.join('\n')
    await eventually(async () => troubles()).toMatch(/no event “oepn”/)
    expect(troubles()).toMatch(/bad color: red/)
    expect(troubles()).toMatch(/bad offsetX: far/)
    stage.announce(/\[foyer\]/)
  })

  it('[WG-3] two on a page, each with a name; a third in a taken corner says so; a second of one name as well', async () => {
    const tag = (attributes: string) =>
      `<script src="${stage.server.url}/foyer.js?${encodeURIComponent(attributes)}" data-site="demo" ${attributes} defer></script>`
    const head = [
      tag('data-global="left" data-position="start"'),
      tag('data-global="third" data-position="start"'),
    ].join('')
    const body = tag('data-position="start"')
    const { page } = await visit(
      shopPage(stage.server.url, { head, body }).replace(' async></script>', ' defer></script>'),
    )
    await eventually(() => page.locator('foyer-widget').count()).toBe(2)
    const troubles = () => stage.watchOf(page.context()).troubles.join('\n')
    await eventually(async () => troubles()).toMatch(/corner taken/)
    await eventually(async () => troubles()).toMatch(/foyer is taken/)
    await page.evaluate(() => (window as unknown as { left(verb: string): Promise<void> }).left('open'))
    await page.locator('foyer-widget[data-corner="start"] [part="panel"][data-open]').waitFor()
    expect(await page.locator('foyer-widget[data-corner="end"] [part="panel"][data-open]').count()).toBe(0)
    stage.announce(/taken/)
  })
})

describe('a part of the page', () => {
  const place = '<div id="place" style="block-size:480px;max-inline-size:420px"></div><p id="after">After</p>'

  it('[WG-3] inline it fills its element, is open from the start, and leaves the page its scroll and its corner', async () => {
    const visitor = await visit(
      shopPage(stage.server.url, { body: place, attributes: 'data-inline="#place"' }),
    )
    const { page } = visitor
    await visitor.part('panel').waitFor()
    await eventually(() => visitor.panel.boundingBox()).toEqual(await page.locator('#place').boundingBox())
    expect(await visitor.launcher.count()).toBe(0)
    expect(await visitor.panel.getAttribute('role')).toBe('region')
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
    await shoot(page, 'inline')
    await visitor.talk()
    await visitor.say('From inside the page')
    await eventually(() => visitor.state()).toBe('sent')
    await visitor.input.press('Escape')
    expect(await visitor.panel.isVisible()).toBe(true)
    await shoot(page, 'inline-thread')
  })

  it('[WG-3] [WG-4] inline on a phone it stays in its element, and adds nothing to the history', async () => {
    const page = await (
      await stage.profile({ viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true })
    ).newPage()
    await page.goto(
      stage.hosts.add(shopPage(stage.server.url, { body: place, attributes: 'data-inline="#place"' })),
    )
    const visitor = visitorOn(page)
    await visitor.part('panel').waitFor()
    await eventually(() => visitor.panel.boundingBox()).toEqual(await page.locator('#place').boundingBox())
    expect(
      await page.evaluate(() => [history.length, getComputedStyle(document.documentElement).overflow]),
    ).toEqual([await page.evaluate(() => history.length), 'visible'])
    expect(await page.evaluate(() => (history.state as { foyer?: true } | null)?.foyer)).toBeUndefined()
    await shoot(page, 'inline-phone')
  })

  it('[WG-3] the element: attributes, verbs, events; moved it goes on, removed it is gone, put back it is there', async () => {
    const { page } = await visit(
      bare({
        head: `<script src="${stage.server.url}/foyer-chat.js" async></script>`,
        body: '<div id="one"><foyer-chat site="demo" heading="Ask here"></foyer-chat></div><div id="two"></div>',
      }),
    )
    const visitor = visitorOn(page)
    await visitor.part('panel').waitFor()
    expect(await visitor.panel.getAttribute('aria-label')).toBe('Ask here')
    const answer = await page.evaluate(async () => {
      const chat = document.querySelector('foyer-chat') as HTMLElement & {
        send(text: string): Promise<object>
      }
      const heard = new Promise((done) =>
        chat.addEventListener('message', (event) => done((event as CustomEvent).detail), { once: true }),
      )
      return [await chat.send('By the element'), await heard]
    })
    expect(answer).toMatchObject([{ seq: expect.any(Number) }, { by: 'visitor', text: 'By the element' }])
    await page.evaluate(() => document.querySelector('#two')!.append(document.querySelector('foyer-chat')!))
    await eventually(() => visitor.texts()).toEqual(['By the element'])
    expect(await page.locator('#two foyer-widget').count()).toBe(1)
    await page.evaluate(() => document.querySelector('foyer-chat')!.setAttribute('locale', 'de'))
    await eventually(() => visitor.panel.getAttribute('lang')).toBe('de')
    await page.evaluate(() => {
      const chat = document.querySelector('foyer-chat')!
      chat.remove()
      Object.assign(window, { kept: chat })
    })
    await eventually(() =>
      page.evaluate(() => (window as unknown as { kept: Element }).kept.childElementCount),
    ).toBe(0)
    await page.evaluate(() => document.body.append((window as unknown as { kept: Element }).kept))
    await visitor.part('panel').waitFor()
    await eventually(() => visitor.texts()).toEqual(['By the element'])
    await shoot(page, 'element')
  })
})

describe('pages that were written for other widgets', () => {
  it('[WG-16] Intercom, $crisp and $chatwoot say it to this one', async () => {
    const head = `<script>
      window.Intercom ??= (...call) => (Intercom.q ??= []).push(call)
      Intercom('boot', { app_id: 'x', email: 'ada@example.com', plan: 'gold' })
      window.$crisp = []
      $crisp.push(['do', 'message:send', ['text', 'Said to another']])
      window.told = []
      addEventListener('chatwoot:opened', () => told.push('opened'))
    </script>
    <script src="${stage.server.url}/foyer-adapter.js" data-for="intercom crisp chatwoot" async></script>`
    const visitor = await visit(shopPage(stage.server.url, { head }))
    await eventually(() => visitor.texts().catch(() => [])).toEqual(['Said to another'])
    await visitor.page.evaluate(() =>
      (window as unknown as { $chatwoot: { toggle(to: string): void } }).$chatwoot.toggle('open'),
    )
    await eventually(() =>
      visitor.page.evaluate(() => (window as unknown as { told: string[] }).told),
    ).toEqual(['opened'])
    await visitor.page.evaluate(() =>
      (window as unknown as { Intercom(verb: string): void }).Intercom('hide'),
    )
    await visitor.page.locator('foyer-widget [part="panel"][data-open]').waitFor({ state: 'detached' })
    const agent = await stage.agent()
    await agent.showList('unassigned')
    await agent.openRow('Said to another')
    await agent.page.getByText('ada@example.com').first().waitFor()
  })
})

describe('React', () => {
  it('[WG-16] the example: in the corner and inline, under StrictMode, over the app’s own pages', async () => {
    const out = mkdtempSync(join(tmpdir(), 'foyer-react-'))
    try {
      process.env.VITE_FOYER_URL = stage.server.url
      await build({
        root: resolve(import.meta.dirname, '../examples/react'),
        logLevel: 'error',
        mode: 'development',
        build: { outDir: out, emptyOutDir: true, minify: false },
      })
      const { origin, close } = await serveFolder(out)
      try {
        const page = await (await stage.profile()).newPage()
        await page.goto(origin)
        const visitor = visitorOn(page)
        await visitor.launcher.waitFor()
        expect(await page.locator('foyer-widget').count()).toBe(1)
        await page.locator('#ask').click()
        await eventually(() => visitor.texts().catch(() => [])).toEqual(['Is this chair in stock?'])
        const agent = await stage.agent()
        await agent.showList('unassigned')
        await agent.openRow('Is this chair in stock?')
        await agent.say('It is')
        await page.getByRole('status').filter({ hasText: '1 unread' }).waitFor()
        await page.locator('#help').click()
        await page.locator('#place foyer-widget').waitFor()
        expect(await page.locator('foyer-widget').count()).toBe(1)
        await eventually(() => visitor.texts()).toEqual(['Is this chair in stock?', 'It is'])
        await shoot(page, 'react-help')
        await page.locator('#shop').click()
        await visitor.launcher.waitFor()
        expect(await page.locator('foyer-widget').count()).toBe(1)
      } finally {
        await close()
      }
    } finally {
      delete process.env.VITE_FOYER_URL
      rmSync(out, { recursive: true, force: true })
    }
  })
})
