// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { locale, setLocale } from './locale.ts'

test.each([
  [['en-GB', 'pl'], 'en-GB', 'ltr'],
  [['en-US@posix'], 'en', 'ltr'],
  [['pl', 'ar-EG', 'en'], 'ar-EG', 'rtl'],
  [[], 'en', 'ltr'],
])('[WG-15] a browser that speaks %j is shown %s', async (spoken, shown, dir) => {
  await setLocale('auto', spoken)
  expect(locale.value).toBe(shown)
  expect(document.documentElement.dir).toBe(dir)
  expect(() => new Intl.DateTimeFormat(locale.value)).not.toThrow()
})
