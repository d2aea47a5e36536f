// A visitor without a pointer, through all that a conversation has beside writing: consent and a form before it, the
// quick menu, emoji, files, the viewer, quotes, edits, the transcript, the rating. After each step the focus is where
// one goes on, and it can be seen.
import type { Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { setUp } from './support/desk.ts'
import { focused, tabTo } from './support/keyboard.ts'
import { picture } from './support/samples.ts'
import { setStage } from './support/stage.ts'
import { eventually } from './support/visitor.ts'

const stage = setStage()
const off = { isOn: false, isStrict: false, text: {} }
afterEach(() =>
  setUp(stage.server, { menu: [], forms: { consent: off, preChat: { isOn: false, text: {} } } }),
)

/** A ring, on what has the focus or on what holds it and nothing else. */
const isSeen = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    if (!element?.matches(':focus-visible')) return `not by keyboard: ${element?.outerHTML.slice(0, 80)}`
    for (let at: Element | null = element, up = 0; at && up < 3; at = at.parentElement, up += 1) {
      const { outlineStyle, outlineWidth } = getComputedStyle(at)
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) return 'seen'
    }
    return `no ring: ${element.outerHTML.slice(0, 80)}`
  })

it('[WG-14] all that a conversation has, by keyboard alone', async () => {
  await setUp(stage.server, {
    forms: {
      consent: { isOn: true, isStrict: true, text: { en: 'You may keep it.' } },
      preChat: { isOn: true },
    },
    menu: [
      {
        id: '018f0000-0000-7000-8000-000000000001',
        icon: 'box',
        label: { en: 'My orders' },
        act: { do: 'text', text: { en: 'Where are my orders?' } },
      },
    ],
    rating: { scale: 'stars', askAtEnd: false, tags: { '2': ['Slow'] }, comment: true },
  })
  const visitor = await stage.visitor()
  const { page } = visitor
  const at = (name: RegExp) => eventually(() => focused(page)).toMatch(name)
  /** To it by Tab, seen, and pressed. */
  const press = async (name: RegExp, key = 'Tab') => {
    await tabTo(page, name, key)
    expect(await isSeen(page)).toBe('seen')
    await page.keyboard.press('Enter')
  }

  await visitor.launcher.waitFor()
  await page.locator('#buy').focus()
  await press(/Juniper & Pine/)
  await page.locator('foyer-widget [part="panel"][data-open]').waitFor()
  await press(/Talk to us/)

  // Consent, then the form; each leads on to the next.
  await visitor.part('consent').waitFor()
  await eventually(async () => {
    await page.keyboard.press('Tab')
    return page.evaluate(() => document.querySelector('foyer-widget')!.shadowRoot!.activeElement?.localName)
  }).toBe('input')
  expect(await isSeen(page)).toBe('seen')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  const name = visitor.panel.getByLabel(/^Name/)
  await name.waitFor()
  await eventually(() => name.evaluate((one) => one.matches(':focus'))).toBe(true)
  expect(await isSeen(page)).toBe('seen')
  await page.keyboard.type('Robin Hood')
  await page.keyboard.press('Tab')
  await page.keyboard.type('robin@sherwood.example')
  await page.keyboard.press('Enter')
  await visitor.input.waitFor()
  await at(/Write a message/)
  expect(await isSeen(page)).toBe('seen')

  // Emoji: opened, moved in by arrows, put into the text; Escape closes it and nothing else.
  await page.keyboard.type('By keys ')
  await press(/^Emoji$/)
  await visitor.part('emoji-picker').waitFor()
  await tabTo(page, /😀/, 'Shift+Tab')
  await page.keyboard.press('ArrowRight')
  expect(await focused(page)).toBe('😃')
  expect(await isSeen(page)).toBe('seen')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await visitor.part('emoji-picker').waitFor({ state: 'detached' })
  await at(/Write a message/)
  await page.keyboard.press('Enter')
  await eventually(() => visitor.texts()).toContain('By keys 😃')

  // The quick menu says it at once, and the focus stays in the panel.
  await press(/^My orders$/, 'Shift+Tab')
  await eventually(() => visitor.texts()).toContain('Where are my orders?')

  // A file by the button's own dialog; the image is looked at, and the focus comes back to it.
  const dialog = page.waitForEvent('filechooser')
  await press(/Attach a file/)
  await (await dialog).setFiles(picture(600, 400, 'room.png'))
  await visitor.part('image').waitFor()
  await press(/Show room.png large/, 'Shift+Tab')
  await visitor.part('viewer').waitFor()
  await at(/^Close$/)
  expect(await isSeen(page)).toBe('seen')
  await tabTo(page, /Enlarge|Zoom in|Larger/i)
  await page.keyboard.press('Enter')
  await visitor.part('viewer').and(page.locator('[data-zoomed]')).waitFor()
  await page.keyboard.press('Escape')
  await visitor.part('viewer').waitFor({ state: 'detached' })
  await at(/Show room.png large/)

  // An agent's message is quoted; Escape lets go of the quote.
  const agent = await stage.agent()
  await agent.showList('unassigned')
  await agent.openRow()
  await agent.say('On their way')
  await visitor.message('On their way').waitFor()
  await tabTo(page, /^Quote$/)
  const quotes = visitor.message('On their way').locator('[part="quote-button"]')
  for (let step = 0; step < 20 && !(await quotes.evaluate((one) => one.matches(':focus'))); step += 1)
    await page.keyboard.press('Tab')
  expect(await isSeen(page)).toBe('seen')
  await page.keyboard.press('Enter')
  await visitor.part('quoting').waitFor()
  await at(/Write a message/)
  await page.keyboard.press('Escape')
  await visitor.part('quoting').waitFor({ state: 'detached' })
  await at(/Write a message/)

  // One's own words: edited, then deleted, from the message's menu.
  const menu = visitor.message('By keys').locator('[part="message-menu"]')
  const toMenu = async () => {
    for (let step = 0; step < 60 && !(await menu.evaluate((one) => one.matches(':focus'))); step += 1)
      await page.keyboard.press('Shift+Tab')
    expect(await isSeen(page)).toBe('seen')
    await page.keyboard.press('Enter')
    await visitor.part('sheet').waitFor()
  }
  await toMenu()
  await press(/^Edit$/)
  const editor = visitor.part('editor').locator('textarea')
  await editor.waitFor()
  await eventually(() => editor.evaluate((one) => one.matches(':focus'))).toBe(true)
  await page.keyboard.type('!')
  await page.keyboard.press('Enter')
  await visitor.part('editor').waitFor({ state: 'detached' })
  await visitor.message('By keys 😃!').waitFor()
  await toMenu()
  await press(/^Delete$/)
  await visitor.part('sheet').getByText('both sides').waitFor()
  await press(/^Delete$/)
  await visitor.part('thread').getByText('This message was deleted').waitFor()
  expect(
    await page.evaluate(() => document.querySelector('foyer-widget')!.shadowRoot!.activeElement !== null),
  ).toBe(true)

  // The conversation's own menu: Escape, from the inside out, and back to its button.
  await tabTo(page, /^Back$/, 'Shift+Tab')
  await press(/^More$/)
  await visitor.part('sheet').waitFor()
  await at(/Download the conversation/)
  expect(await isSeen(page)).toBe('seen')
  await page.keyboard.press('Escape')
  await visitor.part('sheet').waitFor({ state: 'detached' })
  await at(/^More$/)
  expect(await isSeen(page)).toBe('seen')

  // The rating: arrows among the stars, a tag, the comment, Enter.
  await agent.hook('invite-rating').click()
  const rating = visitor.part('rating')
  await rating.waitFor()
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    if (await rating.evaluate((one) => one.matches(':focus-within'))) break
  }
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await rating.getByText('Slow').waitFor()
  await page.keyboard.press('Tab')
  expect(await isSeen(page)).toBe('seen')
  await page.keyboard.press('Space')
  await rating.locator('textarea').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type('By keyboard')
  await page.keyboard.press('Tab')
  expect(await isSeen(page)).toBe('seen')
  await page.keyboard.press('Enter')
  await rating.locator('xpath=self::*[@data-given]').waitFor()
  await eventually(() => rating.evaluate((one) => one.matches(':focus-within'))).toBe(true)
  expect(await isSeen(page)).toBe('seen')
  await agent.page.getByText('2 of 5 · Slow · By keyboard').first().waitFor()

  // Out again, to where it began.
  await page.keyboard.press('Escape')
  await page.locator('foyer-widget [part="panel"][data-open]').waitFor({ state: 'detached' })
  await at(/Juniper & Pine/)
  expect(await isSeen(page)).toBe('seen')
}, 180_000)
