// Routing as people meet it: set up on its page, tried out, explained in the thread; transfers, and leaving.
import type { BrowserContextOptions } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Agent, signIn } from './support/agent.ts'
import { audit } from './support/axe.ts'
import { setUp } from './support/desk.ts'
import { focused } from './support/keyboard.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually, type Visitor } from './support/visitor.ts'

const stage = setStage()

const off = { isOn: false, groups: [], rules: [], plans: [] }
beforeEach(() => setUp(stage.server, { reception: 'botFirst', routing: off }))

async function openRouting(agent: Agent): Promise<void> {
  await agent.page.evaluate(() => {
    location.hash = '#/routing/demo'
  })
  await agent.hook('routing-main').waitFor({ timeout: deadline })
}

async function save(agent: Agent): Promise<void> {
  await agent.hook('save').click()
  await agent.hook('save-bar').waitFor({ state: 'detached', timeout: deadline })
}

async function writes(text: string): Promise<Visitor> {
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say(text)
  await eventually(() => visitor.state()).not.toBe('sending')
  return visitor
}

async function take(agent: Agent, text: string): Promise<void> {
  await agent.showList('unassigned')
  await agent.openRow(text)
  await agent.hook('take').click()
  await eventually(() => agent.hook('assignee').textContent()).toMatch(/you/i)
}

const toast = (agent: Agent) => agent.hook('toasts')
const person = (agent: Agent, name: string) => agent.page.locator('.receiver').filter({ hasText: name })

async function makeGroup(agent: Agent, name: string, ...members: string[]): Promise<void> {
  await agent.hook('group-add').click()
  await agent.hook('group-name').fill(name)
  for (const member of members) {
    await agent.hook('member-add').click()
    await agent.hook('member').filter({ hasText: member }).click()
  }
  await agent.hook('group-open').last().click()
}

async function makeRule(agent: Agent, name: string, value: string): Promise<void> {
  await agent.hook('rule-add').click()
  await agent.hook('rule-name').fill(name)
  await agent.hook('condition-add').click()
  await agent.hook('condition-page').click()
  const values = agent.hook('condition-values').locator('input')
  await values.fill(value)
  await values.press('Enter')
  await agent.hook('rule-open').last().click()
}

describe('routing, set up, tried and explained', () => {
  it('[RT-4] [RT-7] a rule sends a visitor to a group; tried out first, then explained in the thread', async () => {
    const [robin, noor] = await Promise.all([stage.agent(0), stage.agent(1)])
    await robin.hook('nav-routing').click()
    await robin.hook('routing-on').waitFor({ timeout: deadline })
    await shoot(robin.page, 'routing-empty')
    await robin.hook('routing-on').click()
    await makeGroup(robin, 'Sales', 'Noor', 'Robin')
    await makeGroup(robin, 'Care', 'Robin')
    await makeRule(robin, 'Never', 'nowhere.example')
    await makeRule(robin, 'Shop', 'localhost')
    // The second goes above the first by key, and the focus goes along.
    await robin.hook('rule-handle').last().focus()
    await robin.page.keyboard.press('ArrowUp')
    await eventually(() => robin.hook('rule-open').first().textContent()).toContain('Shop')
    await eventually(() => focused(robin.page)).toContain('Shop')
    await shoot(robin.page, 'routing-set')
    await save(robin)

    await robin.hook('try-page').fill('http://localhost:1/sofas')
    await robin.hook('try').click()
    await robin.hook('tried').waitFor({ timeout: deadline })
    expect(await robin.hook('tried-rule').textContent()).toBe('Shop')
    expect(await robin.hook('tried-group').textContent()).toBe('Sales')
    expect(await robin.hook('tried-to').textContent()).toMatch(/^To (Noor Haddad|Robin Vale)$/)
    expect(await robin.hook('tried').locator('[data-verdict]').count()).toBe(2)
    await robin.hook('tried').scrollIntoViewIfNeeded()
    await shoot(robin.page, 'routing-tried')
    expect(await audit(robin.page)).toEqual([])

    // Robin has one already, so that Noor is the least loaded of the two.
    await writes('The first one')
    await Promise.race([robin, noor].map((agent) => agent.hook('count-mine').waitFor({ timeout: deadline })))
    await writes('The second one')
    await eventually(async () => [await robin.count('mine'), await noor.count('mine')]).toEqual([1, 1])
    await noor.showList('mine')
    await noor.openRow()
    const why = noor.hook('why').last()
    await why.waitFor({ timeout: deadline })
    expect(await why.textContent()).toMatch(/by rule “.Shop.”, group .Sales./)
    expect(await why.textContent()).toMatch(/least loaded of 2|the only one free/)
    await why.locator('summary').click()
    await why.locator('[data-verdict="chosen"]').waitFor()
    expect(await noor.hook('group').textContent()).toBe('Sales')
    await shoot(noor.page, 'routing-why')
    expect(await audit(noor.page)).toEqual([])
  })

  it('[RT-7] who waits is told to agents with the reason, and not to the visitor', async () => {
    const robin = await stage.agent(0)
    await setUp(stage.server, { routing: { isOn: true, limit: 0 } })
    const visitor = await writes('Nobody has room for me')
    await robin.showList('unassigned')
    await robin.openRow('Nobody has room for me')
    const why = robin.hook('why').last()
    await why.waitFor({ timeout: deadline })
    expect(await why.textContent()).toMatch(/all have as many as they may/)
    await why.locator('summary').click()
    await why.locator('[data-verdict="full"]').first().waitFor()
    await shoot(robin.page, 'routing-waits')
    expect(await visitor.panel.textContent()).not.toMatch(/as many as|Robin/)
    await setUp(stage.server, { routing: { isOn: false, limit: 5 } })
  })

  it('[RT-2] a plan receives some visitors by people alone; tried out, it says so', async () => {
    stage.announce(/status of 400/)
    const robin = await stage.agent(0)
    await openRouting(robin)
    await robin.hook('plan-add').click()
    await robin.hook('plan-name').fill('Wholesale')
    await robin.hook('plan-mode').selectOption('humanOnly')
    await robin.hook('condition-add').click()
    await robin.hook('condition-page').click()
    const values = robin.hook('condition-values').locator('input')
    await values.fill('wholesale')
    await values.press('Enter')
    await robin.hook('plan-welcome-on').click()
    await robin.hook('routing-plans').scrollIntoViewIfNeeded()
    await shoot(robin.page, 'routing-plan')
    expect(await audit(robin.page)).toEqual([])
    await save(robin)
    await robin.hook('try-page').fill('https://shop.example/wholesale/1')
    await robin.hook('try').click()
    await eventually(() => robin.hook('tried-plan').textContent()).toMatch(/Wholesale.*People only/)
    await robin.hook('try-page').fill('https://shop.example/other')
    await robin.hook('try').click()
    await eventually(() => robin.hook('tried-plan').textContent()).toMatch(/The site’s own.*Bot first/)
    // What the server refuses is said at its field, and nothing typed is lost.
    await robin.hook('plan-name').fill(' ')
    await robin.hook('save').click()
    await robin.hook('routing-plans').locator('.field-error').first().waitFor({ timeout: deadline })
    await robin.hook('discard').click()
  })
})

describe('from one to another', () => {
  it('[RT-10] a transfer with a note reaches the colleague wherever their page stands', async () => {
    const [robin, noor] = await Promise.all([stage.agent(0), stage.agent(1)])
    await noor.page.evaluate(() => {
      location.hash = '#/preferences'
    })
    await writes('Please give me to Noor')
    await take(robin, 'Please give me to Noor')
    await robin.hook('assign').click()
    await robin.hook('assign-transfer').click()
    await robin.hook('transfer').waitFor({ timeout: deadline })
    await person(robin, 'Noor Haddad').waitFor({ timeout: deadline })
    expect(await robin.hook('transfer-yes').isDisabled()).toBe(true)
    await robin.hook('transfer-agent').first().press('Space')
    await robin.hook('transfer-note').fill('She knows about oak')
    await shoot(robin.page, 'transfer')
    expect(await audit(robin.page)).toEqual([])
    await robin.hook('transfer-yes').click()
    await robin.hook('transfer').waitFor({ state: 'detached', timeout: deadline })
    await eventually(() => toast(noor).textContent()).toMatch(/Robin Vale transferred .*She knows about oak/)
    await shoot(noor.page, 'transfer-received')
    await eventually(() => robin.hook('assignee').textContent()).toMatch(/Noor Haddad/)
    await noor.page.evaluate(() => {
      location.hash = '#/inbox/mine'
    })
    await noor.openRow('Please give me to Noor')
    await noor.page.locator('[data-foyer="note"]').filter({ hasText: 'She knows about oak' }).waitFor()
    expect(await noor.hook('assignee').textContent()).toMatch(/you/i)
  })

  it('[RT-10] [IN-15] the receiver is notified by the desktop while the console is in the background', async () => {
    const robin = await stage.agent(0)
    const context = await stage.profile()
    const page = await context.newPage()
    // A browser without a head denies them all: what it is given to show is kept instead.
    await page.addInitScript(() => {
      const shown: string[] = []
      class Shown {
        static permission = 'granted'
        onclick: (() => void) | null = null
        constructor(title: string, options?: NotificationOptions) {
          shown.push(`${title} | ${options?.body ?? ''}`)
        }
        close() {}
      }
      Object.assign(window, { shown, Notification: Shown })
      localStorage.setItem('foyer.console.preferences', JSON.stringify({ desktop: true }))
      document.hasFocus = () => false
    })
    const noor = await signIn(page, stage.server.url, stage.server.agents[1]!)
    await writes('In the background')
    await take(robin, 'In the background')
    await robin.hook('assign').click()
    await robin.hook('assign-transfer').click()
    await robin.hook('transfer-agent').first().check({ timeout: deadline })
    expect(await person(robin, 'Noor Haddad').textContent()).toMatch(/\d open/)
    await robin.hook('transfer-note').fill('Look at this')
    await robin.hook('transfer-yes').click()
    await eventually(() =>
      noor.page.evaluate(() => (window as unknown as { shown: string[] }).shown),
    ).toContain('Robin Vale transferred a conversation to you | Look at this')
  })

  it('[RT-10] who went away meanwhile is not given it, and a group is', async () => {
    const [robin, noor] = await Promise.all([stage.agent(0), stage.agent(1)])
    await openRouting(robin)
    await makeGroup(robin, 'Sales', 'Robin')
    await save(robin)
    await writes('Somebody for sales')
    await take(robin, 'Somebody for sales')
    await robin.hook('assign').click()
    await robin.hook('assign-transfer').click()
    await robin.hook('transfer-agent').first().check({ timeout: deadline })
    await noor.hook('me').click()
    await noor.hook('status-away').click()
    // She has what the story before gave her: it stays with her.
    await noor.hook('leave-keep').check({ timeout: deadline })
    await noor.hook('leave-yes').click()
    await eventually(() => noor.hook('status').textContent()).toMatch(/away/i)
    await robin.hook('transfer-yes').click()
    const fault = robin.hook('transfer').locator('.field-error')
    await fault.waitFor({ timeout: deadline })
    expect(await fault.textContent()).toMatch(/Noor Haddad has just left/)
    await shoot(robin.page, 'transfer-refused')
    await robin.hook('transfer-group').check()
    await robin.hook('transfer-yes').click()
    await robin.hook('transfer').waitFor({ state: 'detached', timeout: deadline })
    await eventually(() => robin.hook('group').textContent()).toBe('Sales')
    await noor.hook('me').click()
    await noor.hook('status-online').click()
  })

  it('[RT-10] who is not there is shown as such in the menu, and not offered in the palette', async () => {
    const robin = await stage.agent(0)
    await writes('For whoever is there')
    await take(robin, 'For whoever is there')
    await robin.hook('assign').click()
    const noor = robin.hook('assign-to').filter({ hasText: 'Noor' })
    await eventually(() => noor.textContent()).toMatch(/offline/i)
    await shoot(robin.page, 'assign-offline')
    expect(await audit(robin.page)).toEqual([])
    await noor.click({ force: true })
    expect(await noor.isVisible()).toBe(true)
    await robin.page.keyboard.press('Escape')
    await robin.page.keyboard.press('Control+k')
    await robin.hook('palette-input').fill('Assign')
    await eventually(() => robin.hook('palette').getByRole('option', { name: /Noor/ }).count()).toBe(0)
    expect(await robin.hook('assignee').textContent()).toMatch(/you/i)
  })

  it('[RT-9] going away asks who takes what is open, moves it, and the status survives a reload', async () => {
    const [robin, noor] = await Promise.all([stage.agent(0), stage.agent(1)])
    await writes('Stay with me')
    await take(robin, 'Stay with me')
    await robin.hook('me').click()
    await robin.hook('status-away').click()
    await robin.hook('leave').waitFor({ timeout: deadline })
    await shoot(robin.page, 'leave')
    expect(await audit(robin.page)).toEqual([])
    await robin.page.keyboard.press('Escape')
    await robin.hook('leave').waitFor({ state: 'detached' })
    expect(await robin.hook('status').textContent()).toMatch(/online/i)

    await robin.hook('me').click()
    await robin.hook('status-away').click()
    await person(robin, 'Noor Haddad').waitFor({ timeout: deadline })
    await robin.hook('leave-yes').click()
    await eventually(() => robin.hook('status').textContent()).toMatch(/away/i)
    await eventually(() => robin.count('mine')).toBe(0)
    await eventually(() => toast(noor).textContent()).toMatch(/Robin Vale left a conversation to you/)
    await noor.showList('mine')
    await noor.openRow('Stay with me')
    await robin.page.reload()
    await eventually(() => robin.hook('status').textContent()).toMatch(/away/i)
    await robin.hook('me').click()
    await robin.hook('status-online').click()
  })

  it('[RT-9] signing out asks first, and says that what is open stays where nobody is online', async () => {
    stage.announce(/WebSocket/)
    const robin = await stage.agent(0)
    await writes('I am the last one')
    await take(robin, 'I am the last one')
    await robin.hook('count-mine').waitFor({ timeout: deadline })
    await robin.hook('me').click()
    await robin.hook('sign-out').click()
    await robin.hook('leave').waitFor({ timeout: deadline })
    expect(await robin.hook('leave').textContent()).toMatch(/Nobody else is online: your .* with you/)
    await shoot(robin.page, 'leave-alone')
    await robin.page.keyboard.press('Escape')
    await robin.hook('leave').waitFor({ state: 'detached' })
    await robin.hook('me').click()
    await robin.hook('sign-out').click()
    await robin.hook('leave-yes').click()
    await robin.hook('email').waitFor({ timeout: deadline })
  })
})

describe('small, dark, and from right to left', () => {
  const looks: [name: string, options: BrowserContextOptions][] = [
    ['dark', { colorScheme: 'dark' }],
    ['phone', { viewport: { width: 360, height: 740 } }],
    ['arabic', { locale: 'ar', viewport: { width: 1280, height: 800 } }],
    ['arabic-phone-dark', { locale: 'ar', colorScheme: 'dark', viewport: { width: 360, height: 740 } }],
  ]
  it.each(looks)('[RT-7] the page fits and can be read: %s', async (name, options) => {
    const agent = await stage.agent(0, options)
    await openRouting(agent)
    await agent.hook('routing-on').click()
    await makeGroup(agent, 'Sales and advice', 'Noor', 'Robin')
    await makeRule(agent, 'Sofas', '/sofas')
    await agent.hook('rule-open').last().click()
    await shoot(agent.page, `routing-${name}-top`)
    await agent.hook('rule-to').scrollIntoViewIfNeeded()
    await shoot(agent.page, `routing-${name}-rule`)
    await save(agent)
    await agent.hook('try').click()
    await agent.hook('tried').waitFor({ timeout: deadline })
    await agent.hook('tried').scrollIntoViewIfNeeded()
    await shoot(agent.page, `routing-${name}-tried`)
    const width = await agent.page.evaluate(() => {
      const body = document.querySelector('.assistant-body')!
      return [body.scrollWidth - body.clientWidth, document.documentElement.scrollWidth - innerWidth]
    })
    expect(width).toEqual([0, 0])
    expect(await audit(agent.page)).toEqual([])
    await agent.hook('group-open').first().click()
    await agent.hook('group-members').scrollIntoViewIfNeeded()
    await shoot(agent.page, `routing-${name}-group`)
  })
})
