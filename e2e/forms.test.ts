// Forms as people meet them: a message left while nobody is there, what is asked beforehand, consent before anything is
// stored, a form that an agent makes and sends, and the choice of a group.
import type { BrowserContextOptions } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import type { Agent } from './support/agent.ts'
import { audit } from './support/axe.ts'
import { setUp, widgetOf } from './support/desk.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually, type Visitor } from './support/visitor.ts'

const stage = setStage()

const nothing = {
  leave: { when: 'never' as const, text: {} },
  preChat: { isOn: false, text: {} },
  consent: { isOn: false, isStrict: false, text: {} },
  saved: [],
}
const noLinks = { privacy: '', terms: '' }
afterEach(() =>
  setUp(stage.server, {
    forms: nothing,
    links: noLinks,
    routing: { isOn: false, groups: [], rules: [], plans: [] },
    assistant: { bot: 'off' },
  }),
)

const phone: BrowserContextOptions = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true }

/** To where one would write. */
async function past(visitor: Visitor): Promise<void> {
  await visitor.open()
  const talk = visitor.part('talk-button')
  await talk.or(visitor.part('ask')).or(visitor.input).first().waitFor({ timeout: deadline })
  if (await talk.isVisible()) await talk.click()
}

/** A visitor in front of what is asked instead of a message. */
async function asked(options?: BrowserContextOptions): Promise<Visitor> {
  const visitor = await stage.visitor({}, options)
  await past(visitor)
  await visitor.part('ask').waitFor({ timeout: deadline })
  return visitor
}

const field = (visitor: Visitor, label: string | RegExp) => visitor.panel.getByLabel(label)
const sendForm = (visitor: Visitor) => visitor.part('form-send').last().click()
const wrong = (visitor: Visitor) => visitor.panel.locator('.why').allTextContents()

async function openSettings(agent: Agent, section: string): Promise<void> {
  await agent.page.evaluate((name) => {
    location.hash = `#/settings/demo/${name}`
  }, section)
}

async function save(agent: Agent): Promise<void> {
  await agent.hook('save').click()
  await agent.hook('save').waitFor({ state: 'detached', timeout: deadline })
}

describe('leaving a message', () => {
  it('[WG-11] [CV-3] takes the place of the chat while nobody is there; the answer comes into the thread', async () => {
    await setUp(stage.server, { forms: { leave: { when: 'nobody' } } })
    const visitor = await asked()
    expect(await visitor.input.count()).toBe(0)
    await expect.poll(() => visitor.part('ask').textContent()).toContain('Nobody is here right now')
    await shoot(visitor.page, 'leave')

    await sendForm(visitor)
    await eventually(() => wrong(visitor)).toEqual(['Please fill this in.', 'Please fill this in.'])
    await eventually(() => visitor.panel.locator(':focus').getAttribute('id')).toBe('leave-1')
    await field(visitor, /^E-mail/).fill('kim')
    await field(visitor, /^Message/).fill('Where is my order?\nIt was due on Monday.')
    await sendForm(visitor)
    await eventually(() => wrong(visitor)).toEqual(['This does not look like an e-mail address.'])
    await shoot(visitor.page, 'leave-wrong')
    await field(visitor, /^E-mail/).fill('kim@mail.example')
    await field(visitor, /^Name/).fill('Kim')
    await visitor.panel
      .locator('input[type="file"]')
      .first()
      .setInputFiles({ name: 'bill.txt', mimeType: 'text/plain', buffer: Buffer.from('42') })
    await sendForm(visitor)
    await visitor.input.waitFor({ timeout: deadline })
    await eventually(() => visitor.part('filled').textContent()).toContain('kim@mail.example')
    await visitor.message('bill.txt').waitFor({ timeout: deadline })
    await eventually(() => visitor.part('state').last().getAttribute('data-state')).not.toBe('sending')
    await shoot(visitor.page, 'left')

    const agent = await stage.agent()
    await agent.showList('unassigned')
    const row = agent.rows.filter({ hasText: 'bill.txt' }).first()
    await eventually(() => row.locator('[data-foyer="label"]').textContent()).toBe('Left a message')
    await agent.openRow('bill.txt')
    await eventually(() => agent.hook('filled').textContent()).toContain('Where is my order?')
    await shoot(agent.page, 'left-agent')
    await agent.say('It comes today')
    await visitor.message('It comes today').waitFor({ timeout: deadline })
  })

  it('[WG-11] [WG-13] what was typed outlives a reload', async () => {
    await setUp(stage.server, { forms: { leave: { when: 'nobody' } } })
    const visitor = await asked()
    await field(visitor, /^Message/).fill('Half of it')
    await visitor.page.reload()
    await past(visitor)
    await eventually(() => field(visitor, /^Message/).inputValue()).toBe('Half of it')
  })

  it('[WG-11] with somebody there one writes as always', async () => {
    await setUp(stage.server, { forms: { leave: { when: 'nobody' } } })
    await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    expect(await visitor.part('ask').count()).toBe(0)
  })

  it('[WG-4] [WG-14] [WG-15] on a phone in the dark, and in Arabic, with nothing that axe finds', async () => {
    await setUp(stage.server, { forms: { leave: { when: 'nobody' } } })
    const dark = await asked({ ...phone, colorScheme: 'dark' })
    await shoot(dark.page, 'leave-phone-dark')
    expect(await audit(dark.page)).toEqual([])
    const arabic = await stage.visitor({ page: 'lang="ar" dir="rtl"' }, { locale: 'ar' })
    await past(arabic)
    await arabic.part('ask').waitFor({ timeout: deadline })
    await expect.poll(() => arabic.part('ask').textContent()).toContain('اترك لنا رسالة')
    await shoot(arabic.page, 'leave-ar')
    expect(await audit(arabic.page)).toEqual([])
  })
})

describe('before the first message', () => {
  it('[WG-5] [AS-14] who picks a guided question first is led to the box, and it is asked once that is ticked', async () => {
    const { faq } = await widgetOf(stage.server)
    const { id, question } = faq[0]!
    await setUp(stage.server, {
      forms: { consent: { isOn: true, isStrict: true, text: { en: 'You may keep what I write.' } } },
      assistant: { bot: 'always', guided: [id] },
    })
    const visitor = await asked()
    const box = field(visitor, /You may keep/)
    await visitor.part('guided').getByRole('button').first().click()
    await eventually(() => wrong(visitor)).toEqual(['Please tick this box to go on.'])
    expect(await box.evaluate((one) => one.matches(':focus'))).toBe(true)
    expect(await visitor.texts()).toEqual([])
    await shoot(visitor.page, 'guided-before-consent')
    await box.check()
    await sendForm(visitor)
    await eventually(() => visitor.texts()).toContain(question)
    await setUp(stage.server, { assistant: { guided: [] } })
  })

  it('[WG-5] nothing is stored and nothing connects before the box is ticked; what was agreed to is kept', async () => {
    await setUp(stage.server, {
      links: { privacy: 'https://shop.example/privacy', terms: 'https://shop.example/terms' },
      forms: { consent: { isOn: true, isStrict: true, text: { en: 'You may keep what I write.' } } },
    })
    const visitor = await stage.visitor()
    const sockets: string[] = []
    visitor.page.on('websocket', (socket) => sockets.push(socket.url()))
    const before = stage.server.countRows()
    await past(visitor)
    await visitor.part('ask').waitFor({ timeout: deadline })
    expect(await visitor.part('terms').locator('a').allTextContents()).toEqual([
      'privacy policy',
      'terms of use',
    ])
    await shoot(visitor.page, 'consent')
    await sendForm(visitor)
    await eventually(() => wrong(visitor)).toEqual(['Please tick this box to go on.'])
    const stored = () => visitor.page.evaluate(() => localStorage.length + sessionStorage.length)
    expect(await stored()).toBe(0)
    expect(sockets).toEqual([])
    expect(stage.server.countRows()).toEqual(before)
    expect(await audit(visitor.page)).toEqual([])

    await field(visitor, /You may keep/).check()
    await sendForm(visitor)
    await visitor.say('With consent')
    await eventually(() => visitor.state()).toMatch(/^(sent|delivered|read)$/)
    const agent = await stage.agent()
    await agent.showList('unassigned')
    await agent.openRow('With consent')
    await eventually(() => agent.hook('consent').textContent()).toContain('You may keep what I write.')

    // Resetting takes it back: the next one is asked again.
    await visitor.page.evaluate(() => (window as unknown as { foyer(verb: string): void }).foyer('reset'))
    await past(visitor)
    await visitor.part('ask').waitFor({ timeout: deadline })
    expect(await stored()).toBe(0)
  })

  it('[WG-5] [WG-13] a site that begins to ask for consent asks whoever has written already; nothing is lost', async () => {
    const visitor = await stage.visitor()
    await past(visitor)
    await setUp(stage.server, {
      forms: { consent: { isOn: true, isStrict: true, text: { en: 'You may keep what I write.' } } },
    })
    await visitor.say('Written before')
    await eventually(() => visitor.state()).toBe('failed')
    await visitor.part('ask').waitFor({ timeout: deadline })
    await shoot(visitor.page, 'consent-late')
    expect(await audit(visitor.page)).toEqual([])
    await visitor.page.reload()
    await past(visitor)
    await field(visitor, /You may keep/).check()
    await sendForm(visitor)
    await eventually(() => visitor.state()).toMatch(/^(sent|delivered|read)$/)
    expect(await visitor.texts()).toEqual(['Written before'])
    const agent = await stage.agent()
    await agent.showList('unassigned')
    await agent.openRow('Written before')
    await eventually(() => agent.hook('consent').textContent()).toContain('You may keep what I write.')
  })

  it('[WG-11] a form comes first, then the message; both are in the conversation', async () => {
    await setUp(stage.server, { forms: { preChat: { isOn: true } } })
    const visitor = await asked()
    await shoot(visitor.page, 'pre-chat')
    await field(visitor, /^Name/).fill('Robin Hood')
    await field(visitor, /^E-mail/).fill('robin@mail.example')
    await sendForm(visitor)
    await visitor.say('My first question')
    await eventually(() => visitor.state()).toMatch(/^(sent|delivered|read)$/)
    await eventually(() => visitor.part('filled').textContent()).toContain('Robin Hood')
    const agent = await stage.agent()
    await agent.showList('unassigned')
    await agent.openRow('My first question')
    await eventually(() => agent.hook('filled').textContent()).toContain('robin@mail.example')
    await shoot(agent.page, 'pre-chat-agent')
  })
})

describe('forms in the thread', () => {
  it('[CV-9] an agent makes a form, sends it, and both read what was filled in', async () => {
    const agent = await stage.agent()
    await openSettings(agent, 'forms')
    await agent.hook('saved-form-add').click({ timeout: deadline })
    await agent.hook('saved-form-name').fill('Size')
    await agent.hook('saved-form-text').fill('Which size do you need?')
    await agent.hook('saved-field-open').click()
    await agent.hook('saved-label').fill('Size')
    await agent.hook('saved-type').selectOption('choice')
    await agent.hook('saved-option-0').fill('Small')
    await agent.hook('saved-option-1').fill('Large')
    await agent.hook('saved-required').click()
    await agent.hook('saved-add').click()
    await agent.hook('saved-label').fill('Needed by')
    await agent.hook('saved-type').selectOption('date')
    await shoot(agent.page, 'builder')
    expect(await audit(agent.page)).toEqual([])
    await save(agent)

    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('I want a shirt')
    await agent.page.evaluate(() => {
      location.hash = '#/inbox/unassigned'
    })
    await agent.openRow('I want a shirt')
    await agent.hook('offer-forms').click({ timeout: deadline })
    await agent.hook('forms-item').first().waitFor({ timeout: deadline })
    await shoot(agent.page, 'send-form')
    await agent.page.keyboard.press('Enter')

    const form = visitor.message('Which size do you need?')
    await form.locator('select').waitFor({ timeout: deadline })
    await form.locator('[part~="form-send"]').click()
    await eventually(() => wrong(visitor)).toEqual(['Please fill this in.'])
    await form.locator('select').selectOption({ label: 'Large' })
    await form.locator('input[type="date"]').fill('2027-01-31')
    await shoot(visitor.page, 'form-asked')
    expect(await audit(visitor.page)).toEqual([])
    await form.locator('[part~="form-send"]').click()
    await eventually(() => form.locator('[part="filled"]').textContent()).toContain('Large')
    await eventually(() =>
      agent.message('Which size').locator('[data-foyer="filled"]').textContent(),
    ).toContain('Large')
    await shoot(visitor.page, 'form-filled')
    await shoot(agent.page, 'form-filled-agent')
  })
})

describe('a long form in the thread', () => {
  it('[CV-9] [WG-14] that fits until it says what is wrong keeps its first fault in sight', async () => {
    const fields = ['Order', 'Colour', 'Size', 'Street', 'Town', 'Reason'].map((label) => ({
      id: label,
      type: 'text' as const,
      label: { en: label },
      required: true,
      options: [],
    }))
    await setUp(stage.server, {
      forms: {
        saved: [
          {
            id: '018f0000-0000-7000-8000-000000000009',
            name: 'Return',
            text: { en: 'What goes back?' },
            fields,
          },
        ],
      },
    })
    const agent = await stage.agent()
    const visitor = await stage.visitor({}, { viewport: { width: 900, height: 860 } })
    await visitor.talk()
    await visitor.say('I return a chair')
    await agent.showList('all')
    await agent.openRow('I return a chair')
    await agent.hook('offer-forms').click({ timeout: deadline })
    await agent.hook('forms-item').getByText('Return').click({ timeout: deadline })
    const form = visitor.message('What goes back')
    await form.locator('[part~="form-send"]').click({ timeout: deadline })
    const first = visitor.panel.getByLabel('Order')
    await eventually(() => first.evaluate((field) => field.matches(':focus'))).toBe(true)
    await eventually(() => wrong(visitor)).toHaveLength(6)
    // All of it has been laid out, and what watches sizes has been told.
    await visitor.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    )
    const [field, log] = [(await first.boundingBox())!, (await visitor.part('thread').boundingBox())!]
    expect(field.y).toBeGreaterThanOrEqual(log.y)
    expect(field.y + field.height).toBeLessThanOrEqual(log.y + log.height)
    await shoot(visitor.page, 'form-fault-in-sight')
  })
})

describe('forms of a colleague', () => {
  it('[CV-9] [IN-18] are there when the menu is opened, in a console that was open before', async () => {
    const agent = await stage.agent(1)
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('I want a coat')
    await agent.showList('all')
    await agent.openRow('I want a coat')
    await agent.hook('offer-forms').click({ timeout: deadline })
    await agent.hook('forms').waitFor({ timeout: deadline })
    expect(await agent.hook('forms-item').count()).toBe(0)
    await agent.page.keyboard.press('Escape')
    const id = (n: number) => `018f0000-0000-7000-8000-00000000000${n}`
    const fields = [
      { id: 'size', type: 'text' as const, label: { en: 'Size' }, required: false, options: [] },
    ]
    await setUp(stage.server, {
      forms: { saved: [{ id: id(1), name: 'Coats', text: { en: 'Which size?' }, fields }] },
    })
    await agent.hook('offer-forms').click()
    await agent.hook('forms-item').getByText('Coats').waitFor({ timeout: deadline })
  })
})

describe('whom to talk to', () => {
  it('[RT-3] the visitor may choose a group at a handoff, where one is offered', async () => {
    const group = { members: [], choice: 'leastLoaded' as const, hours: null, overflow: null, offered: true }
    await setUp(stage.server, {
      assistant: { bot: 'always', personAfter: 0 },
      routing: {
        isOn: true,
        groups: [
          { ...group, id: '0198c0de-0000-4000-8000-000000000001', name: 'Returns' },
          { ...group, id: '0198c0de-0000-4000-8000-000000000002', name: 'Sales' },
        ],
      },
    })
    await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.part('person').click({ timeout: deadline })
    const choice = visitor.panel.getByRole('button', { name: 'Returns' })
    await choice.waitFor({ timeout: deadline })
    await shoot(visitor.page, 'groups')
    await choice.click()
    await visitor.panel.getByText('Asking a person to join').waitFor({ timeout: deadline })
    await shoot(visitor.page, 'group-chosen')
    const agent = await stage.agent(1)
    await agent.showList('unassigned')
    await shoot(agent.page, 'group-agent')
    await agent.openRow()
    await eventually(() => agent.hook('group').textContent()).toBe('Returns')
  })
})

describe('settings of forms', () => {
  it('[WG-11] [WG-15] are set up in English and Arabic, on a desktop and a phone', async () => {
    await setUp(stage.server, { forms: { leave: { when: 'nobody' }, preChat: { isOn: true } } })
    const agent = await stage.agent()
    await openSettings(agent, 'forms')
    await agent.hook('leave-when').selectOption('offHours', { timeout: deadline })
    await agent.hook('leave-field-open').first().click()
    await agent.hook('leave-required').click()
    await shoot(agent.page, 'settings-forms')
    await save(agent)
    await openSettings(agent, 'privacy')
    await agent.hook('consent-on').click({ timeout: deadline })
    await agent.hook('consent-text').fill('You may keep it.')
    await shoot(agent.page, 'settings-consent')
    expect(await audit(agent.page)).toEqual([])
    await save(agent)
    const arabic = await stage.agent(1, { ...phone, locale: 'ar', colorScheme: 'dark' })
    await openSettings(arabic, 'forms')
    await arabic.hook('leave-field-open').first().click({ timeout: deadline })
    await shoot(arabic.page, 'settings-forms-ar-phone')
    expect(await audit(arabic.page, '.page-main')).toEqual([])
  })
})

describe('what is asked first and cannot be fetched', () => {
  it.each([
    ['forms', 'Talk to us'],
    ['asked', 'Try again'],
  ])('[WG-13] [WG-11] without %s the visitor is told, and tries again', async (piece, again) => {
    stage.announce(/net::ERR_/)
    await setUp(stage.server, { forms: { ...nothing, preChat: { isOn: true, text: {} } } })
    const visitor = await stage.visitor()
    const lost = new RegExp(`/widget/${piece}-`)
    let asked = 0
    await visitor.page.route(lost, (route) => {
      asked += 1
      return route.abort()
    })
    await past(visitor)
    const button = visitor.part('ended').getByRole('button', { name: again })
    await button.waitFor({ timeout: deadline })
    expect(await visitor.part('ended').getByRole('status').textContent()).toMatch(/Something went wrong/)
    await shoot(visitor.page, `forms-without-${piece}`)
    expect(await audit(visitor.page, 'foyer-widget')).toEqual([])
    // Once, and once by its other address: drawing alone asks no more.
    expect(asked).toBeLessThan(4)
    await button.click()
    await eventually(() => asked).toBeGreaterThan(2)
    await button.waitFor({ timeout: deadline })
    await visitor.page.unroute(lost)
    await button.focus()
    await visitor.page.keyboard.press('Enter')
    await visitor.part('ask').waitFor({ timeout: deadline })
    expect(await visitor.part('ended').count()).toBe(0)
  })
})
