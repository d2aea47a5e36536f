// Sites, their settings and FAQ, colleagues and visitors, as the console uses them; and the widget's answer.
import type { FaqEntry } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeVisitor } from '../contracts/suites/make.ts'
import { type HttpApp, own, shop, startHttpApp } from '../support/http-app.ts'

let http: HttpApp
beforeEach(async () => {
  http = await startHttpApp()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await http.stop()
})

describe('settings', () => {
  test('are read and changed in part', async () => {
    const before = (await http.asAgent('GET', '/v1/sites/shop')).json()
    expect(before).toMatchObject({ id: 'shop', settings: { name: 'shop', origins: [shop] } })
    const response = await http.asAgent('PATCH', '/v1/sites/shop', {
      appearance: { color: '#112233' },
      origins: [`${shop}:443`, 'http://localhost:*'],
    })
    expect(response.statusCode).toBe(200)
    const after = response.json()
    expect(after.settings).toEqual({
      ...before.settings,
      origins: [shop, 'http://localhost:*'],
      appearance: { ...before.settings.appearance, color: '#112233' },
    })
    expect((await http.asAgent('GET', '/v1/sites/shop')).json()).toEqual(after)
  })

  test.each([
    [{ appearance: { color: 'red' } }, '/appearance/color'],
    [{ appearance: { theme: 'pink' } }, '/appearance/theme'],
    [{ origins: ['https://shop.example/path'] }, '/origins/0'],
    [{ origins: 'https://shop.example' }, '/origins'],
    [{ upload: { bytes: 300_000_000 } }, '/upload/bytes'],
    [{ links: { privacy: 'javascript:alert(1)' } }, '/links/privacy'],
    [{ name: '' }, '/name'],
    [{ welcome: { en: 'x'.repeat(2_001) } }, '/welcome/en'],
    // Keys have an end, and are not sent back.
    [{ welcome: { ['e'.repeat(40)]: 'x' } }, '/welcome'],
    [{ texts: { en: { ['k'.repeat(101)]: 'x' } } }, '/texts/en'],
    [{ routing: { limits: { ['k'.repeat(101)]: 1 } } }, '/routing/limits'],
    [{ forms: { leave: { text: { '': 'x' } } } }, '/forms/leave/text'],
    [
      { forms: { saved: [{ id: '0198c0de-0000-7000-8000-00000000000', name: 'A', text: {}, fields: [] }] } },
      '/forms/saved/0/id',
    ],
  ])('%j is refused at %s, in words', async (patch, path) => {
    const response = await http.asAgent('PATCH', '/v1/sites/shop', patch)
    expect(response.statusCode).toBe(400)
    expect(response.json().error).toEqual({
      code: 'bad_request',
      message: expect.stringMatching(/^[A-Z].+\.$/),
      path,
    })
  })

  test('[F01] another’s site looks like none', async () => {
    const foreign = await http.asAgent('GET', '/v1/sites/other')
    const none = await http.asAgent('GET', '/v1/sites/nowhere')
    expect(foreign.statusCode).toBe(404)
    expect(foreign.json()).toEqual(none.json())
    for (const [method, url, body] of [
      ['PATCH', '/v1/sites/other', {}],
      ['GET', '/v1/sites/other/faq', undefined],
      ['POST', '/v1/sites/other/faq', { question: 'a', answer: 'b' }],
      ['PUT', '/v1/sites/other/faq/order', { ids: [] }],
      ['GET', '/v1/sites/other/faq/export?format=csv', undefined],
      ['GET', '/v1/sites/other/agents', undefined],
    ] as const) {
      expect((await http.asAgent(method, url, body)).statusCode, `${method} ${url}`).toBe(404)
    }
  })

  test('without signing in there is nothing to see', async () => {
    for (const url of [
      '/v1/sites/shop',
      '/v1/sites/shop/faq',
      '/v1/sites/shop/faq/export?format=csv',
      '/v1/sites/shop/agents',
      '/v1/visitors/x',
    ]) {
      expect((await http.inject({ url })).statusCode, url).toBe(401)
    }
  })

  test('a new site belongs to who made it', async () => {
    const draft = { id: 'second', name: 'Second', origin: 'https://second.example' }
    expect((await http.asAgent('POST', '/v1/sites', draft)).statusCode).toBe(201)
    expect((await http.asAgent('GET', '/v1/sites/second')).json().settings.name).toBe('Second')
    expect((await http.asAgent('POST', '/v1/sites', draft)).json().error).toMatchObject({
      code: 'conflict',
      path: '/id',
    })
    const odd = await http.asAgent('POST', '/v1/sites', { ...draft, id: 'No Good' })
    expect(odd.json().error.path).toBe('/id')
    const signedIn = await http.asAgent('GET', '/v1/session')
    expect(
      signedIn
        .json()
        .sites.map((site: { id: string }) => site.id)
        .sort(),
    ).toEqual(['second', 'shop'])
  })
})

describe('[AS-1] FAQ', () => {
  const add = async (question: string, more: object = {}): Promise<FaqEntry> =>
    (
      await http.asAgent('POST', '/v1/sites/shop/faq', { question, answer: 'Yes.', published: true, ...more })
    ).json()
  const list = async (): Promise<string[]> =>
    (await http.asAgent('GET', '/v1/sites/shop/faq')).json().entries.map((entry: FaqEntry) => entry.question)

  test('entries are made, changed, ordered and removed', async () => {
    const [one, two, three] = [
      await add('One?'),
      await add('Two?'),
      await add('Three?', { phrasings: [' 3? ', ' '] }),
    ]
    expect(three).toMatchObject({ phrasings: ['3?'], category: '', locale: null, published: true })
    expect(await list()).toEqual(['One?', 'Two?', 'Three?'])

    const url = `/v1/sites/shop/faq/${two.id}`
    const changed = await http.asAgent('PATCH', url, { answer: ' No. ', published: false })
    expect(changed.json()).toMatchObject({ question: 'Two?', answer: 'No.', published: false })

    const ordered = await http.asAgent('PUT', '/v1/sites/shop/faq/order', { ids: [three.id, one.id] })
    expect(ordered.json().entries.map((entry: FaqEntry) => entry.question)).toEqual([
      'Three?',
      'One?',
      'Two?',
    ])

    expect((await http.asAgent('DELETE', url)).statusCode).toBe(204)
    expect((await http.asAgent('DELETE', url)).statusCode).toBe(404)
    expect((await http.asAgent('PATCH', url, {})).statusCode).toBe(404)
    const left = await list()
    expect(left).toEqual(['Three?', 'One?'])
  })

  test('what an entry lacks is said', async () => {
    const post = (body: object) => http.asAgent('POST', '/v1/sites/shop/faq', body)
    expect((await post({ answer: 'a' })).json().error).toMatchObject({
      code: 'bad_request',
      path: '/question',
    })
    expect((await post({ question: 'a', answer: '  ' })).json().error.path).toBe('/answer')
    expect((await post({ question: 'a', answer: 'b', locale: '?' })).json().error.path).toBe('/locale')
    const order = await http.asAgent('PUT', '/v1/sites/shop/faq/order', { ids: [crypto.randomUUID()] })
    expect(order.json().error.path).toBe('/ids/0')
  })
})

describe('visitors', () => {
  const nickname = 'Visitor 12345'
  async function visitorOf(site: string): Promise<string> {
    const id = crypto.randomUUID()
    const time = { firstSeenAt: 1, lastSeenAt: 1 }
    await http.store.visitors.create(makeVisitor({ id, site, nickname, attributes: {}, ...time }), {
      hash: id,
      family: id,
      visitor: id,
      site,
      origin: null,
      startedAt: 1,
      issuedAt: 1,
      usedAt: 1,
      replacedAt: null,
      revoked: false,
    })
    return id
  }

  test('[IN-4] the profile is read, and the nickname changed', async () => {
    const id = await visitorOf('shop')
    const profile = { id, site: 'shop', nickname, locale: 'pl', present: false, conversations: [] }
    expect((await http.asAgent('GET', `/v1/visitors/${id}`)).json()).toMatchObject(profile)
    const renamed = await http.asAgent('PATCH', `/v1/visitors/${id}`, { nickname: ' Marie ' })
    expect(renamed.json()).toMatchObject({ ...profile, nickname: 'Marie' })
    const other = await visitorOf('shop')
    const taken = await http.asAgent('PATCH', `/v1/visitors/${other}`, { nickname: 'Marie' })
    expect(taken.json().error).toMatchObject({ code: 'conflict', path: '/nickname' })
    expect((await http.asAgent('PATCH', `/v1/visitors/${id}`, { nickname: ' ' })).statusCode).toBe(400)
  })

  test('[F01] another site’s visitor looks like none', async () => {
    const id = await visitorOf('other')
    for (const url of [`/v1/visitors/${id}`, `/v1/visitors/${crypto.randomUUID()}`, '/v1/visitors/x']) {
      expect((await http.asAgent('GET', url)).statusCode).toBe(404)
    }
    expect((await http.asAgent('PATCH', `/v1/visitors/${id}`, { nickname: 'Marie' })).statusCode).toBe(404)
  })
})

test('[RT-12] colleagues of a site are listed with their status', async () => {
  const response = await http.asAgent('GET', '/v1/sites/shop/agents')
  expect(response.json()).toEqual({
    agents: [{ id: expect.any(String), name: 'Ada', email: 'ada@shop.example', status: 'offline', load: 0 }],
  })
})

describe('[WG-15] the site’s own words', () => {
  test('go to the widget that speaks their language, and to no other', async () => {
    const texts = { en: { talk: 'Ring the bell', unread: 'News' }, ar: { talk: 'رنّوا الجرس' } }
    const saved = await http.asAgent('PATCH', '/v1/sites/shop', { texts })
    expect(saved.json().settings.texts).toEqual(texts)
    const said = async (locale: string) =>
      (await http.inject({ url: `/v1/sites/shop/widget?locale=${locale}`, headers: { origin: shop } })).json()
        .texts
    expect(await said('en-GB')).toEqual({ talk: 'Ring the bell', unread: { other: 'News' } })
    expect(await said('ar')).toEqual({ talk: 'رنّوا الجرس' })
    expect(await said('de')).toBeUndefined()
    // It has no Turkish: English is what it will speak.
    expect(await said('tr')).toEqual(await said('en'))
  })

  test.each([
    [{ en: { talk: 'Talk to {name}' } }, '/texts/en/talk'],
    [{ en: { talks: 'x' } }, '/texts/en/talks'],
    [{ en: { talk: 'x'.repeat(501) } }, '/texts/en/talk'],
  ])('%j is refused at %s', async (texts, path) => {
    const response = await http.asAgent('PATCH', '/v1/sites/shop', { texts })
    expect(response.statusCode).toBe(400)
    expect(response.json().error.path).toBe(path)
  })
})

describe('[WG-2] what pages override', () => {
  const seen = async () => (await http.asAgent('GET', '/v1/sites/shop/overrides')).json().overrides
  const look = (set: string, headers: Record<string, string>) =>
    http.inject({ url: `/v1/sites/shop/widget?locale=en&set=${set}`, headers })

  test('is told by origin and option, newest first; what overrides nothing is not', async () => {
    await look('url,site', { origin: shop })
    expect(await seen()).toEqual([])
    await look('url,site,color,title', { origin: shop })
    await look('theme', { 'sec-fetch-site': 'same-origin' })
    await look('color', { origin: 'https://stranger.example' })
    expect(await seen()).toEqual([
      { origin: expect.stringMatching(/^http/), options: ['theme'], at: http.clock.now() },
      { origin: shop, options: ['color', 'title'], at: http.clock.now() },
    ])
  })

  test('is written again after a while', async () => {
    const began = http.clock.now()
    await look('color', { origin: shop })
    http.clock.advance(60_000)
    await look('color', { origin: shop })
    expect(await seen()).toMatchObject([{ at: began }])
    http.clock.advance(6 * 60_000)
    await look('color', { origin: shop })
    expect(await seen()).toMatchObject([{ at: began + 7 * 60_000 }])
  })

  test('another’s site has none to tell', async () => {
    expect((await http.asAgent('GET', '/v1/sites/other/overrides')).statusCode).toBe(404)
  })
})

describe('the widget’s answer', () => {
  const widget = (query = '', headers: Record<string, string> = {}) =>
    http.inject({ url: `/v1/sites/shop/widget${query}`, headers: { origin: shop, ...headers } })

  test('[WG-15] names the launcher in the widget’s language, and by the site where it has no title', async () => {
    const named = async (locale: string) => {
      const { lead, title } = (await widget(`?locale=${locale}`)).json().appearance
      return lead + title
    }
    await http.asAgent('PATCH', '/v1/sites/shop', { name: 'Oak', appearance: { title: 'Ask us' } })
    expect(await Promise.all(['en-GB', 'ar', 'fr', 'ja-JP', 'tr'].map(named))).toEqual([
      'Chat: Ask us',
      'محادثة: Ask us',
      'Chat : Ask us',
      'チャット：Ask us',
      'Chat: Ask us',
    ])
    await http.asAgent('PATCH', '/v1/sites/shop', { appearance: { title: '' } })
    expect(await named('en')).toBe('Chat: Oak')
  })

  test('[CV-1] has the published entries and texts in the nearest language', async () => {
    await http.asAgent('PATCH', '/v1/sites/shop', { welcome: { en: 'Hello', 'pt-BR': 'Olá' } })
    for (const [question, more] of [
      ['Everywhere?', {}],
      ['Português?', { locale: 'pt' }],
      ['Polski?', { locale: 'pl' }],
      ['Draft?', { published: false }],
    ] as const) {
      await http.asAgent('POST', '/v1/sites/shop/faq', { question, answer: 'Yes.', published: true, ...more })
    }
    const config = (await widget('?locale=pt-PT')).json()
    expect(config).toMatchObject({
      site: 'shop',
      enabled: true,
      locale: 'pt-BR',
      welcome: 'Olá',
      availability: { state: 'closed' },
      limits: { text: 10_000, frame: 65_536, file: 209_715_200 },
    })
    expect(config.faq.map((entry: FaqEntry) => entry.question)).toEqual(['Everywhere?', 'Português?'])
    expect(config.faq[0]).toEqual({
      id: expect.any(String),
      question: 'Everywhere?',
      answer: 'Yes.',
      category: '',
    })
    expect((await widget('?locale=ja')).json()).toMatchObject({ locale: 'en', welcome: 'Hello' })
  })

  test('[K01] is kept by browsers until it changes, and stores nothing', async () => {
    const writes = (['create', 'save', 'createEntry', 'saveEntry'] as const).map((name) =>
      vi.spyOn(http.store.sites, name),
    )
    const visitors = vi.spyOn(http.store.visitors, 'create')
    const first = await widget('?locale=en')
    expect(first.headers).toMatchObject({
      'cache-control': 'public, max-age=0, must-revalidate',
      etag: expect.stringMatching(/^".+"$/),
    })
    expect(first.headers['set-cookie']).toBeUndefined()
    const etag = String(first.headers.etag)
    expect((await widget('?locale=en', { 'if-none-match': etag })).statusCode).toBe(304)
    expect((await widget('?locale=en', { 'if-none-match': `W/${etag}` })).statusCode).toBe(304)
    for (const spy of [...writes, visitors]) expect(spy).not.toHaveBeenCalled()

    await http.asAgent('POST', '/v1/sites/shop/faq', { question: 'New?', answer: 'Yes.', published: true })
    const changed = await widget('?locale=en', { 'if-none-match': etag })
    expect(changed.statusCode).toBe(200)
    expect(changed.json().faq).toHaveLength(1)
  })

  test('a second request reads no entries', async () => {
    const entries = vi.spyOn(http.store.sites, 'faq')
    await widget()
    await widget()
    expect(entries).toHaveBeenCalledTimes(1)
  })

  test.each([
    [shop, shop],
    ['https://SHOP.example', 'https://SHOP.example'],
    [own, own],
    ['https://evil.example', undefined],
    ['https://other.example', undefined],
    ['null', undefined],
  ])('[SC-4] for a page of %s the browser is told %s', async (origin, allowed) => {
    const response = await widget('', { origin })
    expect(response.headers['access-control-allow-origin']).toBe(allowed)
    expect(response.headers['access-control-allow-credentials']).toBeUndefined()
    expect(response.headers.vary).toContain('Origin')
  })

  test('there is none of an unknown site, and little of one that is off', async () => {
    expect((await http.inject({ url: '/v1/sites/nowhere/widget' })).statusCode).toBe(404)
    await http.asAgent('POST', '/v1/sites/shop/faq', { question: 'New?', answer: 'Yes.', published: true })
    await http.asAgent('PATCH', '/v1/sites/shop', { enabled: false })
    expect((await widget()).json()).toMatchObject({ enabled: false, faq: [] })
  })
})

test('[SC-1] the routes describe themselves', async () => {
  const description = (await http.inject({ url: '/v1/openapi.json' })).json()
  expect(description.openapi).toBe('3.1.0')
  expect(Object.keys(description.paths)).toEqual(
    expect.arrayContaining([
      '/v1/session',
      '/v1/sites/{site}',
      '/v1/sites/{site}/faq/{id}',
      '/v1/files',
      '/v1/faq-templates',
      ...['try', 'questions', 'unanswered', 'dismiss', 'figures'].map(
        (name) => `/v1/sites/{site}/assistant/${name}`,
      ),
    ]),
  )
  const patch = description.paths['/v1/sites/{site}'].patch
  expect(patch.requestBody.content['application/json'].schema.properties.origins.type).toBe('array')
  expect(patch.parameters).toEqual([expect.objectContaining({ name: 'site', in: 'path', required: true })])
  const taken = description.paths['/v1/sites/{site}/faq/import'].post
  expect(Object.keys(taken.requestBody.content)).toEqual(['text/csv', 'application/json'])
  expect(taken.parameters).toContainEqual(
    expect.objectContaining({ name: 'format', in: 'query', required: true }),
  )
})
