// Signing in, the cookie, the limits on attempts and the one-time setup, over the real routes.
import { permissions } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type HttpApp, own, password, startHttpApp } from '../support/http-app.ts'

const minute = 60_000
const hour = 60 * minute
let http: HttpApp

beforeEach(async () => {
  http = await startHttpApp()
})
afterEach(() => http.stop())

const attempt = (email: string, secret: string, remoteAddress = '203.0.113.1') =>
  http.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { origin: own },
    remoteAddress,
    payload: { email, password: secret },
  })
const session = (cookie: string) => http.inject({ url: '/v1/session', headers: { cookie } })

test('the right password opens a session, in a cookie that no script and no other site can use', async () => {
  const response = await attempt(' ADA@shop.example ', password)
  expect(response.statusCode).toBe(200)
  expect(response.json()).toEqual({
    agent: { id: expect.any(String), name: 'Ada', email: 'ada@shop.example' },
    sites: [{ id: 'shop', name: 'shop', role: 'owner', permissions }],
  })
  const cookie = String(response.headers['set-cookie'])
  expect(cookie).toMatch(/^__Host-foyer=[\w-]{43}; /)
  for (const rule of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(rule)
  expect(cookie).not.toContain('Domain')
  const again = await session(cookie.split(';')[0]!)
  expect(again.statusCode).toBe(200)
  expect(again.json()).toEqual(response.json())
})

test('[SC-4] each sign-in has a new session, and ends the one that the browser had', async () => {
  const first = await http.signIn()
  const response = await http.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { origin: own, cookie: first },
    payload: { email: 'ada@shop.example', password },
  })
  const second = String(response.headers['set-cookie']).split(';')[0]!
  expect(second).not.toBe(first)
  expect((await session(first)).statusCode).toBe(401)
  expect((await session(second)).statusCode).toBe(200)
})

test('signing out ends the session on the server too', async () => {
  const cookie = await http.signIn()
  const response = await http.inject({
    method: 'DELETE',
    url: '/v1/session',
    headers: { origin: own, cookie },
  })
  expect(response.statusCode).toBe(204)
  expect(String(response.headers['set-cookie'])).toContain('Max-Age=0')
  expect((await session(cookie)).statusCode).toBe(401)
})

test('a session that nobody uses for 12 hours is over', async () => {
  const cookie = await http.signIn()
  http.clock.advance(12 * hour + 1)
  expect((await session(cookie)).statusCode).toBe(401)
})

test('a session ends after 7 days, however it is used', async () => {
  const cookie = await http.signIn()
  for (let passed = 0; passed < 7 * 24; passed += 6) {
    expect((await session(cookie)).statusCode, `hour ${passed}`).toBe(200)
    http.clock.advance(6 * hour)
  }
  http.clock.advance(1)
  expect((await session(cookie)).statusCode).toBe(401)
})

test('[F05] a disabled agent is out at once, by cookie, token and password', async () => {
  const cookie = await http.signIn()
  const agent = await http.store.agents.findByEmail('ada@shop.example')
  await http.store.agents.setDisabled(agent!.id, true)
  expect((await session(cookie)).statusCode).toBe(401)
  expect((await attempt('ada@shop.example', password)).statusCode).toBe(401)
  const byToken = await http.inject({
    url: '/v1/sites/shop',
    headers: { authorization: `Bearer ${http.token}` },
  })
  expect(byToken.statusCode).toBe(401)
})

test('two cookies of the name prove nobody: one of them was planted', async () => {
  const cookie = await http.signIn()
  expect((await session(`${cookie}; __Host-foyer=planted`)).statusCode).toBe(401)
  expect((await session(`other=1; ${cookie}`)).statusCode).toBe(200)
})

describe('[F11] guessing', () => {
  test('an address that nobody has is answered like a wrong password', async () => {
    const wrong = await attempt('ada@shop.example', 'not her password')
    const nobody = await attempt('nobody@shop.example', 'not her password')
    expect(wrong.statusCode).toBe(401)
    expect(nobody.statusCode).toBe(401)
    expect(nobody.json()).toEqual(wrong.json())
  })

  test('after 5 wrong ones in 15 minutes the right one has to wait, and then works', async () => {
    for (let count = 0; count < 5; count += 1) {
      expect((await attempt('ada@shop.example', 'wrong', `203.0.113.${count}`)).statusCode).toBe(401)
      http.clock.advance(minute)
    }
    const limited = await attempt('ada@shop.example', password, '203.0.113.9')
    expect(limited.statusCode).toBe(429)
    expect(limited.json().error).toMatchObject({ code: 'rate_limited', retryAfter: 10 * minute })
    expect(limited.headers['retry-after']).toBe('600')
    http.clock.advance(10 * minute)
    expect((await attempt('ada@shop.example', password)).statusCode).toBe(200)
  })

  test('a network has 20 attempts over all accounts, and others are not held up', async () => {
    for (let count = 0; count < 20; count += 1) {
      expect((await attempt(`agent${count}@shop.example`, 'wrong')).statusCode).toBe(401)
    }
    expect((await attempt('ada@shop.example', password)).statusCode).toBe(429)
    expect((await attempt('ada@shop.example', password, '198.51.100.1')).statusCode).toBe(200)
  })

  test('the right password does not use attempts up', async () => {
    for (let count = 0; count < 25; count += 1) {
      expect((await attempt('ada@shop.example', password)).statusCode).toBe(200)
    }
  })
})

describe('[L04] the first start', () => {
  let empty: HttpApp
  beforeEach(async () => {
    empty = await startHttpApp({ isEmpty: true })
  })
  afterEach(() => empty.stop())

  const form = (code: string, patch: object = {}) => ({
    code,
    name: 'Ada',
    email: 'ada@shop.example',
    password,
    site: { id: 'shop', name: 'Shop', origin: 'https://shop.example' },
    ...patch,
  })
  const finish = (payload: object) =>
    empty.inject({ method: 'POST', url: '/v1/setup', headers: { origin: own }, payload })
  const needed = async () => (await empty.inject({ url: '/v1/setup' })).json()

  test('the link makes the first agent and site, once', async () => {
    expect(await needed()).toEqual({ needed: true })
    const code = (await empty.app.setup.prepare())!
    const response = await finish(form(code))
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({ agent: { name: 'Ada' }, sites: [{ id: 'shop', name: 'Shop' }] })
    const cookie = String(response.headers['set-cookie']).split(';')[0]!
    const settings = await empty.inject({ url: '/v1/sites/shop', headers: { cookie } })
    expect(settings.json().settings.origins).toEqual(['https://shop.example'])
    expect(await needed()).toEqual({ needed: false })
    expect((await finish(form(code, { email: 'eve@evil.example' }))).statusCode).toBe(401)
    expect(await empty.app.setup.prepare()).toBeNull()
  })

  test('what is wrong in the form does not use the link up', async () => {
    const code = (await empty.app.setup.prepare())!
    const wrongs: [patch: object, path: string][] = [
      [{ password: 'short' }, '/password'],
      [{ password: 'password1234' }, '/password'],
      [{ email: 'ada' }, '/email'],
      [{ name: ' ' }, '/name'],
      [{ site: { id: 'Shop!', name: 'Shop', origin: 'https://shop.example' } }, '/site/id'],
      [{ site: { id: 'shop', name: 'Shop', origin: 'shop.example' } }, '/site/origin'],
      [{ site: { id: 'shop', name: 'Shop' } }, '/site/origin'],
    ]
    for (const [patch, path] of wrongs) {
      const response = await finish(form(code, patch))
      expect(response.statusCode, path).toBe(400)
      expect(response.json().error.path).toBe(path)
    }
    expect((await finish(form(code))).statusCode).toBe(200)
  })

  test('it works for an hour, and guesses are limited', async () => {
    const code = (await empty.app.setup.prepare())!
    empty.clock.advance(hour + 1)
    expect((await finish(form(code))).statusCode).toBe(401)
    for (let count = 0; count < 19; count += 1) expect((await finish(form('guess'))).statusCode).toBe(401)
    expect((await finish(form('guess'))).statusCode).toBe(429)
  })

  test('a newer link takes the place of an older one', async () => {
    const older = (await empty.app.setup.prepare())!
    const newer = (await empty.app.setup.prepare())!
    expect((await finish(form(older))).statusCode).toBe(401)
    expect((await finish(form(newer))).statusCode).toBe(200)
  })
})
