// What strangers write: markup, scripts, addresses and letters with an intention, in every place where a text
// of theirs is shown. It stays text, on both sides.
import type { PostedBody } from '@foyer/protocol'
import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Agent, agentOn } from './support/agent.ts'
import { comeAsColleague } from './support/colleague.ts'
import { setUp } from './support/desk.ts'
import { shopPage, strictPolicy } from './support/host-pages.ts'
import { setStage, shoot } from './support/stage.ts'
import { vectors } from './support/vectors.ts'
import { eventually, type Visitor, visitorOn } from './support/visitor.ts'

const stage = setStage(['--no-limits'])

/** Anything that ran tells of itself: alerts as dialogs, and markup as elements that we never make. */
async function expectOnlyText(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const roots = [
      document,
      ...[...document.querySelectorAll('foyer-widget')].map((host) => host.shadowRoot!),
    ]
    const all = roots.flatMap((root) => [...root.querySelectorAll('*')])
    const strange =
      /^(SCRIPT|IFRAME|OBJECT|EMBED|MARQUEE|MATH|TEMPLATE|BASE|FORM|X|ISINDEX|SLOT|ANIMATE|USE|STYLE)$/i
    const ours = (one: Element) =>
      one.matches(
        'head *, form.door-form, form.editor, [data-foyer] form, form[data-foyer], form.settings',
      ) || one.closest('form') !== null
    return all
      .filter(
        (one) =>
          (strange.test(one.tagName) && !ours(one)) ||
          [...one.attributes].some(
            ({ name, value }) => /^on/i.test(name) || /^\s*(javascript|vbscript|data:text)/i.test(value),
          ),
      )
      .map((one) => one.outerHTML.slice(0, 200))
  })
  expect(found).toEqual([])
}

const api = (agent: Agent, method: string, path: string, body: unknown): Promise<number> =>
  agent.page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(where as string, {
        method: how as string,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(what),
      })
      return answer.status
    },
    [method, path, body] as const,
  )

async function meet(
  shop: Parameters<typeof shopPage>[1] = {},
  query = '',
): Promise<{ agent: Agent; visitor: Visitor; context: BrowserContext }> {
  const agent = await stage.agent()
  const context = await stage.profile()
  const page = await context.newPage()
  const address = stage.hosts.add(shopPage(stage.server.url, shop), strictPolicy(stage.server.url))
  await page.goto(address + query)
  const visitor = visitorOn(page)
  await visitor.talk()
  return { agent, visitor, context }
}

/** As it is laid out: without controls, and with the Markdown of the plain kind taken away. */
const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

describe('hostile content', () => {
  it(`[G01] ${vectors.length} vectors as messages of both sides run nothing and stay text`, async () => {
    const { agent, visitor } = await meet()
    for (const vector of vectors) await visitor.say(vector)
    await eventually(() => visitor.state()).toMatch(/sent|delivered|read/)
    await agent.showList('unassigned')
    await agent.openRow()
    await eventually(async () => (await visitor.texts()).length).toBe(vectors.length)
    await eventually(async () => {
      await agent.page.locator('.thread').evaluate((box) => box.scrollTo(0, 0))
      return (await agent.texts()).length
    }).toBe(vectors.length)
    for (const vector of vectors) await agent.say(vector)
    await eventually(async () => (await visitor.texts()).length).toBe(2 * vectors.length)
    for (const text of vectors.slice(0, 8)) await agent.note(text)
    await eventually(() => agent.hook('note').count()).toBe(8)

    for (const side of [visitor, agent]) {
      const texts = await side.texts()
      vectors.forEach((vector, at) => {
        // The Markdown of a link is the only thing that may go, and none of these makes one of a script.
        const shown = bare(texts[at]!)
        const written = bare(vector)
        expect(written.includes(shown) && shown.length >= Math.min(1, written.length)).toBe(true)
        if (!vector.startsWith('[') && !vector.startsWith('!')) expect(shown).toBe(written)
      })
      await expectOnlyText(side.page)
    }
    // Moving over all of it and focusing all of it sets nothing off.
    for (const side of [visitor.part('thread'), agent.hook('thread')]) {
      await side.evaluate((box) => {
        for (const one of box.querySelectorAll<HTMLElement>('*')) {
          one.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))
          one.focus?.({ preventScroll: true })
        }
      })
    }
    await shoot(visitor.page, 'widget-vectors')
    await shoot(agent.page, 'console-vectors')
  })

  it('[G01] as name, page, file name and search in every view of the console', async () => {
    const evil = `<img src=x onerror=alert(1)>"'><svg/onload=alert(1)>`
    const { agent, visitor } = await meet(
      { title: `Shop ${evil}` },
      '?q=<img src=x onerror=alert(1)>#<svg/onload=alert(1)>',
    )
    await visitor.panel.locator('input[type="file"]').setInputFiles({
      name: `${evil.replaceAll('/', '∕')}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from('x'),
    })
    await visitor.part('file').waitFor()
    await visitor.say(evil)
    await agent.showList('unassigned')
    await expectOnlyText(agent.page)
    await agent.openRow()
    await agent.hook('file').waitFor()
    await agent.hook('panel').getByText('onerror').first().waitFor()
    await expectOnlyText(agent.page)

    await agent.hook('nickname').click()
    await agent.hook('nickname-input').fill(evil)
    await agent.hook('nickname-input').press('Enter')
    await agent.hook('rail').waitFor()
    await eventually(() => agent.page.locator('.thread-title h2').textContent()).toContain('<img')
    await agent.message(evil.slice(0, 12)).locator('.bubble').hover()
    await agent.message(evil.slice(0, 12)).locator('[data-foyer="do-quote"]').click()
    await agent.say('Quoted')
    await agent.page.keyboard.press('Escape')
    await agent.page.keyboard.press('Control+k')
    await agent.page.getByRole('dialog').locator('input').fill('<img')
    await expectOnlyText(agent.page)
    await agent.page.keyboard.press('Escape')
    for (const list of ['mine', 'all', 'unassigned', 'closed'] as const) {
      await agent.showList(list)
      await expectOnlyText(agent.page)
    }
    await visitor.message('Quoted').waitFor()
    await expectOnlyText(visitor.page)
    expect(await visitor.page.title()).toBe(`Shop ${evil}`)
  })

  it('[G01] as FAQ entry, welcome, title and texts of the site, in the widget and in the console', async () => {
    const { agent } = await meet()
    const evil = '<img src=x onerror=alert(1)>'
    const site = await agent.page.evaluate(
      async () => (await (await fetch('/v1/sites/demo')).json()).settings,
    )
    expect(
      await api(agent, 'POST', '/v1/sites/demo/faq', {
        question: `${evil} question`,
        answer: vectors.join('\n\n'),
        category: `"><script>alert(1)</script>`,
        phrasings: [evil],
        published: true,
      }),
    ).toBe(201)
    const appearance = {
      ...site.appearance,
      title: evil,
      subtitle: evil,
      launcherText: '"><svg/onload=alert(1)>',
    }
    expect(
      await api(agent, 'PATCH', '/v1/sites/demo', {
        appearance,
        welcome: { ...site.welcome, en: vectors.join('\n').slice(0, 2_000) },
        name: evil,
      }),
    ).toBe(200)
    const refused = await api(agent, 'PATCH', '/v1/sites/demo', {
      links: { privacy: 'javascript:alert(1)', terms: '' },
    })
    expect(refused).toBe(400)
    stage.announce(/status of 400/)

    const visitor = await stage.visitor()
    await visitor.open()
    await visitor.part('search').fill('<img')
    await visitor.part('faq-entry').filter({ hasText: 'question' }).click()
    await visitor.part('answer').waitFor()
    await expectOnlyText(visitor.page)
    await visitor.part('talk-button').click()
    await visitor.input.waitFor()
    await expectOnlyText(visitor.page)
    await shoot(visitor.page, 'widget-hostile-site')

    await agent.hook('nav-assistant').click()
    await agent.hook('faq-row').filter({ hasText: 'question' }).click()
    await agent.hook('faq-editor').waitFor()
    await expectOnlyText(agent.page)
    for (const section of ['appearance', 'welcome', 'origins', 'messages', 'privacy', 'install', 'general']) {
      await agent.page.goto(`${stage.server.url}/console/#/settings/demo/${section}`)
      await agent.hook(`section-${section}`).and(agent.page.locator('[aria-current]')).waitFor()
      await agent.page.locator('.settings-body').waitFor()
      await expectOnlyText(agent.page)
    }
    expect(await api(agent, 'PATCH', '/v1/sites/demo', site)).toBe(200)
  })

  it('[G01] [G03] cards with an intention: addresses that lead elsewhere are not taken, their words stay words', async () => {
    const { agent, visitor } = await meet()
    const evil = `<img src=x onerror=alert(1)>"'><svg/onload=alert(1)>`
    const script = 'javascript:alert(document.domain)'
    const hostile = (over: object) => ({
      title: `${evil}\u202egnp.exe`,
      text: `${vectors[0]} [x](${script}) <b>bold</b>`,
      price: evil,
      code: evil,
      url: script,
      image: script,
      ...over,
    })
    // What a page hands over goes the way of what a stranger writes into a frame.
    await visitor.page.evaluate(
      (cards) => {
        const { foyer } = window as unknown as { foyer(...words: unknown[]): void }
        for (const card of cards) foyer('sendCard', card)
      },
      [
        hostile({ type: 'product', autoSend: true }),
        hostile({ type: 'coupon', autoSend: true, image: 'data:image/svg+xml,<svg onload=alert(1)>' }),
        hostile({ type: 'link', title: 'x'.repeat(300), autoSend: true, image: '//other.example/a.png' }),
      ],
    )
    await eventually(() => visitor.part('card').count()).toBe(3)
    await agent.showList('unassigned')
    await agent.openRow()
    await eventually(() => agent.page.locator('.body-card').count()).toBe(3)
    await agent.say('Seen')
    const colleague = comeAsColleague(stage.server)
    const card = (over: object): PostedBody => ({
      kind: 'card',
      card: { type: 'product', title: evil, image: 'https://other.example/pixel.png', ...over },
    })
    const button = (url: string) => ({ buttons: [{ label: evil, url }] })
    await colleague.post(
      // The server takes none of these; the last one comes.
      card({ url: 'data:text/html,<script>alert(1)</script>' }),
      card(button(script)),
      card(button('vbscript:msgbox(1)')),
      card(button('https://user@other.example/')),
      card({ buttons: [{ label: 'Honest', url: 'https://example.com/' }] }),
    )
    await eventually(() => visitor.part('card').count()).toBe(4)
    await eventually(() => agent.page.locator('.body-card').count()).toBe(4)
    for (const { page } of [visitor, agent]) {
      await expectOnlyText(page)
      const links = page.locator('[part="card"] a, .body-card a')
      for (const link of await links.all())
        expect(await link.getAttribute('href')).toMatch(/^https:\/\/example\.com\/$/)
      // No picture but our own is asked for, and a name that turns its ending around is told as it is.
      expect(await page.locator('[part="card"] img, .body-card img').count()).toBe(0)
      const titles = await page.locator('[part="card"] .facts b, .body-card strong').allTextContents()
      expect(titles.join()).not.toContain('\u202e')
    }
    expect(
      await visitor
        .part('card')
        .nth(3)
        .locator('.deeds')
        .evaluate((box) => [...box.children].map((one) => one.textContent)),
    ).toEqual(['Honest'])
    const width = await visitor.part('thread').evaluate((box) => box.scrollWidth - box.clientWidth)
    expect(width).toBe(0)
    await shoot(visitor.page, 'widget-hostile-cards')
    await shoot(agent.page, 'console-hostile-cards')
    colleague.leave()
  })

  it('[G01] [H01] drawings that could run, and files whose names mislead, are kept and never shown', async () => {
    // A site that takes everything.
    await setUp(stage.server, { upload: { types: [] } })
    const { agent, visitor } = await meet()
    const drawing = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    )
    const page = Buffer.from('<!doctype html><script>alert(1)</script>')
    const names = [
      'drawing.svg',
      'page.html',
      'invoice\u202efdp.html',
      `${'long '.repeat(45)}.txt`,
      '<img src=x onerror=alert(1)>.txt',
      'voice-<b>.txt',
    ]
    await visitor.panel
      .locator('input[type="file"]')
      .setInputFiles([
        { name: names[0]!, mimeType: 'image/svg+xml', buffer: drawing },
        { name: names[1]!, mimeType: 'text/html', buffer: page },
        { name: names[2]!, mimeType: 'text/html', buffer: page },
        ...names.slice(3).map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('x') })),
      ])
    await eventually(() => visitor.part('file').count()).toBe(names.length)
    await agent.showList('unassigned')
    await agent.openRow()
    await eventually(() => agent.hook('file').count()).toBe(names.length)
    for (const side of [visitor.part('file'), agent.hook('file')]) {
      const told = await side.locator('bdi').allTextContents()
      expect(told.join()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
      expect(told).toContain('invoicefdp.html')
      for (const link of await side.all()) {
        const address = await link.evaluate((one: HTMLAnchorElement) => one.href)
        const { headers } = await fetch(address)
        expect(headers.get('content-disposition')).toMatch(/^attachment/)
        expect(headers.get('content-security-policy')).toMatch(/sandbox/)
        expect(headers.get('x-content-type-options')).toBe('nosniff')
        expect(headers.get('content-type')).not.toMatch(/html|svg|xml|script/)
      }
    }
    expect(await visitor.part('image').count()).toBe(0)
    expect(await visitor.part('thread').evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
    await expectOnlyText(visitor.page)
    await expectOnlyText(agent.page)
    await shoot(visitor.page, 'widget-hostile-files')
    await shoot(agent.page, 'console-hostile-files')
  })

  it('[G03] only honest addresses become links, and they leave without a trace of us', async () => {
    const { agent, visitor } = await meet()
    const links = [
      'https://example.com/a?b=c#d',
      'http://example.com',
      '[a label](https://example.com/labelled)',
      'mailto:help@example.com',
      'tel:+4930123456',
    ]
    const texts = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,hello',
      'vbscript:msgbox(1)',
      '&#106;avascript:alert(1)',
      'blob:https://example.com/1',
      '//evil.example',
      'file:///etc/passwd',
      'https://user@evil.example',
      'https://user:pass@evil.example',
      '[x](javascript:alert(1))',
      '[x](//evil.example)',
      '[x](data:text/html,1)',
    ]
    for (const text of texts) await visitor.say(text)
    for (const text of links) await visitor.say(text)
    // A Cyrillic а: what it is called must not look like what it is not.
    await visitor.say('https://аpple.com/login')
    await agent.showList('unassigned')
    await agent.openRow()
    await eventually(async () => (await agent.texts()).length).toBe(texts.length + links.length + 1)
    await eventually(async () => (await visitor.texts()).length).toBe(texts.length + links.length + 1)
    for (const rows of [visitor.part('bubble'), agent.page.locator('article .bubble')]) {
      const found = await rows.locator('a').evaluateAll((all) =>
        all.map((one) => {
          const { href, target, rel, textContent } = one as HTMLAnchorElement
          return { href, target, rel, textContent }
        }),
      )
      const hrefs = found.map(({ href }) => href)
      expect(hrefs.filter((href) => !/^(https?:\/\/|mailto:|tel:)/.test(href))).toEqual([])
      expect(hrefs.join()).not.toMatch(/evil|user/)
      expect(hrefs).toContain('https://example.com/a?b=c#d')
      expect(hrefs).toContain('https://example.com/labelled')
      for (const { target, rel } of found) {
        expect(target).toBe('_blank')
        expect(new Set(rel.split(' '))).toEqual(new Set(['noopener', 'noreferrer', 'nofollow', 'ugc']))
      }
      const deceiving = found.find(({ href }) => href.includes('xn--'))
      expect(deceiving?.textContent).toContain('xn--')
    }
    await expectOnlyText(agent.page)
  })

  it('[G09] letters that turn, stack and never end stay in their line', async () => {
    const { agent, visitor } = await meet()
    const odd = [
      'abc \u202e dcba \u202c end',
      `Z${'\u0301\u0337\u0489'.repeat(160)}algo`,
      '\u200e'.repeat(2_000),
      'x'.repeat(3_000),
      '👩‍👩‍👧‍👦'.repeat(40),
      'a\u0000b\ufffec\u2028d',
      'שלום עולם, hello',
    ]
    for (const text of odd) await visitor.say(text)
    await agent.showList('unassigned')
    await agent.openRow()
    await eventually(async () => (await visitor.texts()).length).toBeGreaterThanOrEqual(odd.length - 1)
    await shoot(visitor.page, 'widget-odd-letters')
    await shoot(agent.page, 'console-odd-letters')
    const wide = (page: Page, selector: string) =>
      page
        .locator(selector)
        .evaluateAll((all) =>
          all
            .filter((one) => one.scrollWidth > one.clientWidth + 1)
            .map((one) => one.textContent?.slice(0, 20)),
        )
    expect(await wide(visitor.page, 'foyer-widget [part="thread"], foyer-widget [part="panel"]')).toEqual([])
    expect(await wide(agent.page, '.thread, html, [data-foyer="row"]')).toEqual([])
    const heights = await visitor
      .part('bubble')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
    // The pile of marks is cut: its line is no taller than two.
    expect(heights[2]).toBeLessThan(70)
  })

  it('[G12] [G13] the console is in no frame, and its policy lets nothing else in', async () => {
    const page = await (await stage.profile()).newPage()
    const answer = await page.goto(`${stage.server.url}/console/`)
    const policy = answer!.headers()['content-security-policy']!
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).toMatch(/frame-ancestors 'none'/)
    expect(policy).toMatch(/require-trusted-types-for 'script'/)
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(answer!.headers()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    await agentOn(page).hook('email').waitFor()

    const framing = await (await stage.profile()).newPage()
    await framing.goto(stage.hosts.add(`<!doctype html><iframe src="${stage.server.url}/console/"></iframe>`))
    await eventually(() => stage.watchOf(framing.context()).troubles.join()).toMatch(/frame/i)
    expect(framing.frames()[1]!.url()).not.toContain('/console/')
    stage.announce(/frame/i)
  })
})
