// Tokens over the memory store, with a clock that is moved by hand.
import { beforeEach, describe, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../test/support/fake-clock.ts'
import { createMemoryStore, type MemoryStore } from '../adapters/memory/store.ts'
import { createChance } from '../adapters/system.ts'
import { VisitorErased } from '../core/faults.ts'
import { hashSecret } from './signature.ts'
import { createVisitorTokens, type VisitorTokens } from './visitor-tokens.ts'

const shop = 'https://shop.example'
const minute = 60_000
const day = 24 * 60 * minute
const facts = { locale: 'pl', sdk: 'web/1.0.0', page: null }

let clock: FakeClock
let store: MemoryStore
let tokens: VisitorTokens
let revoked: { visitor: string; site: string }[]

const ports = () => ({
  visitors: store.visitors,
  isErased: store.erasures.isErased,
  onRevoked: (visitor: string, site: string) => void revoked.push({ visitor, site }),
  clock,
})

function tokensWith(secret: string): VisitorTokens {
  return createVisitorTokens({ ...ports(), secret, chance: createChance(clock) })
}

beforeEach(() => {
  clock = createFakeClock()
  store = createMemoryStore()
  tokens = tokensWith('secret')
  revoked = []
})

async function kept() {
  const issued = tokens.issue('shop', shop)
  await tokens.keep(issued.token, facts)
  return issued
}

test('[K02] a new visitor is nowhere stored, and is the same on every node', async () => {
  const issued = tokens.issue('shop', shop)
  expect(issued.nickname).toMatch(/^Visitor \d{5}$/)
  expect(await store.visitors.find(issued.visitor)).toBeNull()
  expect(await tokensWith('secret').check(issued.token, 'shop', shop)).toEqual({ ...issued, stored: false })
})

test('the first act stores the visitor, and of the token its hash alone', async () => {
  const { visitor, token, nickname } = await kept()
  expect(await store.visitors.find(visitor)).toMatchObject({ nickname, locale: 'pl', sdk: 'web/1.0.0' })
  expect(await store.visitors.findToken(hashSecret(token))).toMatchObject({
    visitor,
    site: 'shop',
    origin: shop,
  })
  expect(await tokens.check(token, 'shop', shop)).toEqual({ visitor, nickname, token, stored: true })
})

test('keeping again changes nothing but facts that were not known', async () => {
  const { visitor, token } = tokens.issue('shop', shop)
  await tokens.keep(token, { locale: null, sdk: null, page: null })
  await tokens.keep(token, facts)
  await tokens.keep(token, { ...facts, locale: 'de' })
  expect(await store.visitors.find(visitor)).toMatchObject({ locale: 'pl', sdk: 'web/1.0.0' })
})

describe('[E01] a token is good for its site and origin alone', () => {
  test.each([
    ['another site', 'other', shop],
    ['another origin', 'shop', 'https://evil.example'],
    ['no origin', 'shop', null],
  ])('%s', async (_what, site, origin) => {
    const { token } = await kept()
    expect(await tokens.check(token, site, origin)).toBeNull()
  })

  test('an app’s has none', async () => {
    const { token } = tokens.issue('shop', null)
    expect(await tokens.check(token, 'shop', null)).not.toBeNull()
    expect(await tokens.check(token, 'shop', shop)).toBeNull()
  })
})

test('what was not signed here proves nothing', async () => {
  const { token } = tokens.issue('shop', shop)
  const [payload = '', mark = ''] = token.slice(3).split('.')
  const forged = Buffer.from(payload, 'base64url').toString().replace('shop', 'spot')
  // The last character of 32 bytes in base64url has two bits that say nothing.
  const last = mark.at(-1)!
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const twin = alphabet[alphabet.indexOf(last) ^ 1]!
  for (const bad of [
    '',
    'fv_',
    'fv_.',
    token.slice(3),
    token.slice(0, -1),
    `${token}x`,
    `${token}.x`,
    `fv_${payload}.${mark.slice(0, -1)}${twin}`,
    `fv_${Buffer.from(forged).toString('base64url')}.${mark}`,
    tokensWith('another').issue('shop', shop).token,
  ]) {
    expect(await tokens.check(bad, 'shop', shop), bad).toBeNull()
  }
})

test('[E10] a token of a known visitor that was never stored is refused', async () => {
  const { visitor } = await kept()
  const chance = createChance(clock)
  const planted = createVisitorTokens({
    ...ports(),
    secret: 'secret',
    chance: { ...chance, id: () => visitor },
  }).issue('shop', shop)
  expect(planted.visitor).toBe(visitor)
  expect(await tokens.check(planted.token, 'shop', shop)).toBeNull()
})

test('[K04] a token of one who was erased is no token, and acting with it brings nobody back', async () => {
  const { visitor, token } = await kept()
  await store.erasures.erase(visitor, 'shop', clock.now())
  expect(await tokens.check(token, 'shop', shop)).toBeNull()
  expect(await tokens.recognise(token, shop)).toBeNull()
  await expect(tokens.keep(token, facts)).rejects.toThrow(VisitorErased)
  expect(await store.visitors.find(visitor)).toBeNull()
})

test('revoking ends every token of the visitor', async () => {
  const { visitor, token } = await kept()
  await tokens.revoke(visitor)
  expect(await tokens.check(token, 'shop', shop)).toBeNull()
  expect(await tokens.recognise(token, shop)).toBeNull()
})

describe('[E12] rotation', () => {
  test('a stored token is replaced after a day, and the old one works for a minute', async () => {
    const { visitor, token } = await kept()
    clock.advance(day - minute)
    expect(await tokens.check(token, 'shop', shop)).toHaveProperty('token', token)
    clock.advance(2 * minute)
    const next = (await tokens.check(token, 'shop', shop))?.token ?? ''
    expect(next).not.toBe(token)
    expect(await tokens.check(next, 'shop', shop)).toMatchObject({ visitor, token: next })
    clock.advance(minute)
    expect(await tokens.check(token, 'shop', shop)).toMatchObject({ visitor, token })
    expect(await tokens.check(next, 'shop', shop)).toMatchObject({ visitor, token: next })
  })

  test('[A10] one whose successor was lost on its way is good for as long as nobody shows that', async () => {
    const { visitor, token } = await kept()
    clock.advance(day + 1)
    await tokens.check(token, 'shop', shop)
    clock.advance(29 * day)
    const next = (await tokens.check(token, 'shop', shop))?.token ?? ''
    expect(next).not.toBe(token)
    clock.advance(minute)
    expect(await tokens.check(next, 'shop', shop)).toMatchObject({ visitor, token: next })
    clock.advance(minute + 1)
    expect(await tokens.check(next, 'shop', shop)).toMatchObject({ visitor, token: next })
    expect(revoked).toEqual([])
  })

  test('[WG-13] two tabs that ask at once are handed the same one', async () => {
    const { token } = await kept()
    clock.advance(day + 1)
    const first = await tokens.check(token, 'shop', shop)
    clock.advance(minute * 2)
    expect((await tokens.check(token, 'shop', shop))?.token).toBe(first?.token)
    expect(await tokens.recognise(first?.token ?? '', shop)).toMatchObject({ stored: true })
    clock.advance(day + 1)
    const third = await tokens.check(first?.token ?? '', 'shop', shop)
    expect([token, first?.token]).not.toContain(third?.token)
  })

  test('one that was handed out and not shown for 30 days is over', async () => {
    const { token } = await kept()
    clock.advance(day + 1)
    const next = (await tokens.check(token, 'shop', shop))?.token ?? ''
    clock.advance(30 * day + 1)
    expect(await tokens.check(next, 'shop', shop)).toBeNull()
  })

  test('used later, it revokes the family, which is told once', async () => {
    const { visitor, token } = await kept()
    clock.advance(day + 1)
    const next = (await tokens.check(token, 'shop', shop))?.token ?? ''
    await tokens.check(next, 'shop', shop)
    clock.advance(minute + 1)
    expect(await tokens.isRevoked(next)).toBe(false)
    expect(await tokens.check(token, 'shop', shop)).toBeNull()
    expect(await tokens.isRevoked(next)).toBe(true)
    expect(await tokens.check(next, 'shop', shop)).toBeNull()
    expect(await tokens.check(token, 'shop', shop)).toBeNull()
    expect(revoked).toEqual([{ visitor, site: 'shop' }])
  })

  test('a request that hands nothing out does not rotate', async () => {
    const { visitor, token } = await kept()
    clock.advance(day + 1)
    expect(await tokens.recognise(token, shop)).toMatchObject({ visitor, site: 'shop' })
    clock.advance(minute + 1)
    expect(await tokens.recognise(token, undefined)).toMatchObject({ visitor })
    expect(await tokens.recognise(token, 'https://evil.example')).toBeNull()
  })

  test('a visitor who never acted keeps its token', async () => {
    const { token } = tokens.issue('shop', shop)
    clock.advance(29 * day)
    expect(await tokens.check(token, 'shop', shop)).toMatchObject({ token, stored: false })
    clock.advance(2 * day)
    expect(await tokens.check(token, 'shop', shop)).toBeNull()
  })
})

test('a token that nobody uses for 30 days is over', async () => {
  const { token } = await kept()
  clock.advance(30 * day + 1)
  expect(await tokens.check(token, 'shop', shop)).toBeNull()
})

test('a family ends after 180 days, however it is used', async () => {
  let { token } = await kept()
  for (let passed = 0; passed < 180; passed += 20) {
    const checked = await tokens.check(token, 'shop', shop)
    expect(checked, `day ${passed}`).not.toBeNull()
    token = checked?.token ?? ''
    clock.advance(20 * day)
  }
  expect(await tokens.check(token, 'shop', shop)).not.toBeNull()
  clock.advance(minute)
  expect(await tokens.check(token, 'shop', shop)).toBeNull()
})
