// Phones as browsers emulate them, one of each kind, with what their keyboards do to the viewports: on one it shrinks
// and moves the visual viewport, on the other it shrinks the layout too.
import { devices, type Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shopPage } from './support/host-pages.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, visitorOn } from './support/visitor.ts'

const stage = setStage()

/** A keyboard comes, or goes with 0: the visual viewport is what is left of the screen, `top` further down. */
function keyboard(page: Page, height: number, top: number) {
  return page.evaluate(
    ([covered, offset]) => {
      const view = window.visualViewport!
      const set = (name: string, value: number) =>
        Object.defineProperty(view, name, { value, configurable: true })
      set('height', document.documentElement.clientHeight - covered!)
      set('offsetTop', offset!)
      for (const type of ['resize', 'scroll']) view.dispatchEvent(new Event(type))
    },
    [height, top],
  )
}

for (const [name, locale, colorScheme] of [
  ['iPhone 13', 'en', 'light'],
  ['Pixel 7', 'ar', 'dark'],
] as const)
  describe(name, () => {
    it('[WG-4] full screen, over the keyboard, without a jump or a zoom; back closes, and all is as it was', async () => {
      const { defaultBrowserType: _, ...device } = devices[name]!
      const page = await (await stage.profile({ ...device, locale, colorScheme })).newPage()
      await page.goto(
        stage.hosts.add(
          shopPage(stage.server.url, {
            page: locale === 'ar' ? 'lang="ar" dir="rtl"' : 'lang="en"',
            body: '<div style="block-size:3000px"></div>',
            attributes: 'data-theme="auto"',
          }),
        ),
      )
      const visitor = visitorOn(page)
      await visitor.launcher.waitFor()
      const width = await page.evaluate(() => document.documentElement.clientWidth)
      const height = await page.evaluate(() => innerHeight)
      await page.evaluate(() => scrollTo(0, 400))
      const at = () => page.evaluate(() => [scrollX, scrollY, visualViewport!.scale])
      const before = await at()
      await visitor.launcher.tap()
      await page.locator('foyer-widget [part="panel"][data-open]').waitFor()
      const box = async () => {
        const { x, y, width: wide, height: high } = (await visitor.panel.boundingBox())!
        return [x, y, wide, high].map(Math.round)
      }
      await eventually(box).toEqual([0, 0, width, height])
      await shoot(page, `${name}-open`)
      await visitor.part('talk-button').tap()
      await visitor.input.tap()
      expect(
        await visitor.input.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize)),
      ).toBeGreaterThanOrEqual(16)
      // The browser moves the visual viewport to where one writes; the panel goes with it.
      await keyboard(page, 280, 60)
      await eventually(box).toEqual([0, 60, width, height - 280])
      for (const word of locale === 'ar'
        ? ['مرحبا', 'مساء الخير', 'هل من أحد؟']
        : ['Hello', 'Good evening', 'Anybody?']) {
        await visitor.say(word)
        await eventually(async () => (await visitor.texts()).at(-1)).toBe(word)
        await eventually(() => visitor.state()).toBe('sent')
      }
      const toEnd = () =>
        visitor.part('thread').evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop)
      const lowest = async () => {
        const found = (await visitor.input.boundingBox())!
        return found.y + found.height
      }
      await eventually(lowest).toBeLessThanOrEqual(60 + height - 280)
      await shoot(page, `${name}-keyboard`)
      await keyboard(page, 0, 0)
      await eventually(box).toEqual([0, 0, width, height])
      // Where the keyboard shrinks the layout too.
      await page.setViewportSize({ width, height: height - 280 })
      await keyboard(page, 0, 0)
      await eventually(box).toEqual([0, 0, width, height - 280])
      await eventually(lowest).toBeLessThanOrEqual(height - 280)
      await eventually(toEnd).toBeLessThan(2)
      expect(await visitor.part('to-latest').count()).toBe(0)
      await page.setViewportSize({ width, height })
      await keyboard(page, 0, 0)
      expect(await at()).toEqual(before)
      // Whoever zooms in moves about in it: it stays as large as it was.
      const session = await page.context().newCDPSession(page)
      await page.evaluate(() => {
        for (const name of ['height', 'offsetTop'])
          delete (visualViewport as unknown as Record<string, unknown>)[name]
      })
      await session.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 })
      await eventually(() => page.evaluate(() => visualViewport!.scale)).toBe(2)
      const laid = () =>
        visitor.panel.evaluate((one) => [(one as HTMLElement).offsetTop, (one as HTMLElement).offsetHeight])
      await page.waitForTimeout(100)
      expect(await laid()).toEqual([0, height])
      await shoot(page, `${name}-zoomed`)
      await session.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1 })
      await eventually(() => page.evaluate(() => visualViewport!.scale)).toBe(1)
      await eventually(box).toEqual([0, 0, width, height])
      await page.goBack()
      await page.locator('foyer-widget [part="panel"][data-open]').waitFor({ state: 'detached' })
      expect(await at()).toEqual(before)
      expect(
        await page.evaluate(() => [document.documentElement.style.cssText, history.state as object | null]),
      ).toEqual(['', null])
      expect(await visitor.launcher.isVisible()).toBe(true)
      await shoot(page, `${name}-closed`)
    })
  })

it('[CV-2] [WG-4] without an FAQ one can write at once: the field has its height from the start', async () => {
  for (const viewport of [
    { width: 375, height: 700 },
    { width: 1280, height: 800 },
  ]) {
    const page = await (await stage.profile({ viewport })).newPage()
    await page.route('**/widget?*', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...(await answer.json()), faq: [] } })
    })
    await page.goto(stage.hosts.add(shopPage(stage.server.url)))
    const visitor = visitorOn(page)
    await visitor.open()
    await visitor.input.waitFor()
    await eventually(async () => (await visitor.input.boundingBox())?.height).toBeGreaterThan(30)
    await shoot(page, `no-faq-${viewport.width}`)
  }
})
