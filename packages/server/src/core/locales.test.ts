import { expect, test } from 'vitest'
import { nearestLocale } from './locales.ts'

test.each([
  ['pl', ['en', 'pl'], 'pl'],
  ['PL', ['en', 'pl'], 'pl'],
  ['pl-PL', ['en', 'pl'], 'pl'],
  ['pt', ['en', 'pt-BR'], 'pt-BR'],
  ['zh-CN', ['zh-TW', 'zh-CN'], 'zh-CN'],
  ['de', ['pl'], 'en'],
  ['en-GB', ['pl'], 'en'],
  [undefined, ['pl'], 'en'],
  ['', ['pl'], 'en'],
  ['../../etc', ['pl'], 'en'],
])('%s among %j is %s, where the site is in English', (wanted, have, nearest) => {
  expect(nearestLocale(wanted, have, 'en')).toBe(nearest)
})
