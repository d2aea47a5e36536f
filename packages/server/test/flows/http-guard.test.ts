// What holds for every route: who may change things from where, what never gets into a URL or a log, what
// faults say, and the headers of documents.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type HttpApp, own, password, shop, startHttpApp } from '../support/http-app.ts'

let http: HttpApp
beforeEach(async () => {
  http = await startHttpApp()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await http.stop()
})

describe('[F13] a change from another website is refused', () => {
  const patch = (headers: Record<string, string>, payload = '{"name":"Taken"}') =>
    http.inject({ method: 'PATCH', url: '/v1/sites/shop', headers, payload })

  test.each([
    ['an evil page', { origin: 'https://evil.example' }],
    ['a page of the site itself', { origin: shop }],
    ['a sandboxed frame', { origin: 'null' }],
    ['no origin at all', {}],
  ])('%s', async (_what, headers: Record<string, string>) => {
    const cookie = await http.signIn()
    const response = await patch({ cookie, 'content-type': 'application/json', ...headers })
    expect(response.statusCode).toBe(403)
    expect((await http.store.sites.find('shop'))?.settings.name).toBe('shop')
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    '%s is not read, whatever the origin',
    async (type) => {
      const cookie = await http.signIn()
      const response = await patch({ cookie, origin: own, 'content-type': type })
      expect(response.statusCode).toBe(415)
      expect(response.json().error.code).toBe('unsupported_type')
      const signIn = await http.inject({
        method: 'POST',
        url: '/v1/session',
        headers: { origin: own, 'content-type': type },
        payload: JSON.stringify({ email: 'ada@shop.example', password }),
      })
      expect(signIn.statusCode).toBe(415)
    },
  )

  test('the console’s own page may, and a program with a token', async () => {
    const cookie = await http.signIn()
    const json = { 'content-type': 'application/json' }
    expect((await patch({ cookie, origin: own, ...json })).statusCode).toBe(200)
    const authorization = `Bearer ${http.token}`
    expect((await patch({ authorization, ...json }, '{"name":"shop"}')).statusCode).toBe(200)
    expect((await patch({ authorization, origin: 'https://evil.example', ...json })).statusCode).toBe(403)
    expect((await patch({ authorization: 'Bearer nonsense', cookie, ...json })).statusCode).toBe(401)
  })

  test('nobody is signed in from another website either', async () => {
    const response = await http.inject({
      method: 'POST',
      url: '/v1/session',
      headers: { origin: 'https://evil.example' },
      payload: { email: 'ada@shop.example', password },
    })
    expect(response.statusCode).toBe(403)
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  test('GET changes nothing: there is no such route', async () => {
    const cookie = await http.signIn()
    for (const url of [
      '/v1/session?email=ada@shop.example',
      '/v1/sites/shop?name=Taken',
      '/v1/sites/shop/faq/order',
    ]) {
      await http.inject({ url, headers: { cookie } })
    }
    expect((await http.store.sites.find('shop'))?.settings.name).toBe('shop')
    expect((await http.inject({ url: '/v1/session', headers: { cookie } })).statusCode).toBe(200)
  })
})

describe('[E03] a token in a URL', () => {
  test.each(['/v1/sites/shop/widget', '/v1/session', '/v1/files/x', '/'])('is refused at %s', async (url) => {
    const response = await http.inject({ url: `${url}?token=${http.token}` })
    expect(response.statusCode).toBe(400)
    expect(response.json().error.message).toContain('Authorization')
    expect(response.body).not.toContain(http.token)
  })

  test('and no secret gets into the log, whatever is asked', async () => {
    const lines: string[] = []
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
      lines.push(String(line))
      return true
    })
    const loud = await startHttpApp({ logLevel: 'trace' })
    const cookie = await loud.signIn()
    await loud.inject({ url: `/v1/session?token=${loud.token}` })
    await loud.inject({ url: `/v1/sites/shop?access_token=${loud.token}` })
    await loud.inject({ url: '/v1/sites/shop', headers: { authorization: `Bearer ${loud.token}` } })
    await loud.inject({ url: `/v1/nowhere/${loud.token}`, headers: { cookie } })
    await loud.inject({ method: 'POST', url: '/v1/session', headers: { origin: own }, payload: { password } })
    await loud.inject({
      method: 'POST',
      url: '/v1/session',
      headers: { origin: own },
      payload: `{"${password}`,
    })
    vi.spyOn(loud.store.sites, 'find').mockRejectedValue(new Error('broken'))
    await loud.inject({ url: '/v1/sites/shop', headers: { cookie, authorization: `Bearer ${loud.token}` } })
    await loud.stop()
    const log = lines.join('')
    expect(log).toContain('a token in a URL was refused')
    expect(log).toContain('a fault')
    expect(log).toContain('"status":200')
    for (const secret of [loud.token, cookie.split('=')[1]!, password]) expect(log).not.toContain(secret)
  })
})

describe('[E03] [I11] what cannot be read as a request', () => {
  test.each([
    ['a length that is no number', 'Content-Length: x', 400, 'bad_request'],
    ['two lengths', 'Content-Length: 1\r\nTransfer-Encoding: chunked', 400, 'bad_request'],
    ['a head without end', `X-Long: ${'x'.repeat(20_000)}`, 431, 'too_large'],
  ])('%s', async (_what, header, status, code) => {
    const lines: string[] = []
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
      lines.push(String(line))
      return true
    })
    const loud = await startHttpApp({ logLevel: 'trace' })
    await loud.app.listen()
    const { port } = loud.app.fastify.server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST /v1/session HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${loud.token}\r\n${header}\r\n\r\n`,
    )
    let said = ''
    for await (const bytes of socket) said += String(bytes)
    await loud.stop()
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(JSON.parse(said.split('\r\n\r\n')[1]!)).toEqual({ error: { code, message: expect.any(String) } })
    const log = lines.join('')
    expect(log).toContain('a request could not be read')
    // Nor as the bytes of which Node makes a list.
    for (const secret of [loud.token, [...Buffer.from(loud.token)].join()]) expect(log).not.toContain(secret)
  })
})

describe('[I11] a fault', () => {
  test.each([
    ['GET', '/v1/sites/shop'],
    ['GET', '/v1/sites/shop/widget'],
    ['GET', '/v1/sites/shop/faq'],
    ['PATCH', '/v1/sites/shop'],
    ['POST', '/v1/sites/shop/faq'],
  ] as const)('%s %s says a reference, and not what broke', async (method, url) => {
    await http.asAgent('GET', '/v1/session')
    const broken = () => Promise.reject(new Error('SELECT * FROM secrets; /srv/foyer/foyer.db'))
    vi.spyOn(http.store.sites, 'find').mockImplementation(broken)
    vi.spyOn(http.store.sites, 'faq').mockImplementation(broken)
    const body = { POST: { question: 'a', answer: 'b' }, PATCH: {}, GET: undefined }[method]
    const response = await http.asAgent(method, url, body)
    expect(response.statusCode).toBe(500)
    expect(response.json()).toEqual({
      error: {
        code: 'internal',
        message: expect.stringMatching(/^Something went wrong. Its reference is \S+\.$/),
      },
    })
    expect(response.body).not.toMatch(/SELECT|foyer\.db|\.ts|at /)
  })

  test('a store that can store nothing is unavailable', async () => {
    const { StoreUnavailable } = await import('../../src/core/faults.ts')
    vi.spyOn(http.store.sites, 'save').mockRejectedValue(new StoreUnavailable('disk full'))
    const response = await http.asAgent('PATCH', '/v1/sites/shop', { name: 'New' })
    expect(response.statusCode).toBe(503)
    expect(response.json().error).toMatchObject({ code: 'unavailable', retryAfter: expect.any(Number) })
  })
})

describe('[I09] [D06] bodies that are no request', () => {
  test.each([
    ['not JSON', '{'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a prototype', '{"__proto__":{"isAdmin":true},"name":"x"}'],
    ['a constructor', '{"constructor":{"prototype":{"isAdmin":true}},"name":"x"}'],
    ['deep nesting', `${'['.repeat(30_000)}`],
    ['a wrong type', '{"name":7}'],
  ])('%s', async (_what, payload) => {
    const cookie = await http.signIn()
    const response = await http.inject({
      method: 'PATCH',
      url: '/v1/sites/shop',
      headers: { cookie, origin: own, 'content-type': 'application/json' },
      payload,
    })
    expect(response.statusCode).toBe(400)
    expect(response.json().error.code).toBe('bad_request')
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  })

  test('[D01] over 64 KiB', async () => {
    const response = await http.asAgent('PATCH', '/v1/sites/shop', { name: 'x'.repeat(70_000) })
    expect(response.statusCode).toBe(413)
    expect(response.json().error.code).toBe('too_large')
  })

  test('a bad path and a bad URL get an answer of the same shape', async () => {
    expect((await http.inject({ url: '/nowhere' })).json().error.code).toBe('not_found')
    const odd = await http.inject({ url: '/v1/sites/%zz/widget' })
    expect(odd.statusCode).toBe(400)
    expect(odd.json().error.code).toBe('bad_request')
  })
})

test('[F02] a visitor’s or an assistant’s token is nothing on agents’ routes', async () => {
  const bot = await http.app.apiTokens.createForAssistant('shop', 'Helper')
  const get = (token: string) =>
    http.inject({ url: '/v1/sites/shop', headers: { authorization: `Bearer ${token}` } })
  expect((await get(bot)).statusCode).toBe(403)
  expect((await get('fv_x.y')).statusCode).toBe(401)
  expect((await get('')).statusCode).toBe(401)
})

test('[G12] [G13] documents carry their policy, and data carries its own', async () => {
  const data = await http.inject({ url: '/v1/sites/shop/widget' })
  expect(data.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  })
  const folder = mkdtempSync(`${http.data}/console-`)
  mkdirSync(`${folder}/assets`)
  writeFileSync(`${folder}/index.html`, '<!doctype html><title>Console</title>')
  writeFileSync(`${folder}/assets/index-abcdefgh.js`, 'export const a = 1\n'.repeat(200))
  const { createAssets } = await import('../../src/adapters/assets.ts')
  const { staticRoutes } = await import('../../src/http/routes/static.ts')
  const { default: Fastify } = await import('fastify')
  const app = Fastify()
  const assets = createAssets({ loader: folder, widget: folder, console: folder, demo: folder })
  // The rest of what it is given, these routes do not use.
  staticRoutes(app as never, { assets, url: () => own, isDemo: false } as never)
  const page = await app.inject({ url: '/console/' })
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(page.headers['cross-origin-opener-policy']).toBe('same-origin')
  expect(page.headers['cache-control']).toBe('no-cache')
  const policy = String(page.headers['content-security-policy'])
  for (const part of [
    "default-src 'none'",
    "script-src 'self';",
    "style-src 'self';",
    "connect-src 'self' wss://chat.example;",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ]) {
    expect(policy).toContain(part)
  }
  expect(policy).not.toMatch(/unsafe|\*/)

  const script = await app.inject({
    url: '/console/assets/index-abcdefgh.js',
    headers: { 'accept-encoding': 'gzip, deflate, br' },
  })
  expect(script.headers['cache-control']).toContain('immutable')
  expect(script.headers['content-encoding']).toBe('br')
  const again = await app.inject({
    url: '/console/assets/index-abcdefgh.js',
    headers: { 'if-none-match': String(script.headers.etag) },
  })
  expect(again.statusCode).toBe(304)
  writeFileSync(`${folder}/panel-abcdefgh.js`, 'export const b = 1\n')
  // Deeper in the folder a browser finds anew what it could not fetch.
  for (const url of [
    '/widget/panel-abcdefgh.js',
    '/widget/_/panel-abcdefgh.js',
    '/widget/_/_/panel-abcdefgh.js',
  ]) {
    const piece = await app.inject({ url })
    expect([piece.statusCode, piece.body], url).toEqual([200, 'export const b = 1\n'])
    expect(piece.headers['cache-control']).toContain('immutable')
  }
  for (const url of [
    '/widget/_/',
    '/widget/_/..%2fassets%2findex-abcdefgh.js',
    '/console/../package.json',
    '/console/..%2fpackage.json',
    '/console/%2e%2e/a',
    '/demo/',
  ]) {
    expect((await app.inject({ url })).statusCode, url).toBe(404)
  }
  await app.close()
})

describe('[D05] what no store takes is replaced before it is looked at', () => {
  const headers = () => ({ authorization: `Bearer ${http.token}`, 'content-type': 'application/json' })

  test('in bodies, so that what is exported can be imported', async () => {
    const faq = '/v1/sites/shop/faq'
    const payload = String.raw`{"question":"Is it \u0000 open?","answer":"a\ud800b","phrasings":["x\u0000"]}`
    const made = await http.inject({ method: 'POST', url: faq, headers: headers(), payload })
    const kept = { question: 'Is it \ufffd open?', answer: 'a\ufffdb', phrasings: ['x\ufffd'] }
    expect(made.json()).toMatchObject(kept)
    const { body: file } = await http.inject({ url: `${faq}/export?format=csv`, headers: headers() })
    const again = await http.inject({
      method: 'POST',
      url: `${faq}/import?format=csv`,
      headers: { ...headers(), 'content-type': 'text/csv' },
      payload: file,
    })
    expect(again.json()).toMatchObject({ same: 1, skipped: [] })
  })

  test('of those who are not signed in', async () => {
    const asked = vi.spyOn(http.store.agents, 'findByEmail')
    const payload = String.raw`{"email":"a\u0000@b","password":"x"}`
    const headers = { origin: own, 'content-type': 'application/json' }
    const response = await http.inject({ method: 'POST', url: '/v1/session', headers, payload })
    expect(response.statusCode).toBe(401)
    expect(asked).toHaveBeenCalledWith('a\ufffd@b')
  })

  test('in addresses', async () => {
    const asked = vi.spyOn(http.store.visitors, 'directory')
    await http.inject({ url: '/v1/sites/shop/visitors?text=a%00b', headers: headers() })
    expect(asked).toHaveBeenCalledWith(expect.objectContaining({ text: 'a\ufffdb' }))
    const removed = vi.spyOn(http.store.identities, 'removeKey')
    const { authorization } = headers()
    const url = '/v1/sites/shop/identity-keys/a%00b'
    await http.inject({ method: 'DELETE', url, headers: { authorization } })
    expect(removed).toHaveBeenCalledWith('shop', 'a\ufffdb')
  })
})
