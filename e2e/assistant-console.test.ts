// The Assistant page and what the assistant is in a thread, as an agent meets them: written, tuned, tried, read.
import type { SiteSettings } from '@foyer/protocol'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Agent, signIn } from './support/agent.ts'
import { audit } from './support/axe.ts'
import { focused, tabTo } from './support/keyboard.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually, type Visitor } from './support/visitor.ts'

const stage = setStage()

type Change = Partial<Omit<SiteSettings, 'assistant'>> & { assistant?: Partial<SiteSettings['assistant']> }

/** Nothing automatic but what the story is about. */
const quiet = {
  bot: 'off',
  autoSend: false,
  recommend: true,
  threshold: { answer: 0.7, suggest: 0.15 },
} as const

/** So that nothing but the very words is near enough to be answered or offered. */
const strict = { answer: 0.99, suggest: 0.98 }

/** With the agent's own session, beside what is on screen. */
async function setSite(page: Page, change: Change): Promise<void> {
  const status = await page.evaluate(async (settings) => {
    const answer = await fetch('/v1/sites/demo', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(settings),
    })
    return answer.status
  }, change)
  expect(status).toBe(200)
}

const settingsOf = (page: Page): Promise<SiteSettings> =>
  page.evaluate(async () => {
    const site = (await (await fetch('/v1/sites/demo')).json()) as { settings: SiteSettings }
    return site.settings
  })

async function openTab(agent: Agent, tab: string): Promise<void> {
  await agent.page.evaluate((name) => {
    location.hash = `#/assistant/demo/${name}`
  }, tab)
  await agent
    .hook(`assistant-${tab}`)
    .and(agent.page.locator('[aria-current="page"]'))
    .waitFor({ timeout: deadline })
}

async function asks(text: string): Promise<Visitor> {
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say(text)
  await eventually(() => visitor.state()).not.toBe('sending')
  return visitor
}

const row = (agent: Agent, question: string) => agent.page.locator('.faq-row').filter({ hasText: question })
const category = (agent: Agent, name: string) => agent.page.getByRole('region', { name, exact: true })

describe('questions and answers', () => {
  it('[AS-1] an entry goes into another category by key and by pointer, and stays there', async () => {
    const agent = await stage.agent()
    await agent.hook('nav-assistant').click()
    const moved = row(agent, 'What does delivery cost?')
    await moved.waitFor({ timeout: deadline })
    await row(agent, 'Where is my order?').locator('[data-foyer="faq-handle"]').focus()
    await agent.page.keyboard.press('ArrowDown')
    await category(agent, 'Returns').getByText('Where is my order?').waitFor()
    expect(await focused(agent.page)).toContain('Where is my order?')

    const from = (await moved.locator('[data-foyer="faq-handle"]').boundingBox())!
    const to = (await row(agent, 'How can I pay?').boundingBox())!
    await agent.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
    await agent.page.mouse.down()
    await agent.page.mouse.move(to.x + 20, to.y + to.height - 8, { steps: 8 })
    await agent.page.mouse.up()
    const orders = category(agent, 'Orders')
    await orders.getByText('What does delivery cost?').waitFor()
    // It shows at once; a reload would cut the requests that store it.
    await agent.page.waitForLoadState('networkidle')

    await agent.page.reload()
    await orders.getByText('What does delivery cost?').waitFor({ timeout: deadline })
    expect(await orders.locator('[data-foyer="faq-row"]').last().textContent()).toContain(
      'What does delivery cost?',
    )
    await category(agent, 'Returns').getByText('Where is my order?').waitFor()
  })

  it('[AS-1] [IN-17] two who change an entry at a time do not undo each other', async () => {
    const [one, other] = [await stage.agent(), await stage.agent()]
    await openTab(one, 'answers')
    await one.hook('faq-row').first().click()
    const [question, answer] = [one.hook('faq-question'), one.hook('faq-answer')]
    await question.waitFor({ timeout: deadline })
    const before = { question: await question.inputValue(), answer: await answer.inputValue() }
    const at = await one.page.evaluate(() => location.hash)
    await other.page.evaluate((to) => {
      location.hash = to
    }, at)
    const save = async (agent: Agent) => {
      await agent.hook('faq-save').click()
      await eventually(() => agent.hook('faq-save').isDisabled()).toBe(true)
      await agent.hook('toasts').getByText('Saved').waitFor()
    }
    await other.hook('faq-answer').fill('From the other.', { timeout: deadline })
    await save(other)
    await question.fill('From the one?')
    await save(one)
    expect(await answer.inputValue()).toBe('From the other.')
    await other.page.reload()
    await eventually(() => other.hook('faq-question').inputValue()).toBe('From the one?')
    expect(await other.hook('faq-answer').inputValue()).toBe('From the other.')
    await other.hook('faq-question').fill(before.question)
    await other.hook('faq-answer').fill(before.answer)
    await save(other)
  })

  it('[AS-1] a move that the server refuses goes back, and says so', async () => {
    stage.announce(/503/)
    const agent = await stage.agent()
    await openTab(agent, 'answers')
    await agent.hook('faq-row').first().waitFor()
    const before = await agent.hook('faq-row').allTextContents()
    await agent.page.route('**/faq/order', (route) => route.fulfill({ status: 503, body: '{}' }))
    await agent.hook('faq-handle').first().focus()
    await agent.page.keyboard.press('ArrowDown')
    await agent.page.locator('.toast.danger').waitFor()
    await eventually(() => agent.hook('faq-row').allTextContents()).toEqual(before)
  })

  it('[AS-17] an entry with few phrasings asks for more, and offers what visitors wrote', async () => {
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: quiet })
    await openTab(agent, 'answers')
    await agent.hook('faq-new').click()
    await agent.hook('faq-question').fill('Do you engrave names?')
    await agent.hook('faq-answer').fill('Yes, up to twenty letters.')
    await agent.hook('ways').getByText('2 more ways to ask').waitFor()
    await agent.hook('phrasing-add').fill('engraving a name')
    await agent.page.keyboard.press('Enter')
    await agent.hook('phrasing-add').fill('Engraving a name')
    await agent.page.keyboard.press('Enter')
    await agent.page.getByRole('alert').getByText('there already').waitFor()
    await agent.hook('phrasing-add').fill('')
    await agent.page.evaluate(() => {
      const data = new DataTransfer()
      data.setData('text', 'can my name be engraved\nput letters on the table\n')
      document
        .querySelector('[data-foyer="phrasing-add"]')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })
    await eventually(() => agent.hook('phrasing').count()).toBe(3)
    await agent.hook('ways').getByText('answers by itself').waitFor()
    await agent.hook('faq-save').click()
    await row(agent, 'Do you engrave names?').getByText('4 ways to ask').waitFor()

    await setSite(agent.page, { assistant: { ...quiet, bot: 'always' } })
    await asks('is it possible to engrave my name')
    await setSite(agent.page, { assistant: quiet })
    await agent.page.reload()
    await agent.hook('offer').getByText('is it possible to engrave my name').click({ timeout: deadline })
    await eventually(() => agent.hook('phrasing').count()).toBe(4)
    await agent.hook('faq-save').click()
    await row(agent, 'Do you engrave names?').getByText('5 ways to ask').waitFor()
    expect(await agent.hook('offer').count()).toBe(0)
  })

  it('[AS-1] a file is taken in with a report of what was not and why; the FAQ is given out as one', async () => {
    const agent = await stage.agent()
    await openTab(agent, 'answers')
    await agent.hook('faq-more').click()
    await agent.hook('open-import').click()
    const file =
      'question,answer,category\nDo you sell lamps?,Not yet.,Products\nNo answer at all,,Products\n'
    await agent
      .hook('import-file')
      .setInputFiles({ name: 'faq.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
    const report = agent.hook('import-report')
    await report.waitFor({ timeout: deadline })
    expect(await report.locator('dd').allTextContents()).toEqual(['1', '0', '0', '1'])
    expect(await report.locator('tbody tr').textContent()).toContain('No answer at all')
    await shoot(agent.page, 'assistant-import')
    await agent.hook('import-close').click()
    await row(agent, 'Do you sell lamps?').waitFor()

    await agent.hook('faq-more').click()
    const [given] = await Promise.all([agent.page.waitForEvent('download'), agent.hook('export-csv').click()])
    const chunks: Buffer[] = []
    for await (const chunk of await given.createReadStream()) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString()).toContain('Do you sell lamps?')
  })

  it('[AS-1] templates are added as drafts, to be edited', async () => {
    const agent = await stage.agent()
    await openTab(agent, 'answers')
    await agent.hook('faq-row').first().waitFor()
    const before = await agent.hook('faq-row').count()
    await agent.hook('faq-more').click()
    await agent.hook('open-templates').click()
    await agent.hook('faq-template').first().check({ timeout: deadline })
    await agent.hook('faq-template').nth(1).check()
    await shoot(agent.page, 'assistant-templates')
    await agent.hook('templates-add').click()
    await agent.hook('faq-editor').waitFor()
    expect(await agent.hook('faq-published').isChecked()).toBe(false)
    await eventually(() => agent.hook('faq-row').count()).toBe(before + 2)
  })
})

describe('behaviour', () => {
  it('[AS-5] is saved together, and nothing is lost when that fails', async () => {
    stage.announce(/503/)
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: { ...quiet, guided: [] } })
    await openTab(agent, 'behaviour')
    await agent.hook('bot').getByText('All day').click({ timeout: deadline })
    await agent.hook('bot-name').fill('Pine')
    await agent.hook('guided-add').click()
    await agent.hook('entry-search').fill('wood')
    await agent.page.keyboard.press('Enter')
    const words = agent.hook('words-forced').locator('input')
    await words.fill('mensch bitte')
    await words.press('Enter')
    await agent.page.route('**/v1/sites/demo', (route) =>
      route.request().method() === 'PATCH' ? route.fulfill({ status: 503, body: '{}' }) : route.continue(),
    )
    await agent.hook('save').click()
    await agent.hook('save-bar').getByText('Not saved').waitFor()
    expect(await agent.hook('bot-name').inputValue()).toBe('Pine')
    await agent.page.unroute('**/v1/sites/demo')
    await agent.page.keyboard.press('Control+s')
    await agent.hook('save-bar').waitFor({ state: 'detached' })
    const { assistant } = await settingsOf(agent.page)
    expect(assistant).toMatchObject({ bot: 'always', name: 'Pine' })
    expect(assistant.guided).toHaveLength(1)
    expect(assistant.words.forced).toContain('mensch bitte')
    await agent.hook('bot-state').getByText('Chat bot on').waitFor()
    await setSite(agent.page, { assistant: { ...quiet, name: '', guided: [] } })
  })

  it('[AS-13] what the server refuses is said at its field', async () => {
    stage.announce(/400|422/)
    const agent = await stage.agent()
    await openTab(agent, 'behaviour')
    await agent.hook('handoff-to').getByText('Another help desk').click({ timeout: deadline })
    await agent.hook('handoff-url').fill('not an address')
    await agent.hook('save').click()
    await agent.hook('handoff-card').getByRole('alert').waitFor()
    expect(await agent.hook('handoff-url').getAttribute('aria-invalid')).toBe('true')
    await agent.hook('discard').click()
    await agent.hook('save-bar').waitFor({ state: 'detached' })
  })

  it('[AS-12] a model’s key is stored and never shown again; documents are kept; the secret is there to copy', async () => {
    const agent = await stage.agent()
    await openTab(agent, 'behaviour')
    await agent.hook('answerer-model').check({ timeout: deadline })
    await agent.hook('model-url').fill('https://models.example/v1')
    await agent.hook('model-name').fill('small-1')
    await agent.hook('key-input').fill('sk-very-secret')
    await agent.hook('key-save').click()
    await agent.hook('model-key').getByText('Stored').waitFor()
    await agent.hook('document-add').click()
    await agent.hook('document-title').fill('Terms of delivery')
    await agent.hook('document-save').click()
    await agent.page.getByRole('alert').getByText('nothing in it').waitFor()
    await agent.hook('document-text').fill('Furniture is carried into the room of your choice.')
    await agent.hook('document-save').click()
    await agent.hook('document').getByText('Terms of delivery').waitFor()
    await agent.hook('answerer-card').scrollIntoViewIfNeeded()
    await shoot(agent.page, 'assistant-model')
    await agent.hook('save').click()
    await agent.hook('save-bar').waitFor({ state: 'detached' })
    await agent.page.reload()
    await agent.hook('model-key').getByText('Stored').waitFor({ timeout: deadline })
    expect(await agent.page.content()).not.toContain('sk-very-secret')
    await agent.hook('document').getByText('Terms of delivery').waitFor()
    await agent.hook('key-remove').click()
    await agent.hook('confirm-yes').click()
    await agent.hook('key-input').waitFor()
    await agent.hook('answerer-webhook').check()
    await agent.hook('signing').getByRole('button').first().click()
    await eventually(() => agent.hook('signing').locator('code').textContent()).not.toContain('•')
    await agent.hook('discard').click()
    await setSite(agent.page, { assistant: { ...quiet, answerer: 'faq' } })
  })

  it('[RT-6] hours are set by day, with a holiday, and what overlaps is said at once', async () => {
    const agent = await stage.agent()
    await agent.page.goto(`${stage.server.url}/console/#/settings/demo/hours`)
    await agent.hook('hours-on').check({ timeout: deadline })
    await agent.hook('zone').selectOption('Europe/Warsaw')
    const monday = agent.hook('day-0')
    await monday.locator('input[type="time"]').nth(1).fill('08:00')
    await monday.locator('input[type="time"]').nth(1).blur()
    await monday.getByRole('alert').waitFor()
    await monday.locator('input[type="time"]').nth(1).fill('12:30')
    await monday.locator('input[type="time"]').nth(1).blur()
    await monday.getByRole('alert').waitFor({ state: 'detached' })
    await agent.hook('holiday-date').fill('2026-12-25')
    await agent.hook('holiday-name').fill('Christmas')
    await agent.page.keyboard.press('Enter')
    await agent.hook('holiday').waitFor()
    await agent.hook('save').click()
    await agent.hook('save').waitFor({ state: 'detached' })
    const { hours } = await settingsOf(agent.page)
    expect(hours).toMatchObject({ isOn: true, zone: 'Europe/Warsaw' })
    expect(hours.week[0]).toEqual([[540, 750]])
    expect(hours.holidays).toEqual([{ date: '2026-12-25', name: 'Christmas', spans: [] }])
    await setSite(agent.page, { hours: { ...hours, isOn: false } })
  })
})

describe('test and tune', () => {
  it('[AS-1] a text is tried while one types: what would be done, how sure, and because of which words', async () => {
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: quiet })
    await openTab(agent, 'test')
    await agent.hook('try-text').fill('How long does delivery take?', { timeout: deadline })
    const verdict = agent.hook('verdict')
    await eventually(() => verdict.getAttribute('data-does')).toBe('answer')
    await agent.hook('try-text').fill('how long does shipping usually take')
    await agent.page.keyboard.press('Enter')
    await agent.hook('match').first().getByText('How long does delivery take?').waitFor()
    await eventually(() => agent.hook('why').count()).toBeGreaterThan(0)
    await agent.hook('try-text').fill('agent')
    await eventually(() => verdict.getAttribute('data-does')).toBe('handOff')
    await agent.hook('try-text').fill('zxqv wvut')
    await eventually(() => verdict.textContent()).toContain('person')
  })

  it('[AS-17] past questions are sorted anew with every move of the threshold', async () => {
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: { ...quiet, bot: 'always' } })
    for (const text of ['how do i send it back', 'what is the price of shipping', 'do you repair old clocks'])
      await asks(text)
    await setSite(agent.page, { assistant: quiet })
    await openTab(agent, 'test')
    const counts = async () =>
      Promise.all(
        ['answer', 'suggest', 'handOff'].map(async (does) =>
          Number(await agent.hook(`band-${does}`).textContent()),
        ),
      )
    await agent.hook('past').waitFor({ timeout: deadline })
    const before = await counts()
    const all = before.reduce((sum, count) => sum + count, 0)
    expect(all).toBeGreaterThanOrEqual(3)
    await agent.hook('threshold-answer').focus()
    await agent.page.keyboard.press('End')
    const strict = await counts()
    expect(strict[0]).toBeLessThanOrEqual(before[0]!)
    await agent.hook('threshold-suggest').focus()
    await agent.page.keyboard.press('Home')
    await agent.hook('threshold-answer').focus()
    for (let step = 0; step < 100; step++) await agent.page.keyboard.press('ArrowLeft')
    const loose = await counts()
    expect(loose[0]).toBeGreaterThan(strict[0]!)
    expect(loose.reduce((sum, count) => sum + count, 0)).toBe(all)
    await agent.hook('discard').click()
    expect(await counts()).toEqual(before)
  })
})

describe('what it did', () => {
  it('[AS-15] what nothing answers is grouped, and one click makes an entry of it', async () => {
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: { ...quiet, bot: 'always', threshold: strict } })
    for (const text of ['do you have a loyalty programme', 'Do you have a loyalty program?']) await asks(text)
    await openTab(agent, 'unanswered')
    const group = agent.hook('unanswered-group').filter({ hasText: /loyalty/i })
    await group.first().waitFor({ timeout: deadline })
    await shoot(agent.page, 'assistant-unanswered')
    await group.first().locator('[data-foyer="make-entry"]').click()
    await agent.hook('faq-editor').waitFor()
    expect(await agent.hook('faq-question').inputValue()).toMatch(/loyalty/)
    await agent.hook('faq-answer').fill('Yes: every tenth order is free.')
    await agent.hook('phrasing-add').fill('bonus points')
    await agent.hook('faq-save').click()
    await row(agent, 'loyalty').waitFor()
    await openTab(agent, 'unanswered')
    await eventually(async () => {
      const texts = await agent.hook('unanswered-group').locator('h2').allTextContents()
      return texts.filter((text) => /^do you have a loyalty programme$/.test(text))
    }).toEqual([])
    await setSite(agent.page, { assistant: quiet })
  })

  it('[AS-15] what is dismissed leaves the list, and comes back if the server refuses', async () => {
    stage.announce(/503/)
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: { ...quiet, bot: 'always', threshold: strict } })
    await asks('where do your sheep graze')
    await openTab(agent, 'unanswered')
    const group = agent.hook('unanswered-group').filter({ hasText: 'sheep' })
    await group.waitFor({ timeout: deadline })
    await agent.page.route('**/dismiss', (route) => route.fulfill({ status: 503, body: '{}' }))
    await group.locator('[data-foyer="dismiss"]').click()
    await agent.page.locator('.toast.danger').waitFor()
    await group.waitFor()
    await agent.page.unroute('**/dismiss')
    await group.locator('[data-foyer="dismiss"]').click()
    await group.waitFor({ state: 'detached' })
    await agent.page.reload()
    await agent.hook('assistant-unanswered').waitFor({ timeout: deadline })
    await eventually(() => agent.hook('unanswered').or(agent.hook('unanswered-none')).count()).toBe(1)
    expect(await group.count()).toBe(0)
    await setSite(agent.page, { assistant: quiet })
  })

  it('[AS-15] figures count what was asked, with what each one means', async () => {
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: { ...quiet, bot: 'always' } })
    const visitor = await asks('How long does delivery take?')
    await eventually(() => visitor.texts()).toHaveLength(2)
    await openTab(agent, 'figures')
    const tiles = agent.hook('tile')
    await tiles.first().waitFor({ timeout: deadline })
    expect(await tiles.count()).toBe(5)
    expect(await agent.page.locator('.tile-what').allTextContents()).not.toContain('')
    expect(await agent.hook('figure-entry').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('How long does delivery take?')]),
    )
    await setSite(agent.page, { assistant: quiet })
  })
})

describe('in the thread', () => {
  it('[AS-2] a suggestion is sent by one key, another edited first', async () => {
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: quiet })
    const visitor = await asks('what is the price of shipping')
    await agent.showList('all')
    await agent.openRow('price of shipping')
    await agent.hook('suggestion').first().waitFor({ timeout: deadline })
    await shoot(agent.page, 'assistant-suggestions')
    await agent.composer.fill('Hello!')
    await agent.composer.press('Alt+Shift+Digit1')
    const edited = await agent.composer.inputValue()
    expect(edited).toMatch(/^Hello!\n\nDelivery is/)
    await agent.composer.fill('')
    await agent.page.keyboard.press('Alt+Digit1')
    await eventually(() => visitor.texts()).toHaveLength(2)
    expect((await visitor.texts())[1]).toContain('free from €80')
    await agent.hook('suggestions').waitFor({ state: 'detached' })
  })

  it('[AS-5] the bot is labelled for agents, with why it stopped', async () => {
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: { ...quiet, bot: 'always' } })
    const visitor = await asks('How long does delivery take?')
    await eventually(() => visitor.texts()).toHaveLength(2)
    await agent.showList('bot')
    await eventually(() => agent.count('bot')).toBeGreaterThan(0)
    const line = agent.rows.filter({ hasText: /working days|Orders|delivery/i }).first()
    await line.locator('[data-foyer="label"]').waitFor()
    await line.click()
    await agent.hook('thread').waitFor()
    await agent.hook('auto').first().getByText('Chat bot').waitFor()
    await visitor.say('How long does delivery take?')
    await agent.page
      .locator('[data-type="assistant.stopped"]')
      .getByText(/same answer/)
      .waitFor({ timeout: deadline })
    await setSite(agent.page, { assistant: quiet })
  })

  it('[AS-4] what was sent by itself is labelled, and its conversation is still unread', async () => {
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: { ...quiet, autoSend: true } })
    const visitor = await asks('How do I care for oiled wood?')
    await eventually(() => visitor.texts()).toHaveLength(2)
    await agent.showList('unassigned')
    const line = agent.rows.filter({ has: agent.page.locator('[data-label="auto"]') }).first()
    await line.locator('[data-foyer="unread"]').waitFor({ timeout: deadline })
    await line.click()
    await agent.hook('auto').getByText('Automatically sent').waitFor({ timeout: deadline })
    await setSite(agent.page, { assistant: quiet })
  })

  it('[AS-11] a conversation is given to the assistant and taken back', async () => {
    const agent = await stage.agent()
    await setSite(agent.page, { assistant: quiet })
    const visitor = await asks('Good morning, are you there')
    await agent.showList('all')
    await agent.openRow('Good morning, are you there')
    await agent.hook('host').click()
    await eventually(() => agent.hook('host').getAttribute('aria-pressed')).toBe('true')
    await visitor.say('How do I return something?')
    await eventually(async () => (await visitor.texts()).join(' ')).toContain('30 days')
    await agent.page.keyboard.press('b')
    await eventually(() => agent.hook('host').getAttribute('aria-pressed')).toBe('false')
  })
})

const themes: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['Arabic', { colorScheme: 'light', locale: 'ar' }],
]

describe('for everybody', () => {
  it.each(themes)('[WG-14] axe finds nothing, view by view, in %s', async (name, options) => {
    const page = await (await stage.profile(options)).newPage()
    const agent = await signIn(page, stage.server.url, stage.server.agents[0]!)
    await setSite(page, { assistant: { ...quiet, bot: 'off', answerer: 'faq' } })
    await asks('what is the price of shipping')
    const found: string[] = []
    const look = async (view: string) => {
      for (const line of await audit(page)) found.push(`${view}: ${line}`)
      await shoot(page, `assistant-${name}-${view}`)
    }
    await agent.showList('all')
    await agent.openRow('price of shipping')
    await agent.hook('suggestion-more').first().click({ timeout: deadline })
    await look('suggestions')
    await openTab(agent, 'answers')
    await agent.hook('faq-row').nth(1).click({ timeout: deadline })
    await agent.hook('phrasing').first().waitFor()
    await look('answers')
    await agent.hook('faq-more').click()
    await agent.hook('open-import').click()
    await agent.hook('import').waitFor()
    await look('import')
    await agent.hook('import-close').click()
    await agent.hook('faq-more').click()
    await agent.hook('open-templates').click()
    await agent.hook('faq-template').first().waitFor({ timeout: deadline })
    await look('templates')
    await page.keyboard.press('Escape')
    await openTab(agent, 'behaviour')
    await agent.hook('answerer-model').check({ timeout: deadline })
    await agent.hook('differ').locator('summary').click()
    await look('behaviour')
    await agent.hook('guided-add').click()
    await agent.hook('entry-option').first().waitFor()
    await look('picker')
    await page.keyboard.press('Escape')
    await agent.hook('discard').click()
    await openTab(agent, 'test')
    await agent.hook('try-text').fill('how long does shipping take', { timeout: deadline })
    await agent.hook('match').first().waitFor({ timeout: deadline })
    await agent.hook('past').waitFor({ timeout: deadline })
    await look('test')
    await openTab(agent, 'unanswered')
    await agent.hook('unanswered').or(agent.hook('unanswered-none')).waitFor({ timeout: deadline })
    await look('unanswered')
    await openTab(agent, 'figures')
    await agent.hook('tile').first().waitFor({ timeout: deadline })
    await look('figures')
    await page.goto(`${stage.server.url}/console/#/settings/demo/hours`)
    await agent.hook('hours-on').check({ timeout: deadline })
    await look('hours')
    await agent.hook('discard').click()
    await page.goto(`${stage.server.url}/console/#/settings/demo/idle`)
    await agent.hook('idle-bot').waitFor({ timeout: deadline })
    await look('idle')
    expect(found).toEqual([])
  })

  it('[WG-14] by keyboard alone: to the page, through its tabs, to an entry, a save and back', async () => {
    const agent = await stage.agent()
    const { page } = agent
    await page.keyboard.press('Control+k')
    await agent.hook('palette-input').waitFor({ timeout: deadline })
    await page.keyboard.type('assistant')
    await page.keyboard.press('Enter')
    await agent.hook('assistant').waitFor({ timeout: deadline })
    await tabTo(page, /^Behaviour/)
    await page.keyboard.press('Enter')
    await agent.hook('bot').waitFor({ timeout: deadline })
    await tabTo(page, /^Questions & answers/, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await agent.hook('faq-row').first().waitFor({ timeout: deadline })
    await tabTo(page, /^How long does delivery take\?/)
    await page.keyboard.press('Enter')
    await agent.hook('faq-editor').waitFor()
    await agent.hook('faq-category').focus()
    await page.keyboard.type(' & more')
    await page.keyboard.press('Control+s')
    await category(agent, 'Delivery & more').waitFor()
  })
})
