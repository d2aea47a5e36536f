// The settings as whoever sets them up meets them: a refusal at its field and in its words, what is given up gone, a
// phone on which each section has its heading and the preview is a touch away.
import { describe, expect, it } from 'vitest'
import type { Agent } from './support/agent.ts'
import { audit } from './support/axe.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually } from './support/visitor.ts'

const stage = setStage()
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const sections = [
  ...['appearance', 'welcome', 'texts', 'around', 'greetings', 'forms', 'inbox', 'hours', 'idle', 'messages'],
  ...['tags', 'visitors', 'mail', 'replies', 'afterwards', 'install', 'origins', 'privacy', 'general'],
]

async function open(agent: Agent, section: string): Promise<void> {
  await agent.page.evaluate((to) => {
    location.hash = `#/settings/demo/${to}`
  }, section)
  await agent.page.locator(`.settings-body.section-${section}`).waitFor({ timeout: deadline })
}

/** What is said of the field that has the focus. */
const saidOfFocus = (agent: Agent) =>
  agent.page.evaluate(() => {
    const field = document.activeElement
    const note = field?.getAttribute('aria-describedby')
    return field?.getAttribute('aria-invalid') === 'true' && note
      ? (document.getElementById(note)?.textContent ?? '')
      : ''
  })

describe('what is refused', () => {
  it('[IN-5] [IN-10] [IN-11] is said at the field, which has the focus, and told by the words of the screen', async () => {
    stage.announce(/400/)
    const agent = await stage.agent()
    const toasts = agent.hook('toasts')
    await open(agent, 'afterwards')
    await agent.hook('rating-tags-2').fill('x'.repeat(65))
    await agent.page.keyboard.press('Control+s')
    await eventually(() => saidOfFocus(agent)).toMatch(/64 characters/)
    await toasts.getByText(/^After the chat › Tags offered with a score: /).waitFor()
    expect(await toasts.textContent()).not.toContain('/')
    await shoot(agent.page, 'refused-rating')
    await agent.hook('rating-tags-2').fill('Slow')
    await agent.hook('rating-tags-2').and(agent.page.locator('[aria-invalid]')).waitFor({ state: 'detached' })
    await agent.hook('summary-add').click()
    await agent.hook('save').click()
    await eventually(() => saidOfFocus(agent)).toBe('A field needs a name.')
    expect(await agent.page.evaluate(() => document.activeElement?.getAttribute('data-foyer'))).toBe(
      'field-label-0',
    )
    expect(await audit(agent.page, '[data-foyer="settings"] form')).toEqual([])
    await shoot(agent.page, 'refused-summary')
    await agent.hook('discard').click()
    // Given up, it is not refused any more.
    expect(await toasts.textContent()).toBe('')

    await open(agent, 'tags')
    await agent.hook('tag-add').click()
    await agent.hook('tag-name').last().fill('Urgent')
    await agent.hook('rule-add').click()
    await agent.hook('save').click()
    await eventually(() => saidOfFocus(agent)).toBe('A rule says what it looks for.')
    await toasts.getByText(/^Tags › /).waitFor()
    expect(await audit(agent.page, '[data-foyer="settings"] form')).toEqual([])
    await shoot(agent.page, 'refused-rule')
    await agent.hook('rule-value').fill('now')
    await agent.hook('tag-name').last().fill('')
    await agent.hook('save').click()
    await eventually(() => saidOfFocus(agent)).toMatch(/A tag has a name/)
    await agent.page.evaluate(() => {
      location.hash = '#/inbox/mine'
    })
    await agent.hook('confirm-yes').click()
    await agent.hook('inbox').waitFor()
    expect(await toasts.textContent()).toBe('')
  })

  it('[IN-18] of a link the field says what the toast says', async () => {
    stage.announce(/400/)
    const agent = await stage.agent()
    await open(agent, 'privacy')
    await agent.hook('link-privacy').fill('shop.example/privacy')
    await agent.hook('save').click()
    await eventually(() => saidOfFocus(agent)).not.toBe('')
    const said = await saidOfFocus(agent)
    await eventually(() => agent.page.locator('.toast').textContent()).toBe(
      `Privacy › Privacy policy: ${said}`,
    )
    await agent.hook('discard').click()
  })

  it('[WG-6] [IN-18] opens the item of a list that it is about, also when it is refused again', async () => {
    stage.announce(/400/)
    const agent = await stage.agent()
    await open(agent, 'around')
    const add = async (url: string) => {
      await agent.hook('menu-add').click()
      await agent.hook('menu-label').fill('Orders')
      await agent.hook('menu-url').fill(url)
    }
    await add('ftp://shop.example')
    await add('https://shop.example')
    const heads = agent.hook('menu-item-open')
    const isOpen = () => heads.evaluateAll((all) => all.map((one) => one.getAttribute('aria-expanded')))
    expect(await isOpen()).toEqual(['false', 'true'])
    for (const _ of [1, 2]) {
      await agent.hook('save').click()
      await eventually(() => saidOfFocus(agent)).not.toBe('')
      expect(await isOpen()).toEqual(['true', 'false'])
      expect(await agent.page.evaluate(() => document.activeElement?.getAttribute('data-foyer'))).toBe(
        'menu-url',
      )
      await shoot(agent.page, 'refused-menu')
      await heads.first().click()
    }
    await agent.hook('discard').click()
  })

  it('[IN-18] what is given up by going to another section is not saved with what is changed there', async () => {
    const agent = await stage.agent()
    await open(agent, 'general')
    await agent.hook('site-name').fill('Given up')
    await agent.hook('section-idle').click()
    await agent.hook('confirm-yes').click()
    await agent.page.locator('.settings-body.section-idle').waitFor()
    expect(await agent.hook('save').count()).toBe(0)
    await agent.hook('idle-bot').selectOption({ index: 2 })
    await agent.hook('section-general').click()
    // Asked again: what is changed now is not given up by the answer of before.
    await agent.hook('confirm').waitFor()
    await agent.page.keyboard.press('Escape')
    await agent.hook('discard').click()
    await agent.hook('section-general').click()
    await agent.hook('site-name').waitFor()
    expect(await agent.hook('site-name').inputValue()).not.toBe('Given up')
  })
})

it('[IN-5] [WG-2] two who change the appearance at a time do not undo each other', async () => {
  const [one, other] = [await stage.agent(), await stage.agent()]
  for (const agent of [one, other]) await open(agent, 'appearance')
  const title = await one.hook('look-title').inputValue()
  const line = await one.hook('look-subtitle').inputValue()
  const save = async (agent: Agent) => {
    await agent.hook('save').click()
    await eventually(() => agent.hook('save').count()).toBe(0)
  }
  await other.hook('look-subtitle').fill('From the other')
  await save(other)
  expect(await one.hook('look-subtitle').inputValue()).toBe(line)
  await one.hook('look-title').fill('From the one')
  await save(one)
  expect(await one.hook('look-subtitle').inputValue()).toBe('From the other')
  await other.page.reload()
  await eventually(() => other.hook('look-title').inputValue()).toBe('From the one')
  expect(await other.hook('look-subtitle').inputValue()).toBe('From the other')
  await other.hook('look-title').fill(title)
  await other.hook('look-subtitle').fill(line)
  await save(other)
})

it('[SC-4] [IN-17] two who allow pages at a time both have theirs, and a new name is read without a reload', async () => {
  const [one, other] = [await stage.agent(), await stage.agent()]
  for (const agent of [one, other]) await open(agent, 'origins')
  const save = async (agent: Agent) => {
    await agent.hook('save').click()
    await eventually(() => agent.hook('save').count()).toBe(0)
  }
  const allow = async (agent: Agent, origin: string) => {
    await agent.hook('origin-input').fill(origin)
    await agent.hook('origin-add').click()
    await save(agent)
  }
  const shown = async (agent: Agent) => (await agent.hook('origins').textContent()) ?? ''
  await allow(other, 'https://robin.example')
  await allow(one, 'https://noor.example')
  expect(await shown(one)).toMatch(/robin.*noor|noor.*robin/)
  await other.page.reload()
  await eventually(() => shown(other)).toMatch(/robin.*noor|noor.*robin/)
  for (const name of ['noor', 'robin']) {
    await one.page.getByRole('button', { name: `https://${name}.example` }).click()
  }
  await save(one)

  await open(one, 'general')
  const name = await one.hook('site-name').inputValue()
  await one.hook('site-name').fill('Harbour Street')
  await save(one)
  expect(await one.hook('site-switch').textContent()).toBe('Harbour Street')
  await one.hook('site-name').fill(name)
  await save(one)
})

describe('on a phone', () => {
  it.each([
    ['en', 'light'],
    ['ar', 'dark'],
  ] as const)(
    '[IN-18] [WG-2] each section has its heading, and the preview is a touch away (%s, %s)',
    async (language, colorScheme) => {
      const locale = language === 'ar' ? 'ar-EG' : 'en-GB'
      const agent = await stage.agent(0, { ...phone, colorScheme, locale })
      const { page } = agent
      for (const section of sections) {
        await open(agent, section)
        const headings = page.locator('h1:visible')
        expect(await headings.count(), section).toBe(1)
        expect(await headings.textContent(), section).not.toBe('')
        await eventually(() => page.locator('.settings-body .spinner').count()).toBe(0)
        expect(await audit(page), section).toEqual([])
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          section,
        ).toBeLessThanOrEqual(0)
        await shoot(page, `phone-${language}-${section}`)
      }
      await open(agent, 'appearance')
      await agent.hook('look-title').fill('Ahoy')
      const before = await page.locator('.settings-body').evaluate((one) => one.scrollTop)
      await agent.hook('preview-toggle').tap()
      const panel = page.locator('foyer-preview [part="panel"]')
      await panel.getByText('Ahoy').first().waitFor()
      expect(await agent.hook('look-title').isVisible()).toBe(false)
      expect(await agent.hook('preview-toggle').getAttribute('aria-expanded')).toBe('true')
      const box = (await panel.boundingBox())!
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(390)
      expect(await audit(page, '[data-foyer="settings"] form')).toEqual([])
      await shoot(page, `phone-${language}-preview`)
      await agent.hook('preview-toggle').tap()
      await agent.hook('look-title').waitFor()
      await eventually(() => page.locator('.settings-body').evaluate((one) => one.scrollTop)).toBe(before)
      await agent.hook('discard').click()
    },
  )
})
