import { expect, test } from 'vitest'
import { defaultSettings } from './site-defaults.ts'
import { checkSiteId, patchSettings, type SettingsPatch } from './site-rules.ts'

const before = defaultSettings('Shop', ['https://shop.example'])

test('a patch leaves the rest, also within nested settings', () => {
  const patched = patchSettings(before, { appearance: { color: '#00FF00' }, quoting: { visitor: false } })
  expect(patched).toEqual({
    ok: {
      ...before,
      appearance: { ...before.appearance, color: '#00FF00' },
      quoting: { visitor: false, agent: true },
    },
  })
})

test('the welcome is taken whole, so that a language can go', () => {
  const patched = patchSettings(before, { welcome: { pl: 'Cześć' } })
  expect(patched).toHaveProperty('ok.welcome', { pl: 'Cześć' })
})

test('origins get one spelling and stand once', () => {
  const patched = patchSettings(before, {
    origins: ['HTTPS://Shop.Example:443', 'https://shop.example', 'http://localhost:*'],
  })
  expect(patched).toHaveProperty('ok.origins', ['https://shop.example', 'http://localhost:*'])
})

const wrongs: [patch: SettingsPatch, path: string][] = [
  [{ origins: ['https://shop.example', 'https://shop.example/page'] }, '/origins/1'],
  [{ origins: ['*'] }, '/origins/0'],
  [{ origins: ['null'] }, '/origins/0'],
  [{ name: ' ' }, '/name'],
  [{ appearance: { color: 'red' } }, '/appearance/color'],
  [{ appearance: { logo: 'javascript:alert(1)' } }, '/appearance/logo'],
  [{ links: { privacy: 'javascript:alert(1)' } }, '/links/privacy'],
  [{ links: { terms: 'https://user@evil.example/' } }, '/links/terms'],
  [{ locale: 'not a language' }, '/locale'],
  [{ welcome: { 'a/b': 'x' } }, '/welcome/a~1b'],
  [{ upload: { bytes: 209_715_201 } }, '/upload/bytes'],
  [{ upload: { bytes: 0 } }, '/upload/bytes'],
  [{ upload: { types: ['image/png', 'png'] } }, '/upload/types/1'],
  [{ editWindow: { visitor: -1 } }, '/editWindow/visitor'],
]
test.each(wrongs)('%j is refused at %s', (patch, path) => {
  expect(patchSettings(before, patch)).toMatchObject({ error: { code: 'bad_request', path } })
})

test('the id of a site is fit for a URL', () => {
  expect(checkSiteId('shop-2')).toBeNull()
  for (const id of ['', 'Shop', '-shop', 'shop-', 'a b', '../x', 'a'.repeat(64)]) {
    expect(checkSiteId(id), id).toMatchObject({ path: '/id' })
  }
})
