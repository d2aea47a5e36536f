// For everybody: axe on both sides in light and dark, a whole conversation by keyboard alone, what a screen
// reader is told.

import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { signIn } from './support/agent.ts'
import { audit } from './support/axe.ts'
import { focused, tabTo } from './support/keyboard.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually } from './support/visitor.ts'

const stage = setStage()
const themes: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
]

describe('accessibility', () => {
  it.each(themes)(
    '[WG-14] axe finds nothing in the widget, screen by screen, in %s',
    async (name, options) => {
      const agent = await stage.agent()
      const visitor = await stage.visitor({}, options)
      const { page } = visitor
      await visitor.launcher.waitFor()
      const found: string[] = []
      const look = async (screen: string) => {
        for (const line of await audit(page, 'foyer-widget')) found.push(`${screen}: ${line}`)
        await shoot(page, `widget-${name}-${screen}`)
      }
      await look('closed')
      await visitor.open()
      await look('home')
      await visitor.part('faq-entry').first().click()
      await look('answer')
      await visitor.talk()
      await look('empty')
      await visitor.say('Hello, with a https://example.com/link and `code`')
      await agent.showList('unassigned')
      await agent.openRow('Hello, with')
      await agent.say('Hello!')
      await eventually(() => visitor.texts()).toHaveLength(2)
      await visitor.panel
        .locator('input[type="file"]')
        .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') })
      await visitor.part('file').waitFor()
      await visitor.message('Hello!').hover()
      await visitor.message('Hello!').locator('[part="quote-button"]').click()
      await look('quoting')
      await visitor.part('emoji').click()
      await visitor.part('emoji-picker').waitFor()
      await look('emoji')
      await visitor.part('emoji').click()
      await visitor.part('menu').click()
      await visitor.part('end').waitFor()
      await look('menu')
      await visitor.page.keyboard.press('Escape')
      await visitor.askToEnd()
      await visitor.part('sheet').waitFor()
      await look('sheet')
      await visitor.part('choice').first().click()
      await visitor.part('ended').waitFor()
      await look('ended')
      expect(found).toEqual([])
    },
  )

  it.each(themes)(
    '[WG-14] axe finds nothing in the console, screen by screen, in %s',
    async (name, options) => {
      const visitor = await stage.visitor()
      await visitor.talk()
      await visitor.say('A question for **axe**')
      await eventually(() => visitor.state()).toBe('sent')
      const page = await (await stage.profile(options)).newPage()
      const found: string[] = []
      const look = async (screen: string) => {
        for (const line of await audit(page)) found.push(`${screen}: ${line}`)
        await shoot(page, `console-${name}-${screen}`)
      }
      await page.goto(`${stage.server.url}/console/`)
      await page.locator('[data-foyer="email"]').waitFor()
      await look('sign-in')
      const agent = await signIn(page, stage.server.url, stage.server.agents[0]!)
      await agent.showList('unassigned')
      await agent.rows.first().waitFor()
      await look('list')
      await agent.openRow('A question for axe')
      await agent.note('A note')
      await agent.say('An answer')
      await eventually(() => agent.texts()).toHaveLength(2)
      await look('thread')
      await agent.page.keyboard.press('Escape')
      await agent.page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
      await look('help')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').waitFor()
      await look('palette')
      await page.keyboard.press('Escape')
      await agent.hook('nav-assistant').click()
      await agent.hook('faq-row').first().waitFor()
      await look('faq')
      await agent.hook('faq-row').first().click()
      await agent.hook('faq-editor').waitFor()
      await look('faq-entry')
      for (const section of [
        'appearance',
        'welcome',
        'origins',
        'messages',
        'privacy',
        'install',
        'general',
      ]) {
        await page.goto(`${stage.server.url}/console/#/settings/demo/${section}`)
        await agent.hook(`section-${section}`).and(page.locator('[aria-current]')).waitFor()
        await page.locator('.settings-body').waitFor()
        await look(`settings-${section}`)
      }
      await page.goto(`${stage.server.url}/console/#/preferences`)
      await agent.hook('preferences').waitFor()
      await look('preferences')
      expect(found).toEqual([])
    },
  )

  it('[IN-18] whoever was writing goes on writing after the palette and a question, and is told where there is nothing to write to', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Is the desk oiled?')
    const agent = await stage.agent()
    const { keyboard } = agent.page
    await agent.showList('unassigned')
    await agent.rows.first().waitFor()
    await agent.page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await keyboard.press('r')
    await agent.hook('toasts').getByText('Open a conversation first').waitFor()
    await agent.openRow('Is the desk oiled?')
    await agent.composer.click()
    await keyboard.type('It is oil')
    await keyboard.press('Control+k')
    await agent.hook('palette').waitFor()
    await keyboard.press('Escape')
    await agent.hook('palette').waitFor({ state: 'detached' })
    await keyboard.type('ed')
    expect(await agent.composer.inputValue()).toBe('It is oiled')

    // One dialog after the other: the palette’s command asks a question.
    await keyboard.press('Control+k')
    await agent.hook('palette-input').fill('close the')
    await keyboard.press('Enter')
    await agent.hook('confirm').waitFor()
    await keyboard.press('Escape')
    await agent.hook('confirm').waitFor({ state: 'detached' })
    await keyboard.type('.')
    expect(await agent.composer.inputValue()).toBe('It is oiled.')

    // By its button, the button has it again.
    await agent.hook('close').focus()
    await keyboard.press('Enter')
    await agent.hook('confirm').waitFor()
    await keyboard.press('Escape')
    await eventually(() =>
      agent.page.evaluate(() => document.activeElement?.getAttribute('data-foyer')),
    ).toBe('close')
  })

  it('[WG-14] a whole conversation by keyboard alone, on both sides', async () => {
    const visitor = await stage.visitor()
    const { page } = visitor
    await visitor.launcher.waitFor()
    await page.locator('#buy').focus()
    await tabTo(page, /Juniper & Pine/)
    await page.keyboard.press('Enter')
    await page.locator('foyer-widget [part="panel"][data-open]').waitFor()
    await tabTo(page, /Search for answers/)
    await page.keyboard.type('wood')
    await tabTo(page, /What wood do you use/)
    await page.keyboard.press('Enter')
    await visitor.part('answer').waitFor()
    await tabTo(page, /Talk to us/)
    await page.keyboard.press('Enter')
    await visitor.input.waitFor()
    await tabTo(page, /Write a message/)
    await page.keyboard.type('By keyboard')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('in two lines')
    await page.keyboard.press('Enter')
    await eventually(() => visitor.state()).toBe('sent')

    const desk = await (await stage.profile()).newPage()
    await desk.goto(`${stage.server.url}/console/`)
    await desk.locator('[data-foyer="email"]').waitFor()
    await eventually(() => desk.evaluate(() => document.activeElement?.getAttribute('data-foyer'))).toBe(
      'email',
    )
    const [who] = stage.server.agents
    await desk.keyboard.type(who!.email)
    await desk.keyboard.press('Tab')
    await desk.keyboard.type(who!.password)
    await desk.keyboard.press('Enter')
    await desk.locator('[data-foyer="rail"]').waitFor({ timeout: deadline })
    await desk.keyboard.press('2')
    await desk.locator('[data-foyer="row"]').filter({ hasText: 'By keyboard' }).waitFor()
    await desk.keyboard.press('j')
    await desk.locator('[data-foyer="thread"]').getByText('in two lines').waitFor()
    await desk.keyboard.press('t')
    await desk.locator('[data-foyer="assignee"]').getByText(/you/i).waitFor()
    await desk.keyboard.press('n')
    await eventually(() => focused(desk)).toMatch(/note/i)
    await desk.keyboard.type('noted by keyboard')
    await desk.keyboard.press('Enter')
    await desk.locator('[data-foyer="note"]').waitFor()
    await desk.keyboard.press('Escape')
    await desk.keyboard.press('r')
    await eventually(() => focused(desk)).toMatch(/reply/i)
    await desk.keyboard.type('answered by keyboard')
    await desk.keyboard.press('Enter')
    await eventually(() => visitor.texts()).toEqual(['By keyboard\nin two lines', 'answered by keyboard'])

    // The menu of the conversation stands after the way back; messages have menus of their own.
    await tabTo(page, /Back/, 'Shift+Tab')
    await tabTo(page, /More/, 'Tab')
    await page.keyboard.press('Enter')
    await visitor.part('end').waitFor()
    await eventually(() => focused(page)).toMatch(/Download the conversation/)
    await page.keyboard.press('Escape')
    await visitor.part('sheet').waitFor({ state: 'detached' })
    await eventually(() => focused(page)).toMatch(/More/)
    await page.keyboard.press('Escape')
    await page.locator('foyer-widget [part="panel"][data-open]').waitFor({ state: 'detached' })
    await eventually(() => focused(page)).toMatch(/Juniper & Pine/)
    await page.keyboard.press('Enter')
    await page.locator('foyer-widget [part="panel"][data-open]').waitFor()

    await desk.keyboard.press('Escape')
    await desk.keyboard.press('e')
    await desk
      .locator('[data-foyer="closed"]')
      .or(desk.locator('[data-foyer="confirm-yes"]'))
      .first()
      .waitFor()
    if (await desk.locator('[data-foyer="confirm-yes"]').isVisible()) await desk.keyboard.press('Enter')
    await desk.locator('[data-foyer="closed"]').waitFor()
    await visitor.part('ended').waitFor()
    await tabTo(page, /Start a new conversation/)
    await page.keyboard.press('Enter')
    await visitor.input.waitFor()
  })

  it('[WG-14] focus goes along from screen to screen, and Escape closes on each', async () => {
    const visitor = await stage.visitor()
    const { page } = visitor
    const opened = page.locator('foyer-widget [part="panel"][data-open]')
    await visitor.launcher.waitFor()
    const open = async () => {
      await tabTo(page, /Juniper & Pine/)
      await page.keyboard.press('Enter')
      await opened.waitFor()
    }
    const leave = async () => {
      await page.keyboard.press('Escape')
      await opened.waitFor({ state: 'detached' })
    }
    await page.locator('#buy').focus()
    await open()
    await tabTo(page, /What wood do you use/)
    await page.keyboard.press('Enter')
    await eventually(() => focused(page)).toMatch(/What wood do you use/)
    expect(
      await visitor
        .part('answer')
        .locator('h1')
        .evaluate((one) => one.matches(':focus')),
    ).toBe(true)
    await leave()

    await open()
    await tabTo(page, /^Back$/)
    await page.keyboard.press('Enter')
    await visitor.part('home').waitFor()
    await eventually(() => focused(page)).toMatch(/What wood do you use/)
    await leave()

    await open()
    await tabTo(page, /Talk to us/)
    await page.keyboard.press('Enter')
    await page.keyboard.type('Typed at once')
    await eventually(() => visitor.input.inputValue()).toBe('Typed at once')
    await tabTo(page, /^Back$/, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await eventually(() => focused(page)).toMatch(/Talk to us/)
    await page.keyboard.press('Enter')
    await eventually(() => focused(page)).toMatch(/Write a message/)
    await leave()
  })

  it('[WG-14] what is typed after a click on "Talk to us" stands in the composer', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.page.keyboard.type('After a click')
    await eventually(() => visitor.input.inputValue()).toBe('After a click')
    await visitor.part('back').click()
    await visitor.part('faq-entry').first().click()
    await visitor.part('answer').waitFor()
    await visitor.page.keyboard.press('Escape')
    await visitor.page.locator('foyer-widget [part="panel"][data-open]').waitFor({ state: 'detached' })
  })

  it('[WG-14] a screen reader is told of new messages, once, and of what is unread', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Read to me')
    await agent.showList('unassigned')
    await agent.openRow('Read to me')
    const log = visitor.panel.getByRole('log')
    expect(await log.count()).toBe(1)
    expect(await log.getAttribute('aria-label')).toBeTruthy()
    await agent.say('A sentence')
    await log.getByText('A sentence').waitFor()
    expect(await agent.page.getByRole('log').getByText('A sentence').count()).toBe(1)
    await visitor.part('close').click()
    await agent.say('Another')
    await eventually(() => visitor.launcher.getAttribute('aria-label')).toBe(
      'Chat: Juniper & Pine, 1 unread message',
    )
    expect(await visitor.launcher.getAttribute('aria-expanded')).toBe('false')
  })

  it('[WG-14] [IN-3] the console tells of a new message in its title while one works elsewhere', async () => {
    const agent = await stage.agent()
    await agent.showList('all')
    const before = await agent.page.title()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Anybody?')
    await agent.rows.filter({ hasText: 'Anybody?' }).locator('[data-foyer="unread"]').waitFor()
    await eventually(() => agent.page.title()).not.toBe(before)
    await agent.openRow('Anybody?')
    await eventually(() =>
      agent.rows.filter({ hasText: 'Anybody?' }).locator('[data-foyer="unread"]').count(),
    ).toBe(0)
  })
})
