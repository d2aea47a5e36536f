// Quoting both ways: by pointer, keyboard and long press; the jump to the original, with history that was
// not there yet; what cannot be quoted.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { signIn } from './support/agent.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually, type Visitor } from './support/visitor.ts'

// Long threads are written here faster than a person may.
const stage = setStage(['--no-limits'])

/** Opens the first conversation of a fresh visitor in the console. */
async function meet(first: string) {
  const agent = await stage.agent()
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say(first)
  await agent.showList('unassigned')
  await agent.openRow(first)
  return { agent, visitor }
}

/** A thread of `count` messages of the visitor. */
async function longThread(count: number): Promise<Visitor> {
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say('Number 1')
  await eventually(() => visitor.state()).toBe('sent')
  for (let n = 2; n <= count; n++) await visitor.say(`Number ${n}`)
  await eventually(async () => (await visitor.texts()).at(-1)).toBe(`Number ${count}`)
  await eventually(() => visitor.state()).toBe('sent')
  return visitor
}

/** Whether the message is in view within what scrolls, and has the focus. */
function isReached(page: Page, within: string, row: string, text: string) {
  return page.evaluate(
    ([box, rows, words]) => {
      const root = document.querySelector('foyer-widget')?.shadowRoot
      const view = (root?.querySelector(box!) ?? document.querySelector(box!))!.getBoundingClientRect()
      const all = [
        ...(root?.querySelectorAll<HTMLElement>(rows!) ?? []),
        ...document.querySelectorAll<HTMLElement>(rows!),
      ]
      const found = all.find((one) => one.textContent?.includes(words!))
      if (found === undefined) return 'not there'
      const { top, bottom } = found.getBoundingClientRect()
      if (top < view.top - 1 || bottom > view.bottom + 1) return 'out of view'
      return found.matches(':focus') ? 'reached' : 'without focus'
    },
    [within, row, text],
  )
}

describe('quoting', () => {
  it('[CV-8] the visitor quotes an answer by pointer, the agent jumps to it', async () => {
    const { agent, visitor } = await meet('Red or blue?')
    await agent.say('Red is in stock')
    await agent.say('Blue is not')
    await eventually(() => visitor.texts()).toHaveLength(3)
    const answer = visitor.message('Red is in stock')
    await answer.hover()
    await answer.locator('[part="quote-button"]').click()
    await visitor.part('quoting').getByText('Red is in stock').waitFor()
    expect(await visitor.input.evaluate((input) => input.matches(':focus'))).toBe(true)
    await shoot(visitor.page, 'widget-quoting')
    await visitor.say('That one please')
    await visitor.part('quoting').waitFor({ state: 'detached' })

    const quoted = agent.message('That one please')
    await quoted.locator('[data-foyer="quote"]').getByText('Red is in stock').waitFor()
    await quoted.locator('[data-foyer="quote"]').click()
    await eventually(() =>
      isReached(agent.page, '.thread', 'article:not(:has(.quote))', 'Red is in stock'),
    ).toBe('reached')
    expect(await agent.message('Red is in stock').first().getAttribute('class')).toBeTruthy()
    await eventually(() => agent.page.locator('.is-highlighted').textContent()).toContain('Red is in stock')
    await shoot(agent.page, 'console-quote-jump')
  })

  it('[CV-8] the agent quotes by pointer, the visitor jumps to it and sees it lit up', async () => {
    const { agent, visitor } = await meet('My order is 4711')
    await visitor.say('And my cat is called Minka')
    await eventually(() => agent.texts()).toHaveLength(2)
    await agent.message('My order is 4711').locator('.bubble').hover()
    await agent.message('My order is 4711').locator('[data-foyer="do-quote"]').click()
    await agent.hook('composer-quote').getByText('My order is 4711').waitFor()
    await agent.composer.fill('It left today')
    await agent.composer.press('Enter')

    const quote = visitor.message('It left today').locator('[part="quote"]')
    await quote.getByText('My order is 4711').waitFor()
    await quote.click()
    await eventually(() =>
      isReached(visitor.page, '[part="thread"]', '[part="message"][data-side="me"]', '4711'),
    ).toBe('reached')
    const found = visitor.part('message').and(visitor.page.locator('[data-found]'))
    expect(await found.textContent()).toContain('My order is 4711')
    await shoot(visitor.page, 'widget-quote-jump')
  })

  it('[CV-8] both quote by keyboard alone, and take it back', async () => {
    const { agent, visitor } = await meet('Keyboard one')
    await agent.say('Keyboard two')
    await eventually(() => visitor.texts()).toHaveLength(2)

    await visitor.input.focus()
    const focused = () =>
      visitor.page.evaluate(() => {
        const element = document.activeElement?.shadowRoot?.activeElement
        return `${element?.getAttribute('part')} ${element?.closest('[part="message"]')?.textContent ?? ''}`
      })
    for (let step = 0; step < 12 && !/^quote-button.*Keyboard two/.test(await focused()); step++) {
      await visitor.page.keyboard.press('Shift+Tab')
    }
    expect(await focused()).toMatch(/^quote-button.*Keyboard two/)
    expect(
      await visitor
        .message('Keyboard two')
        .locator('[part="quote-button"]')
        .evaluate((one) => getComputedStyle(one).opacity),
    ).toBe('1')
    await visitor.page.keyboard.press('Enter')
    await visitor.part('quoting').waitFor()
    await visitor.page.keyboard.press('Escape')
    await visitor.part('quoting').waitFor({ state: 'detached' })
    expect(await visitor.panel.getAttribute('data-open')).not.toBeNull()

    await agent.message('Keyboard one').focus()
    await agent.page.keyboard.press('q')
    await agent.hook('composer-quote').getByText('Keyboard one').waitFor()
    await eventually(() => agent.composer.evaluate((area) => area.matches(':focus'))).toBe(true)
    await agent.page.keyboard.type('Keyboard three')
    await agent.page.keyboard.press('Enter')
    await visitor.message('Keyboard three').locator('[part="quote"]').getByText('Keyboard one').waitFor()
  })

  it('[CV-8] on a touch screen a long press offers Quote and Copy', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor(
      {},
      { hasTouch: true, isMobile: true, viewport: { width: 390, height: 760 } },
    )
    await visitor.launcher.tap()
    await visitor.part('talk-button').tap()
    await visitor.say('With a finger')
    await agent.showList('unassigned')
    await agent.openRow('With a finger')
    await agent.say('Press me long')
    await eventually(() => visitor.texts()).toHaveLength(2)

    const box = (await visitor.message('Press me long').locator('[part="bubble"]').boundingBox())!
    const touches = await visitor.page.context().newCDPSession(visitor.page)
    const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    await touches.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
    await visitor.part('sheet').waitFor()
    await touches.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    expect(await visitor.part('choice').allTextContents()).toEqual(['Quote', 'Copy', 'Cancel'])
    await shoot(visitor.page, 'phone-long-press')
    await visitor.part('choice').first().tap()
    await visitor.part('quoting').getByText('Press me long').waitFor()
    await visitor.say('Quoted by touch')
    await agent
      .message('Quoted by touch')
      .locator('[data-foyer="quote"]')
      .getByText('Press me long')
      .waitFor()

    // A scroll that begins on a message is no long press.
    await touches.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
    await touches.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [{ x: point.x, y: point.y - 60 }],
    })
    const began = Date.now()
    await eventually(() => Date.now() - began > 700).toBe(true)
    await touches.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    expect(await visitor.part('sheet').count()).toBe(0)
  })

  it('[CV-8] a jump loads the history that is not there yet, on both sides', async () => {
    const visitor = await longThread(220)
    const agent = await stage.agent()
    await agent.showList('unassigned')
    await agent.openRow('Number 220')
    await eventually(async () => (await agent.texts()).at(-1)).toBe('Number 220')

    // The visitor quotes the first of all, which the agent's page does not have.
    const first = visitor
      .part('message')
      .filter({ hasText: /^Number 1(?!\d)/ })
      .first()
    await first.hover()
    await first.locator('[part="quote-button"]').click()
    await visitor.say('I mean this')
    const quote = agent.message('I mean this').locator('[data-foyer="quote"]')
    await quote.waitFor()
    expect(await agent.texts()).not.toContain('Number 1')
    expect(await quote.locator('.quote-text').textContent()).toBe('Earlier message')
    await shoot(agent.page, 'quote-not-loaded')
    await quote.click()
    await eventually(() => agent.page.locator('.is-highlighted').textContent()).toContain('Number 1')
    expect((await agent.texts())[0]).toBe('Number 1')
    expect(await agent.texts()).toHaveLength(221)

    // After a reload the visitor's page has the newest only, and finds the way back too.
    await visitor.page.reload()
    await visitor.open()
    await visitor.message('I mean this').waitFor()
    expect(await visitor.texts()).not.toContain('Number 1')
    await visitor.message('I mean this').locator('[part="quote"]').click()
    await eventually(async () => (await visitor.texts())[0]).toBe('Number 1')
    await eventually(() => visitor.page.locator('foyer-widget [data-found]').textContent()).toContain(
      'Number 1',
    )
    // All that came in above, and is measured only now, does not lead back to the end.
    const isInView = () =>
      visitor.page.locator('foyer-widget [data-found]').evaluate((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        const box = row.closest('[part="thread"]')!.getBoundingClientRect()
        return top >= box.top && bottom <= box.bottom
      })
    await eventually(isInView).toBe(true)
    await visitor.page.waitForTimeout(1_500)
    expect(await isInView()).toBe(true)
    const texts = await visitor.texts()
    expect(texts).toHaveLength(221)
    expect(new Set(texts).size).toBe(221)
  })

  it('[CV-8] welcome and lines of what happened cannot be quoted; a deleted original says so', async () => {
    const { agent, visitor } = await meet('Quote me if you can')
    await agent.say('Said too fast')
    await eventually(() => visitor.texts()).toHaveLength(2)
    expect(
      await visitor
        .part('message')
        .filter({ hasText: 'welcome to' })
        .locator('[part="quote-button"]')
        .count(),
    ).toBe(0)
    expect(await visitor.part('notice').locator('[part="quote-button"]').count()).toBe(0)

    const answer = visitor.message('Said too fast')
    await answer.hover()
    await answer.locator('[part="quote-button"]').click()
    await visitor.say('Really?')
    await eventually(() => agent.texts()).toHaveLength(3)
    const original = agent.page
      .locator('article:not(:has([data-foyer="quote"]))')
      .filter({ hasText: 'Said too fast' })
    await original.locator('.bubble').hover()
    await original.locator('[data-foyer="do-delete"]').click()
    await agent.hook('confirm-yes').click()
    await eventually(() => visitor.message('Really?').locator('[part="quote"]').textContent()).toMatch(
      /deleted/i,
    )
    await eventually(() => visitor.panel.textContent()).not.toContain('Said too fast')
    expect(await visitor.page.content()).not.toContain('Said too fast')

    // Deleted while one writes: the strip says so, and what is written goes out.
    await agent.say('Wrong again')
    const second = visitor.message('Wrong again')
    await second.hover()
    await second.locator('[part="quote-button"]').click()
    const wrong = agent.page.locator('article').filter({ hasText: 'Wrong again' })
    await wrong.locator('.bubble').hover()
    await wrong.locator('[data-foyer="do-delete"]').click()
    await agent.hook('confirm-yes').click()
    await eventually(() => visitor.part('quoting').textContent()).toMatch(/deleted/i)
    await visitor.say('Are you sure?')
    await eventually(() => visitor.message('Are you sure?').locator('[part="quote"]').textContent()).toMatch(
      /deleted/i,
    )
    await eventually(() => agent.texts()).toContain('Are you sure?')
  })

  it('[CV-8] [CV-13] what the visitor deletes while the agent quotes it is not shown any more', async () => {
    const { agent, visitor } = await meet('Said too soon')
    const question = agent.message('Said too soon')
    await question.hover()
    await question.locator('[data-foyer="do-quote"]').click()
    const strip = agent.hook('composer-quote')
    await eventually(() => strip.textContent()).toBe('Said too soon')
    await visitor.message('Said too soon').hover()
    await visitor.message('Said too soon').locator('[part="message-menu"]').click()
    const erase = visitor.part('choice').filter({ hasText: 'Delete' })
    await erase.click()
    await visitor.part('sheet').getByText('both sides').waitFor()
    await erase.click()
    await eventually(() => strip.textContent()).toBe('This message was deleted')
    await shoot(agent.page, 'quote-deleted')
  })

  it('[CV-8] why a quote was refused stands beside its mark, at any width', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('A quote too late')
    const page = await (await stage.profile()).newPage()
    await page.routeWebSocket(/\/v1\/socket/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((frame) => {
        const command = JSON.parse(String(frame)) as { do: string; id: number }
        const error = { code: 'bad_request', message: 'This kind of message cannot be quoted.' }
        if (command.do === 'message.post') socket.send(JSON.stringify({ re: command.id, error }))
        else server.send(frame)
      })
    })
    const agent = await signIn(page, stage.server.url, stage.server.agents[0]!)
    await agent.showList('unassigned')
    await agent.openRow('A quote too late')
    await agent.say('x')
    const fault = page.locator('.message-meta.is-failed')
    await fault.waitFor({ timeout: deadline })
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 700 })
      await fault.scrollIntoViewIfNeeded()
      await shoot(page, `message-failed-${width}`)
      const isBeside = await fault.evaluate((one) => {
        const words = document.createRange()
        words.selectNodeContents(one.querySelector('span')!)
        const [mark, line] = [one.querySelector('svg')!.getBoundingClientRect(), words.getClientRects()[0]!]
        return mark.right <= line.left && mark.top < line.bottom && mark.bottom > line.top
      })
      expect([width, isBeside]).toEqual([width, true])
    }
  })
})
