// The assistant as a visitor meets it: marked answers, options, guided questions, "was this helpful", the way to
// a person, words as they come, questions offered while one types.
import type { BrowserContextOptions } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { audit } from './support/axe.ts'
import { entry, setUp, widgetOf } from './support/desk.ts'
import { shopPage } from './support/host-pages.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, type Visitor, visitorOn } from './support/visitor.ts'
import { holdWire, type Wire } from './support/wire.ts'

const stage = setStage()
const delivery = 'How long does delivery take?'
const damaged = 'My order arrived damaged. What now?'
const byJuno = { kind: 'assistant', name: 'Juno' } as const
const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
}

beforeEach(async () => {
  await setUp(stage.server, {
    hours: { isOn: false },
    assistant: {
      bot: 'always',
      name: 'Juno',
      recommend: true,
      autoSend: false,
      guided: [],
      asksHelpful: true,
      personAfter: 0,
      typeAhead: true,
      threshold: { answer: 0.7, suggest: 0.3 },
    },
  })
})

/** So unsure of everything that it offers what it finds. */
const unsure = () => setUp(stage.server, { assistant: { threshold: { answer: 1, suggest: 0.01 } } })

const label = (visitor: Visitor, text: string) =>
  visitor.message(text).locator('[part="meta"]', { hasText: 'Sent by the chat assistant' })
const name = (visitor: Visitor) => visitor.part('header').locator('.who b')
const option = (visitor: Visitor, text: string) =>
  visitor.part('bubble').locator('[part="option"]', { hasText: text })
const withoutMarks = (markdown: string) => markdown.replaceAll('*', '')

/** A visitor on whose socket the test has a hand. */
async function wired(options: BrowserContextOptions = {}): Promise<Visitor & { wire: Wire }> {
  const page = await (await stage.profile(options)).newPage()
  const wire = await holdWire(page)
  await page.goto(stage.hosts.add(shopPage(stage.server.url)))
  return { ...visitorOn(page), wire }
}

/** Asks what the bot knows, and waits for its answer. */
async function askBot(visitor: Visitor, question = delivery): Promise<string> {
  const { answer } = await entry(stage.server, question)
  const text = withoutMarks(answer)
  await visitor.talk()
  await visitor.say(question)
  await eventually(async () => (await visitor.texts()).at(-1)).toBe(text)
  return text
}

describe('answers of the bot', () => {
  it('[AS-5] are marked, and the header shows who speaks until a person does', async () => {
    const visitor = await stage.visitor()
    const answer = await askBot(visitor)
    await label(visitor, answer).waitFor()
    await eventually(() => name(visitor).textContent()).toBe('Juno')
    await visitor.part('header').locator('.avatar svg').waitFor()
    expect(await visitor.part('presence').textContent()).toBe('Answers at once')

    const agent = await stage.agent()
    await agent.showList('all')
    await agent.openRow()
    await agent.say('A person here')
    await visitor.message('A person here').waitFor()
    expect(await label(visitor, 'A person here').count()).toBe(0)
    await eventually(() => name(visitor).textContent()).toBe('Robin Vale')
    await eventually(() => visitor.part('person').count()).toBe(0)
  })

  it('[AS-4] what is sent by recommendation looks like any answer of the house', async () => {
    await setUp(stage.server, { assistant: { bot: 'off', autoSend: true } })
    const visitor = await stage.visitor()
    const answer = await askBot(visitor)
    expect(await visitor.message(answer).locator('.name').textContent()).toBe('Juniper & Pine')
    expect(await label(visitor, answer).count()).toBe(0)
    expect(await visitor.part('helpful').count()).toBe(0)
  })

  it('[AS-16] “was this helpful?” stands under the newest alone, once; “no” offers a person', async () => {
    const visitor = await stage.visitor()
    await askBot(visitor)
    await visitor.part('helpful').waitFor()
    await askBot(visitor, damaged)
    await eventually(() => visitor.part('helpful').count()).toBe(1)
    const asked = visitor.part('helpful')
    await asked.getByRole('button', { name: 'No' }).click()
    await eventually(() => asked.textContent()).toContain('Sorry about that')
    await asked.getByRole('button', { name: 'Talk to a person' }).click()
    await visitor.part('notice').filter({ hasText: 'Asking a person to join' }).waitFor()
    await eventually(() => visitor.part('helpful').count()).toBe(0)

    const agent = await stage.agent()
    await agent.showList('unassigned')
    await agent.openRow()
    await agent.message(damaged).waitFor()
  })

  it('[AS-16] “yes” is thanked for, and the composer has the focus again', async () => {
    const visitor = await stage.visitor()
    await askBot(visitor)
    const yes = visitor.part('helpful').getByRole('button', { name: 'Yes' })
    await yes.focus()
    await yes.press('Enter')
    await eventually(() => visitor.part('helpful').textContent()).toContain('Thank you')
    expect(await visitor.part('helpful').locator('button').count()).toBe(0)
    // What was said is not asked again after a reload.
    await visitor.page.reload()
    await visitor.open()
    await eventually(() => visitor.part('helpful').textContent()).toContain('Thank you')
    expect(await visitor.part('helpful').locator('button').count()).toBe(0)
  })
})

describe('options to pick', () => {
  it('[AS-17] [CV-9] “did you mean”, by keyboard: one pick, marked, a line of one’s own, and its answer', async () => {
    const visitor = await stage.visitor()
    await unsure()
    await visitor.talk()
    await visitor.say('delivery fees')
    const first = visitor.part('bubble').locator('[part="option"]').first()
    const question = (await first.textContent())!
    const { answer } = await entry(stage.server, question)
    await first.focus()
    await first.press('Enter')
    await eventually(() => first.getAttribute('aria-pressed')).toBe('true')
    await eventually(async () => (await visitor.thread()).slice(-2)).toEqual([
      { side: 'me', text: question },
      { side: 'them', text: withoutMarks(answer) },
    ])
    await option(visitor, 'None of these').click({ force: true })
    expect(await option(visitor, 'None of these').getAttribute('aria-pressed')).toBe('false')
    expect((await visitor.texts()).filter((text) => text === 'None of these')).toEqual([])
  })

  it('[AS-7] none of them: who can answer is asked for', async () => {
    const visitor = await stage.visitor()
    await unsure()
    await visitor.talk()
    await visitor.say('delivery fees')
    await option(visitor, 'None of these').click()
    await eventually(async () => (await visitor.thread()).at(-2)).toEqual({
      side: 'me',
      text: 'None of these',
    })
    const said = visitor.part('message').last()
    await eventually(() => said.getAttribute('data-by')).toBe('system')
    expect(await visitor.part('message').last().textContent()).not.toContain('Sent by the chat assistant')
  })

  it('[WG-13] a pick made offline stands there at once and goes out once, after a reload too', async () => {
    stage.announce(/net::ERR_/, /WebSocket/, /\[foyer\]/)
    const visitor = await stage.visitor()
    const { page } = visitor
    await unsure()
    await visitor.talk()
    await visitor.say('delivery fees')
    await option(visitor, 'None of these').waitFor()
    await page.context().setOffline(true)
    await option(visitor, 'None of these').click()
    await eventually(() => visitor.state()).toBe('sending')
    await page.context().setOffline(false)
    await page.reload()
    await visitor.open()
    await eventually(() => option(visitor, 'None of these').getAttribute('aria-pressed')).toBe('true')
    await eventually(() => visitor.state()).toBe('sent')
    expect((await visitor.texts()).filter((text) => text === 'None of these')).toHaveLength(1)
  })

  it('[AS-14] guided questions look as they did once the emoji were shown, and Escape puts those away first', async () => {
    const { id } = await entry(stage.server, delivery)
    await setUp(stage.server, { assistant: { guided: [id] } })
    const visitor = await stage.visitor()
    await visitor.talk()
    const guided = visitor.part('guided').getByRole('button').first()
    const before = await guided.boundingBox()
    await visitor.part('emoji').click()
    await visitor.part('emoji-picker').waitFor()
    await guided.focus()
    await visitor.page.keyboard.press('Escape')
    await visitor.part('emoji-picker').waitFor({ state: 'detached' })
    expect(await visitor.panel.isVisible()).toBe(true)
    expect(await guided.boundingBox()).toEqual(before)
    await visitor.page.keyboard.press('Escape')
    await visitor.panel.waitFor({ state: 'hidden' })
  })

  it('[AS-14] [K02] guided questions stand after the welcome; a pick is said and answered by the bot', async () => {
    const { id } = await entry(stage.server, delivery)
    await setUp(stage.server, { assistant: { guided: [id] } })
    const visitor = await stage.visitor()
    const sockets: string[] = []
    const scripts: string[] = []
    visitor.page.on('websocket', (socket) => void sockets.push(socket.url()))
    visitor.page.on('request', (request) => void scripts.push(new URL(request.url()).pathname))
    await visitor.talk()
    const guided = visitor.part('guided').getByRole('button')
    await eventually(() => guided.allTextContents()).toEqual([delivery])
    // One can write by now: they cost no socket and no piece of their own.
    expect(sockets).toEqual([])
    expect(scripts.map((path) => path.replace(/-[^/]*$/, '')).toSorted()).toEqual([
      '/widget/en',
      '/widget/index',
    ])
    await guided.first().click()
    const { answer } = await entry(stage.server, delivery)
    await eventually(() => visitor.thread()).toEqual([
      { side: 'me', text: delivery },
      { side: 'them', text: withoutMarks(answer) },
    ])
    expect(await visitor.part('guided').count()).toBe(0)
  })
})

describe('the way to a person', () => {
  it('[RT-1] is there from the start, and may be the first thing one does', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.part('person').click()
    await visitor.part('notice').filter({ hasText: 'Asking a person to join' }).waitFor()
    await eventually(() => visitor.part('person').count()).toBe(0)
    await eventually(() => name(visitor).textContent()).toBe('Juniper & Pine')
    // Nobody is here: who waits for a person is not told that the assistant is.
    await eventually(() => visitor.part('presence').textContent()).toBe('Away, we reply later')
  })

  it('[RT-1] or only after as many answers as the site says', async () => {
    await setUp(stage.server, { assistant: { personAfter: 2 } })
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.part('place').waitFor({ state: 'attached' })
    expect(await visitor.part('person').count()).toBe(0)
    await askBot(visitor)
    expect(await visitor.part('person').count()).toBe(0)
    await askBot(visitor, damaged)
    await visitor.part('person').waitFor()
  })

  it('[RT-1] the place in the queue is told and kept up to date, politely', async () => {
    const agent = await stage.agent()
    const first = await stage.visitor()
    await first.talk()
    await first.say('agent')
    const second = await stage.visitor()
    await second.talk()
    await second.part('person').click()
    const place = second.part('place')
    const told = async () => {
      const text = (await place.textContent()) ?? ''
      return text === 'You are next' ? 1 : Number(/number (\d+) in the queue/.exec(text)?.[1] ?? 0)
    }
    await eventually(told).toBeGreaterThan(1)
    expect(await place.getAttribute('role')).toBe('status')
    const before = await told()
    await agent.showList('unassigned')
    await agent.openRow('agent')
    await agent.say('I am here')
    await eventually(told).toBe(before - 1)
  })

  it('[RT-1] who is next is told so, and who is talked to waits no more', async () => {
    await stage.agent()
    const visitor = await wired()
    await visitor.talk()
    await visitor.part('person').click()
    const place = visitor.part('place')
    await eventually(() => visitor.wire.head()?.handler).toBe('queue')
    const head = visitor.wire.head()!
    visitor.wire.say({ on: 'head', head: { ...head, queue: { position: 1 } } })
    await eventually(() => place.textContent()).toBe('You are next')
    visitor.wire.say({
      on: 'head',
      head: { ...head, handler: 'agent', agent: { kind: 'agent', name: 'Ada' } },
    })
    await eventually(() => place.textContent()).toBe('')
  })

  it('[RT-1] where nobody is signed in there is no place in a queue', async () => {
    const visitor = await wired()
    await visitor.talk()
    await visitor.part('person').click()
    await eventually(() => visitor.wire.head()?.queue?.position ?? 0).toBeGreaterThan(0)
    await eventually(() => visitor.part('presence').textContent()).toBe('Away, we reply later')
    expect(await visitor.part('place').textContent()).toBe('')
    await stage.agent()
    await eventually(() => visitor.part('place').textContent()).not.toBe('')
  })

  it('[RT-6] [WG-9] off hours one is told when people are back, in one’s own zone and language', async () => {
    await setUp(stage.server, {
      assistant: { bot: 'off' },
      hours: {
        isOn: true,
        zone: 'Europe/Warsaw',
        // Every day, but never now.
        week: Array.from({ length: 7 }, () => [[new Date().getUTCHours() === 3 ? 60 : 300, 301]]),
      } as never,
    })
    const { opensAt } = (await widgetOf(stage.server)).availability
    expect(opensAt).toBeGreaterThan(Date.now())
    const visitor = await stage.visitor({}, { timezoneId: 'Asia/Tokyo' })
    await visitor.talk()
    // The page is in English, and the browser British.
    const time = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Tokyo',
      hour: 'numeric',
      minute: '2-digit',
    }).format(opensAt)
    await eventually(() => visitor.part('presence').textContent()).toContain(time)
    expect(await visitor.part('presence').textContent()).toMatch(/^We are back /)
  })
})

describe('words as they come', () => {
  it('[AS-12] a draft grows, and its message takes its place without a jump, told once', async () => {
    const visitor = await wired()
    const { wire } = visitor
    await askBot(visitor)
    const conversation = wire.head()!.id
    wire.hold((event) => event.by.kind === 'assistant')
    await visitor.say(damaged)
    await eventually(() => wire.held).toBeGreaterThan(0)
    const { answer } = await entry(stage.server, damaged)
    // What a screen reader would be told of the log.
    await visitor.panel.evaluate((panel) => {
      const told: string[] = []
      Object.assign(window, { told })
      new MutationObserver((changes) => {
        for (const { target, addedNodes } of changes)
          for (const node of addedNodes) {
            const element = (node instanceof Element ? node : target) as Element
            if (
              !element.closest?.('[aria-hidden="true"]') &&
              !target.parentElement?.closest('[aria-hidden="true"]')
            )
              told.push(node.textContent ?? '')
          }
      }).observe(panel.querySelector('[role="log"]')!, {
        childList: true,
        subtree: true,
        characterData: true,
      })
    })
    const draft = visitor.part('draft')
    for (const length of [12, 40, answer.length]) {
      wire.say({ on: 'draft', conversation, by: byJuno, text: answer.slice(0, length) })
      await eventually(
        async () => (await draft.locator('[part="bubble"]').textContent())!.length,
      ).toBeGreaterThan(length / 2)
    }
    await eventually(() => draft.locator('[part="bubble"]').textContent()).toBe(withoutMarks(answer))
    expect(await draft.getAttribute('aria-hidden')).toBe('true')
    const before = await draft.locator('[part="bubble"]').boundingBox()
    wire.release()
    await eventually(() => draft.count()).toBe(0)
    const after = await visitor.message(withoutMarks(answer)).locator('[part="bubble"]').boundingBox()
    for (const side of ['x', 'y', 'width', 'height'] as const)
      expect(Math.abs(after![side] - before![side])).toBeLessThanOrEqual(1)
    const told = await visitor.page.evaluate(() => (window as unknown as { told: string[] }).told)
    expect(told.filter((text) => text.includes(withoutMarks(answer).slice(0, 30)))).toHaveLength(1)
  })

  it('[AS-12] what it was taken from stands under the answer, links that are safe as links', async () => {
    const visitor = await wired()
    const { wire } = visitor
    wire.hold((event) => event.by.kind === 'assistant')
    await visitor.talk()
    await visitor.say(delivery)
    await eventually(() => wire.held).toBeGreaterThan(0)
    const sources = [
      { title: 'Delivery', url: 'https://shop.example/delivery' },
      { title: 'Evil', url: 'javascript:alert(1)' },
    ]
    wire.release((event) =>
      event.type === 'message.posted' && event.by.kind === 'assistant' ? { ...event, sources } : event,
    )
    const shown = visitor.part('sources')
    await eventually(() => shown.textContent()).toBe('SourcesDeliveryEvil')
    expect(
      await shown.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['https://shop.example/delivery'])
  })
})

describe('questions offered while one types', () => {
  it('[WG-8] by keyboard: from three letters on, Enter picks what an arrow chose, Escape is enough', async () => {
    const visitor = await stage.visitor()
    const { page, input } = visitor
    await visitor.talk()
    const requests: string[] = []
    await input.click()
    await input.pressSequentially('re')
    page.on('request', (request) => void requests.push(new URL(request.url()).pathname))
    expect(await visitor.part('hint').count()).toBe(0)
    await input.pressSequentially('turn')
    const hint = visitor.part('hint').first()
    await eventually(() => hint.textContent()).toBe('How do I return something?')
    await input.press('ArrowDown')
    expect(await hint.getAttribute('aria-selected')).toBe('true')
    expect(await input.getAttribute('aria-activedescendant')).toBe(await hint.getAttribute('id'))
    await input.press('Enter')
    const { answer } = await entry(stage.server, 'How do I return something?')
    await eventually(() => visitor.part('hint-answer').locator('.rich').textContent()).toBe(
      withoutMarks(answer),
    )
    expect(await input.inputValue()).toBe('return')
    expect(await visitor.texts()).toEqual([])
    await input.press('Escape')
    await eventually(() => visitor.part('hint-answer').count()).toBe(0)
    await input.pressSequentially(' it')
    expect(await visitor.part('hint').count()).toBe(0)
    expect(requests.filter((path) => !path.startsWith('/widget/'))).toEqual([])
    // Still open: Escape was for the hints alone.
    expect(await visitor.panel.getAttribute('data-open')).not.toBeNull()
  })

  it('[WG-8] never in the way of sending, and off where the site says so', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.input.fill('return')
    await visitor.part('hint').first().waitFor()
    await visitor.input.press('Enter')
    await eventually(async () => (await visitor.texts())[0]).toBe('return')
    await eventually(() => visitor.part('hints').count()).toBe(0)

    await setUp(stage.server, { assistant: { typeAhead: false } })
    const other = await stage.visitor()
    await other.talk()
    await other.input.fill('return')
    await other.say('return')
    await eventually(async () => (await other.texts())[0]).toBe('return')
    expect(await other.part('hint').count()).toBe(0)
  })

  it('[WG-8] with the bot off too', async () => {
    await setUp(stage.server, { assistant: { bot: 'off' } })
    const visitor = await stage.visitor()
    await visitor.talk()
    expect(await visitor.part('person').count()).toBe(0)
    await visitor.input.fill('return')
    await visitor.part('hint').first().waitFor()
  })

  it('[WG-8] [CV-1] what was picked counts as read when the conversation begins', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.input.fill('return')
    await visitor.part('hint').first().click()
    await visitor.part('hint-answer').waitFor()
    await visitor.input.press('Enter')
    await eventually(() => visitor.state()).toBe('sent')
    const agent = await stage.agent()
    await agent.showList('all')
    await agent.openRow()
    await agent.page.getByText('How do I return something?').first().waitFor()
  })
})

describe('for everybody', () => {
  it.each<[string, BrowserContextOptions, string]>([
    ['light', { colorScheme: 'light' }, 'en'],
    ['dark', { colorScheme: 'dark' }, 'en'],
    ['phone, right to left, dark', { ...phone, colorScheme: 'dark' }, 'ar'],
    ['phone, light', phone, 'en'],
  ])('[WG-14] axe finds nothing in any state of the assistant: %s', async (kind, options, lang) => {
    const { id } = await entry(stage.server, delivery)
    await setUp(stage.server, { assistant: { guided: [id] } })
    const page = await (await stage.profile(options)).newPage()
    const wire = await holdWire(page)
    const dir = lang === 'ar' ? 'rtl' : 'ltr'
    await page.goto(stage.hosts.add(shopPage(stage.server.url, { page: `lang="${lang}" dir="${dir}"` })))
    const visitor = visitorOn(page)
    const found: string[] = []
    const look = async (state: string) => {
      for (const line of await audit(page, 'foyer-widget')) found.push(`${state}: ${line}`)
      const width = options.viewport?.width ?? 1280
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      await shoot(page, `assistant ${kind} ${state}`)
    }
    await visitor.talk()
    await visitor.part('guided').waitFor()
    await look('guided')
    await visitor.input.fill('return')
    await visitor.part('hint').first().waitFor()
    await visitor.input.press('ArrowDown')
    await look('hints')
    await visitor.input.press('Enter')
    await visitor.part('hint-answer').waitFor()
    await look('answer of a hint')
    await visitor.part('hint-answer').locator('[part="option"]').click()
    await eventually(() => visitor.input.inputValue()).toBe('')
    await visitor.part('guided').getByRole('button').first().click()
    await visitor.part('helpful').waitFor()
    await look('helpful')
    await visitor.part('helpful').getByRole('button').last().click()
    await look('not helpful')
    wire.say({ on: 'draft', conversation: wire.head()!.id, by: byJuno, text: 'Within **30 days**, and' })
    await visitor.part('draft').waitFor()
    await look('draft')
    wire.say({ on: 'draft', conversation: wire.head()!.id, by: byJuno, text: '' })
    await unsure()
    await visitor.say('delivery fees')
    const offered = visitor.part('bubble').locator('[part="option"]')
    await offered.first().waitFor()
    await look('options')
    await offered.last().click()
    await eventually(() => visitor.part('message').last().getAttribute('data-by')).toBe('system')
    await look('picked')
    await visitor.part('person').click()
    await eventually(() => visitor.part('person').count()).toBe(0)
    await stage.agent()
    wire.say({ on: 'head', head: { ...wire.head()!, queue: { position: 2 } } })
    await eventually(() => visitor.part('place').textContent()).not.toBe('')
    await look('queue')
    expect(found).toEqual([])
  })
})
