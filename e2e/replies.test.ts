// What agents answer with beside their own words, and what comes after a conversation: quick replies, completion,
// translation by a real server that speaks LibreTranslate, products, the visitor's rating, the agent's summary.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { QuickReplyDraft } from '@foyer/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from './support/agent.ts'
import { audit } from './support/axe.ts'
import { setUp } from './support/desk.ts'
import type { ShopPage } from './support/host-pages.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually, type Visitor } from './support/visitor.ts'

const stage = setStage(['--allow-private-requests'])
const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true }

let provider: Server
let translations: string
beforeAll(async () => {
  provider = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const { q, target } = JSON.parse(text) as { q: string; target: string }
      const answer = { translatedText: `[${target}] ${q}`, detectedLanguage: { language: 'pl' } }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  translations = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  await setUp(stage.server, { assistant: { bot: 'off', autoSend: false, recommend: false } })
})
afterAll(() => new Promise((resolve) => provider.close(resolve)))

/** Over HTTP, as the first agent. */
async function call(method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${stage.server.url}/v1/sites/${stage.server.site}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${stage.server.agents[0]!.token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

const keep = (draft: Partial<QuickReplyDraft>) =>
  call('POST', '/quick-replies', { of: 'agent', title: 'x', text: 'x', ...draft })

let count = 0
/** A visitor who has written, and an agent who looks at it. */
async function talk(
  options: { shop?: ShopPage; visitor?: object; agent?: object } = {},
): Promise<{ visitor: Visitor; agent: Agent; said: string }> {
  count += 1
  const said = `question ${count} of the replies`
  const visitor = await stage.visitor(options.shop, options.visitor)
  await visitor.talk()
  await visitor.say(said)
  await eventually(() => visitor.state()).not.toBe('sending')
  const agent = await stage.agent(0, options.agent)
  await agent.page.evaluate(() => {
    location.hash = '#/inbox/all'
  })
  await agent.openRow(said)
  await agent.hook('offer-quick').waitFor({ timeout: deadline })
  return { visitor, agent, said }
}

describe('quick replies', () => {
  it('[IN-7] are made in the editor, found by a slash, filled in and sent by one key', async () => {
    const { visitor, agent } = await talk()
    await agent.hook('nav-quick-replies').click()
    await agent.hook('quick-new').click()
    await agent.hook('quick-title').fill('Greeting')
    await agent.hook('quick-text').fill('Hello, {{agent.name}} here for {{site.name}}.')
    await agent.hook('quick-folder').fill('Start')
    await agent.hook('quick-shortcut').fill('hi')
    await shoot(agent.page, 'quick-editor')
    await agent.hook('quick-save').click()
    await agent.hook('reply-line').filter({ hasText: 'Greeting' }).waitFor({ timeout: deadline })
    expect(await audit(agent.page)).toEqual([])
    await agent.page.goBack()
    await agent.composer.click()
    await agent.page.keyboard.press('/')
    await agent.hook('quick-search').waitFor({ timeout: deadline })
    await agent.page.keyboard.type('hi')
    await agent.hook('quick-item').filter({ hasText: 'Greeting' }).waitFor({ timeout: deadline })
    await shoot(agent.page, 'quick-panel')
    expect(await audit(agent.page)).toEqual([])
    await agent.page.keyboard.press('Enter')
    await eventually(async () => (await visitor.texts()).at(-1)).toMatch(/^Hello, .+ here for .+\.$/)
  })

  it('[IN-7] what is not known is said, goes into the box, and is never sent raw', async () => {
    await keep({ title: 'Order', text: 'Your order {{order.id}} is on its way.' })
    const { visitor, agent } = await talk()
    await agent.hook('offer-quick').click()
    await agent.hook('quick-search').fill('order')
    const item = agent.hook('quick-item').filter({ hasText: 'Order' })
    await item.getByText('order.id', { exact: false }).first().waitFor({ timeout: deadline })
    await item.click()
    await eventually(() => agent.composer.inputValue()).toBe('Your order {{order.id}} is on its way.')
    await agent.composer.press('Enter')
    await agent.page.getByText('Fill in what stands in braces').waitFor({ timeout: deadline })
    await shoot(agent.page, 'quick-left-open')
    await agent.composer.fill('Your order 42 is on its way.')
    await agent.composer.press('Enter')
    await eventually(() => visitor.texts()).toContain('Your order 42 is on its way.')
    expect((await visitor.texts()).join()).not.toContain('{{')
  })
})

describe('quick replies as a table', () => {
  it('[IN-7] a spreadsheet’s rows become quick replies; what is wrong with one is said, and out comes a file', async () => {
    const agent = await stage.agent()
    await agent.hook('nav-quick-replies').click()
    await agent.hook('quick-more').click()
    await agent.hook('quick-import').click()
    await agent.hook('import-pick').waitFor({ timeout: deadline })
    await shoot(agent.page, 'quick-import')
    expect(await audit(agent.page)).toEqual([])
    await agent.hook('quick-import-of').selectOption('site')
    const text = 'title,text,folder\nReturns,"Free, for 30 days.",Policy\n,No title,\n'
    const file = { name: 'replies.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
    await agent.hook('import-file').setInputFiles(file)
    await agent.hook('import-report').waitFor({ timeout: deadline })
    expect(await agent.hook('import-report').textContent()).toMatch(/replies\.csv.*Created.*1.*Skipped.*1/s)
    await shoot(agent.page, 'quick-imported')
    expect(await audit(agent.page)).toEqual([])
    await agent.hook('import-close').click()
    await agent.hook('reply-line').filter({ hasText: 'Free, for 30 days.' }).waitFor({ timeout: deadline })
    await agent.hook('quick-more').click()
    const download = agent.page.waitForEvent('download', { timeout: deadline })
    await agent.hook('quick-export-site').click()
    expect((await download).suggestedFilename()).toBe('quick-replies-demo.csv')
    const small = await stage.agent(0, { ...phone, locale: 'ar', colorScheme: 'dark' })
    await small.page.goto(`${stage.server.url}/console/#/quickReplies/demo`)
    await small.hook('quick-more').tap()
    await small.hook('quick-import').tap()
    await small.hook('import-pick').waitFor({ timeout: deadline })
    await shoot(small.page, 'quick-import-arabic-dark-phone')
    expect(await audit(small.page)).toEqual([])
  })
})

describe('completion', () => {
  it('[IN-8] offers from two characters on, and takes Enter only where something is chosen', async () => {
    await keep({ title: 'Delivery', text: 'Zebra parcels take two days.' })
    const { visitor, agent } = await talk()
    await agent.composer.pressSequentially('z')
    await eventually(() => agent.hook('completion-item').count()).toBe(0)
    await agent.composer.pressSequentially('eb')
    await agent.hook('completion-item').first().waitFor({ timeout: deadline })
    await shoot(agent.page, 'completion')
    await agent.composer.press('Enter')
    await eventually(() => visitor.texts()).toContain('zeb')
    await agent.composer.pressSequentially('zebr')
    await agent.hook('completion-item').first().waitFor({ timeout: deadline })
    await agent.composer.press('ArrowDown')
    await agent.composer.press('Enter')
    await eventually(() => agent.composer.inputValue()).toBe('Zebra parcels take two days.')
    await agent.composer.press('Enter')
    await eventually(() => visitor.texts()).toContain('Zebra parcels take two days.')
    await agent.composer.pressSequentially('par')
    await agent.hook('completion-item').first().waitFor({ timeout: deadline })
    await agent.composer.press('Escape')
    await eventually(() => agent.hook('completion-item').count()).toBe(0)
    expect(await agent.composer.inputValue()).toBe('par')
  })
})

describe('translation', () => {
  it('[IN-9] of what the visitor says is beside it, and of a reply before it is sent', async () => {
    await setUp(stage.server, { translation: { kind: 'libre', url: translations } })
    const { visitor, agent, said } = await talk({ shop: { page: 'lang="pl"' } })
    await agent.message(said).locator('[data-foyer="translate"]').click({ timeout: deadline })
    await agent.message(said).getByText(`[en] ${said}`).waitFor({ timeout: deadline })
    await agent.composer.fill('It is on its way')
    await agent.hook('translate-reply').click()
    await shoot(agent.page, 'translate-menu')
    await agent.page.locator('[data-foyer^="translate-to-pl"]').first().click()
    await eventually(() => agent.composer.inputValue()).toBe('[pl] It is on its way')
    await agent.hook('composer-original').waitFor({ timeout: deadline })
    await shoot(agent.page, 'translated-reply')
    await agent.composer.fill('[pl] It is on its way!')
    await agent.composer.press('Enter')
    await eventually(() => visitor.texts()).toContain('[pl] It is on its way!')
    expect(await visitor.panel.textContent()).not.toContain('It is on its wayOriginal')
    await agent
      .message('[pl] It is on its way!')
      .locator('[data-foyer="original"]')
      .waitFor({ timeout: deadline })
    await shoot(agent.page, 'translated-thread')
    expect(await audit(agent.page)).toEqual([])
    await setUp(stage.server, { translation: { kind: 'off' } })
  })
})

describe('products', () => {
  it('[IN-19] are found by their words and sent as a card', async () => {
    await call('PUT', '/products', [
      {
        id: '1',
        title: 'Red lamp',
        price: '29 €',
        description: 'Warm light',
        link: 'https://shop.example/1',
      },
      { id: '2', title: 'Blue chair', price: '99 €' },
    ])
    const { visitor, agent } = await talk()
    await agent.hook('offer-products').click()
    await agent.hook('products-search').fill('lamp')
    await eventually(() => agent.hook('products-item').count()).toBe(1)
    await shoot(agent.page, 'products')
    await agent.page.keyboard.press('Enter')
    await visitor.part('card').getByText('Red lamp').waitFor({ timeout: deadline })
    await shoot(visitor.page, 'product-card')
  })
})

describe('the rating', () => {
  const tags = { '2': ['Slow'], '5': ['Kind', 'Quick'] }

  it('[IN-10] is invited from the thread, given by keyboard, seen by the agent, and changed', async () => {
    await setUp(stage.server, { rating: { scale: 'stars', askAtEnd: false, tags, comment: true } })
    const { visitor, agent } = await talk()
    await agent.say('All done?')
    await agent.hook('invite-rating').click()
    const form = visitor.part('rating')
    await form.waitFor({ timeout: deadline })
    expect(await agent.hook('invite-rating').count()).toBe(0)
    await form.locator('input[type="radio"]').first().focus()
    for (let step = 0; step < 4; step += 1) await visitor.page.keyboard.press('ArrowRight')
    await form.getByText('Kind').click()
    await form.locator('textarea').fill('Lovely people')
    await shoot(visitor.page, 'rating-form')
    expect(await audit(visitor.page)).toEqual([])
    await form.locator('button[type="submit"]').click()
    await form.locator('xpath=self::*[@data-given]').waitFor({ timeout: deadline })
    await shoot(visitor.page, 'rating-given')
    await agent.page.getByText('5 of 5 · Kind · Lovely people').first().waitFor({ timeout: deadline })
    await form.getByRole('button').click()
    await form.locator('input[type="radio"]').nth(1).check({ force: true })
    await form.locator('button[type="submit"]').click()
    await agent.page.getByText('2 of 5').first().waitFor({ timeout: deadline })
    await agent.hook('score').first().waitFor({ timeout: deadline })
    await agent.page.evaluate(() => {
      location.hash = '#/ratings/demo'
    })
    await agent.hook('given-rating').first().waitFor({ timeout: deadline })
    await shoot(agent.page, 'ratings')
    expect(await audit(agent.page)).toEqual([])
  })

  it('[WG-10] is asked at the end, in Arabic and in the dark, on a phone', async () => {
    await setUp(stage.server, {
      rating: { scale: 'ten', askAtEnd: true, tags: { '9': ['ممتاز'] }, comment: true },
    })
    const { visitor, agent } = await talk({
      shop: { page: 'lang="ar" dir="rtl"' },
      visitor: { ...phone, locale: 'ar-EG', colorScheme: 'dark' },
    })
    await agent.hook('close').first().click()
    await agent.hook('confirm-yes').click()
    await visitor.part('rating').waitFor({ timeout: deadline })
    await visitor.part('rating').locator('input[type="radio"]').nth(9).check({ force: true })
    await shoot(visitor.page, 'rating-arabic-dark-phone')
    expect(await audit(visitor.page)).toEqual([])
    await visitor.part('rating').locator('button[type="submit"]').click()
    await visitor.part('rating').locator('xpath=self::*[@data-given]').waitFor({ timeout: deadline })
    await setUp(stage.server, { rating: { scale: 'stars', askAtEnd: false, tags: {} } })
  })
})

describe('an ended conversation', () => {
  it('[WG-10] [WG-13] its rating is changed after a reload, until the deadline, which is said', async () => {
    await setUp(stage.server, {
      rating: { scale: 'stars', askAtEnd: true, tags: {}, comment: true, deadline: 3_600_000 },
    })
    const { visitor, agent } = await talk()
    await agent.hook('close').first().click()
    await agent.hook('confirm-yes').click()
    const rating = visitor.part('rating')
    await rating.locator('input[type="radio"]').nth(2).check({ force: true })
    await rating.locator('button[type="submit"]').click()
    await rating.locator('xpath=self::*[@data-given]').waitFor({ timeout: deadline })

    await visitor.page.clock.install()
    await visitor.page.reload()
    await visitor.launcher.waitFor()
    await visitor.talk()
    await visitor.part('earlier').waitFor({ timeout: deadline })
    await shoot(visitor.page, 'earlier')
    expect(await audit(visitor.page)).toEqual([])
    await visitor.part('earlier').click()
    await rating.locator('xpath=self::*[@data-given]').waitFor({ timeout: deadline })
    await visitor.part('start-new').waitFor()
    await rating.getByRole('button', { name: 'Change' }).click()
    // The star that was given is where one goes on.
    expect(await rating.locator('input:focus').getAttribute('aria-label')).toBe('3 of 5')
    await visitor.page.clock.fastForward(3_600_001)
    await rating.getByText('The time to rate is over.').waitFor({ timeout: deadline })
    expect(await rating.locator('[role="img"]').getAttribute('aria-label')).toBe('3 of 5')
    await shoot(visitor.page, 'rating-over')
    await visitor.part('start-new').click()
    await visitor.part('earlier').waitFor({ timeout: deadline })
    await visitor.say('A new one')
    await eventually(() => visitor.texts()).toEqual(['A new one'])
    expect(await visitor.part('earlier').count()).toBe(0)
    await setUp(stage.server, { rating: { scale: 'stars', askAtEnd: false, tags: {} } })
  })
})

describe('the summary', () => {
  it('[IN-11] is asked at the end; its draft survives a reload, and who said what is kept', async () => {
    await setUp(stage.server, {
      summary: {
        isAsked: true,
        isRequired: true,
        categories: ['Orders / Late', 'Orders / Broken'],
        progress: ['Solved', 'Waiting'],
        fields: [{ id: 'order', label: 'Order number', type: 'number', choices: [], required: true }],
      },
    })
    const { agent, said } = await talk()
    await agent.hook('take').click()
    await agent.hook('close').first().click()
    await agent.hook('confirm-yes').click()
    await agent.hook('summary-dialog').waitFor({ timeout: deadline })
    await agent.hook('summary-category').selectOption('Orders / Late')
    await agent.hook('summary-save').click()
    await agent.page.getByText('This is needed.').waitFor({ timeout: deadline })
    await shoot(agent.page, 'summary')
    expect(await audit(agent.page)).toEqual([])
    await agent.page.reload()
    await agent.hook('summary').click({ timeout: deadline })
    await eventually(() => agent.hook('summary-category').inputValue()).toBe('Orders / Late')
    await agent.page.keyboard.press('Escape')
    // It comes before the next conversation.
    const other = await stage.visitor()
    await other.talk()
    await other.say('somebody else, later')
    await agent.page.evaluate(() => {
      location.hash = '#/inbox/all'
    })
    await agent.openRow('somebody else, later')
    await agent.hook('summary-dialog').waitFor({ timeout: deadline })
    await agent.hook('summary-order').fill('42')
    await agent.hook('summary-save').click()
    await eventually(() => agent.hook('summary-dialog').count()).toBe(0)
    await agent.page.evaluate(() => {
      location.hash = '#/inbox/closed'
    })
    await agent.openRow(said)
    await agent.hook('summary').click({ timeout: deadline })
    await agent.hook('summary-history').waitFor({ timeout: deadline })
    await setUp(stage.server, { summary: { isAsked: false, isRequired: false, fields: [] } })
  })
})

describe('how it looks', () => {
  it('[IN-18] in Arabic, in the dark and on a phone', async () => {
    await keep({
      title: 'Returns',
      text: 'You can return it within 30 days, {{visitor.name}}.',
      folder: 'Returns',
    })
    const { agent } = await talk({ agent: { ...phone, locale: 'ar-EG', colorScheme: 'dark' } })
    await agent.hook('offer-quick').click()
    await agent.hook('quick-item').first().waitFor({ timeout: deadline })
    await shoot(agent.page, 'quick-panel-arabic-dark-phone')
    expect(await audit(agent.page, '[data-foyer="quick"]')).toEqual([])
    await agent.page.keyboard.press('Escape')
    await agent.hook('offer-emoji').click()
    await shoot(agent.page, 'emoji-arabic-dark-phone')
    await agent.page.keyboard.press('Escape')
    for (const section of ['afterwards', 'replies']) {
      await agent.page.evaluate((name) => {
        location.hash = `#/settings/demo/${name}`
      }, section)
      await agent.page.locator(`.section-${section} fieldset`).first().waitFor({ timeout: deadline })
      await shoot(agent.page, `settings-${section}-arabic-dark-phone`)
      // On a phone the list, and its heading, are a step back.
      expect(await audit(agent.page, '.page-main')).toEqual([])
    }
  })

  it('[IN-18] the settings on a desktop', async () => {
    const agent = await stage.agent()
    for (const section of ['afterwards', 'replies']) {
      await agent.page.evaluate((name) => {
        location.hash = `#/settings/demo/${name}`
      }, section)
      await agent.page.locator(`.section-${section} fieldset`).first().waitFor({ timeout: deadline })
      await shoot(agent.page, `settings-${section}`)
      expect(await audit(agent.page)).toEqual([])
    }
  })
})
