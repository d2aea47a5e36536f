import type { Actor, Profile } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { deviceOf } from './device.ts'
import { extractIntoProfile, patchProfile, sayProfile, searchText } from './profile.ts'

const ada: Actor = { kind: 'agent', id: 'ada', name: 'Ada' }
const said = (value: string, source: 'visitor' | 'agent' | 'extracted') => ({ value, source, at: 1 })

describe('[IN-4] who overrides whom', () => {
  test('[IN-6] what was read from a message fills what is empty, and nothing else', () => {
    const before: Profile = { phone: said('1', 'visitor'), email: said('a@b.cd', 'extracted') }
    const after = extractIntoProfile(
      before,
      [
        { kind: 'phone', value: '13812345678' },
        { kind: 'email', value: 'other@b.cd' },
        { kind: 'age', value: '30' },
      ],
      2,
    )
    expect(after).toEqual({ ...before, age: { value: '30', source: 'extracted', at: 2 } })
    expect(extractIntoProfile(before, [{ kind: 'phone', value: '2' }], 2)).toBe(before)
  })

  test('[WG-17] what the visitor says replaces what was read, and not what an agent set', () => {
    const before: Profile = { email: said('a@b.cd', 'extracted'), name: said('Anna', 'agent') }
    expect(sayProfile(before, { email: 'x@y.zz', name: 'Eve', plan: 'gold' }, 2)).toEqual({
      ...before,
      email: { value: 'x@y.zz', source: 'visitor', at: 2 },
    })
    // Nonsense of a page is an attribute and no field.
    expect(sayProfile({}, { email: 'none', phone: 'call me' }, 2)).toEqual({})
  })

  test('an agent sets, confirms and empties; each mistake points at its field', () => {
    const before: Profile = { email: said('a@b.cd', 'visitor'), name: said('Anna', 'agent') }
    expect(patchProfile(before, { email: ' a@b.cd ', name: '' }, 5, ada)).toEqual({
      ok: { email: { value: 'a@b.cd', source: 'agent', at: 5, by: ada } },
    })
    for (const [field, value] of [
      ['email', 'no'],
      ['phone', 'call me'],
      ['age', '0'],
      ['age', '131'],
      ['name', 'x'.repeat(121)],
      ['notes', 'x'.repeat(4_001)],
    ] as const) {
      expect(patchProfile({}, { [field]: value }, 5, ada), field).toMatchObject({
        error: { path: `/${field}` },
      })
    }
  })
})

test('[IN-4] the directory searches names, addresses, digits of phones, tags and attributes', () => {
  const text = searchText({
    nickname: 'Visitor 1',
    profile: { phone: said('+44 20-79', 'agent') },
    tags: ['VIP'],
    attributes: { plan: 'Gold' },
  })
  for (const part of ['visitor 1', '+44 20-79', '442079', '#vip', 'plan=gold']) expect(text).toContain(part)
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
    'Chrome, Windows',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge, Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18 Safari/605', 'Safari, macOS'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 CriOS/140 Mobile Safari/604',
    'Chrome, iOS',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 SamsungBrowser/28 Chrome/130 Mobile Safari/537.36',
    'Samsung Internet, Android',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/110 MicroMessenger/8.0', 'WeChat, Android'],
  ['curl/8.0', null],
  [undefined, null],
])('[IN-4] of %j no more is kept than families', (agent, device) => {
  expect(deviceOf(agent)).toBe(device)
})
