// The inbox's lists as an agent uses them: by keyboard alone through a day, with a colleague at the same
// conversation, narrowed and searched, on a phone and in Arabic.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { audit } from './support/axe.ts'
import { setUp } from './support/desk.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually } from './support/visitor.ts'

const stage = setStage()
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

async function ask(text: string) {
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say(text)
  await eventually(() => visitor.state()).toBe('sent')
  return visitor
}

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-foyer') ?? document.activeElement?.tagName)

describe('the inbox’s lists', () => {
  it('[IN-18] [CV-3] [IN-3] [IN-12] an agent’s day by keyboard alone', async () => {
    const first = await ask('Where is my parcel?')
    await ask('Do you ship to Norway?')
    const agent = await stage.agent(0)
    const { page } = agent
    const { keyboard } = page
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])

    // The next unread one, answered, put off, and found again where it sleeps.
    await keyboard.press('2')
    await agent.rows.filter({ hasText: 'Norway' }).waitFor()
    await keyboard.press('u')
    await agent.message('Norway').waitFor()
    await keyboard.press('r')
    await eventually(() => focused(page)).toBe('composer-text')
    await keyboard.type('We do')
    await keyboard.press('Enter')
    await agent.message('We do').waitFor()
    await keyboard.press('Escape')
    await keyboard.press('s')
    await eventually(() => focused(page)).toMatch(/^snooze-/)
    await shoot(page, 'lists-more-menu')
    await keyboard.press('t')
    await keyboard.press('Enter')
    await agent
      .hook('assignee')
      .getByText(/^Snoozed until/)
      .waitFor()
    await keyboard.press('7')
    await agent.rows.filter({ hasText: 'We do' }).locator('[data-foyer="snoozed-until"]').waitFor()
    await eventually(() => agent.count('snoozed')).toBe(1)
    await shoot(page, 'lists-snoozed')

    // Taken, pinned, noted.
    await keyboard.press('2')
    await agent.rows.filter({ hasText: 'parcel' }).waitFor()
    await keyboard.press('j')
    await agent.message('parcel').waitFor()
    await keyboard.press('t')
    await agent.hook('assignee').getByText('Assigned to you').waitFor()
    await keyboard.press('p')
    await keyboard.press('1')
    await agent.rows.filter({ hasText: 'parcel' }).locator('[data-foyer="pinned"]').waitFor()
    await keyboard.press('j')
    await agent.message('parcel').waitFor()
    await keyboard.press('n')
    await eventually(() => focused(page)).toBe('composer-text')
    await keyboard.type('Asked the courier')
    await keyboard.press('Enter')
    await agent.hook('note').filter({ hasText: 'Asked the courier' }).waitFor()
    await keyboard.press('Escape')

    // The whole thread, by the palette.
    await keyboard.press('Control+k')
    await agent.hook('palette-input').waitFor()
    await keyboard.type('copy the whole')
    await keyboard.press('Enter')
    await eventually(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /Where is my parcel\?[\s\S]*Note by[\s\S]*Asked the courier/,
    )

    // Anywhere else and back.
    await keyboard.press('Control+k')
    await agent.hook('palette-input').waitFor()
    await keyboard.type('quick replies')
    await keyboard.press('Enter')
    await page.waitForURL(/#\/quickReplies/)

    // A word of a message, and back at its place.
    await keyboard.press('4')
    await keyboard.press('/')
    await keyboard.type('parcel')
    await agent.hook('search-messages').waitFor()
    await keyboard.press('Tab')
    await keyboard.press('ArrowRight')
    await eventually(() => focused(page)).toBe('search-messages')
    const hit = agent.hook('hit').filter({ hasText: 'Where is my parcel' })
    await eventually(async () => {
      if ((await hit.count()) === 0) {
        // A few seconds late: asked again as a person would, by another letter.
        await agent.hook('search').fill('parce')
        await page.waitForTimeout(600)
        await agent.hook('search').fill('parcel')
        await page.waitForTimeout(600)
      }
      return hit.count()
    }).toBe(1)
    await shoot(page, 'lists-hits')
    await hit.focus()
    await keyboard.press('Enter')
    await agent.message('parcel').waitFor()

    // Closed, after a look at the sheet that says all this.
    // The thread takes the focus when it is there.
    await eventually(() => focused(page)).not.toBe('hit')
    await eventually(async () => {
      await keyboard.press('/')
      return focused(page)
    }).toBe('search')
    await keyboard.press('Escape')
    await keyboard.press('?')
    await agent.hook('help').getByText('Snooze', { exact: true }).waitFor()
    await shoot(page, 'lists-help')
    await keyboard.press('Escape')
    await agent.hook('help').waitFor({ state: 'detached' })
    await keyboard.press('e')
    await agent.hook('confirm').waitFor()
    await keyboard.press('Enter')
    await agent.hook('closed').waitFor()
    await keyboard.press('8')
    await agent.rows.filter({ hasText: 'parcel' }).waitFor()
    await first.part('ended').waitFor()
  })

  it('[RT-12] two at one conversation see each other, and are warned before they say the same', async () => {
    const visitor = await ask('Can both of you read this?')
    const [ada, noor] = [await stage.agent(0), await stage.agent(1)]
    for (const one of [ada, noor]) {
      await one.showList('all')
      await one.openRow('both of you')
    }
    await ada.hook('looking').waitFor()
    expect(await ada.hook('looking').getAttribute('aria-label')).toMatch(/Noor Haddad/)
    await noor.composer.pressSequentially('I will ans')
    await ada
      .hook('collision')
      .getByText(/Noor Haddad is writing/)
      .waitFor()
    await shoot(ada.page, 'lists-collision')
    await ada.composer.pressSequentially('Let me')
    await noor.composer.press('Enter')
    await ada
      .hook('collision')
      .getByText(/has answered while/)
      .waitFor()
    await eventually(() => visitor.texts()).toContain('I will ans')
    await noor.page.close()
    await ada.hook('looking').waitFor({ state: 'detached' })
  })

  it('[RT-13] [IN-2] rows count down to when an answer is due; filters narrow the list', async () => {
    await setUp(stage.server, { inbox: { alarms: { first: 20_000, later: 60_000, nudge: 0 } } })
    await ask('Is anybody there?')
    const agent = await stage.agent(0)
    await agent.showList('all')
    const row = agent.rows.filter({ hasText: 'anybody there' })
    await row.locator('[data-foyer="countdown"]').waitFor()
    expect(await row.locator('[data-foyer="countdown"]').textContent()).toMatch(/^0:[01]\d$/)
    await eventually(() => row.locator('[data-foyer="countdown"]').textContent(), 40_000).toMatch(/^\+0:0\d$/)
    await shoot(agent.page, 'lists-countdown')
    await agent.hook('filter').click()
    await agent.hook('filters').waitFor()
    await agent.hook('filter-tag').fill('nosuchtag')
    await agent.hook('list-empty').waitFor()
    await shoot(agent.page, 'lists-filters')
    expect(await audit(agent.page)).toEqual([])
    await agent.hook('filter-clear').click()
    await row.waitFor()
    await agent.hook('filter-status').selectOption('any')
    await row.waitFor()
    await agent.page.emulateMedia({ colorScheme: 'dark' })
    await shoot(agent.page, 'lists-filters-dark')
  })

  it('[RT-13] who has a visitor that waits is reminded wherever the console stands, once, and goes there', async () => {
    await setUp(stage.server, { inbox: { alarms: { first: 0, later: 90_000, nudge: 1_000 } } })
    const visitor = await ask('Have you found it?')
    const agent = await stage.agent(0)
    const { page } = agent
    const goTo = (hash: string) =>
      page.evaluate((place) => {
        location.hash = place
      }, hash)
    await agent.showList('all')
    await agent.openRow('found it')
    await agent.say('I am looking')
    await eventually(() => visitor.texts()).toContain('I am looking')
    // While one has it open one needs no reminder.
    await goTo('#/preferences')
    await agent.hook('inbox').waitFor({ state: 'detached' })
    await visitor.say('And now?')
    const toasts = agent.hook('toasts')
    await toasts.getByText(/still waits for your answer/).waitFor({ timeout: deadline })
    await shoot(page, 'lists-reminder')
    await agent.hook('nudge-open').click()
    await agent.message('And now?').waitFor()
    const countdown = agent.rows.filter({ hasText: 'And now?' }).locator('[data-foyer="countdown"]')
    expect(await countdown.textContent()).toMatch(/^[01]:\d\d$/)
    expect(await toasts.textContent()).toBe('')
    await goTo('#/preferences')
    await agent.hook('inbox').waitFor({ state: 'detached' })
    await goTo('#/inbox/all')
    await agent.openRow('And now?')
    expect(await toasts.textContent()).toBe('')
    await agent.say('It is on its way')
    await countdown.waitFor({ state: 'detached' })
  })

  it('[IN-1] [IN-3] what counts as unread is the site’s to say; one who may pins for a colleague', async () => {
    await ask('Do I count?')
    const [agent, noor] = [await stage.agent(0), await stage.agent(1)]
    const row = agent.rows.filter({ hasText: 'Do I count?' })
    await agent.showList('unread')
    await row.waitFor()
    for (const [counts, state] of [
      [false, 'detached'],
      [true, 'visible'],
    ] as const) {
      await setUp(stage.server, { inbox: { unread: { unassigned: counts } } })
      await agent.showList('all')
      await agent.showList('unread')
      await row.waitFor({ state })
    }
    await agent.openRow('Do I count?')
    await agent.hook('more').click()
    await agent.hook('pin-for').filter({ hasText: 'Noor Haddad' }).click()
    await noor.showList('all')
    await noor.rows
      .first()
      .filter({ hasText: 'Do I count?' })
      .locator('[data-foyer="pinned"]')
      .waitFor({ timeout: deadline })
    expect(await agent.hook('pinned').count()).toBe(0)
  })

  it('[WG-15] [IN-3] a text that is cut is cut at its end, whichever direction it has', async () => {
    const texts = [
      'First there is a long question about the oak chair in the window and the table beside it',
      'أولاً عندي سؤال طويل عن الكرسي والطاولة وموعد التوصيل إلى المنزل في الأسبوع القادم',
    ]
    for (const text of texts) await ask(text)
    for (const locale of ['en-GB', 'ar-EG']) {
      const agent = await stage.agent(0, { locale })
      await agent.showList('all')
      for (const text of texts) {
        const row = agent.rows.filter({ hasText: text })
        await row.waitFor({ timeout: deadline })
        // Whether the first word, and the last, are within what is seen of it.
        const seen = await row.locator('.row-preview').evaluate((line) => {
          const text = document.createTreeWalker(line.querySelector('bdi')!, NodeFilter.SHOW_TEXT).nextNode()!
          const box = line.getBoundingClientRect()
          return [0, text.nodeValue!.length - 1].map((at) => {
            const range = document.createRange()
            range.setStart(text, at)
            range.setEnd(text, at + 1)
            const { left, right } = range.getBoundingClientRect()
            return left >= box.left - 1 && right <= box.right + 1
          })
        })
        expect(seen, `${locale}: ${text}`).toEqual([true, false])
      }
      // Beside the panel the visitor's name is whole.
      await agent.openRow('First there')
      await agent.hook('panel-toggle').and(agent.page.locator('[aria-pressed="true"]')).waitFor()
      await agent.hook('transcript').waitFor({ timeout: deadline })
      const name = agent.page.locator('.thread-title bdi')
      expect(await name.textContent()).toMatch(/\d{5}/)
      expect(await name.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0)
      await shoot(agent.page, `lists-cut-${locale}`)
    }
  })

  it('[IN-18] [WG-9] lists, filters and a thread on a phone, in Arabic too', async () => {
    await ask('On a phone')
    for (const [locale, name] of [
      ['en-GB', 'phone'],
      ['ar', 'phone-ar'],
    ] as const) {
      const agent = await stage.agent(0, { ...phone, locale })
      const { page } = agent
      const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
      await page.goto(`${stage.server.url}/console/#/inbox/all`)
      await agent.rows.first().waitFor()
      await shoot(page, `lists-${name}`)
      expect(await fits()).toBe(true)
      await agent.hook('filter').click()
      await agent.hook('filters').waitFor()
      await shoot(page, `lists-${name}-filters`)
      expect(await fits()).toBe(true)
      await agent.hook('filter').click()
      await agent.openRow('On a phone')
      await agent.hook('more').click()
      await agent.hook('pin').waitFor()
      await shoot(page, `lists-${name}-thread`)
      expect(await fits()).toBe(true)
      await agent.hook('snooze-pick').click()
      await agent.hook('snooze-dialog').waitFor()
      await shoot(page, `lists-${name}-snooze`)
      await page.keyboard.press('Escape')
      const desk = await stage.agent(0, { locale })
      await desk.showList('all')
      await desk.page.emulateMedia({ colorScheme: 'dark' })
      await desk.openRow('On a phone')
      await shoot(desk.page, `lists-${name.replace('phone', 'desk')}-dark`)
      await desk.page.goto(`${stage.server.url}/console/#/settings/${stage.server.site}/inbox`)
      await desk.hook('alarm-first').waitFor()
      await shoot(desk.page, `lists-${name.replace('phone', 'desk')}-settings`)
    }
  })
})
