// What stands around the thread, and which of it a visitor is shown by the site's reception plans.
import type { MenuItem, NoticeBar, Reception, ReceptionPlan, SiteSettings } from '@foyer/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { defaultAround } from '../../src/core/around/rules.ts'
import { defaultRouting } from '../../src/core/site-defaults.ts'
import { startTestApp } from '../support/test-app.ts'
import { mintId } from '../support/wire.ts'

const item = (label: string): MenuItem => ({
  id: mintId(),
  icon: 'cart',
  label: { en: label },
  act: { do: 'handoff' },
})
const notice = (text: string): NoticeBar => ({ ...defaultAround().notice, isOn: true, text: { en: text } })

const checkout: ReceptionPlan = {
  id: mintId(),
  name: 'Checkout',
  when: [{ on: 'page', how: 'matches', values: ['https://shop.example/checkout*'] }],
  mode: 'humanFirst',
  welcome: { en: 'Stuck at the checkout?' },
  menu: [item('Pay later')],
  notice: notice('Cards are slow today'),
  typeAhead: false,
}
const gold: ReceptionPlan = {
  id: mintId(),
  name: 'Gold',
  when: [{ on: 'attribute', name: 'level', how: 'is', values: ['gold'] }],
  mode: 'humanFirst',
  welcome: { en: 'Welcome back' },
  menu: [],
}

async function start(plans: ReceptionPlan[], over: Partial<SiteSettings> = {}) {
  const app = await startTestApp({
    settings: { routing: { ...defaultRouting(), plans }, menu: [item('Orders')], ...over },
  })
  onTestFinished(() => app.stop())
  const widget = async (query = 'locale=en') => {
    const answer = await fetch(`${app.url}/v1/sites/shop/widget?${query}`)
    return { config: await answer.json(), tag: answer.headers.get('etag') }
  }
  return { app, widget }
}
const labels = ({ menu }: Reception) => menu.map(({ label }) => label)
const at = (path: string) => ({ page: { url: `https://shop.example${path}` } })

test('[WG-6] [WG-7] [WG-12] a site that set nothing shows nothing around the thread, and makes a sound', async () => {
  const { app, widget } = await start([], { menu: [] })
  const { config } = await widget()
  expect(config).toMatchObject({ menu: [], notice: null, sound: true })
  for (const key of ['around', 'byPage', 'greetings']) expect(config).not.toHaveProperty(key)
  const { greeting } = await app.visitor(at('/'))
  expect(greeting).not.toHaveProperty('reception')
})

test('[WG-6] [WG-7] [WG-12] what is set is told in the visitor’s language, and nothing of it is kept', async () => {
  const { widget } = await start([], {
    sound: false,
    menu: [{ ...item('Orders'), label: { en: 'Orders', pl: 'Zamówienia' } }],
    notice: notice('Back on Monday'),
    greetings: [
      {
        id: mintId(),
        name: 'Sizes',
        isOn: true,
        text: { en: 'Which size?' },
        question: {},
        pages: ['*/shoes/*'],
        seconds: 20,
        visitor: 'new',
        onlineOnly: true,
        once: 'session',
      },
    ],
  })
  const { config } = await widget('locale=pl-PL')
  expect(config).toMatchObject({
    locale: 'pl',
    welcome: 'Hello! How can we help?',
    menu: [{ label: 'Zamówienia', icon: 'cart', act: { do: 'handoff' } }],
    notice: { text: 'Back on Monday', tone: 'info', link: null, canClose: true },
    around: true,
    greetings: { after: 20_000, rules: [{ text: 'Which size?', visitor: 'new', onlineOnly: true }] },
  })
  expect(config).not.toHaveProperty('sound')
})

test('[RT-8] one answer holds for all pages, and says when there is another one for this page', async () => {
  const { widget } = await start([checkout, gold])
  const [usual, here] = [
    await widget(),
    await widget(`locale=en&page=${encodeURIComponent('https://shop.example/checkout/2?token=x')}`),
  ]
  expect(usual.config).toMatchObject({ byPage: true, around: true, welcome: 'Hello! How can we help?' })
  expect(labels(usual.config)).toEqual(['Orders'])
  expect(here.config).toMatchObject({
    welcome: 'Stuck at the checkout?',
    typeAhead: false,
    notice: { text: 'Cards are slow today' },
  })
  expect(labels(here.config)).toEqual(['Pay later'])
  expect(here.tag).not.toBe(usual.tag)
  const { widget: without } = await start([gold])
  expect((await without()).config).not.toHaveProperty('byPage')
})

test('[RT-8] the hello tells what the plan of this page has, and the page command what the next one has', async () => {
  const { app } = await start([checkout])
  const { wire, greeting } = await app.visitor(at('/checkout/1?step=2'))
  const { reception } = greeting as unknown as { reception: Reception }
  expect(reception).toMatchObject({
    welcome: 'Stuck at the checkout?',
    notice: { text: 'Cards are slow today' },
  })
  expect(labels(reception)).toEqual(['Pay later'])
  const left = await wire.ok('page', { url: 'https://shop.example/shoes', title: 'Shoes' })
  expect(left).toMatchObject({ reception: { welcome: 'Hello! How can we help?', notice: null } })
  const back = await wire.ok('page', { url: 'https://shop.example/checkout/3' })
  expect(back).toMatchObject({ reception: { welcome: 'Stuck at the checkout?' } })
})

test('[RT-8] what the page says of a visitor may bring another plan', async () => {
  const { app } = await start([gold])
  const { wire, greeting } = await app.visitor(at('/'))
  expect(greeting).toMatchObject({ reception: { welcome: 'Hello! How can we help?' } })
  const told = await wire.ok('attributes', { visitor: { level: 'gold' } })
  expect(told).toMatchObject({ reception: { welcome: 'Welcome back', menu: [] } })
})

test('[RT-8] a conversation keeps the plan that received it, wherever its visitor goes, until it ends', async () => {
  const { app } = await start([checkout])
  const { wire, greeting } = await app.visitor(at('/checkout/1'))
  const { conversation } = await wire.post(null, 'Hello?')
  const elsewhere = { url: 'https://shop.example/shoes' }
  expect(await wire.ok('page', elsewhere)).toMatchObject({
    reception: { welcome: 'Stuck at the checkout?' },
  })
  const again = await app.visitor({ token: greeting.token, page: elsewhere })
  expect(again.greeting).toMatchObject({ reception: { welcome: 'Stuck at the checkout?' } })
  await wire.ask('conversation.end', { conversation, cid: mintId() })
  expect(await wire.ok('page', elsewhere)).toMatchObject({
    reception: { welcome: 'Hello! How can we help?' },
  })
})

test('[WG-15] [RT-8] the page says in which language it is now', async () => {
  const { app } = await start([{ ...checkout, when: [], welcome: { en: 'Hello', de: 'Guten Tag' } }])
  const { wire, greeting } = await app.visitor({ ...at('/'), locale: 'en' })
  expect(greeting).toMatchObject({ reception: { welcome: 'Hello' } })
  const told = await wire.ok('page', { url: 'https://shop.example/', locale: 'de-AT' })
  expect(told).toMatchObject({ reception: { welcome: 'Guten Tag' } })
})
