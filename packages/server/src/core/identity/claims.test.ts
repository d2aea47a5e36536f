import { describe, expect, it } from 'vitest'
import { mustIdentify, readClaims, versionOf } from './claims.ts'

const now = 1_790_000_000_000
const at = now / 1_000
const good = { sub: 'u-1', aud: 'shop', exp: at + 600, jti: 'one' }
const read = (over: object) => readClaims({ ...good, ...over }, 'shop', now)

describe('readClaims', () => {
  it('[SC-3] takes what is right, with the facts that it states', () => {
    expect(
      read({ name: 'Ada', email: 'ada@shop.example', phone: '', company: null, nbf: at, iat: at }),
    ).toEqual({
      identity: { id: 'u-1', name: 'Ada', email: 'ada@shop.example' },
      jti: 'one',
      until: now + 660_000,
    })
  })

  it('[WG-17] says whom the site asks for, and how it wants the person received', () => {
    expect(read({ agent: 'a-1', group: 'VIP', mode: 'humanOnly' })).toMatchObject({
      identity: { id: 'u-1', agent: 'a-1', group: 'VIP', mode: 'humanOnly' },
    })
  })

  it.each<[string, object]>([
    ['a mode that is not there', { mode: 'vip' }],
    ['an agent that is a number', { agent: 7 }],
    ['no exp', { exp: undefined }],
    ['an exp of a month', { exp: at + 30 * 86_400 }],
    ['an exp that is text', { exp: `${at + 60}` }],
    ['nbf in the future', { nbf: at + 120 }],
    ['iat in the future', { iat: at + 120 }],
    ['another site', { aud: 'other' }],
    ['a list of sites', { aud: ['shop'] }],
    ['no audience', { aud: undefined }],
    ['an empty sub', { sub: '' }],
    ['a long sub', { sub: 'x'.repeat(129) }],
    ['a number as sub', { sub: 7 }],
    ['an object as sub', { sub: {} }],
    ['a sub with NUL', { sub: 'a\0b' }],
    ['half a character as sub', { sub: 'a\ud800' }],
    ['a jti with NUL', { jti: 'a\0b' }],
    ['no jti', { jti: undefined }],
    ['a name that is an object', { name: {} }],
    ['an endless name', { name: 'x'.repeat(201) }],
  ])('[SC-3] [E05] refuses %s', (_what, over) => {
    expect(read(over)).toBeNull()
  })

  it('[D05] mends what no store takes in the facts', () => {
    expect(read({ name: 'A\0da\ud800' })).toMatchObject({ identity: { name: 'A\ufffdda\ufffd' } })
  })

  it('[SC-3] an old one is told apart, after a minute of leeway', () => {
    expect(read({ exp: at - 59 })).toMatchObject({ jti: 'one' })
    expect(read({ exp: at - 60 })).toBe('old')
  })
})

describe('mustIdentify', () => {
  it.each([
    [{ required: false, since: '' }, 'web/1.0.0', false],
    [{ required: true, since: '' }, 'web/1.0.0', true],
    [{ required: true, since: '2.0.0' }, 'web/1.9.9', false],
    [{ required: true, since: '2.0.0' }, 'ios/2.0.0', true],
    [{ required: true, since: '2.1' }, 'web/2.0.5', false],
    [{ required: true, since: '2.1' }, 'web/2.10.0', true],
    [{ required: true, since: '2.0.0' }, null, true],
    [{ required: true, since: '2.0.0' }, 'mine', true],
  ])('[SC-3] %j of %s: %s', (settings, sdk, must) => {
    expect(mustIdentify(settings, sdk)).toBe(must)
  })

  it('[SC-3] reads versions', () => {
    expect([versionOf('2'), versionOf('1.2.3-beta'), versionOf('x')]).toEqual([[2, 0, 0], [1, 2, 3], null])
  })
})
