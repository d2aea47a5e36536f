// The FAQ as a file: in, with a report, and out.
import type { FaqEntry, ImportReport } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { StoreUnavailable } from '../../src/core/faults.ts'
import { type HttpApp, own, shop, startHttpApp } from '../support/http-app.ts'

let http: HttpApp
beforeEach(async () => {
  http = await startHttpApp()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await http.stop()
})

const url = '/v1/sites/shop/faq/import'
const send = (payload: string | Buffer, query = 'format=csv', headers: Record<string, string> = {}) =>
  http.inject({
    method: 'POST',
    url: `${url}?${query}`,
    headers: { authorization: `Bearer ${http.token}`, 'content-type': 'text/csv', ...headers },
    payload,
  })
const report = async (payload: string, query?: string): Promise<ImportReport> => {
  const response = await send(payload, query)
  expect(response.statusCode, response.body).toBe(200)
  return response.json()
}
// By token: a sign-in costs half a second.
const get = (path: string) => http.inject({ url: path, headers: { authorization: `Bearer ${http.token}` } })
const list = async (): Promise<FaqEntry[]> => (await get('/v1/sites/shop/faq')).json().entries

const csv = [
  'question,answer,category,locale,published,phrasings',
  'Do you ship?,"Yes, everywhere.",Delivery,,yes,"Do you deliver?',
  'Is there shipping?"',
  'What does it cost?,[€5],Delivery,de,,',
  ',lost,,,,',
].join('\r\n')

describe('[AS-1] an FAQ is imported', () => {
  test('new, changed, the same and wrong rows, each as what it is', async () => {
    const before = await list()
    expect(before).toEqual([])
    const first = await report(csv)
    expect(first).toEqual({
      created: 2,
      changed: 0,
      same: 0,
      skipped: [{ row: 4, question: '', reason: 'It has no question.' }],
    })
    const [one, two] = await list()
    expect(one).toMatchObject({
      question: 'Do you ship?',
      answer: 'Yes, everywhere.',
      category: 'Delivery',
      locale: null,
      published: true,
      phrasings: ['Do you deliver?', 'Is there shipping?'],
      updatedAt: http.clock.now(),
    })
    expect(two).toMatchObject({ question: 'What does it cost?', locale: 'de', published: false })
    expect(two!.place).toBeGreaterThan(one!.place)

    http.clock.advance(1_000)
    const again = await report(csv.replace('[€5]', '€5'))
    expect(again).toMatchObject({ created: 0, changed: 1, same: 1 })
    const after = await list()
    expect(after[0]).toEqual(one)
    expect(after[1]).toEqual({ ...two, answer: '€5', updatedAt: http.clock.now() })
  })

  test('with one announcement, and none when nothing changes', async () => {
    const revision = async () => (await http.inject({ url: '/v1/sites/shop/widget' })).headers.etag
    const saved = vi.spyOn(http.store.sites, 'all')
    await report(csv)
    expect(saved).toHaveBeenCalledTimes(1)
    const tag = await revision()
    await report(csv)
    expect(saved).toHaveBeenCalledTimes(1)
    expect(await revision()).toBe(tag)
  })

  test('from JSON', async () => {
    const entries = [{ question: 'A?', answer: 'a', phrasings: ['b'] }, { question: 'B?' }]
    expect(await report(JSON.stringify({ entries }), 'format=json')).toMatchObject({
      created: 1,
      skipped: [{ row: 2, question: 'B?', reason: 'It has no answer.' }],
    })
  })

  test('up to 2 MiB', async () => {
    const row = (index: number) => `Q${index}?,${'é'.repeat(2_000)}`
    const large = `question,answer\n${Array.from({ length: 500 }, (_, index) => row(index)).join('\n')}`
    expect(Buffer.byteLength(large)).toBeGreaterThan(1_900_000)
    expect(await report(large)).toEqual({ created: 500, changed: 0, same: 0, skipped: [] })
    expect(await report(`question,answer\n${row(500)}`)).toMatchObject({
      created: 0,
      skipped: [{ row: 2, question: 'Q500?', reason: 'A site has at most 500 FAQ entries.' }],
    })
    const larger = await send(large.repeat(2))
    expect(larger.statusCode).toBe(413)
    expect(larger.json().error).toEqual({ code: 'too_large', message: 'The body is over 2 MiB.' })
  })

  test('one at a time for a site', async () => {
    const create = http.store.sites.createEntry
    const { promise: go, resolve: letGo } = Promise.withResolvers<void>()
    const slow = vi.spyOn(http.store.sites, 'createEntry').mockImplementation(async (entry) => {
      await go
      await create(entry)
    })
    const first = send(csv)
    await vi.waitFor(() => expect(slow).toHaveBeenCalled(), 5_000)
    const second = await send(csv)
    expect(second.statusCode).toBe(409)
    expect(second.json().error).toMatchObject({ code: 'conflict' })
    letGo()
    expect((await first).statusCode).toBe(200)
    expect(await list()).toHaveLength(2)
    expect(await report(csv)).toMatchObject({ same: 2 })
  })

  test('what was stored when the store failed is told and found again', async () => {
    const create = http.store.sites.createEntry
    vi.spyOn(http.store.sites, 'createEntry').mockImplementation(async (entry) => {
      if (entry.question.startsWith('What')) throw new StoreUnavailable('disk full')
      await create(entry)
    })
    const announced = vi.spyOn(http.store.sites, 'all')
    expect((await send(csv)).statusCode).toBe(503)
    expect(announced).toHaveBeenCalled()
    vi.mocked(http.store.sites.createEntry).mockRestore()
    expect(await report(csv)).toMatchObject({ created: 1, same: 1 })
  })
})

describe('[AS-1] a file that is none', () => {
  test.each([
    ['nothing', '', 'format=csv', /The file is empty/],
    ['no heading', 'A?,a', 'format=csv', /called “question”/],
    ['a workbook', Buffer.from('PK\x03\x04…'), 'format=csv', /CSV UTF-8/],
    ['an open quote', 'question,answer\n"A?,a', 'format=csv', /row 2 is never closed/],
    ['no JSON', '{"entries":', 'format=json', /not JSON/],
    ['JSON of something else', '{"items":[]}', 'format=json', /list of entries/],
  ])('%s changes nothing and says what is wrong', async (_what, payload, query, message) => {
    await report(csv)
    const before = await list()
    const response = await send(payload, query)
    expect(response.statusCode).toBe(400)
    expect(response.json().error).toMatchObject({
      code: 'bad_request',
      message: expect.stringMatching(message),
    })
    expect(await list()).toEqual(before)
  })

  test.each([
    ['', '/format'],
    ['format=xlsx', '/format'],
  ])('the query “%s” is refused at %s', async (query, path) => {
    for (const response of [await send(csv, query), await get(`/v1/sites/shop/faq/export?${query}`)]) {
      expect(response.statusCode).toBe(400)
      expect(response.json().error).toMatchObject({ code: 'bad_request', path })
    }
  })

  test('a body without a type is an empty file', async () => {
    const response = await http.inject({
      method: 'POST',
      url: `${url}?format=csv`,
      headers: { authorization: `Bearer ${http.token}` },
    })
    expect(response.json().error).toMatchObject({ code: 'bad_request', message: 'The file is empty.' })
  })
})

describe('[F13] [F02] an import', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is not read from %s, which any page could send',
    async (type) => {
      const response = await send(csv, 'format=csv', { 'content-type': type })
      expect(response.statusCode).toBe(415)
      expect(response.json().error).toEqual({
        code: 'unsupported_type',
        message: 'Send the file as text/csv or application/json.',
      })
    },
  )

  test.each(['https://evil.example', shop, 'null'])('is refused from %s', async (origin) => {
    const cookie = await http.signIn()
    const byCookie = (headers: Record<string, string>) =>
      http.inject({
        method: 'POST',
        url: `${url}?format=csv`,
        headers: { cookie, 'content-type': 'text/csv', ...headers },
        payload: csv,
      })
    expect((await send(csv, 'format=csv', { origin })).statusCode).toBe(403)
    expect((await byCookie({ origin })).statusCode).toBe(403)
    expect((await byCookie({})).statusCode).toBe(403)
    expect(await list()).toEqual([])
    expect((await byCookie({ origin: own })).statusCode).toBe(200)
  })

  test('is for the site’s agents alone, and so is the file', async () => {
    const bot = await http.app.apiTokens.createForAssistant('shop', 'Helper')
    const as = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'text/csv' })
    for (const [token, status] of [
      [bot, 403],
      ['fv_x.y', 401],
      [http.token, 200],
    ] as const) {
      const headers = as(token)
      const sent = await http.inject({ method: 'POST', url: `${url}?format=csv`, headers, payload: csv })
      expect(sent.statusCode).toBe(status)
      const given = await http.inject({ url: '/v1/sites/shop/faq/export?format=csv', headers: as(token) })
      expect(given.statusCode).toBe(status)
    }
    for (const site of ['other', 'nowhere']) {
      const response = await http.inject({
        method: 'POST',
        url: `/v1/sites/${site}/faq/import?format=csv`,
        headers: as(http.token),
        payload: csv,
      })
      expect(response.statusCode).toBe(404)
      expect((await get(`/v1/sites/${site}/faq/export?format=csv`)).statusCode).toBe(404)
    }
    expect(await http.store.sites.faq('other')).toEqual([])
  })
})

describe('[AS-1] an FAQ is exported', () => {
  test.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['json', 'application/json; charset=utf-8'],
  ])('as %s, which an import finds unchanged', async (format, type) => {
    await report(csv)
    await http.asAgent('POST', '/v1/sites/shop/faq', {
      question: '=SUM(A1)',
      answer: '- a\n- "b"',
      phrasings: ['@c'],
    })
    const before = await list()
    const file = await get(`/v1/sites/shop/faq/export?format=${format}`)
    expect(file.statusCode).toBe(200)
    const day = new Date(http.clock.now()).toISOString().slice(0, 10)
    expect(file.headers).toMatchObject({
      'content-type': type,
      'content-disposition': `attachment; filename="faq-shop-${day}.${format}"; filename*=UTF-8''faq-shop-${day}.${format}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(file.body).not.toMatch(/(^|[\n,])=/)
    expect(await report(file.body, `format=${format}`)).toEqual({
      created: 0,
      changed: 0,
      same: 3,
      skipped: [],
    })
    expect(await list()).toEqual(before)
  })
})

test('[AS-1] templates come in the nearest language, to agents', async () => {
  const of = async (query: string) => (await get(`/v1/faq-templates${query}`)).json().templates[0].category
  expect(await of('')).toBe('Delivery')
  expect(await of('?locale=de-AT')).toBe('Lieferung')
  expect(await of('?locale=pl')).toBe('Delivery')
  expect((await get('/v1/faq-templates?locale=..')).json().error).toMatchObject({ path: '/locale' })
  expect((await http.inject({ url: '/v1/faq-templates' })).statusCode).toBe(401)
})
