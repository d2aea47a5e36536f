// What stands around the thread, as a visitor meets it: the notice, the quick menu, greetings, the sound, who the
// header shows; what of it a reception plan changes, page by page; and how an owner sets it up.
import type { Greeting, MenuItem, NoticeBar, ReceptionPlan } from '@foyer/protocol'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { audit } from './support/axe.ts'
import { setUp, widgetOf } from './support/desk.ts'
import { shopPage, strictPolicy } from './support/host-pages.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, type Visitor, visitorOn } from './support/visitor.ts'

const stage = setStage()
const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
}
const dark: BrowserContextOptions = { colorScheme: 'dark' }

const id = (n: number) => `018f0000-0000-7000-8000-00000000000${n}`
const item = (n: number, label: string, act: MenuItem['act'], icon = 'chat'): MenuItem => ({
  id: id(n),
  icon,
  label: { en: label },
  act,
})
const noticeOf = (text: string, some: Partial<NoticeBar> = {}): NoticeBar => ({
  isOn: true,
  tone: 'info',
  text: { en: text },
  link: { url: '', label: {} },
  canClose: true,
  ...some,
})
const off = noticeOf('', { isOn: false, text: {} })
const greetingOf = (some: Partial<Greeting> = {}): Greeting => ({
  id: id(1),
  name: 'Help',
  isOn: true,
  text: { en: 'Can we help you choose?' },
  question: {},
  pages: [],
  seconds: 0,
  visitor: 'any',
  onlineOnly: false,
  once: 'session',
  ...some,
})

beforeEach(() =>
  setUp(stage.server, {
    menu: [],
    notice: off,
    greetings: [],
    sound: true,
    hours: { isOn: false },
    assistant: { bot: 'off', guided: [] },
    routing: { plans: [] },
    appearance: { theme: 'auto', logo: '' },
    visitors: { listed: false },
  }),
)

const menu = (visitor: Visitor) => visitor.part('menu-item')
const labels = (visitor: Visitor) => menu(visitor).allTextContents()
const greeting = (visitor: Visitor) => visitor.part('greeting')
const kept = (page: Page) =>
  page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
/** Goes on as pages do that draw themselves anew. */
const navigate = (page: Page, path: string) => page.evaluate((to) => history.pushState(null, '', to), path)

describe('the quick menu', () => {
  it('[WG-6] opens links with what is known filled in, sends texts, shows a category, asks for a person', async () => {
    const category = (await widgetOf(stage.server)).faq.at(-1)!.category
    await setUp(stage.server, {
      menu: [
        item(
          1,
          'Orders',
          { do: 'link', url: 'https://shop.example/o?c={attributes.level}&p={page.url}' },
          'box',
        ),
        item(2, 'Where is my parcel?', { do: 'text', text: { en: 'Where is my parcel?' } }, 'truck'),
        item(3, 'All answers', { do: 'category', category: { en: category } }, 'help'),
        item(4, 'A person', { do: 'handoff' }, 'person'),
      ],
    })
    const visitor = await stage.visitor()
    await visitor.page.evaluate(() =>
      (window as unknown as { foyer(...call: unknown[]): void }).foyer('setAttributes', { level: 'a&b=c/ü' }),
    )
    await visitor.talk()
    await eventually(() => labels(visitor)).toEqual([
      'Orders',
      'Where is my parcel?',
      'All answers',
      'A person',
    ])
    expect(await kept(visitor.page)).toEqual([])
    await shoot(visitor.page, 'menu-desktop')

    const link = menu(visitor).first()
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
    await visitor.page
      .context()
      .route('https://shop.example/**', (route) => route.fulfill({ body: 'orders' }))
    const [opened] = await Promise.all([visitor.page.waitForEvent('popup'), link.click()])
    const { searchParams, host } = new URL(opened.url())
    expect([host, ...searchParams]).toEqual(['shop.example', ['c', 'a&b=c/ü'], ['p', visitor.page.url()]])
    await opened.close()

    await menu(visitor).nth(2).click()
    await visitor.part('home').locator('h2', { hasText: category }).waitFor()
    await visitor.talk()
    await menu(visitor).nth(1).click()
    await eventually(() => visitor.texts()).toEqual(['Where is my parcel?'])
    await eventually(() => visitor.state()).toBe('sent')
    const agent = await stage.agent()
    await agent.showList('all')
    await agent.openRow('Where is my parcel?')
    await agent.say('On its way')
    await visitor.message('On its way').waitFor()
    // A person is there: asking for one is not offered any more.
    await eventually(() => labels(visitor)).toEqual(['Orders', 'Where is my parcel?', 'All answers'])
  })

  it('[WG-6] [WG-14] by keyboard, on a phone, in the dark; and nothing that a checker finds', async () => {
    await setUp(stage.server, {
      menu: [1, 2, 3, 4].map((n) =>
        item(n, `A rather long label, number ${n}`, { do: 'text', text: { en: `Said ${n}` } }, 'gift'),
      ),
      notice: noticeOf('Deliveries take two days longer this week.', {
        tone: 'warning',
        link: { url: 'https://shop.example/late', label: { en: 'Why?' } },
      }),
    })
    const visitor = await stage.visitor({}, { ...phone, ...dark })
    await visitor.talk()
    await menu(visitor).first().waitFor()
    await shoot(visitor.page, 'around-phone-dark')
    expect(await audit(visitor.page)).toEqual([])
    await menu(visitor).last().focus()
    const box = await menu(visitor).last().boundingBox()
    expect(box!.x + box!.width).toBeLessThanOrEqual(360)
    await visitor.page.keyboard.press('Enter')
    await eventually(() => visitor.texts()).toEqual(['Said 4'])
  })

  it('[WG-6] [WG-15] in Arabic, from right to left', async () => {
    await setUp(stage.server, {
      menu: [
        { ...item(1, 'Returns', { do: 'handoff' }, 'return'), label: { en: 'Returns', ar: 'الإرجاع' } },
        { ...item(2, 'Orders', { do: 'text', text: { ar: 'طلبي' } }, 'box'), label: { ar: 'طلباتي' } },
      ],
      notice: noticeOf('Late', { text: { en: 'Late', ar: 'تتأخر الطلبات يومين هذا الأسبوع.' } }),
    })
    const visitor = await stage.visitor({ page: 'lang="ar" dir="rtl"' })
    await visitor.talk()
    await eventually(() => labels(visitor)).toEqual(['الإرجاع', 'طلباتي'])
    await shoot(visitor.page, 'around-arabic')
    const [first, second] = [
      await menu(visitor).nth(0).boundingBox(),
      await menu(visitor).nth(1).boundingBox(),
    ]
    expect(first!.x).toBeGreaterThan(second!.x)
  })
})

describe('the notice', () => {
  it('[WG-7] stands at the top on every screen, has a link, and can be put away; nothing is stored for it', async () => {
    await setUp(stage.server, {
      notice: noticeOf('We move on Friday.', {
        link: { url: 'https://shop.example/move', label: { en: 'Read more' } },
      }),
    })
    const visitor = await stage.visitor()
    await visitor.open()
    await eventually(() => visitor.part('notice-bar').locator('p').textContent()).toBe(
      'We move on Friday. Read more',
    )
    expect(await visitor.part('notice-bar').locator('a').getAttribute('href')).toBe(
      'https://shop.example/move',
    )
    await shoot(visitor.page, 'notice-desktop')
    // The button to close the panel stays where it can be pressed.
    const bar = await visitor.part('notice-bar').boundingBox()
    expect((await visitor.part('close').boundingBox())!.y).toBeGreaterThanOrEqual(bar!.y + bar!.height)
    expect(await audit(visitor.page)).toEqual([])
    await visitor.talk()
    await visitor.part('notice-bar').waitFor()
    await visitor.part('notice-close').click()
    await eventually(() => visitor.part('notice-bar').count()).toBe(0)
    expect(await kept(visitor.page)).toEqual([])
  })

  it('[WG-7] one that must be read has no way to put it away', async () => {
    await setUp(stage.server, { notice: noticeOf('Read this.', { canClose: false }) })
    const visitor = await stage.visitor()
    await visitor.open()
    await visitor.part('notice-bar').waitFor()
    expect(await visitor.part('notice-close').count()).toBe(0)
  })
})

describe('greetings', () => {
  it('[WG-12] come up on their page, also where it goes on without loading; being shown stores nothing', async () => {
    await setUp(stage.server, { greetings: [greetingOf({ pages: ['*/chairs*'] })] })
    const visitor = await stage.visitor()
    await visitor.launcher.waitFor()
    await navigate(visitor.page, '/chairs/7')
    await greeting(visitor).locator('[part="greeting-text"]').waitFor()
    expect(await greeting(visitor).textContent()).toContain('Can we help you choose?')
    await shoot(visitor.page, 'greeting-desktop')
    expect(await audit(visitor.page)).toEqual([])
    expect(await kept(visitor.page)).toEqual([])
    await navigate(visitor.page, '/tables')
    await eventually(() => greeting(visitor).count()).toBe(0)
    await navigate(visitor.page, '/chairs/8')
    await visitor.part('greeting-text').click()
    await visitor.input.waitFor()
    await visitor.part('thread').getByText('Can we help you choose?').waitFor()
    await eventually(() => greeting(visitor).count()).toBe(0)
  })

  it('[WG-12] put away, one does not come again in this tab; a question in it is sent as the visitor’s own', async () => {
    await setUp(stage.server, {
      greetings: [
        greetingOf(),
        greetingOf({ id: id(2), text: { en: 'Which size?' }, question: { en: 'What size do I need?' } }),
      ],
    })
    const visitor = await stage.visitor({}, { ...phone, ...dark })
    await visitor.part('greeting-close').click()
    await eventually(() => greeting(visitor).textContent()).toContain('Which size?')
    await visitor.part('greeting-question').waitFor()
    await shoot(visitor.page, 'greeting-phone-dark')
    await visitor.page.reload()
    await visitor.part('greeting-question').click()
    await eventually(() => visitor.texts()).toEqual(['What size do I need?'])
  })

  it('[WG-12] in Arabic they stand at the other side', async () => {
    await setUp(stage.server, {
      greetings: [greetingOf({ text: { ar: 'هل نساعدك في الاختيار؟' }, question: { ar: 'ما مقاسي؟' } })],
    })
    const visitor = await stage.visitor({ page: 'lang="ar" dir="rtl"' })
    await visitor.part('greeting-question').waitFor()
    await shoot(visitor.page, 'greeting-arabic')
    expect((await greeting(visitor).boundingBox())!.x).toBeLessThan(640)
  })

  it('[WG-12] none comes for those whom its rule does not mean, nor while an own conversation is open', async () => {
    await setUp(stage.server, {
      greetings: [greetingOf({ visitor: 'returning', text: { en: 'Welcome back' } })],
    })
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Hello')
    await eventually(() => visitor.state()).toBe('sent')
    await visitor.page.reload()
    await visitor.launcher.waitFor()
    await visitor.talk()
    expect(await greeting(visitor).count()).toBe(0)
    await visitor.askToEnd()
    await visitor.part('sheet').getByRole('button').first().click()
    await visitor.part('ended').waitFor()
    await visitor.part('close').click()
    await eventually(() => greeting(visitor).textContent()).toContain('Welcome back')
  })
})

describe('a page with a strict policy', () => {
  it('[WG-6] [WG-7] [WG-12] [WG-16] shows all of it, and its browser has nothing to say', async () => {
    await setUp(stage.server, {
      greetings: [greetingOf()],
      menu: [item(1, 'Orders', { do: 'text', text: { en: 'My orders' } }, 'box')],
      notice: noticeOf('Closed on Monday'),
    })
    const { url } = stage.server
    const page = await (await stage.profile()).newPage()
    await page.goto(stage.hosts.add(shopPage(url), strictPolicy(url)))
    const visitor = visitorOn(page)
    await visitor.part('greeting-text').click()
    await menu(visitor).first().click()
    await eventually(() => visitor.texts()).toEqual(['My orders'])
    await visitor.part('notice-bar').getByText('Closed on Monday').waitFor()
  })
})

describe('the sound', () => {
  /** How often a tone began, in a page that counts them. */
  async function listening() {
    const context = await stage.profile()
    await context.addInitScript(() => {
      const start = OscillatorNode.prototype.start
      const counter = window as unknown as { tones: number }
      counter.tones = 0
      OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
        counter.tones++
        start.call(this, when)
      }
    })
    return context
  }
  const tones = (page: Page) => page.evaluate(() => (window as unknown as { tones: number }).tones)

  it('[WG-12] is heard for an answer that is not seen, shown in title and launcher; visitors can switch it off', async () => {
    const page = await (await listening()).newPage()
    await page.goto(stage.hosts.add(shopPage(stage.server.url)))
    const visitor = visitorOn(page)
    await visitor.talk()
    await visitor.say('Anybody?')
    await eventually(() => visitor.state()).toBe('sent')
    const agent = await stage.agent()
    await agent.showList('all')
    await agent.openRow('Anybody?')
    await agent.say('Seen at once')
    await visitor.message('Seen at once').waitFor()
    await visitor.part('close').click()
    await agent.say('Not seen')
    await eventually(() => page.title()).toBe('(1) Juniper & Pine')
    await eventually(() => tones(page)).toBe(1)

    await visitor.open()
    await visitor.message('Not seen').waitFor()
    const bell = visitor.part('sound')
    expect(await bell.getAttribute('aria-pressed')).toBe('true')
    await bell.click()
    expect(await bell.getAttribute('aria-pressed')).toBe('false')
    await visitor.part('close').click()
    await agent.say('Quiet')
    await eventually(() => page.title()).toBe('(1) Juniper & Pine')
    await page.reload()
    await visitor.launcher.waitFor()
    await visitor.open()
    await eventually(() => visitor.part('sound').getAttribute('aria-pressed')).toBe('false')
    expect(await tones(page)).toBe(0)
  })

  it('[WG-12] where the site wants none there is no switch either', async () => {
    await setUp(stage.server, { sound: false })
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Hello')
    await eventually(() => visitor.state()).toBe('sent')
    expect(await visitor.part('sound').count()).toBe(0)
  })
})

describe('the header', () => {
  const who = (visitor: Visitor) => visitor.part('header').locator('.who b').textContent()

  it('[WG-9] shows the assistant, then who speaks, and after the end the company’s logo', async () => {
    const logo = `${stage.server.url}/logo-of-ours.svg`
    await setUp(stage.server, {
      assistant: { bot: 'always', name: 'Juno' },
      appearance: { logo, title: 'Juniper & Pine' },
    })
    const picture =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>'
    const visitor = await stage.visitor()
    await visitor.page.route(logo, (route) => route.fulfill({ contentType: 'image/svg+xml', body: picture }))
    await visitor.talk()
    await visitor.say('How long does delivery take?')
    await eventually(() => who(visitor)).toBe('Juno')
    await visitor.part('header').locator('.avatar svg').waitFor()
    const agent = await stage.agent()
    await agent.showList('all')
    await agent.openRow()
    await agent.say('A person here')
    await visitor.message('A person here').waitFor()
    await eventually(() => who(visitor)).not.toBe('Juno')
    expect(await who(visitor)).not.toBe('Juniper & Pine')
    await shoot(visitor.page, 'header-person')
    await visitor.askToEnd()
    await visitor.part('sheet').getByRole('button').first().click()
    await visitor.part('ended').waitFor()
    await eventually(() => who(visitor)).toBe('Juniper & Pine')
    expect(await visitor.part('header').locator('.avatar img').getAttribute('src')).toBe(logo)
    await shoot(visitor.page, 'header-ended')
  })
})

describe('reception plans', () => {
  const checkout = (some: Partial<ReceptionPlan> = {}): ReceptionPlan => ({
    id: id(9),
    name: 'Checkout',
    when: [{ on: 'page', how: 'contains', values: ['/checkout'] }],
    mode: 'humanFirst',
    welcome: { en: 'Stuck at the checkout?' },
    menu: [item(5, 'Pay by invoice', { do: 'text', text: { en: 'Can I pay by invoice?' } }, 'card')],
    notice: noticeOf('Cards are slow today'),
    ...some,
  })

  it('[RT-8] menu, notice and welcome are those of the page, before there is a connection and after', async () => {
    await setUp(stage.server, {
      menu: [item(1, 'Orders', { do: 'handoff' })],
      routing: { plans: [checkout()] },
    })
    const visitor = await stage.visitor()
    let told = 0
    visitor.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (String(payload).includes('"reception"')) told++
      }),
    )
    await visitor.talk()
    await eventually(() => labels(visitor)).toEqual(['Orders'])
    await navigate(visitor.page, '/checkout/1')
    await eventually(() => labels(visitor)).toEqual(['Pay by invoice'])
    await visitor.part('notice-bar').getByText('Cards are slow today').waitFor()
    await visitor.part('thread').getByText('Stuck at the checkout?').waitFor()
    expect(await kept(visitor.page)).toEqual([])

    // Connected: what the server says of this page.
    await visitor.input.fill('H')
    await navigate(visitor.page, '/shoes')
    await eventually(() => labels(visitor)).toEqual(['Orders'])
    await navigate(visitor.page, '/checkout/2')
    await eventually(() => labels(visitor)).toEqual(['Pay by invoice'])
    await visitor.say('Hello')
    await eventually(() => visitor.state()).toBe('sent')
    // Received by this plan, the conversation keeps it until it ends.
    const before = told
    await navigate(visitor.page, '/shoes')
    await eventually(() => told).toBeGreaterThan(before)
    expect(await labels(visitor)).toEqual(['Pay by invoice'])
    await visitor.askToEnd()
    await visitor.part('sheet').getByRole('button').first().click()
    await visitor.part('start-new').click()
    await eventually(() => labels(visitor)).toEqual(['Orders'])
  })
})

describe('where the visitor is', () => {
  it('[WG-16] [IN-1] a page that goes on without loading is told, where agents see who is on the site', async () => {
    await setUp(stage.server, { visitors: { listed: true } })
    const page = await (await stage.profile()).newPage()
    const pages: string[] = []
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        const frame = JSON.parse(String(payload)) as { do: string; url?: string; page?: { url: string } }
        if (frame.do === 'page' || frame.do === 'hello') pages.push(frame.url ?? frame.page!.url)
      }),
    )
    const address = stage.hosts.add(shopPage(stage.server.url))
    await page.goto(address)
    await eventually(() => pages).toEqual([address])
    // Once for where it led in the end.
    await navigate(page, '/checkout')
    await navigate(page, '/checkout/1')
    await eventually(() => pages).toEqual([address, `${stage.hosts.origin}/checkout/1`])
    await page.evaluate(() => history.back())
    await eventually(() => pages.at(-1)).toBe(`${stage.hosts.origin}/checkout`)
  })
})

describe('the console', () => {
  it('[WG-6] [WG-7] [WG-12] an owner sets up menu, notice and greetings, sees them, and is told what is wrong', async () => {
    const agent = await stage.agent(0)
    const { page, hook } = agent
    stage.announce(/400 \(Bad Request\)/)
    await page.goto(`${stage.server.url}/console/#/settings/demo/around`)
    await hook('notice-on').click()
    await hook('notice-text').fill('Closed on Monday')
    await hook('menu-add').click()
    await hook('menu-url').fill('https://{attributes.x}.example')
    await hook('save').click()
    await page.locator('.field-error').first().waitFor()
    await hook('menu-label').fill('My orders')
    await hook('menu-url').fill('https://shop.example/orders?v={visitor.id}')
    await hook('menu-icons').locator('input[value="truck"]').check({ force: true })
    const preview = hook('preview').locator('foyer-preview')
    await preview.locator('[part="notice-bar"]').getByText('Closed on Monday').waitFor()
    await preview.locator('[part="menu-item"]').getByText('My orders').waitFor()
    await shoot(page, 'console-around')
    expect(await audit(page)).toEqual([])
    await hook('save').click()
    await eventually(async () =>
      (await widgetOf(stage.server)).menu.map(({ label, icon }) => [label, icon]),
    ).toEqual([['My orders', 'truck']])

    await hook('section-greetings').click()
    await hook('greeting-add').click()
    await hook('greeting-text').fill('Need a hand?')
    await preview.locator('[part="greeting-text"]').getByText('Need a hand?').waitFor()
    await hook('greeting-pages').fill('*/cart*\n')
    await hook('greeting-seconds').fill('5')
    await shoot(page, 'console-greetings')
    expect(await audit(page)).toEqual([])
    await hook('save').click()
    await eventually(async () => (await widgetOf(stage.server)).greetings).toMatchObject({
      after: 5_000,
      rules: [{ text: 'Need a hand?', pages: ['*/cart*'] }],
    })
  })

  it('[RT-8] a plan has a menu and a notice of its own', async () => {
    await setUp(stage.server, { menu: [item(1, 'Orders', { do: 'handoff' })] })
    const agent = await stage.agent(0)
    const { page, hook } = agent
    await page.goto(`${stage.server.url}/console/#/routing/demo`)
    await hook('plan-add').click()
    await hook('plan-name').fill('Evenings')
    await hook('plan-menu-on').click()
    await hook('menu-item-row').getByText('Orders').waitFor()
    await hook('menu-item-open').click()
    await hook('menu-label').fill('Call us')
    await hook('plan-notice-on').click()
    await hook('notice-on').click()
    await hook('notice-text').fill('Tonight by telephone')
    await shoot(page, 'console-plan')
    await page.keyboard.press('Control+s')
    await eventually(async () => {
      const { menu: shown, notice } = await widgetOf(stage.server)
      return [shown[0]?.label, notice?.text]
    }).toEqual(['Call us', 'Tonight by telephone'])
  })

  it('[WG-15] in Arabic, on a phone', async () => {
    await setUp(stage.server, {
      menu: [item(1, 'Orders', { do: 'link', url: 'https://shop.example' })],
      notice: noticeOf('Closed on Monday'),
      greetings: [greetingOf()],
    })
    const agent = await stage.agent(0, { ...phone, locale: 'ar' })
    const { page, hook } = agent
    await page.goto(`${stage.server.url}/console/#/settings/demo/around`)
    await hook('menu-item-open').click()
    await hook('menu-label').waitFor()
    await shoot(page, 'console-around-arabic')
    await page.goto(`${stage.server.url}/console/#/settings/demo/greetings`)
    await hook('greeting-open').click()
    await hook('greeting-text').waitFor()
    await shoot(page, 'console-greetings-arabic')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })
})
