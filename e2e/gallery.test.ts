// Every state of the widget's gallery: what it is made of, what axe finds, and, for people, pictures (FOYER_SHOTS).
// Pictures are not compared: fonts differ from machine to machine.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { audit } from './support/axe.ts'
import { desktop, type Look, phone, setGallery, stateNames } from './support/gallery.ts'
import { outline } from './support/outline.ts'
import { shoot } from './support/stage.ts'

const gallery = setGallery()
/** Light and dark, both directions, both sizes; all of their pairs with FOYER_GALLERY=whole. */
const looks: [string, Look][] = [
  ['light', { size: desktop }],
  ['dark-rtl-phone', { theme: 'dark', locale: 'ar', size: phone }],
]
if (process.env.FOYER_GALLERY === 'whole')
  looks.push(
    ['dark-phone', { theme: 'dark', size: phone }],
    ['dark-rtl', { theme: 'dark', locale: 'ar', size: desktop }],
    ['rtl-phone', { locale: 'ar', size: phone }],
    ['german-phone', { locale: 'de', size: phone }],
    ['japanese', { locale: 'ja', theme: 'dark', size: desktop }],
    ['chinese-phone', { locale: 'zh', size: phone }],
    ['yellow', { color: '#ffd400', size: desktop }],
  )
const fileOf = (name: string) => name.replace('/', '-')

describe('[WG-2] [WG-14] gallery', () => {
  it.each(stateNames)('%s: is made of what it was made of, and axe finds nothing', async (name) => {
    const found: string[] = []
    for (const [look, options] of looks) {
      const page = await gallery.show(name, options)
      await shoot(page, `${fileOf(name)}-${look}`)
      if (look === 'light')
        await expect
          .soft(await outline(page))
          .toMatchFileSnapshot(join(import.meta.dirname, 'gallery', `${fileOf(name)}.txt`))
      // What lies under a modal one cannot be reached, nor be in the way: axe takes it for both.
      const isModal = await page.locator('[part="viewer"]').isVisible()
      const lines = await audit(page, isModal ? ['foyer-widget', '[part="viewer"]'] : 'foyer-widget')
      for (const line of lines)
        if (!isModal || !/^(target-size|landmark)/.test(line)) found.push(`${look}: ${line}`)
    }
    expect(found).toEqual([])
  })

  it('each part that pages may style is in one of the states, as what they are made of says', () => {
    const folder = join(import.meta.dirname, 'gallery')
    const made = globSync('*.txt', { cwd: folder })
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join()
    const shown = new Set([...made.matchAll(/part="([^"]+)"/g)].flatMap(([, names]) => names!.split(' ')))
    const documented = readFileSync(join(import.meta.dirname, '../docs/theming.md'), 'utf8')
    const parts = [...documented.matchAll(/^\| `([a-z][a-z-]*)` \| [^|]+ \|$/gm)].map(([, name]) => name!)
    expect(parts.length).toBeGreaterThan(60)
    // A film wants frames of its own; media.test.ts plays one.
    expect(parts.filter((name) => !shown.has(name))).toEqual(['video'])
  })
})

describe('[WG-14] for everybody', () => {
  const states = [
    'home/faq',
    'answer/entry',
    'thread/around',
    'thread/long',
    'thread/bot',
    'thread/emoji',
    'rating/stars',
    'thread/end-sheet',
  ]

  // A window of 1280 by 1024 at 400 %.
  it.each(states)(
    '%s: four times as large, nothing is cut off at the sides, and what one needs is in sight',
    async (name) => {
      const page = await gallery.show(name, { size: { width: 320, height: 256 } })
      await shoot(page, `${fileOf(name)}-zoomed`)
      const wide = await page.evaluate(() => {
        const root = document.querySelector('foyer-widget')!.shadowRoot!
        return (
          [...root.querySelectorAll('[part="panel"] *')]
            .filter((element) => element.checkVisibility())
            // A row that is scrolled sideways.
            .filter((element) => element.closest('[part="quick-menu"]') === null)
            .filter((element) => {
              const { left, right, width } = element.getBoundingClientRect()
              return width > 0 && (left < -1 || right > innerWidth + 1)
            })
            .map((element) => element.getAttribute('part') ?? element.localName)
        )
      })
      expect(wide).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      // Whatever stands around it, of what is said a line and a half can be read; not while one picks emoji.
      const thread = page.locator('[part="panel"]:not(:has([part="emoji-picker"])) [part="thread"]')
      if (await thread.count()) expect((await thread.boundingBox())!.height).toBeGreaterThan(40)
      const needed = page.locator('[part="input"], [part="talk-button"], [part="start-new"], [part="choice"]')
      const box = (await needed.first().boundingBox())!
      expect(box.y).toBeGreaterThanOrEqual(0)
      expect(box.y + box.height).toBeLessThanOrEqual(256)
    },
  )

  it.each(['home/faq', 'thread/talk', 'thread/menu'])(
    '%s: where colours are forced, edges stay',
    async (name) => {
      const page = await gallery.show(name, { options: { forcedColors: 'active' } })
      await shoot(page, `${fileOf(name)}-forced`)
      const edges = await page.evaluate(() => {
        const root = document.querySelector('foyer-widget')!.shadowRoot!
        return ['panel', 'launcher', 'bubble', 'talk-button', 'sheet', 'choice'].flatMap((part) =>
          [...root.querySelectorAll(`[part="${part}"]`)].map(
            (element) => `${part} ${getComputedStyle(element).borderTopWidth}`,
          ),
        )
      })
      expect(new Set(edges.map((edge) => edge.split(' ')[1]))).toEqual(new Set(['1px']))
      expect(await audit(page, 'foyer-widget')).toEqual([])
    },
  )

  it.each([
    ['thread/form', '[part="field"] input'],
    ['thread/leave', '[part="field"] :is(input, select, textarea)'],
    ['thread/transcript', '[part="mail"] input'],
    ['thread/hints', '[part="hints"]'],
    ['thread/hint-answer', '[part="hint-answer"]'],
    ['thread/emoji', '[part="emoji-picker"]'],
    ['thread/quoting', '[part="quoting"]'],
    ['thread/editor', '[part="save"]'],
    ['thread/voice', '[part="voice"]'],
    ['thread/offer', '[part="offer"], [part="offer-send"]'],
    ['thread/pasted', '[part="pasted"]'],
    ['thread/earlier', '[part="earlier"]'],
    ['rating/numbers', '.scores label'],
    ['launcher/greeting', '[part="greeting"]'],
  ])('%s: where colours are forced, %s has an edge', async (name, selector) => {
    const page = await gallery.show(name, { size: phone, options: { forcedColors: 'active' } })
    await shoot(page, `${fileOf(name)}-forced`)
    const found = page.locator(selector)
    await found.first().waitFor({ state: 'attached' })
    const edges = await found.evaluateAll((all) => all.map((one) => getComputedStyle(one).borderTopWidth))
    expect(new Set(edges)).toEqual(new Set(['1px']))
  })

  it('where colours are forced, what is chosen differs from the rest, and what is drawn is seen', async () => {
    const options = { forcedColors: 'active' } as const
    const grounds = (page: Page, selector: string) =>
      page.locator(selector).evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor))
    const kept = (page: Page, selector: string, pseudo?: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((one, which) => getComputedStyle(one, which).forcedColorAdjust, pseudo)

    let page = await gallery.show('rating/numbers', { options })
    await page.locator('.scores label').nth(7).click()
    const scores = await grounds(page, '.scores label')
    expect(scores.filter((ground) => ground === scores[7])).toHaveLength(1)
    page = await gallery.show('thread/hints', { options })
    await page.locator('[part="input"]').press('ArrowDown')
    const [hint] = await grounds(page, '[part="hint"][aria-selected="true"]')
    expect(hint).not.toBe((await grounds(page, '[part="hints"]'))[0])
    expect(await kept(page, '[part="presence"]', '::before')).toBe('none')
    page = await gallery.show('thread/player', { options })
    expect(await kept(page, '[part="audio"] input')).toBe('none')
  })

  it('[WG-14] a field shows that it has the focus: a rating’s comment, and an address where colours are forced', async () => {
    const outline = (page: Page, selector: string) =>
      page.locator(selector).evaluate((field: HTMLElement) => {
        field.focus()
        const { outlineStyle, outlineWidth } = getComputedStyle(field)
        return `${outlineStyle} ${outlineWidth}`
      })
    const rating = await gallery.show('rating/numbers')
    await rating.locator('.scores label').nth(7).click()
    expect(await outline(rating, '[part="rating"] textarea')).toBe('solid 2px')
    const transcript = await gallery.show('thread/transcript', { options: { forcedColors: 'active' } })
    expect(await outline(transcript, '[part="mail"] input')).toBe('solid 2px')
  })

  it.each(['home/faq', 'thread/talk', 'thread/menu', 'thread/viewer'])(
    '[WG-4] %s: on a phone lying down, nothing to press is under the notch',
    async (name) => {
      const options = { hasTouch: true, isMobile: true }
      const page = await gallery.show(name, { size: { width: 740, height: 360 }, options })
      const session = await page.context().newCDPSession(page)
      const insets = { top: 20, left: 48, right: 48, bottom: 21 }
      await session.send('Emulation.setSafeAreaInsetsOverride' as never, { insets } as never)
      await shoot(page, `${fileOf(name)}-notch`)
      const under = await page.evaluate(() => {
        const root = document.querySelector('foyer-widget')!.shadowRoot!
        const upper = root.querySelector('[part="viewer"]') ?? root.querySelector('[part="panel"]')!
        return [...upper.querySelectorAll('button, a, input, textarea')]
          .filter((element) => element.checkVisibility())
          .filter((element) => {
            const { left, right, top, width } = element.getBoundingClientRect()
            return width > 0 && (left < 48 || right > innerWidth - 48 || top < 20)
          })
          .map((element) => element.getAttribute('part') ?? element.localName)
      })
      await session.send('Emulation.setSafeAreaInsetsOverride' as never, { insets: {} } as never)
      expect(under).toEqual([])
    },
  )

  it('a coupon’s code keeps to one line on the smallest phone, however long the words beside it', async () => {
    const page = await gallery.show('thread/coupon', { locale: 'de', size: { width: 320, height: 640 } })
    await shoot(page, 'thread-coupon-small')
    const { height } = (await page.locator('[part="coupon"] code').boundingBox())!
    expect(height).toBeLessThan(45)
  })

  it('what moves stands still for those who want less motion, and moves for others', async () => {
    const moving = async (reducedMotion: 'reduce' | 'no-preference') => {
      const page = await gallery.show('thread/typing', { options: { reducedMotion } })
      return page.evaluate(() => {
        const root = document.querySelector('foyer-widget')!.shadowRoot!
        return [...root.querySelectorAll('*')]
          .map((element) => getComputedStyle(element))
          .filter(
            ({ animationName, transitionDuration }) =>
              animationName !== 'none' || transitionDuration !== '0s',
          ).length
      })
    }
    expect(await moving('reduce')).toBe(0)
    expect(await moving('no-preference')).toBeGreaterThan(3)
  })

  it('a page’s own surface, ink and corners are followed', async () => {
    const page = await gallery.show('thread/talk')
    const dress = await page.evaluate(() => {
      const host = document.querySelector<HTMLElement>('foyer-widget')!
      host.style.cssText =
        '--foyer-surface: #fffaf2; --foyer-ink: #2b2118; --foyer-radius: 6px; --foyer-text: 17px'
      const style = getComputedStyle(host.shadowRoot!.querySelector('[part="panel"]')!)
      const { backgroundColor, color, borderStartStartRadius, fontSize } = style
      return [backgroundColor, color, borderStartStartRadius, fontSize]
    })
    expect(dress).toEqual(['rgb(255, 250, 242)', 'rgb(43, 33, 24)', '6px', '17px'])
  })
})
