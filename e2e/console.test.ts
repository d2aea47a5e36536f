// The console by itself: signing in, lists with live counts, taking and giving, the FAQ and the settings as
// the widget then shows them, and the first start.
import type { Page, Request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Agent, agentOn } from './support/agent.ts'
import { startFoyer } from './support/foyer-server.ts'
import { shopPage } from './support/host-pages.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, type Visitor, visitorOn } from './support/visitor.ts'
import { networkDown } from './support/watch.ts'

const stage = setStage()

async function writeAs(text: string): Promise<Visitor> {
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say(text)
  await eventually(() => visitor.state()).toMatch(/sent|delivered/)
  return visitor
}

async function openSettings(agent: Agent, section: string): Promise<void> {
  await agent.page.goto(`${stage.server.url}/console/#/settings/demo/${section}`)
  await agent.hook(`section-${section}`).and(agent.page.locator('[aria-current]')).waitFor()
  await agent.page.locator('.settings-body').waitFor()
}

async function save(agent: Agent): Promise<void> {
  await agent.hook('save').click()
  await agent.hook('save').waitFor({ state: 'detached' })
}

const focusedHook = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-foyer'))

describe('signing in', () => {
  it('says one thing for a wrong address and a wrong password, and lets in with the right ones', async () => {
    stage.announce(/status of 40[13]/)
    const page = await (await stage.profile()).newPage()
    await page.goto(`${stage.server.url}/console/`)
    const agent = agentOn(page)
    const [who] = stage.server.agents
    const attempt = async (email: string, password: string) => {
      await agent.hook('email').fill(email)
      await agent.hook('password').fill(password)
      await page.keyboard.press('Enter')
    }
    await agent.hook('email').waitFor()
    await eventually(() => focusedHook(page)).toBe('email')
    await attempt(who!.email, 'not the password')
    const alert = page.getByRole('alert')
    await alert.waitFor()
    const words = await alert.textContent()
    await shoot(page, 'console-sign-in-wrong')
    await attempt('nobody@demo.example', 'not the password')
    await eventually(() => alert.textContent()).toBe(words)
    await attempt(who!.email, who!.password)
    await agent.hook('inbox').waitFor()
    expect(
      await agent.page.evaluate(() => [
        document.cookie,
        localStorage.length > 0 && JSON.stringify(localStorage),
      ]),
    ).not.toContain('fa_')
    const cookies = await page.context().cookies()
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax' })

    await agent.showList('all')
    await agent.hook('me').click()
    await agent.hook('sign-out').click()
    await agent.hook('leave-yes').click()
    await agent.hook('email').waitFor()
    await page.goBack()
    await agent.hook('email').waitFor()
    await page.reload()
    await agent.hook('email').waitFor()
    expect(await page.content()).not.toContain('data-foyer="row"')
  })

  it('[F05] signing out in one tab ends the other; a session that ended asks to sign in again', async () => {
    stage.announce(/status of 401/, /WebSocket/)
    const agent = await stage.agent()
    const second = agentOn(await agent.page.context().newPage())
    await second.page.goto(`${stage.server.url}/console/`)
    await second.hook('inbox').waitFor()
    await agent.hook('me').click()
    await agent.hook('sign-out').click()
    await agent.hook('leave-yes').click()
    await agent.hook('email').waitFor()
    await second.hook('email').waitFor()
  })

  it('[L04] `serve` makes no password: its one-time link makes the first agent and site, once', async () => {
    stage.announce(/status of 40\d/, networkDown)
    const server = await startFoyer('serve')
    try {
      await eventually(() => server.log.join('')).toMatch(/#\/setup\/\S+/)
      const link = server.log.join('').match(/http\S+#\/setup\/\S+/)![0]
      const page = await (await stage.profile()).newPage()
      const agent = agentOn(page)
      await page.goto(`${server.url}/console/`)
      await page.locator('.door h1').waitFor()
      expect(await agent.hook('email').count()).toBe(0)
      await page.goto(link)
      await page.reload()
      const form = agent.hook('setup')
      await form.waitFor()
      const fields = {
        name: 'Ada',
        email: 'ada@shop.example',
        password: 'short',
        'site-name': 'Ada’s Chairs',
        'site-origin': 'shop.example/path',
      }
      for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value)
      await agent.hook('submit').click()
      await page.getByRole('alert').first().waitFor()
      // What is wrong first is where one goes on.
      await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe(
        'password',
      )
      await shoot(page, 'console-setup')
      await form.locator('[name="password"]').fill('five green chairs in a row')
      await form.locator('[name="site-origin"]').fill(stage.hosts.origin)
      await agent.hook('submit').click()
      await agent.hook('rail').waitFor()
      expect(page.url()).not.toContain('setup')
      await shoot(page, 'console-first')

      const again = await (await stage.profile()).newPage()
      await again.goto(link)
      const used = agentOn(again)
      await used.hook('setup-used').waitFor()
      expect(await used.hook('setup').count()).toBe(0)
      await shoot(again, 'console-setup-used')
      await used.hook('setup-used').click()
      await used.hook('email').waitFor()

      // What it made works: the site’s page has the widget, and a first message arrives.
      const shop = await (await stage.profile()).newPage()
      const tag = (await agent.hook('script-tag').textContent())!
      await shop.goto(
        stage.hosts.add(`<!doctype html><html lang="en"><title>Ada</title><body>${tag}</body></html>`),
      )
      const visitor = visitorOn(shop)
      await visitor.talk()
      await visitor.say('First!')
      // A new site gives visitors out by itself, and there is one agent.
      await agent.showList('mine')
      await agent.openRow('First!')
      await agent.say('Welcome')
      await eventually(() => visitor.texts()).toEqual(['First!', 'Welcome'])
    } finally {
      await server.stop()
    }
  })
})

describe('the inbox', () => {
  it('[IN-1] [IN-3] lists and their counts are live: new, taken, closed', async () => {
    const [first, second] = await Promise.all([stage.agent(0), stage.agent(1)])
    await first.showList('unassigned')
    await second.showList('mine')
    const before = { unassigned: await first.count('unassigned'), mine: await second.count('mine') }
    const visitor = await writeAs('Count me')
    await eventually(() => first.count('unassigned')).toBe(before.unassigned + 1)
    await eventually(() => second.count('unassigned')).toBe(before.unassigned + 1)
    const row = first.rows.filter({ hasText: 'Count me' })
    await row.locator('[data-foyer="unread"]').waitFor()
    expect(await row.textContent()).toMatch(/Visitor \d+/)

    await second.showList('unassigned')
    await second.openRow('Count me')
    await second.hook('take').click()
    await eventually(() => second.count('mine')).toBe(before.mine + 1)
    await eventually(() => first.count('unassigned')).toBe(before.unassigned)
    await row.waitFor({ state: 'detached' })
    await first.showList('all')
    await first.rows.filter({ hasText: 'Count me' }).getByText('Noor').waitFor()
    await shoot(first.page, 'console-all')

    await visitor.say('And a second line')
    await eventually(() => first.rows.first().textContent()).toContain('And a second line')
    const closed = await first.count('closed')
    await second.hook('close').click()
    await second.hook('confirm-yes').click()
    await second.hook('closed').waitFor()
    await eventually(() => first.count('closed')).toBe(closed + 1)
    await first.rows.filter({ hasText: 'And a second line' }).waitFor({ state: 'detached' })
    await first.showList('closed')
    await first.rows.filter({ hasText: 'And a second line' }).waitFor()
  })

  it('[RT-10] a conversation is given to a colleague, who is told, and back to nobody', async () => {
    const [first, second] = await Promise.all([stage.agent(0), stage.agent(1)])
    await writeAs('For Noor')
    await first.showList('unassigned')
    await first.openRow('For Noor')
    await first.hook('assign').click()
    await first.hook('assign-to').filter({ hasText: 'Noor' }).click()
    await eventually(() => first.hook('assignee').textContent()).toContain('Noor')
    await second.showList('mine')
    await second.openRow('For Noor')
    await eventually(() => second.hook('assignee').textContent()).toMatch(/you/i)
    await second.hook('assign').click()
    await second.hook('assign-nobody').click()
    await first.rows.filter({ hasText: 'For Noor' }).waitFor()
  })

  it('[IN-4] a nickname given by one agent is seen by the other, in list, thread and panel', async () => {
    const [first, second] = await Promise.all([stage.agent(0), stage.agent(1)])
    await writeAs('Who am I?')
    await first.showList('all')
    await first.openRow('Who am I?')
    await first.hook('nickname').click()
    await first.hook('nickname-input').fill('Ms. Chair')
    await first.hook('nickname-input').press('Enter')
    await eventually(() => first.page.locator('.thread-title h2').textContent()).toBe('Ms. Chair')
    await second.showList('all')
    await second.openRow('Who am I?')
    await eventually(() => second.page.locator('.thread-title h2').textContent()).toBe('Ms. Chair')
    await second.rows.filter({ hasText: 'Ms. Chair' }).waitFor()
  })

  it('[IN-2] search finds a conversation by what was said in it and by nickname', async () => {
    const agent = await stage.agent()
    await writeAs('The word is rhododendron')
    await writeAs('Another matter')
    await agent.showList('all')
    await agent.page.keyboard.press('/')
    await eventually(() => focusedHook(agent.page)).toBe('search')
    await agent.page.keyboard.type('rhododendron')
    await eventually(() => agent.rows.allTextContents()).toHaveLength(1)
    expect(await agent.rows.first().textContent()).toContain('rhododendron')
    await agent.hook('search').fill('nothing has this in it')
    await agent.hook('list-empty').waitFor()
    await agent.hook('search').press('Escape')
    await eventually(() => agent.rows.count()).toBeGreaterThan(1)
  })

  it('[RT-9] the agent’s status is kept, and visitors hear whether anybody is there', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Online?')
    await eventually(() => visitor.part('presence').getAttribute('data-state')).toBe('agents')
    await agent.hook('me').click()
    await agent.hook('status-away').click()
    await eventually(() => agent.hook('status').textContent()).toMatch(/away/i)
    await eventually(() => visitor.part('presence').getAttribute('data-state')).toBe('closed')
    await agent.hook('me').click()
    await agent.hook('status-online').click()
    await eventually(() => visitor.part('presence').getAttribute('data-state')).toBe('agents')
  })

  it('[CV-13] an agent edits and deletes what was just said; both sides see it as such', async () => {
    const agent = await stage.agent()
    const visitor = await writeAs('Tell me the price')
    await agent.showList('all')
    await agent.openRow('Tell me the price')
    await agent.say('It is €100')
    await eventually(() => visitor.texts()).toContain('It is €100')
    await agent.message('It is €100').locator('.bubble').hover()
    await agent.message('It is €100').locator('[data-foyer="do-edit"]').click()
    await eventually(() => agent.composer.inputValue()).toBe('It is €100')
    await agent.composer.fill('It is €10')
    await agent.composer.press('Enter')
    await eventually(() => visitor.texts()).toEqual(['Tell me the price', 'It is €10'])
    await eventually(() => visitor.message('It is €10').textContent()).toMatch(/edited/)
    expect(await visitor.page.content()).not.toContain('€100')
  })
})

describe('the FAQ', () => {
  it('[AS-1] an entry is written, published, moved to the top and taken back, as the widget shows it', async () => {
    const agent = await stage.agent()
    await agent.hook('nav-assistant').click()
    await agent.hook('faq-row').first().waitFor()
    const questions = async () => {
      const visitor = await stage.visitor()
      await visitor.open()
      const found = await visitor.part('faq-entry').allTextContents()
      return found.map((text) => text.trim())
    }
    const before = await questions()
    expect(before.length).toBeGreaterThanOrEqual(6)

    await agent.hook('faq-new').click()
    await agent.hook('faq-save').waitFor()
    await agent.hook('faq-question').fill('Do you rent chairs?')
    await agent.hook('faq-category').fill('Renting')
    await agent.hook('faq-answer').fill('Yes, **from one day** on.')
    await agent.hook('faq-published').click()
    await agent.hook('faq-save').click()
    await agent.hook('faq-row').filter({ hasText: 'Do you rent chairs?' }).waitFor()
    await shoot(agent.page, 'console-faq')
    expect(await questions()).toEqual(before)

    await agent.hook('faq-published').click()
    await agent.hook('faq-save').click()
    await eventually(() => agent.hook('faq-save').isDisabled()).toBe(true)
    await eventually(questions).toEqual([...before, 'Do you rent chairs?'])

    const all = before.length + 1
    const handle = agent.page
      .locator('.faq-row')
      .filter({ hasText: 'Do you rent chairs?' })
      .locator('[data-foyer="faq-handle"]')
    await handle.focus()
    // Over the end of a category it comes into the next one, in the same place: a step more each time.
    const place = async () =>
      (await agent.hook('faq-row').allTextContents()).findIndex((text) => text.includes('rent chairs'))
    const categories = await agent.page.locator('.category-head').count()
    for (let step = 0; step < all + categories && (await place()) > 0; step++) {
      await agent.page.keyboard.press('ArrowUp')
      await agent.page.waitForFunction(() => document.activeElement?.matches('[data-foyer="faq-handle"]'))
    }
    expect(await place()).toBe(0)
    await eventually(async () => (await questions())[0]).toBe('Do you rent chairs?')

    // By pointer, from the first place to the third.
    const rows = agent.page.locator('.faq-row')
    const from = (await rows.nth(0).locator('[data-foyer="faq-handle"]').boundingBox())!
    const to = (await rows.nth(2).boundingBox())!
    await agent.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
    await agent.page.mouse.down()
    await agent.page.mouse.move(to.x + 10, to.y + to.height * 0.7, { steps: 6 })
    await agent.page.mouse.up()
    await eventually(async () =>
      (await agent.hook('faq-row').allTextContents()).findIndex((text) => text.includes('rent chairs')),
    ).toBe(2)

    const visitor = await stage.visitor()
    await visitor.open()
    await visitor.part('faq-entry').filter({ hasText: 'rent chairs' }).click()
    expect(await visitor.part('answer').locator('strong').textContent()).toBe('from one day')

    await agent.hook('faq-row').filter({ hasText: 'Do you rent chairs?' }).click()
    await agent.hook('faq-delete').click()
    await agent.hook('confirm-yes').click()
    await agent.hook('faq-row').filter({ hasText: 'Do you rent chairs?' }).waitFor({ state: 'detached' })
    await eventually(questions).toEqual(before)
  })

  it('[AS-1] what is not saved is not lost by a click elsewhere, and what is missing is said', async () => {
    const agent = await stage.agent()
    await agent.hook('nav-assistant').click()
    await agent.hook('faq-new').click()
    await agent.hook('faq-question').fill('Half a question')
    await agent.hook('faq-save').click()
    await agent.page.getByRole('alert').first().waitFor()
    await agent.hook('list-mine').click()
    await agent.page.getByRole('dialog').waitFor()
    await agent.page.getByRole('dialog').getByRole('button').first().click()
    expect(await agent.hook('faq-question').inputValue()).toBe('Half a question')
  })
})

describe('settings', () => {
  it('[SC-4] types of files are typed with their commas, and what the server refuses is said at the field', async () => {
    const agent = await stage.agent()
    stage.announce(/400 \(Bad Request\)/)
    await openSettings(agent, 'messages')
    const types = agent.hook('upload-types')
    const before = await types.inputValue()
    await types.fill('')
    await types.pressSequentially('image/*, pdf')
    expect(await types.inputValue()).toBe('image/*, pdf')
    await agent.hook('save').click()
    await agent.page.locator('.field-error').getByText('A type is written as').waitFor()
    expect(await types.getAttribute('aria-invalid')).toBe('true')
    await agent.hook('discard').click()
    await eventually(() => types.inputValue()).toBe(before)
  })

  it('[WG-2] colour, title and launcher show at once in the preview, and in the widget once saved', async () => {
    const agent = await stage.agent()
    await openSettings(agent, 'appearance')
    await agent.hook('look-title').waitFor()
    const before = await agent.hook('look-title').inputValue()
    const color = await agent.hook('look-color').inputValue()
    await agent.hook('look-color').fill('#be185d')
    await agent.hook('look-title').fill('Ask the carpenters')
    await agent.hook('look-launcher-text').fill('Questions?')
    await agent.hook('preview').getByText('Ask the carpenters').first().waitFor()
    await shoot(agent.page, 'console-appearance')
    const old = await stage.visitor()
    await old.launcher.waitFor()
    expect(await old.launcher.textContent()).not.toContain('Questions?')
    await save(agent)

    const visitor = await stage.visitor()
    await visitor.launcher.getByText('Questions?').waitFor()
    expect(await visitor.launcher.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe(
      'rgb(190, 24, 93)',
    )
    await visitor.open()
    await visitor.panel.getByText('Ask the carpenters').waitFor()

    // The page may want it otherwise.
    const other = await stage.visitor({
      attributes: 'data-color="#0f766e" data-title="Ours" data-position="start"',
    })
    await other.launcher.waitFor()
    expect(await other.launcher.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe(
      'rgb(15, 118, 110)',
    )
    expect((await other.launcher.boundingBox())!.x).toBeLessThan(100)

    await agent.hook('look-color').fill(color)
    await agent.hook('look-title').fill(before)
    await agent.hook('look-launcher-text').fill('')
    await save(agent)
  })

  it('[CV-2] the welcome of each language is what its visitors read', async () => {
    const agent = await stage.agent()
    await openSettings(agent, 'welcome')
    const before = await agent.hook('welcome-en').inputValue()
    await agent.hook('welcome-en').fill('Good **evening**, what can we build for you?')
    await save(agent)
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.panel.getByText('Good evening, what can we build for you?').waitFor()
    const arabic = await stage.visitor({ page: 'lang="ar" dir="rtl"' })
    await arabic.talk()
    await arabic.panel.getByText('أهلاً بك').waitFor()
    await agent.hook('welcome-en').fill(before)
    await save(agent)
  })

  it('[SC-4] an origin that is taken off the list gets no widget, one that is added gets it', async () => {
    stage.announce(networkDown)
    const agent = await stage.agent()
    await openSettings(agent, 'origins')
    const other = stage.hosts.origin.replace('localhost', 'shop.localhost')
    const visit = async () => {
      const page = await (await stage.profile()).newPage()
      const answered = new Promise((done) => {
        const look = (request: Request) => void (request.url().includes('/widget?') && done(null))
        page.on('requestfinished', look)
        page.on('requestfailed', look)
      })
      await page.goto(stage.hosts.add(shopPage(stage.server.url)).replace(stage.hosts.origin, other))
      await answered
      return page.locator('foyer-widget')
    }
    await eventually(async () => (await visit()).count()).toBe(0)
    await agent.hook('origin-input').fill('not an address')
    await agent.hook('origin-add').click()
    await agent.page.getByRole('alert').waitFor()
    await agent.hook('origin-input').fill(other)
    await agent.hook('origin-input').press('Enter')
    await agent.hook('origins').getByText(other).waitFor()
    await save(agent)
    await (await visit()).locator('button').first().waitFor()
    await agent.hook('origins').locator('li').filter({ hasText: other }).getByRole('button').click()
    await save(agent)
    await eventually(async () => (await visit()).count()).toBe(0)
  })

  it('[WG-1] the script tag to copy is the one that works; the widget can be switched off', async () => {
    const agent = await stage.agent()
    await openSettings(agent, 'install')
    const tag = (await agent.hook('script-tag').textContent())!.trim()
    const copy = (await agent.hook('copy-script').boundingBox())!
    expect(copy.x + copy.width).toBeLessThan(1264)
    const page = await (await stage.profile()).newPage()
    await page.goto(
      stage.hosts.add(`<!doctype html><html lang="en"><title>Pasted</title><body>${tag}</body></html>`),
    )
    await visitorOn(page).launcher.waitFor()

    const talking = await stage.visitor()
    await talking.talk()
    await talking.say('Is somebody there?')
    await eventually(() => talking.part('presence').getAttribute('data-state')).toBe('agents')

    await openSettings(agent, 'general')
    await agent.hook('enabled').click()
    await save(agent)
    // Who talks is told in every place: nobody is said to be there, and no place in a queue is kept.
    await talking.part('link').getByText('switched off').waitFor()
    expect(await talking.part('presence').getAttribute('data-state')).toBe('closed')
    expect(await talking.part('place').textContent()).toBe('')
    // Trying again tells the same, and what was written waits.
    await talking.input.fill('Anybody?')
    await talking.input.press('Enter')
    await talking.part('link').getByText('switched off').waitFor()
    await talking.page.waitForTimeout(3_000)
    expect(await talking.part('link').textContent()).toContain('switched off')
    expect(await talking.part('presence').getAttribute('data-state')).toBe('closed')
    const off = await stage.visitor()
    await off.page.waitForLoadState('networkidle')
    expect(await off.page.locator('foyer-widget').count()).toBe(0)
    await agent.hook('enabled').click()
    await save(agent)
    const on = await stage.visitor()
    await on.launcher.waitFor()
    await talking.input.fill('Still here')
    await talking.input.press('Enter')
    await eventually(() => talking.texts()).toEqual(['Is somebody there?', 'Anybody?', 'Still here'])
    await eventually(() => talking.state()).toMatch(/^(sent|delivered|read)$/)
  })

  it('[CV-7] [CV-8] receipts and quoting can be switched off for visitors', async () => {
    const agent = await stage.agent()
    await openSettings(agent, 'messages')
    await agent.hook('receipts-visitor').click()
    await agent.hook('quoting-visitor').click()
    await save(agent)
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Do you see this?')
    await eventually(() => visitor.state()).toMatch(/sent|delivered/)
    await agent.page.goto(`${stage.server.url}/console/#/inbox/unassigned`)
    await agent.openRow('Do you see this?')
    await agent.say('I do')
    await eventually(() => visitor.texts()).toHaveLength(2)
    expect(await visitor.state()).not.toBe('read')
    expect(await visitor.part('quote-button').count()).toBe(0)
    await openSettings(agent, 'messages')
    await agent.hook('receipts-visitor').click()
    await agent.hook('quoting-visitor').click()
    await save(agent)
  })
})

describe('the demo', () => {
  it('its page and its console are there, the way the README says', async () => {
    const page = await (await stage.profile()).newPage()
    await page.goto(`${stage.server.url}/demo/`)
    const visitor = visitorOn(page)
    await visitor.open()
    await shoot(page, 'demo-page')
    expect(await visitor.part('faq-entry').count()).toBeGreaterThanOrEqual(6)
    await visitor.talk()
    await visitor.say('From the demo page')
    const agent = await stage.agent()
    await agent.showList('unassigned')
    await agent.openRow('From the demo page')
    await agent.say('Welcome to the demo')
    await eventually(() => visitor.texts()).toEqual(['From the demo page', 'Welcome to the demo'])
  })
})
