// What agents and those who set up routing see of rules that others only feel: what comes first, who comes back to
// whom, who is received how, when silence ends a conversation; and a day of an agent on a phone.
import type { RoutingGroup, RoutingSettings } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import type { Agent } from './support/agent.ts'
import { audit } from './support/axe.ts'
import { setUp, widgetOf } from './support/desk.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually, type Visitor } from './support/visitor.ts'

const stage = setStage()
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const plain = { isOn: false, groups: [], rules: [], plans: [], lastAgent: false }

async function ask(text: string, visitor?: Visitor): Promise<Visitor> {
  const one = visitor ?? (await stage.visitor())
  await one.talk()
  await one.say(text)
  await eventually(() => one.state()).not.toBe('sending')
  return one
}

async function agentIds(): Promise<Record<string, string>> {
  const answer = await fetch(`${stage.server.url}/v1/sites/${stage.server.site}/agents`, {
    headers: { authorization: `Bearer ${stage.server.agents[0]!.token}` },
  })
  const { agents } = (await answer.json()) as { agents: { id: string; name: string }[] }
  return Object.fromEntries(agents.map(({ id, name }) => [name, id]))
}

const setRouting = (routing: Partial<RoutingSettings>) =>
  setUp(stage.server, { routing: { ...plain, ...routing } })

function group(name: string, agent: string, over: Partial<RoutingGroup> = {}): RoutingGroup {
  const members = [{ agent, skill: 5 }]
  const id = crypto.randomUUID()
  return { id, name, members, choice: 'leastLoaded', overflow: null, hours: null, offered: false, ...over }
}

async function end(agent: Agent): Promise<void> {
  await agent.hook('close').click()
  await agent.hook('confirm').waitFor()
  await agent.page.keyboard.press('Enter')
  await agent.hook('closed').waitFor({ timeout: deadline })
}

describe('what routing decides, as it is seen', () => {
  it('[RT-3] [RT-7] [IN-2] a rule goes before the visitor’s own choice, overflow after both; lists narrow by group', async () => {
    const ids = await agentIds()
    const robin = await stage.agent(0)
    const care = group('Care', ids['Robin Vale']!)
    // Nobody of it is online, so that its visitors overflow.
    const sales = group('Sales', ids['Noor Haddad']!, { overflow: care.id })
    const chosen = group('Returns', ids['Robin Vale']!, { offered: true })
    const rule = {
      id: crypto.randomUUID(),
      name: 'Sofas',
      when: [{ on: 'page' as const, how: 'contains' as const, values: ['/sofas'] }],
      to: { group: sales.id },
    }
    await setRouting({ isOn: true, groups: [care, sales, chosen], rules: [rule] })
    await robin.page.evaluate(() => {
      location.hash = '#/routing/demo'
    })
    await robin.hook('routing-try').waitFor({ timeout: deadline })
    await robin.hook('routing-try').locator('summary').first().click()
    const tried = async (page: string, choice: string) => {
      await robin.hook('try-page').fill(page)
      await robin.hook('try-group').selectOption({ label: choice })
      await robin.hook('try').click()
      return robin.hook('tried-why')
    }
    const none = (await robin.hook('try-group').locator('option').first().textContent())!
    await eventually(async () => (await tried('https://a.example/', none)).textContent()).toMatch(/among all/)
    await eventually(async () => (await tried('https://a.example/', 'Returns')).textContent()).toMatch(
      /the visitor chose .Returns/,
    )
    await eventually(async () => (await tried('https://a.example/sofas', 'Returns')).textContent()).toMatch(
      /nobody of .Sales. was free, so .Care/,
    )
    await robin.hook('tried').scrollIntoViewIfNeeded()
    await shoot(robin.page, 'day-precedence')
    expect(await robin.hook('tried-to').textContent()).toBe('To Robin Vale')

    await setRouting({ isOn: true, groups: [care, sales, chosen], rules: [{ ...rule, when: [] }] })
    await ask('Somebody for my sofa?')
    await robin.page.goto(`${stage.server.url}/console/#/inbox/all`)
    const row = robin.rows.filter({ hasText: 'Somebody for my sofa?' })
    await row.waitFor({ timeout: deadline })
    await robin.hook('filter').click()
    await robin.hook('filter-group').selectOption({ label: 'Returns' })
    await robin.hook('list-empty').waitFor({ timeout: deadline })
    await robin.hook('filter-group').selectOption({ label: 'Care' })
    await row.waitFor({ timeout: deadline })
    await shoot(robin.page, 'day-group-filter')
    await setRouting({})
  })

  it('[RT-5] who comes back is given to the agent who closed the last conversation, though another has less to do', async () => {
    const [robin, noor] = await Promise.all([stage.agent(0), stage.agent(1)])
    const visitor = await ask('My first question')
    await ask('Somebody else, for Noor')
    for (const text of ['Somebody else, for Noor', 'My first question']) {
      await noor.showList('unassigned')
      await noor.openRow(text)
      await noor.hook('take').click()
      await noor.hook('assignee').getByText('Assigned to you').waitFor({ timeout: deadline })
    }
    await end(noor)
    await visitor.part('ended').waitFor({ timeout: deadline })
    await setRouting({ isOn: true, lastAgent: true })
    await visitor.part('start-new').click()
    await ask('It is me again', visitor)
    await noor.showList('mine')
    await noor.openRow('It is me again')
    const why = noor.hook('why').last()
    await why.waitFor({ timeout: deadline })
    expect(await why.textContent()).toMatch(/had the last conversation/)
    await shoot(noor.page, 'day-last-agent')
    expect(await robin.rows.filter({ hasText: 'It is me again' }).count()).toBe(0)
    await setRouting({})
  })

  it('[RT-8] visitors of one language are greeted by their plan, the others by the site', async () => {
    const plan = {
      id: crypto.randomUUID(),
      name: 'Germany',
      when: [{ on: 'language' as const, how: 'is' as const, values: ['de'] }],
      mode: 'humanOnly' as const,
      welcome: { de: 'Willkommen bei unserem deutschen Team.' },
    }
    await setRouting({ plans: [plan] })
    const german = await stage.visitor({ page: 'lang="de"' }, { locale: 'de-DE' })
    await german.talk()
    await german.panel.getByText('Willkommen bei unserem deutschen Team.').waitFor({ timeout: deadline })
    await shoot(german.page, 'day-plan')
    const english = await stage.visitor()
    await english.talk()
    await english.panel
      .getByText((await widgetOf(stage.server)).welcome.split('\n')[0]!.slice(0, 20))
      .first()
      .waitFor({ timeout: deadline })
    expect(await english.panel.textContent()).not.toContain('Willkommen')
    await setRouting({})
  })
})

describe('silence, and what is taken along', () => {
  it('[CV-6] a visitor who says nothing more is warned, then told that it is closed; the agent sees why', async () => {
    const agent = await stage.agent(0)
    const visitor = await ask('I will be silent now')
    await setUp(stage.server, { idle: { bot: 0, human: 6_000, warn: 4_000 } })
    await agent.showList('unassigned')
    await agent.openRow('I will be silent now')
    await agent.say('Are you still there?')
    await visitor.message('Are you still there?').waitFor({ timeout: deadline })
    await visitor.panel.getByText('closes soon if nobody writes').waitFor({ timeout: 30_000 })
    await shoot(visitor.page, 'day-idle-warned')
    await visitor.part('ended').waitFor({ timeout: 30_000 })
    await agent.hook('closed').waitFor({ timeout: deadline })
    await shoot(visitor.page, 'day-idle-closed')
    await shoot(agent.page, 'day-idle-agent')
    await setUp(stage.server, { idle: { bot: 0, human: 0, warn: 0 } })
  })

  it('[CV-14] an agent takes a thread along as text, notes left out', async () => {
    await ask('Please write this down')
    const agent = await stage.agent(0)
    await agent.showList('unassigned')
    await agent.openRow('Please write this down')
    await agent.say('It is written')
    await agent.note('for us alone')
    await agent.hook('note').first().waitFor({ timeout: deadline })
    await agent.hook('transcript').first().click()
    const download = agent.page.waitForEvent('download', { timeout: deadline })
    await agent.hook('transcript-text').click()
    const chunks: Buffer[] = []
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    expect(text).toMatch(/Please write this down[\s\S]*It is written/)
    expect(text).not.toContain('for us alone')
  })
})

describe('what is told in passing', () => {
  it.each([
    ['desktop', 'en-GB', {}],
    ['desktop', 'ar-EG', {}],
    ['phone', 'en-GB', phone],
    ['phone', 'ar-EG', phone],
  ] as const)('[IN-18] lies on nothing that one works with (%s, %s)', async (name, locale, options) => {
    await ask(`Told in passing, ${name} ${locale}`)
    const agent = await stage.agent(0, { ...options, locale })
    await agent.page.evaluate(() => {
      location.hash = '#/inbox/unassigned'
    })
    await agent.openRow(`Told in passing, ${name}`)
    await agent.composer.waitFor({ timeout: deadline })
    await agent.hook('take').click()
    const toast = agent.page.locator('.toast')
    await toast.waitFor({ timeout: deadline })
    await shoot(agent.page, `toast-${name}-${locale}`)
    const boxOf = async (one: typeof toast) => (await one.boundingBox())!
    const [box, thread] = [await boxOf(toast), await boxOf(agent.page.locator('.thread-holder'))]
    expect(box.y).toBeGreaterThanOrEqual(thread.y)
    expect(box.y + box.height).toBeLessThan(thread.y + 80)
    expect(box.x).toBeGreaterThanOrEqual(thread.x)
    expect(box.x + box.width).toBeLessThanOrEqual(thread.x + thread.width)
    // In the middle of the column.
    expect(Math.abs(box.x + box.width / 2 - thread.x - thread.width / 2)).toBeLessThan(2)
  })
})

describe('a day on a phone', () => {
  it('[IN-18] [IN-3] [CV-3] [CV-14] found, taken, answered, noted, snoozed and closed with a thumb', async () => {
    const visitor = await ask('From the train')
    await ask('From the bus')
    const agent = await stage.agent(0, phone)
    const { page } = agent
    const fits = async () =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    const list = async (name: string) => {
      if (await agent.hook('back').isVisible()) await agent.hook('back').tap()
      await agent.hook('rail-toggle').tap()
      await agent.hook(`list-${name}`).tap()
      await fits()
    }
    const open = async (text: string) => {
      await agent.rows.filter({ hasText: text }).first().tap()
      await agent.hook('thread').waitFor({ timeout: deadline })
      await fits()
    }
    await list('unassigned')
    await shoot(page, 'day-phone-list')
    await open('From the train')
    await agent.hook('take').tap()
    await agent.hook('assignee').getByText('Assigned to you').waitFor({ timeout: deadline })
    await agent.composer.fill('We have you')
    await agent.hook('send').tap()
    await eventually(() => visitor.texts()).toContain('We have you')
    await agent.hook('mode-note').tap()
    await agent.composer.fill('In tunnels, slow')
    await agent.hook('send').tap()
    await agent.hook('note').filter({ hasText: 'In tunnels' }).waitFor({ timeout: deadline })
    await shoot(page, 'day-phone-thread')
    expect(await audit(page)).toEqual([])
    await list('mine')
    await agent.rows.filter({ hasText: 'We have you' }).waitFor({ timeout: deadline })
    await list('unassigned')
    await open('From the bus')
    await agent.hook('more').tap()
    await agent.hook('snooze-pick').waitFor({ timeout: deadline })
    await shoot(page, 'day-phone-more')
    // By its menu, where the bar has no room for it.
    const download = page.waitForEvent('download', { timeout: deadline })
    await agent.hook('save-thread').tap()
    expect((await download).suggestedFilename()).toMatch(/\.txt$/)
    await agent.hook('more').tap()
    await page.locator('[data-foyer^="snooze-"]').first().tap()
    await list('snoozed')
    await agent.rows.filter({ hasText: 'From the bus' }).waitFor({ timeout: deadline })
    await list('mine')
    await open('We have you')
    await agent.hook('close').tap()
    await agent.hook('confirm').waitFor({ timeout: deadline })
    await shoot(page, 'day-phone-close')
    await agent.hook('confirm-yes').tap()
    await agent.hook('closed').waitFor({ timeout: deadline })
    await visitor.part('ended').waitFor({ timeout: deadline })
    await list('closed')
    await agent.rows.first().waitFor({ timeout: deadline })
    await shoot(page, 'day-phone-closed')
  })

  it.each(['en-GB', 'ar-EG'])(
    '[IN-18] [IN-4] the name is whole, also while a message has its buttons; the menu beside it is as high as it can be (%s)',
    async (locale) => {
      await ask(`Who am I, ${locale}`)
      const agent = await stage.agent(0, { ...phone, locale })
      const { page } = agent
      await page.evaluate(() => {
        location.hash = '#/inbox/unassigned'
      })
      await agent.openRow(`Who am I, ${locale}`)
      const name = page.locator('.thread-title h2')
      await eventually(() => name.textContent()).toMatch(/^Visitor \d{5}$/)
      const text = name.locator('bdi')
      expect(await text.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)

      await agent.message('Who am I').locator('.bubble').tap()
      const tools = agent.message('Who am I').locator('.message-tools')
      await eventually(() => tools.evaluate((one) => getComputedStyle(one).opacity)).toBe('1')
      await shoot(page, `phone-tools-${locale}`)
      const [over, author] = [await tools.boundingBox(), await agent.hook('author').first().boundingBox()]
      expect(over!.y + over!.height).toBeLessThanOrEqual(author!.y)

      await agent.hook('more').tap()
      await agent.hook('assign-nobody').waitFor({ timeout: deadline })
      await shoot(page, `phone-more-${locale}`)
      const isAsHigh = await page.getByRole('menu').evaluate((one) => {
        const { bottom, top } = one.getBoundingClientRect()
        return one.scrollHeight <= one.clientHeight || (bottom > innerHeight - 20 && top > 0)
      })
      expect(isAsHigh).toBe(true)
      expect(await audit(page)).toEqual([])
      await agent.hook('assign-to').first().tap()
      await agent.hook('take').waitFor({ state: 'detached', timeout: deadline })
    },
  )

  it('[IN-18] nothing shows beside the day at the head of the thread, however far it is scrolled', async () => {
    const visitor = await ask('Since when')
    await visitor.say(
      Array.from({ length: 30 }, (_, n) => `Line ${n}`)
        .join(' '.repeat(3))
        .repeat(4),
    )
    await eventually(() => visitor.state()).not.toBe('sending')
    const agent = await stage.agent(0, { ...phone, viewport: { width: 360, height: 480 } })
    const { page } = agent
    await page.evaluate(() => {
      location.hash = '#/inbox/unassigned'
    })
    await agent.openRow()
    await agent.message('Line 29').waitFor({ timeout: deadline })
    const isCovered = await page.evaluate(() => {
      const day = document.querySelector('.thread-day')!
      const line = document.querySelector('.thread .notice')!
      const thread = document.querySelector('.thread')!
      thread.scrollTop = 0
      thread.scrollTop = line.getBoundingClientRect().top - day.getBoundingClientRect().top - 8
      const [over, under] = [day.getBoundingClientRect(), line.getBoundingClientRect()]
      return over.bottom > under.top && over.left <= under.left && over.right >= under.right
    })
    await shoot(page, 'phone-day')
    expect(isCovered).toBe(true)
  })
})
