// Quick replies, phrases, translation, products, summaries and ratings over HTTP, against real servers.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { QuickReply, RatingsReport, Summary } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { converse, newId } from '../contracts/suites/make.ts'
import { type HttpApp, password, startHttpApp } from '../support/http-app.ts'

let http: HttpApp
beforeEach(async () => {
  http = await startHttpApp({ allowPrivateRequests: true })
})
afterEach(() => http.stop())

const site = '/v1/sites/shop'

/** A colleague with the role `agent`. */
async function asColleague(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  await http.app.colleagues.create({
    name: 'Bo',
    email: 'bo@shop.example',
    password,
    sites: ['shop'],
    role: 'agent',
  })
  const cookie = await http.signIn('bo@shop.example')
  return http.inject({
    method,
    url,
    headers: { origin: 'https://chat.example', cookie },
    ...(payload === undefined ? {} : { payload }),
  })
}

describe('[IN-7] quick replies', () => {
  const draft = {
    of: 'agent',
    title: ' Hello ',
    text: ' Hi {{visitor.name}} ',
    folder: 'Start',
    shortcut: 'Hi',
  }
  const make = async (over: object = {}) =>
    (await http.asAgent('POST', `${site}/quick-replies`, { ...draft, ...over })).json() as QuickReply

  test('are made, listed, replaced, ordered and removed', async () => {
    const one = await make()
    expect(one).toMatchObject({ title: 'Hello', text: 'Hi {{visitor.name}}', shortcut: 'hi', place: 0 })
    const two = await make({ of: 'site', shortcut: '' })
    expect(two).toMatchObject({ owner: null, place: 1 })
    const ordered = await http.asAgent('PUT', `${site}/quick-replies/order`, { ids: [two.id, one.id] })
    expect(ordered.json().replies.map(({ id }: QuickReply) => id)).toEqual([two.id, one.id])
    const url = `${site}/quick-replies/${one.id}`
    const replaced = await http.asAgent('PUT', url, { ...draft, text: 'Bye' })
    expect(replaced.json()).toMatchObject({ id: one.id, text: 'Bye', place: 1 })
    expect((await http.asAgent('DELETE', url)).statusCode).toBe(204)
    expect((await http.asAgent('DELETE', url)).statusCode).toBe(404)
    expect((await http.asAgent('GET', `${site}/quick-replies`)).json().replies).toHaveLength(1)
  })

  test('of colleagues are seen and used, and changed by nobody else', async () => {
    const one = await make()
    const shared = await make({ of: 'site', shortcut: '' })
    expect((await asColleague('GET', `${site}/quick-replies`)).json().replies).toHaveLength(2)
    for (const { id } of [one, shared]) {
      expect((await asColleague('PUT', `${site}/quick-replies/${id}`, draft)).statusCode).toBe(403)
      expect((await asColleague('DELETE', `${site}/quick-replies/${id}`)).statusCode).toBe(403)
    }
    expect((await asColleague('POST', `${site}/quick-replies`, { ...draft, of: 'site' })).statusCode).toBe(
      403,
    )
    expect((await asColleague('POST', `${site}/quick-replies`, draft)).statusCode).toBe(201)
  })

  test.each([
    [{ title: ' ' }, '/title'],
    [{ text: '' }, '/text'],
    [{ shortcut: 'a b' }, '/shortcut'],
    [{ of: 'department' }, '/owner'],
  ])('what is not one is refused (%#)', async (over, path) => {
    const response = await http.asAgent('POST', `${site}/quick-replies`, { ...draft, ...over })
    expect(response.statusCode).toBe(400)
    expect(response.json().error.path).toBe(path)
  })

  test('no other site’s, and no shortcut twice', async () => {
    await make()
    expect((await http.asAgent('POST', `${site}/quick-replies`, draft)).statusCode).toBe(409)
    expect((await http.asAgent('GET', '/v1/sites/other/quick-replies')).statusCode).toBe(404)
  })
})

describe('[IN-7] quick replies as a table', () => {
  const take = async (text: string | Buffer, of = 'agent', cookie?: string) =>
    http.inject({
      method: 'POST',
      url: `${site}/quick-replies/import?of=${of}`,
      headers: {
        'content-type': 'text/csv',
        ...(cookie === undefined
          ? { authorization: `Bearer ${http.token}` }
          : { origin: 'https://chat.example', cookie }),
      },
      payload: text,
    })
  const list = async () => (await http.asAgent('GET', `${site}/quick-replies`)).json().replies as QuickReply[]

  test('rows become one’s own; known ones are changed, wrong ones told apart, and out it comes as it was', async () => {
    await http.asAgent('POST', `${site}/quick-replies`, {
      of: 'agent',
      title: 'Bye',
      text: 'Bye',
      shortcut: 'b',
    })
    const text =
      'Title;Text;Folder;Shortcut\nHello;"Hi;\nyou";Start;hi\nBye;Goodbye;;b\n;no title;;\nTwice;x;;HI\n'
    const report = (await take(text)).json()
    expect(report).toMatchObject({ created: 1, changed: 1, same: 0 })
    expect(report.skipped.map(({ row }: { row: number }) => row)).toEqual([4, 5])
    expect(await list()).toMatchObject([
      { of: 'agent', title: 'Bye', text: 'Goodbye', shortcut: 'b', place: 0 },
      { of: 'agent', title: 'Hello', text: 'Hi;\nyou', folder: 'Start', shortcut: 'hi', place: 1 },
    ])
    const out = await http.asAgent('GET', `${site}/quick-replies/export?of=agent`)
    expect(out.headers['content-disposition']).toContain('quick-replies-shop.csv')
    expect((await take(out.rawPayload)).json()).toEqual({ created: 0, changed: 0, same: 2, skipped: [] })
  })

  test.each([
    ['', 'empty'],
    ['name,text\na,b', 'title'],
    ['title,text\n"a,b', 'row 2'],
    [Buffer.from([0x50, 0x4b, 0x03, 0x04, 1]), 'spreadsheet'],
    [`title,text\n${'a,b\n'.repeat(501)}`, '501'],
  ])('what is no such table is refused and changes nothing (%#)', async (text, said) => {
    const response = await take(text)
    expect(response.statusCode).toBe(400)
    expect(response.json().error.message).toContain(said)
    expect(await list()).toEqual([])
  })

  test('the site’s are for whoever may share; one’s own for everybody', async () => {
    expect((await asColleague('GET', `${site}/quick-replies`)).statusCode).toBe(200)
    const cookie = await http.signIn('bo@shop.example')
    expect((await take('title,text\na,b', 'site', cookie)).statusCode).toBe(403)
    expect((await take('title,text\na,b', 'agent', cookie)).json()).toMatchObject({ created: 1 })
    expect((await take('title,text\na,b', 'site')).json()).toMatchObject({ created: 1 })
    expect((await list()).map(({ of }) => of).sort()).toEqual(['agent', 'site'])
    const own = await http.asAgent('GET', `${site}/quick-replies/export?of=agent`)
    // A colleague's are no business of one's own file.
    expect(own.body.trim().split('\n')).toHaveLength(1)
  })
})

describe('[IN-9] translation', () => {
  let provider: Server
  let seen: { url: string; headers: IncomingMessage['headers']; body: Record<string, unknown> }[]
  let answers: { status: number; body: string }
  let url: string
  beforeEach(async () => {
    seen = []
    provider = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk) => {
        text += chunk
      })
      request.on('end', () => {
        seen.push({ url: request.url ?? '', headers: request.headers, body: JSON.parse(text) })
        response.writeHead(answers.status, { 'content-type': 'application/json' }).end(answers.body)
      })
    })
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/base/`
  })
  afterEach(() => new Promise((resolve) => provider.close(resolve)))

  const ask = (body: object = {}) =>
    http.asAgent('POST', `${site}/translate`, { text: 'Dzień dobry', to: 'en', ...body })

  async function use(kind: 'libre' | 'deepl', key: string | null) {
    await http.asAgent('PATCH', site, { translation: { kind, url } })
    const secrets = await http.asAgent('PUT', `${site}/secrets`, { translationKey: key })
    expect(secrets.body).not.toContain('sesame')
    expect(secrets.json().translationKey).toBe(key !== null)
  }

  test('speaks LibreTranslate', async () => {
    await use('libre', 'sesame')
    answers = {
      status: 200,
      body: JSON.stringify({ translatedText: 'Good morning', detectedLanguage: { language: 'pl' } }),
    }
    expect((await ask()).json()).toEqual({ text: 'Good morning', from: 'pl' })
    expect(seen[0]).toMatchObject({
      url: '/base/translate',
      body: { q: 'Dzień dobry', source: 'auto', target: 'en', format: 'text', api_key: 'sesame' },
    })
    // What was translated a moment ago is not asked for again.
    expect((await ask()).json()).toEqual({ text: 'Good morning', from: 'pl' })
    expect(seen).toHaveLength(1)
  })

  test('speaks DeepL', async () => {
    await use('deepl', 'sesame')
    answers = {
      status: 200,
      body: JSON.stringify({ translations: [{ text: 'Good morning', detected_source_language: 'PL' }] }),
    }
    expect((await ask({ to: 'pt-BR', from: 'pl-PL' })).json()).toEqual({ text: 'Good morning', from: 'pl' })
    expect(seen[0]).toMatchObject({
      url: '/base/v2/translate',
      headers: { authorization: 'DeepL-Auth-Key sesame' },
      body: { text: ['Dzień dobry'], target_lang: 'PT-BR', source_lang: 'PL' },
    })
  })

  test.each([
    [403, '{}', 409],
    [429, '{}', 503],
    [456, '{}', 503],
    [400, '{"error":"x"}', 400],
    [500, 'oops', 503],
    [200, 'not json', 503],
    [200, '{"translatedText":5}', 503],
  ])('a provider that answers %i %s is told of as %i', async (status, body, expected) => {
    await use('libre', null)
    answers = { status, body }
    const response = await ask()
    expect(response.statusCode).toBe(expected)
    expect(response.body).not.toContain('oops')
  })

  test('is refused where it is off, where nobody listens, and to who may not', async () => {
    expect((await ask()).statusCode).toBe(409)
    await http.asAgent('PATCH', site, { translation: { kind: 'libre', url: 'http://127.0.0.1:9' } })
    expect((await ask()).statusCode).toBe(409)
    await http.asAgent('PATCH', site, { translation: { kind: 'libre', url: 'http://127.0.0.1:1999' } })
    expect((await ask()).statusCode).toBe(503)
    expect(
      (await http.asAgent('POST', '/v1/sites/other/translate', { text: 'x', to: 'en' })).statusCode,
    ).toBe(404)
    const bad = await http.asAgent('PATCH', site, { translation: { kind: 'libre', url: '' } })
    expect(bad.json().error.path).toBe('/translation/url')
  })
})

describe('[IN-19] products', () => {
  const put = (text: string, type = 'text/csv') =>
    http.signIn().then((cookie) =>
      http.inject({
        method: 'PUT',
        url: `${site}/products`,
        headers: { origin: 'https://chat.example', cookie, 'content-type': type },
        payload: text,
      }),
    )

  test('come from an uploaded file and are found as cards', async () => {
    const csv = 'id,title,price,link\n1,Red lamp,9 €,https://shop.example/1\n2,Blue chair,,\n'
    expect((await put(csv)).json()).toMatchObject({ count: 2, skipped: 0, problem: null })
    expect((await http.asAgent('GET', `${site}/products?q=LAMP%20red`)).json()).toEqual({
      products: [
        {
          id: '1',
          card: { type: 'product', title: 'Red lamp', price: '9 €', url: 'https://shop.example/1' },
        },
      ],
    })
    expect((await put('nothing')).statusCode).toBe(400)
    expect((await put('[{"name":"Only"}]', 'application/json')).json()).toMatchObject({ count: 1 })
    expect((await asColleague('POST', `${site}/products/refresh`)).statusCode).toBe(403)
  })

  test('come from a feed, which may fail and leaves what was there', async () => {
    let status = 200
    const feed = createServer((_request, response) => response.writeHead(status).end('[{"title":"Lamp"}]'))
    await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve))
    const { port } = feed.address() as AddressInfo
    await http.asAgent('PATCH', site, { products: { feed: `http://127.0.0.1:${port}/feed.json` } })
    expect((await http.asAgent('POST', `${site}/products/refresh`)).json()).toMatchObject({
      count: 1,
      problem: null,
    })
    status = 500
    const failed = (await http.asAgent('POST', `${site}/products/refresh`)).json()
    expect(failed).toMatchObject({ count: 1, problem: 'The address answered with 500.' })
    expect((await http.asAgent('GET', `${site}/products/state`)).json()).toEqual(failed)
    await new Promise((resolve) => feed.close(resolve))
  })
})

const conversation = async (over: Parameters<typeof converse>[2] = {}) =>
  (await converse(http.store, 1, over)).state.id

describe('[IN-11] the summary', () => {
  const fields = [
    { id: 'order', label: 'Order', type: 'number', choices: [], required: true },
    { id: 'how', label: 'How', type: 'choice', choices: ['refund'], required: false },
  ]

  test('is filled in by the site’s template, and keeps who said what before', async () => {
    await http.asAgent('PATCH', site, {
      summary: { categories: ['Orders / Late'], progress: ['Done'], fields },
    })
    const url = `/v1/conversations/${await conversation()}/summary`
    expect((await http.asAgent('GET', url)).json()).toEqual({ summary: null })
    const draft = { category: 'Orders / Late', progress: '', values: { order: ' 42 ', how: '' } }
    const first = (await http.asAgent('PUT', url, draft)).json().summary as Summary
    expect(first).toMatchObject({
      category: 'Orders / Late',
      values: { order: '42' },
      by: { name: 'Ada' },
      history: [],
    })
    http.clock.advance(1_000)
    const second = (await http.asAgent('PUT', url, { ...draft, progress: 'Done' })).json().summary as Summary
    expect(second.history).toMatchObject([{ progress: '', at: first.at, by: { name: 'Ada' } }])
    expect((await http.asAgent('GET', url)).json()).toEqual({ summary: second })
    for (const [wrong, path] of [
      [{ category: 'x' }, '/category'],
      [{ progress: 'x' }, '/progress'],
      [{ values: { order: 'many' } }, '/values/order'],
      [{ values: { order: '1', how: 'x' } }, '/values/how'],
      [{ values: { order: '1', odd: 'x' } }, '/values/odd'],
      [{ values: {} }, '/values/order'],
    ] as const) {
      expect((await http.asAgent('PUT', url, { ...draft, ...wrong })).json().error).toMatchObject({ path })
    }
  })

  test('[I09] a field may be called as what every object has, but not so that nobody could fill it in', async () => {
    const template = (id: string) => ({
      summary: { categories: [], progress: [], fields: [{ ...fields[0], id, type: 'text' }] },
    })
    expect((await http.asAgent('PATCH', site, template('constructor'))).json().error).toMatchObject({
      path: '/summary/fields/0/id',
    })
    expect((await http.asAgent('PATCH', site, template('toString'))).statusCode).toBe(200)
    const url = `/v1/conversations/${await conversation()}/summary`
    const draft = { category: '', progress: '', values: {} }
    expect((await http.asAgent('PUT', url, draft)).json().error).toMatchObject({ path: '/values/toString' })
    const filled = await http.asAgent('PUT', url, { ...draft, values: { toString: 'said' } })
    expect(filled.json().summary.values).toEqual({ toString: 'said' })
  })

  test('of another site’s conversation is not there', async () => {
    const url = `/v1/conversations/${await conversation({ site: 'other' })}/summary`
    expect((await http.asAgent('GET', url)).statusCode).toBe(404)
    expect((await http.asAgent('PUT', url, { category: '', progress: '', values: {} })).statusCode).toBe(404)
  })
})

describe('[IN-10] the report of ratings', () => {
  test('counts by agent and lists comments, for who may read reports', async () => {
    const ada = { id: newId(), name: 'Ada' }
    const at = http.clock.now() - 1_000
    const put = (score: number | null, agent: typeof ada | null, comment = '') =>
      http.store.ratings.put({
        conversation: newId(),
        site: 'shop',
        agent,
        scale: 5,
        score,
        tags: [],
        comment,
        at,
      })
    await put(5, ada, 'Lovely')
    await put(2, ada)
    await put(null, ada)
    await put(4, null)
    const report = (await http.asAgent('GET', `${site}/ratings`)).json() as RatingsReport
    expect(report.agents).toEqual([
      { agent: ada, scale: 5, invited: 3, given: 2, average: 3.5, scores: { '2': 1, '5': 1 } },
      { agent: null, scale: 5, invited: 1, given: 1, average: 4, scores: { '4': 1 } },
    ])
    expect(report.newest.map(({ comment }) => comment)).toContain('Lovely')
    expect(report.newest).toHaveLength(3)
    expect(report.days).toMatchObject([{ given: 3 }])
    const [of] = report.days
    const zone = 'Pacific/Kiritimati' // Fourteen hours ahead.
    const { hours } = (await http.asAgent('GET', site)).json().settings
    await http.asAgent('PATCH', site, { hours: { ...hours, zone } })
    const ahead = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at)
    const there = (await http.asAgent('GET', `${site}/ratings`)).json() as RatingsReport
    expect(there.days).toEqual([{ ...of, day: ahead }])
    const only = (await http.asAgent('GET', `${site}/ratings?agent=${ada.id}`)).json() as RatingsReport
    expect(only.agents).toHaveLength(1)
    expect((await http.asAgent('GET', `${site}/ratings?from=5&to=5`)).statusCode).toBe(400)
    expect((await asColleague('GET', `${site}/ratings`)).statusCode).toBe(403)
  })
})
