// Phones and right-to-left: full screen without a sideways scroll, the back button, the keyboard on the glass,
// and everything mirrored in Arabic.
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { setStage, shoot } from './support/stage.ts'
import { eventually, type Visitor } from './support/visitor.ts'

const stage = setStage()

const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 640 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
}

/** What is wider than the screen, or lies beyond it. */
function tooWide(page: Page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const root = document.querySelector('foyer-widget')?.shadowRoot ?? document
    const wide = [...root.querySelectorAll<HTMLElement>('*')]
      .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((one) => {
        const { left, right, width: own } = one.getBoundingClientRect()
        return (
          own > 0 &&
          (left < -1 || right > width + 1) &&
          !one.closest('.hidden-label, [hidden], .faq-categories')
        )
      })
      .map(
        (one) =>
          `${one.tagName} ${one.getAttribute('part') ?? one.className} ${JSON.stringify(one.getBoundingClientRect())}`,
      )
    const scrolls =
      document.documentElement.scrollWidth > width
        ? [`the page scrolls: ${document.documentElement.scrollWidth}`]
        : []
    return [...scrolls, ...wide]
  })
}

async function fill(visitor: Visitor): Promise<void> {
  await visitor.say(
    'A long message with aVeryLongWordThatNobodyWouldEverWriteButSomebodyDoes_and_an_address https://example.com/a/very/long/path/that/does/not/end?with=a&query=too',
  )
  await visitor.say('Short')
  await eventually(() => visitor.state()).toMatch(/sent|delivered|read/)
}

describe('small screens', () => {
  it('[CV-1] what closes the first screen lies on nothing, however far the entries are scrolled', async () => {
    const visitor = await stage.visitor({}, phone)
    await visitor.open()
    const boxOf = async (part: string) => (await visitor.part(part).first().boundingBox())!
    const whole = await boxOf('search')
    await visitor.part('home').evaluate((home) => home.scrollBy(0, 400))
    await eventually(async () => (await boxOf('search')).width).toBeLessThan(whole.width)
    const [search, close] = [await boxOf('search'), await boxOf('close')]
    expect(search.x + search.width).toBeLessThanOrEqual(close.x)
    await shoot(visitor.page, 'first-screen-scrolled')
    await visitor.part('home').evaluate((home) => home.scrollTo(0, 0))
    await eventually(async () => (await boxOf('search')).width).toBe(whole.width)
  })

  it('[WG-4] at 360 px the panel fills the screen, and nothing scrolls sideways', async () => {
    const visitor = await stage.visitor({ body: '<div style="height:3000px"></div>' }, phone)
    const { page } = visitor
    await visitor.launcher.waitFor()
    const before = await tooWide(page)
    expect(before).toEqual([])
    await visitor.open()
    const full = async () => {
      const { x, y, width, height } = (await visitor.panel.boundingBox())!
      return { x, y, width, height }
    }
    await eventually(full).toEqual({ x: 0, y: 0, width: 360, height: 640 })
    await shoot(page, 'phone-home')
    expect(await tooWide(page)).toEqual([])
    await visitor.part('faq-entry').first().tap()
    await visitor.part('answer').waitFor()
    await shoot(page, 'phone-answer')
    expect(await tooWide(page)).toEqual([])
    await visitor.part('talk-button').tap()
    await fill(visitor)
    await shoot(page, 'phone-thread')
    expect(await tooWide(page)).toEqual([])
    await visitor.part('emoji').tap()
    await visitor.part('emoji-picker').waitFor()
    await shoot(page, 'phone-emoji')
    expect(await tooWide(page)).toEqual([])
    await visitor.part('emoji').tap()
    expect(await visitor.launcher.isVisible()).toBe(false)
    // Inputs of less than 16 px make a phone zoom in when they are focused.
    const sizes = await visitor.panel
      .locator('input:not([hidden]), textarea')
      .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16)
  })

  it('[WG-4] the back button closes the panel and leaves the page where it was; the page behind stays still', async () => {
    const visitor = await stage.visitor({ body: '<div style="height:3000px"></div>' }, phone)
    const { page } = visitor
    await visitor.launcher.waitFor()
    await page.evaluate(() => window.scrollTo(0, 300))
    const address = page.url()
    const length = await page.evaluate(() => history.length)
    await visitor.launcher.tap()
    await page.locator('foyer-widget [part="panel"][data-open]').waitFor()
    await page.goBack()
    await page.locator('foyer-widget [part="panel"][data-open]').waitFor({ state: 'detached' })
    expect(page.url()).toBe(address)
    expect(await page.evaluate(() => window.scrollY)).toBe(300)

    await visitor.launcher.tap()
    await page.locator('foyer-widget [part="panel"][data-open]').waitFor()
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('hidden')
    await visitor.part('close').tap()
    await page.locator('foyer-widget [part="panel"][data-open]').waitFor({ state: 'detached' })
    // No entry of ours is left behind for the page's own back button to stumble over.
    await eventually(() =>
      page.evaluate(() => Boolean((history.state as { foyer?: boolean } | null)?.foyer)),
    ).toBe(false)
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(length + 1)
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('visible')
  })

  it('[WG-4] a phone on its side is one too: the panel is the screen, and the back button closes it', async () => {
    const visitor = await stage.visitor({}, { ...phone, viewport: { width: 740, height: 360 } })
    const { page } = visitor
    await visitor.open()
    await eventually(() => visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 740, height: 360 })
    expect(await visitor.launcher.isVisible()).toBe(false)
    await visitor.talk()
    await visitor.say('On its side')
    await eventually(() => visitor.state()).toBe('sent')
    await shoot(page, 'phone-on-its-side')
    expect(await tooWide(page)).toEqual([])
    await page.goBack()
    await page.locator('foyer-widget [part="panel"][data-open]').waitFor({ state: 'detached' })
  })

  it('[WG-9] at 360 px there is room for who speaks beside all buttons, which stand in a row', async () => {
    const visitor = await stage.visitor({}, phone)
    await visitor.talk()
    await visitor.say('Is anybody there?')
    await visitor.part('sound').waitFor()
    await shoot(visitor.page, 'phone-header')
    expect((await visitor.part('header').locator('.who').boundingBox())!.width).toBeGreaterThanOrEqual(140)
    // However many lines it has.
    await visitor
      .part('presence')
      .evaluate((one) => one.append(' and, in another language, longer than that'))
    const tops = ['sound', 'menu', 'close'].map(async (name) => (await visitor.part(name).boundingBox())!.y)
    expect(new Set(await Promise.all(tops))).toEqual(new Set([12]))
  })

  it('[WG-4] what is longer than a line is written over the whole width, and a line is a line again', async () => {
    const visitor = await stage.visitor({}, phone)
    await visitor.talk()
    const { input } = visitor
    const box = async () => (await input.boundingBox())!
    const field = (await visitor.panel.locator('.field').boundingBox())!
    const before = await box()
    await input.fill('One of its legs is a bit shorter than the others, so that it wobbles on every floor.')
    await eventually(async () => (await box()).width).toBe(field.width - 8)
    await shoot(visitor.page, 'phone-long-text')
    const below = (await box()).y + (await box()).height
    for (const name of ['attach', 'emoji', 'send'])
      expect((await visitor.part(name).boundingBox())!.y).toBeGreaterThanOrEqual(below)
    await input.fill('Short')
    await eventually(async () => (await box()).height).toBe(before.height)
    expect((await box()).width).toBeLessThan(field.width - 80)
  })

  it('[WG-4] a thumb that hits just above or below a round button hits the button', async () => {
    const visitor = await stage.visitor({}, phone)
    await visitor.talk()
    for (const name of ['attach', 'emoji', 'close', 'back']) {
      const reach = await visitor.part(name).evaluate((one) => {
        const { x, y, width, height } = one.getBoundingClientRect()
        const isHit = (at: number) =>
          (one.getRootNode() as ShadowRoot).elementFromPoint(x + width / 2, at)?.closest('button') === one
        return [isHit(y - 3), isHit(y + height + 3)]
      })
      expect([name, ...reach]).toEqual([name, true, true])
    }
  })

  it('[WG-4] the composer stays above the keyboard on the glass', async () => {
    const visitor = await stage.visitor({}, phone)
    const { page } = visitor
    await visitor.talk()
    await visitor.input.tap()
    // A keyboard shrinks the visual viewport and leaves the layout as it is.
    await page.evaluate(() => {
      const view = window.visualViewport!
      Object.defineProperty(view, 'height', { value: 340, configurable: true })
      Object.defineProperty(view, 'offsetTop', { value: 0, configurable: true })
      view.dispatchEvent(new Event('resize'))
    })
    await eventually(async () => {
      const box = (await visitor.input.boundingBox())!
      return box.y + box.height
    }).toBeLessThan(340)
    await shoot(page, 'phone-keyboard')
  })

  it('[WG-14] at 400 % zoom, 320 CSS pixels, all can be read and reached', async () => {
    const visitor = await stage.visitor({}, { viewport: { width: 320, height: 256 } })
    await visitor.open()
    expect(await tooWide(visitor.page)).toEqual([])
    await visitor.talk()
    await visitor.say('Zoomed in')
    await eventually(() => visitor.state()).toBe('sent')
    expect(await tooWide(visitor.page)).toEqual([])
    const box = (await visitor.input.boundingBox())!
    expect(box.y + box.height).toBeLessThanOrEqual(256)
    await shoot(visitor.page, 'widget-zoomed')
  })

  it('the console works on a phone: list, thread, answer, and back', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Are you on your phone?')
    await eventually(() => visitor.state()).toBe('sent')
    const agent = await stage.agent(0, phone)
    const { page } = agent
    await page.goto(`${stage.server.url}/console/#/inbox/unassigned`)
    await agent.rows.first().waitFor()
    await shoot(page, 'console-phone-list')
    expect(await tooWide(page)).toEqual([])
    await agent.openRow('Are you on your phone?')
    await agent.composer.waitFor()
    await shoot(page, 'console-phone-thread')
    expect(await tooWide(page)).toEqual([])
    await agent.composer.fill('Yes, on the train')
    await agent.hook('send').tap()
    await eventually(() => visitor.texts()).toEqual(['Are you on your phone?', 'Yes, on the train'])
    await agent.hook('back').tap()
    await agent.hook('thread').waitFor({ state: 'detached' })
    for (const place of ['faq', 'settings', 'settings/demo/appearance', 'preferences']) {
      await page.goto(`${stage.server.url}/console/#/${place}`)
      await page.locator('main :is(h1, h2):visible').first().waitFor()
      await shoot(page, `console-phone-${place.replaceAll('/', '-')}`)
      expect([place, await tooWide(page)]).toEqual([place, []])
    }
    // The drawer is out of the way of whatever was chosen in it.
    await page.goto(`${stage.server.url}/console/#/inbox/mine`)
    await agent.hook('rail-toggle').tap()
    await agent.hook('me').tap()
    await agent.hook('nav-preferences').tap()
    await page.locator('main :is(h1, h2):visible').first().waitFor()
    expect(await page.locator('.rail-scrim').count()).toBe(0)
    await shoot(page, 'console-phone-to-preferences')
  })
})

describe('right to left', () => {
  it('[WG-15] in Arabic the widget is mirrored, speaks Arabic, and shows each text in its own direction', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor({ page: 'lang="ar" dir="rtl"' }, { locale: 'ar' })
    const { page } = visitor
    await visitor.launcher.waitFor()
    const corner = (await visitor.launcher.boundingBox())!
    expect(corner.x).toBeLessThan(100)
    await visitor.open()
    await shoot(page, 'widget-ar-home')
    expect(await visitor.panel.getAttribute('dir')).toBe('rtl')
    expect(await visitor.part('talk-button').textContent()).toMatch(/\p{Script=Arabic}/u)
    await visitor.talk()
    await visitor.panel.getByText('أهلاً بك').waitFor()
    await visitor.say('مرحبا')
    await visitor.say('Hello in English!')
    await agent.showList('unassigned')
    await agent.openRow('Hello in English!')
    await agent.say('أهلا وسهلا')
    await eventually(() => visitor.texts()).toEqual(['مرحبا', 'Hello in English!', 'أهلا وسهلا'])
    await shoot(page, 'widget-ar-thread')
    const [mine, theirs] = await Promise.all([
      visitor.message('مرحبا').locator('[part="bubble"]').boundingBox(),
      visitor.message('أهلا وسهلا').locator('[part="bubble"]').boundingBox(),
    ])
    // One's own side is the end, which is the left here.
    expect(mine!.x).toBeLessThan(theirs!.x)
    const directions = await visitor
      .part('bubble')
      .locator('p')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction))
    expect(directions.slice(-3)).toEqual(['rtl', 'ltr', 'rtl'])
    expect(await tooWide(page)).toEqual([])
    // The English of the reference is nowhere.
    const words = await visitor.panel.evaluate((panel) =>
      [...panel.querySelectorAll('button, input, textarea, [role]')].flatMap((one) => [
        one.getAttribute('aria-label'),
        one.getAttribute('placeholder'),
        one.getAttribute('title'),
      ]),
    )
    expect(words.filter((word) => word && /[a-z]{3}/i.test(word) && !/Juniper|Robin/.test(word))).toEqual([])
  })

  it('[WG-15] on a phone in Arabic nothing scrolls sideways either', async () => {
    const visitor = await stage.visitor({ page: 'lang="ar" dir="rtl"' }, { ...phone, locale: 'ar' })
    await visitor.open()
    expect(await tooWide(visitor.page)).toEqual([])
    await visitor.talk()
    await fill(visitor)
    expect(await tooWide(visitor.page)).toEqual([])
    await shoot(visitor.page, 'phone-ar-thread')
  })

  it('[WG-15] the console in Arabic is mirrored, and its English is nowhere', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Right to left?')
    await eventually(() => visitor.state()).toBe('sent')
    const agent = await stage.agent(0, { locale: 'ar' })
    await agent.showList('unassigned')
    await agent.openRow('Right to left?')
    await agent.say('نعم')
    await eventually(() => visitor.texts()).toEqual(['Right to left?', 'نعم'])
    await shoot(agent.page, 'console-ar')
    const [rail, thread] = await Promise.all([
      agent.hook('rail').boundingBox(),
      agent.hook('thread').boundingBox(),
    ])
    expect(rail!.x).toBeGreaterThan(thread!.x)
    expect(await tooWide(agent.page)).toEqual([])
    expect(
      await agent.page.evaluate(() => [document.documentElement.dir, document.documentElement.lang]),
    ).toEqual(['rtl', 'ar'])
  })

  it('[WG-16] setLocale changes the language of an open widget', async () => {
    const visitor = await stage.visitor()
    await visitor.open()
    await visitor.page.evaluate(() =>
      (window as unknown as { foyer(...call: string[]): void }).foyer('setLocale', 'ar'),
    )
    await eventually(() => visitor.panel.getAttribute('dir')).toBe('rtl')
    await eventually(() => visitor.part('talk-button').textContent()).toMatch(/\p{Script=Arabic}/u)
    await visitor.page.evaluate(() =>
      (window as unknown as { foyer(...call: string[]): void }).foyer('setLocale', 'en'),
    )
    await eventually(() => visitor.part('talk-button').textContent()).toBe('Talk to us')
    expect(await visitor.panel.getAttribute('dir')).toBe('ltr')
  })
})
