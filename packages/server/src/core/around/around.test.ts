import { type AroundSettings, type FaqItem, type Greeting, type MenuItem, menuIcons } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../site-defaults.ts'
import { patchSettings } from '../site-rules.ts'
import { aroundLimits, aroundProblem, defaultAround } from './rules.ts'
import { greetingsFor, menuFor, noticeFor, say } from './widget.ts'

const item = (over: Partial<MenuItem> = {}): MenuItem => ({
  id: 'a',
  icon: 'box',
  label: { en: 'Orders' },
  act: { do: 'handoff' },
  ...over,
})
const greeting = (over: Partial<Greeting> = {}): Greeting => ({
  id: 'g',
  name: 'Sizes',
  isOn: true,
  text: { en: 'Need a hand?' },
  question: {},
  pages: [],
  seconds: 10,
  visitor: 'any',
  onlineOnly: false,
  once: 'session',
  ...over,
})
const link = (url: string): MenuItem => item({ act: { do: 'link', url } })
const problemOf = (some: Partial<AroundSettings>) =>
  aroundProblem({ ...defaultAround(), ...some })?.error.path ?? null
const english = { wanted: 'en', main: 'en' }

describe('what stands around the thread, as it may be set', () => {
  it('[WG-6] what is usual is right, and adds nothing', () => {
    expect(aroundProblem(defaultAround())).toBeNull()
    expect(problemOf({ menu: menuIcons.map((icon, at) => item({ id: `${at}`, icon })) })).toBeNull()
  })

  it.each([
    ['https://shop.example/orders?of={visitor.id}&from={page.url}', true],
    ['http://shop.example', true],
    ['mailto:help@shop.example?body={page.url}', true],
    ['tel:+4822', true],
    ['https://{attributes.host}/orders', false],
    ['https://shop.example{attributes.end}', false],
    ['{attributes.url}', false],
    ['javascript:alert(1)', false],
    ['JavaScript:alert(1)//https://shop.example', false],
    ['data:text/html,x', false],
    ['//shop.example', false],
    ['https://shop.example@evil.example/', false],
    ['https://shop.example\\@evil.example/', false],
    ['https://shop.example/ x', false],
    ['', false],
  ])('[WG-6] the link %s: %s', (url, isRight) => {
    expect(problemOf({ menu: [link(url)] })).toBe(isRight ? null : '/menu/0/act/url')
  })

  it.each([
    ['cart', true],
    ['https://img.example/a.png', true],
    ['/v1/files/a.png', true],
    ['http://img.example/a.png', false],
    ['//img.example/a.png', false],
    ['/\\img.example/a.png', false],
    ['javascript:alert(1)', false],
    ['no-such', false],
    ['', false],
  ])('[WG-6] the icon %s: %s', (icon, isRight) => {
    expect(problemOf({ menu: [item({ icon })] })).toBe(isRight ? null : '/menu/0/icon')
  })

  it.each<[string, Partial<AroundSettings>]>([
    ['/menu/1/id', { menu: [item(), item()] }],
    ['/menu/0/label', { menu: [item({ label: { en: ' ' } })] }],
    ['/menu/0/label/no~1language', { menu: [item({ label: { 'no/language': 'x' } })] }],
    ['/menu/0/act/text', { menu: [item({ act: { do: 'text', text: {} } })] }],
    ['/menu/0/act/category', { menu: [item({ act: { do: 'category', category: {} } })] }],
    ['/notice/text', { notice: { ...defaultAround().notice, isOn: true } }],
    [
      '/notice/link/url',
      { notice: { ...defaultAround().notice, link: { url: 'javascript:x', label: { en: 'More' } } } },
    ],
    [
      '/notice/link/label',
      { notice: { ...defaultAround().notice, link: { url: 'https://a.example', label: {} } } },
    ],
    ['/greetings/0/name', { greetings: [greeting({ name: ' ' })] }],
    ['/greetings/0/text', { greetings: [greeting({ text: {} })] }],
    ['/greetings/0/seconds', { greetings: [greeting({ seconds: -1 })] }],
    ['/greetings/0/seconds', { greetings: [greeting({ seconds: aroundLimits.seconds + 1 })] }],
    ['/greetings/0/pages/0', { greetings: [greeting({ pages: [' '] })] }],
    ['/greetings/0/pages/0', { greetings: [greeting({ pages: ['*a*b*c*d*e*f*g*'] })] }],
    ['/greetings/1/id', { greetings: [greeting(), greeting()] }],
  ])('[WG-6] [WG-7] [WG-12] what is wrong is said where it is: %s', (path, some) => {
    expect(problemOf(some)).toBe(path)
  })

  it('[RT-8] a plan’s own menu and notice are held to the same', () => {
    const site = defaultSettings('Shop', ['https://shop.example'])
    const plan = { id: 'p', name: 'Checkout', when: [], mode: 'botFirst' as const }
    const patch = (over: object) => patchSettings(site, { routing: { plans: [{ ...plan, ...over }] } })
    expect(patch({ menu: [item()] })).toHaveProperty('ok')
    expect(patch({ menu: [link('javascript:x')] })).toMatchObject({
      error: { path: '/routing/plans/0/menu/0/act/url' },
    })
    expect(patch({ notice: { ...site.notice, isOn: true } })).toMatchObject({
      error: { path: '/routing/plans/0/notice/text' },
    })
  })

  it('[WG-7] a notice is changed in part', () => {
    const site = defaultSettings('Shop', ['https://shop.example'])
    const first = patchSettings(site, { notice: { isOn: true, text: { en: 'Closed' } } })
    expect(first).toMatchObject({ ok: { notice: { isOn: true, tone: 'info', text: { en: 'Closed' } } } })
  })
})

describe('what the widget is told of it', () => {
  it.each([
    ['pl', 'Cześć'],
    ['pl-PL', 'Cześć'],
    ['de', 'Hello'],
    ['ja', 'Hello'],
  ])('[WG-15] words for %s: %s', (wanted, said) => {
    expect(say({ en: 'Hello', pl: 'Cześć', de: '  ' }, { wanted, main: 'en' })).toBe(said)
  })

  it('[WG-15] words in another language are better than none', () => {
    expect(say({ fr: 'Bonjour' }, english)).toBe('Bonjour')
    expect(say({}, english)).toBe('')
  })

  it('[WG-6] has the menu in the visitor’s language, without categories that lead nowhere', () => {
    const faq: FaqItem[] = [{ id: 'f', question: 'Wie lange?', answer: 'Kurz.', category: 'Versand' }]
    const menu = [
      item({ id: '1', act: { do: 'category', category: { en: 'Shipping', de: 'Versand' } } }),
      item({ id: '2', act: { do: 'category', category: { en: 'Returns' } } }),
      item({ id: '3', act: { do: 'text', text: { en: 'Where is it?', de: 'Wo ist es?' } } }),
      link('tel:1'),
    ]
    expect(menuFor(menu, { wanted: 'de', main: 'en' }, faq)).toEqual([
      { id: '1', icon: 'box', label: 'Orders', act: { do: 'category', category: 'Versand' } },
      { id: '3', icon: 'box', label: 'Orders', act: { do: 'text', text: 'Wo ist es?' } },
      { id: 'a', icon: 'box', label: 'Orders', act: { do: 'link', url: 'tel:1' } },
    ])
  })

  it('[WG-7] has the notice while it is on and says something', () => {
    const { notice } = defaultAround()
    expect(noticeFor({ ...notice, text: { en: 'Late' } }, english)).toBeNull()
    expect(noticeFor({ ...notice, isOn: true, text: { en: ' ' } }, english)).toBeNull()
    expect(noticeFor({ ...notice, isOn: true, text: { en: 'Late' } }, english)).toEqual({
      tone: 'info',
      text: 'Late',
      link: null,
      canClose: true,
    })
    const url = 'https://status.example'
    expect(
      noticeFor(
        { ...notice, isOn: true, text: { en: 'Late' }, link: { url, label: { en: 'Why' } } },
        english,
      ),
    ).toMatchObject({ link: { url, label: 'Why' } })
  })

  it('[WG-12] tells the loader the widest of all greetings that are on', () => {
    expect(greetingsFor([], english)).toBeUndefined()
    expect(greetingsFor([greeting({ isOn: false })], english)).toBeUndefined()
    const two = greetingsFor(
      [
        greeting({ pages: ['https://shop.example/cart*'], seconds: 30 }),
        greeting({ id: 'h', pages: ['*/p.html', '*/cart*'], seconds: 5 }),
        greeting({ id: 'off', isOn: false, seconds: 1 }),
      ],
      english,
    )
    expect(two).toMatchObject({ after: 5_000, rules: [{ id: 'g' }, { id: 'h' }] })
    expect(greetingsFor([greeting(), greeting({ id: 'h', pages: ['*'] })], english)?.at).toBe('')
  })

  it.each([
    ['https://shop.example/cart*', 'https://shop.example/cart/1', true],
    ['https://shop.example/cart*', 'https://shop.example/', false],
    ['HTTPS://Shop.Example/cart', 'https://shop.example/cart', true],
    ['*/Cart', 'https://shop.example/cart', false],
    ['*/cart', 'https://shop.example/cart', true],
    ['*/cart', 'https://shop.example/cart/2', false],
    ['https://shop.example/a.b', 'https://shop.example/axb', false],
    ['https://shop.example/a+(b)?c=[d]', 'https://shop.example/a+(b)?c=[d]', true],
  ])('[WG-12] the address %s takes %s: %s', (page, url, fits) => {
    const { at } = greetingsFor([greeting({ pages: [page] })], english) ?? { at: 'none' }
    expect(new RegExp(at).test(url)).toBe(fits)
  })

  it('[WG-12] a question is offered in the visitor’s own language only', () => {
    const one = (wanted: string) =>
      greetingsFor([greeting({ question: { en: 'Which size?' } })], { wanted, main: 'en' })?.rules[0]
    expect(one('en-GB')?.question).toBe('Which size?')
    expect(one('de')).toMatchObject({ question: '', text: 'Need a hand?' })
  })
})
