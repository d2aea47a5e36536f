// Slow and broken networks while somebody writes: what was sent before it could be drawn is not lost.
import { describe, expect, it } from 'vitest'
import { setStage } from './support/stage.ts'
import { eventually, type Visitor, visitorOn } from './support/visitor.ts'

const stage = setStage()

describe('sending before the thread is there', () => {
  it('[WG-13] on a slow network everything that was sent stands there, in order, once it can', async () => {
    const visitor = await stage.visitor()
    const { page } = visitor
    let letGo = () => {}
    const held = new Promise<void>((done) => (letGo = done))
    await page.route(/\/widget\/messages/, async (route) => {
      await held
      await route.continue()
    })
    await visitor.talk()
    await visitor.say('Slowly')
    await visitor.say('but surely')
    expect(await visitor.input.inputValue()).toBe('')
    letGo()
    await eventually(() => visitor.texts()).toEqual(['Slowly', 'but surely'])
    await eventually(() => visitor.state()).toBe('sent')
  })

  it('[WG-13] what was sent offline before it could be drawn goes out by itself', async () => {
    stage.announce(/net::ERR_/, /WebSocket/)
    const visitor = await stage.visitor()
    const { page } = visitor
    await page.route(/\/widget\/messages/, (route) => route.abort())
    await visitor.talk()
    await page.context().setOffline(true)
    await visitor.say('From a tunnel')
    await page.unroute(/\/widget\/messages/)
    await page.context().setOffline(false)
    await eventually(() => visitor.texts()).toEqual(['From a tunnel'])
  })
})

describe('what was pasted', () => {
  const paste = (visitor: Visitor) =>
    visitor.input.evaluate((field) => {
      const data = new DataTransfer()
      data.items.add(new File(['hello'], 'notes.txt', { type: 'text/plain' }))
      field.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      )
    })

  it('[CV-10] [WG-13] on a slow network it goes with its message, once, though it could not be shown yet', async () => {
    const visitor = await stage.visitor()
    const { page } = visitor
    let letGo = () => {}
    const held = new Promise<void>((done) => (letGo = done))
    await page.route(/\/widget\/(bodies|pasted)/, async (route) => {
      await held
      await route.continue()
    })
    await visitor.talk()
    await paste(visitor)
    await visitor.say('See the notes')
    await visitor.input.press('Enter')
    letGo()
    await visitor.part('file').getByText('notes.txt').waitFor()
    await eventually(async () => (await visitor.thread()).length).toBe(2)
    expect((await visitor.texts())[0]).toBe('See the notes')
    expect(await visitor.part('pasted').count()).toBe(0)
  })

  it('[WG-16] it is nothing for whoever comes next, also in another tab', async () => {
    const visitor = await stage.visitor()
    const { page } = visitor
    await visitor.talk()
    await visitor.say('Hello')
    await eventually(() => visitor.state()).toMatch(/sent|delivered|read/)
    await paste(visitor)
    await visitor.part('pasted').getByText('notes.txt').waitFor()
    await visitor.input.fill('My secret')
    const other = visitorOn(await page.context().newPage())
    await other.page.goto(page.url())
    await other.open()
    await other.page.evaluate(() =>
      (window as unknown as { foyer(verb: string): Promise<void> }).foyer('reset'),
    )
    await eventually(() => visitor.input.inputValue()).toBe('')
    await eventually(() => visitor.part('pasted').count()).toBe(0)
  })
})

describe('what a button needs and could not be fetched', () => {
  it('[WG-13] is said, and the next press fetches it', async () => {
    stage.announce(/net::ERR_/, /Failed to fetch/)
    const visitor = await stage.visitor()
    const lost = /\/widget\/.*emoji/
    await visitor.page.route(lost, (route) => route.abort())
    await visitor.talk()
    await visitor.part('emoji').click()
    await eventually(() => visitor.part('warning').textContent()).toBe('Something went wrong.')
    expect(await visitor.part('emoji').getAttribute('aria-expanded')).toBe('false')
    await visitor.page.unroute(lost)
    await visitor.part('emoji').click()
    await visitor.part('emoji-picker').waitFor()
  })
})

describe('a panel that could not be fetched', () => {
  it.each(['index', 'en'])(
    '[WG-13] without %s the next click opens it, with all that comes later',
    async (piece) => {
      stage.announce(/net::ERR_/, /Failed to fetch/)
      const visitor = await stage.visitor()
      const { page } = visitor
      const lost = new RegExp(`/widget/${piece}-`)
      let asked = 0
      await page.route(lost, (route) => {
        asked += 1
        return route.abort()
      })
      const launcher = page.locator('foyer-widget [part="launcher"]')
      await launcher.click()
      await eventually(() => asked).toBeGreaterThan(0)
      expect(await visitor.panel.count()).toBe(0)
      await page.unroute(lost)
      await launcher.click()
      await visitor.part('talk-button').click()
      await visitor.say('Found after all')
      await eventually(() => visitor.texts()).toEqual(['Found after all'])
      // All of it from where it could be fetched, or there would be two of what the pieces share.
      const addresses = await page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => name),
      )
      const later = addresses.filter((address) => /\/(messages|live|visitor-line)-/.test(address))
      expect(later.length).toBeGreaterThan(1)
      expect(later.filter((address) => !address.includes('/widget/_/'))).toEqual([])
    },
  )
})
