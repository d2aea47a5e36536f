// The widget as those who build pages meet it: queued calls, several of them, as a part of the page, as an element,
// behind the names of other widgets, in React, and gone without a trace.
import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
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

const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Counts what a page's own script would leave behind: listeners on what outlives a widget, timers, sockets. */
const spy = `<script>
  window.open_ = { listeners: [], timers: new Set(), sockets: new Set() }
  const of = (target) => target === window ? 'window' : target === document ? 'document' :
    target === document.documentElement ? 'html' : target === visualViewport ? 'viewport' :
    target instanceof MediaQueryList ? 'media' : null
  const key = (name, type, listener) => open_.listeners.findIndex((one) => one.name === name && one.type === type && one.listener === listener)
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const name = of(this ?? window)
    if (name && key(name, type, listener) < 0) {
      const one = { name, type, listener }
      open_.listeners.push(one)
      options?.signal?.addEventListener('abort', () => (open_.listeners = open_.listeners.filter((other) => other !== one)))
    }
    return add.call(this ?? window, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const at = key(of(this ?? window), type, listener)
    if (at >= 0) open_.listeners.splice(at, 1)
    return remove.call(this ?? window, type, listener, options)
  }
  for (const [set, clear, once] of [['setTimeout', 'clearTimeout', true], ['setInterval', 'clearInterval', false]]) {
    const begin = window[set]
    const end = window[clear]
    window[set] = (work, ...words) => {
      const id = begin(() => { if (once) open_.timers.delete(id); work() }, ...words)
      open_.timers.add(id)
      return id
    }
    window[clear] = (id) => { open_.timers.delete(id); end(id) }
  }
  const Socket = WebSocket
  window.WebSocket = class extends Socket {
    constructor(...words) {
      super(...words)
      open_.sockets.add(this)
      this.onclose = null
      add.call(this, 'close', () => open_.sockets.delete(this))
    }
  }
</script>`

/** What is there beyond the page's own. */
function traces(page: Page) {
  return page.evaluate(async () => {
    const { open_ } = window as unknown as {
      open_: { listeners: { name: string; type: string }[]; timers: Set<number>; sockets: Set<WebSocket> }
    }
    return {
      nodes: document.querySelectorAll('*').length,
      attributes: [document.documentElement, document.body].map((one) => one.getAttributeNames().join()),
      sheets: document.adoptedStyleSheets.length,
      title: document.title,
      listeners: open_.listeners.map(({ name, type }) => `${name} ${type}`),
      timers: open_.timers.size,
      sockets: open_.sockets.size,
      storage: [Object.keys(localStorage), Object.keys(sessionStorage)],
      databases: (await indexedDB.databases()).length,
      locks: (await navigator.locks.query()).held?.length,
      cookies: document.cookie,
    }
  })
}

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

  it('[WG-3] [WG-16] a router may take its element away and make it anew: it is in it again, with what was typed', async () => {
    const visitor = await visit(
      shopPage(stage.server.url, { body: place, attributes: 'data-inline="#place"' }),
    )
    const { page } = visitor
    await visitor.talk()
    await visitor.input.fill('One line\nand another')
    const height = (await visitor.input.boundingBox())!.height
    expect(height).toBeGreaterThan(50)
    const swap = (again: string) =>
      page.evaluate((words) => {
        const place = document.querySelector('#place')!
        const copy = place.cloneNode() as Element
        const held = words === 'the same' ? place : copy
        place.remove()
        setTimeout(() => document.body.prepend(held), 100)
      }, again)
    for (const again of ['the same', 'another']) {
      await swap(again)
      await page.locator('#place > foyer-widget').waitFor()
      await eventually(() => visitor.input.inputValue()).toBe('One line\nand another')
      await eventually(async () => (await visitor.input.boundingBox())?.height).toBe(height)
    }
    await visitor.input.press('Enter')
    await eventually(() => visitor.state()).toBe('sent')
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

describe('policies and pages that change under it', () => {
  const foyer = async (...words: string[]) => {
    const main = resolve(import.meta.dirname, '../packages/server/foyer.mjs')
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...words])
    return stdout
  }

  for (const more of [[], ['--nonce', 'cmFuZG9t']])
    it(`[WG-16] what “foyer csp ${more.join(' ')}” prints is enough, with nothing else allowed and Trusted Types`, async () => {
      const printed = await foyer('csp', '--url', stage.server.url, ...more)
      const policy = `default-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; ${printed.replaceAll('\n', ' ')}`
      const attributes = more[1] ? `nonce="${more[1]}"` : ''
      const visitor = await visit(shopPage(stage.server.url, { attributes }), {
        'content-security-policy': policy,
      })
      await visitor.open()
      await visitor.part('faq-entry').first().click()
      await visitor.part('answer').waitFor()
      await visitor.talk()
      await visitor.say('Strictly speaking')
      await eventually(() => visitor.state()).toBe('sent')
      await visitor.part('emoji').click()
      await visitor.part('emoji-picker').waitFor()
      await visitor.page
        .locator('foyer-widget input[type="file"]')
        .setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') })
      await visitor.part('image').waitFor()
      expect(await visitor.panel.evaluate((one) => getComputedStyle(one).position)).toBe('fixed')
    })

  it('[WG-16] a router that changes the address and the body finds it there, and its page is told', async () => {
    const visitor = await visit(shopPage(stage.server.url))
    const { page } = visitor
    const sent: string[] = []
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
    await visitor.talk()
    await visitor.say('On the first page')
    await eventually(() => visitor.state()).toBe('sent')
    const url = await page.evaluate(() => {
      history.pushState({}, '', '/second')
      document.title = 'Second'
      const body = document.createElement('body')
      body.append('Another page')
      document.body.replaceWith(body)
      return location.href
    })
    await page.locator('body > foyer-widget').waitFor({ state: 'attached' })
    await eventually(() => visitor.texts()).toEqual(['On the first page'])
    await visitor.say('On the second')
    await eventually(() => visitor.texts()).toEqual(['On the first page', 'On the second'])
    // Once the new page has its title.
    const told = () =>
      sent.map((frame) => JSON.parse(frame) as { do: string }).filter((one) => one.do === 'page')
    await eventually(told).toMatchObject([{ url, title: 'Second' }])
  })
})

describe('gone without a trace', () => {
  it('[WG-16] destroyed, open or closed, it leaves no node, style, listener, timer, socket, storage or object', async () => {
    const { page } = await visit(bare({ head: spy }))
    const session = await page.context().newCDPSession(page)
    const before = await traces(page)
    for (const turn of [1, 2, 3]) {
      await page.evaluate(
        (src) =>
          new Promise<void>((done) => {
            const script = Object.assign(document.createElement('script'), { src })
            script.dataset.site = 'demo'
            script.onload = () => {
              script.remove()
              done()
            }
            document.head.append(script)
          }),
        `${stage.server.url}/foyer.js`,
      )
      const visitor = visitorOn(page)
      await visitor.talk()
      await visitor.say(`Turn ${turn}`)
      await eventually(() => visitor.state()).toMatch(/sent|delivered/)
      if (turn === 2) await visitor.part('close').click()
      expect(await say(page, 'reset')).toEqual({})
      expect(await say(page, 'destroy')).toEqual({})
      await eventually(() => traces(page)).toEqual(before)
    }
    const count = async (name: string) => {
      const { result } = await session.send('Runtime.evaluate', { expression: `${name}.prototype` })
      const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId! })
      const { result: length } = await session.send('Runtime.callFunctionOn', {
        objectId: objects.objectId!,
        functionDeclaration: 'function () { return this.length }',
        returnByValue: true,
      })
      await session.send('Runtime.releaseObject', { objectId: objects.objectId! })
      return length.value as number
    }
    // The page itself has none of these. The last one is still named by the page's own function.
    await session.send('HeapProfiler.collectGarbage')
    expect({ roots: await count('ShadowRoot'), sockets: await count('WebSocket') }).toEqual({
      roots: expect.toSatisfy((roots: number) => roots <= 1),
      sockets: expect.toSatisfy((sockets: number) => sockets <= 1),
    })
    expect(await say(page, 'open')).toMatchObject({ code: 'not_shown' })
    stage.announce(/not_shown/)
  })

  it('[WG-16] imported where there is no document it does nothing', async () => {
    const script = `
      const { createFoyer } = await import('@foyer/widget')
      const { defineFoyerChat } = await import('@foyer/widget/element')
      const { adapt } = await import('@foyer/widget/adapter')
      defineFoyerChat()
      const foyer = createFoyer({ url: 'http://127.0.0.1:9', site: 'demo' })
      adapt(foyer, 'intercom')()
      foyer.on('ready', () => {})()
      await foyer.open()
      console.log(process.getActiveResourcesInfo().filter((one) => one !== 'PipeWrap').length)
    `
    const file = join(resolve(import.meta.dirname, '../examples/react'), 'ssr-check.mjs')
    // As a page's own server has it after its build: style sheets are text there, and only the build knows how.
    const out = mkdtempSync(join(tmpdir(), 'foyer-ssr-'))
    try {
      await build({
        configFile: false,
        logLevel: 'error',
        root: resolve(import.meta.dirname, '../examples/react'),
        ssr: { noExternal: true },
        plugins: [
          {
            name: 'entry',
            resolveId: (id) => (id === file ? id : null),
            load: (id) => (id === file ? script : null),
          },
        ],
        build: { ssr: file, outDir: out, minify: false },
      })
      const [built] = readdirSync(out).filter((name) => name.startsWith('ssr-check'))
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(out, built!)])
      expect([stdout.trim(), stderr]).toEqual(['0', ''])
    } finally {
      rmSync(out, { recursive: true, force: true })
    }
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
        // What was asked for is opened; what comes after it was closed is told.
        await visitor.part('close').click()
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

describe('[WG-17] who the page says its visitor is', () => {
  it('signed by the site’s server it is verified for agents, and the same person elsewhere', async () => {
    const { url, site, agents } = stage.server
    const answer = await fetch(`${url}/v1/sites/${site}/identity-keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${agents[0]!.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ algorithm: 'HS256' }),
    })
    const { kid, secret } = (await answer.json()) as { kid: string; secret: string }
    const text = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const token = (jti: string) => {
      const claims = {
        sub: 'kim-1',
        aud: site,
        exp: Math.floor(Date.now() / 1000) + 600,
        jti,
        name: 'Kim Doe',
      }
      const head = `${text({ alg: 'HS256', kid })}.${text(claims)}`
      const key = Buffer.from(secret, 'base64url')
      return `${head}.${createHmac('sha256', key).update(head).digest('base64url')}`
    }

    const visitor = await visit(shopPage(url))
    expect(await say(visitor.page, 'identify', token('one'))).toEqual({})
    await say(visitor.page, 'setAttributes', { plan: 'gold' })
    await visitor.talk()
    await visitor.say('It is me')
    const agent = await stage.agent(0)
    await agent.showList('all')
    await agent.openRow('It is me')
    const profile = agent.hook('group-profile')
    await profile.getByText('Kim Doe').waitFor()
    expect(await profile.locator('[data-foyer="unverified"]').count()).toBe(0)
    await agent.page.getByText('gold').first().waitFor()

    // Another browser of the same person goes on with what was said.
    const other = await visit(shopPage(url))
    await say(other.page, 'identify', token('two'))
    await other.talk()
    await other.say('And here too')
    await eventually(() => other.texts()).toEqual(['It is me', 'And here too'])

    // Made up by the page: told, and one can write all the same.
    stage.announce(/identity_invalid/, /identify/)
    const stranger = await visit(shopPage(url))
    await say(stranger.page, 'identify', `${token('three').slice(0, -4)}aaaa`)
    await stranger.talk()
    await stranger.say('Not me')
    await eventually(() => stranger.texts()).toEqual(['Not me'])
  })
})
