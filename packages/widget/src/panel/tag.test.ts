import { expect, it } from 'vitest'
import { tagFor } from './tag.ts'

it.each([
  ['en', ['de-DE', 'en-GB', 'en'], 'en-GB'],
  ['en', ['de-DE', 'de'], 'en'],
  ['en-us', ['en-GB'], 'en-US'],
  ['es', ['est-EE', 'es'], 'es'],
  ['zh', ['zh-Hant-TW'], 'zh-Hant-TW'],
  ['not a tag', ['en-GB'], 'fr'],
  ['', ['en-GB'], 'fr'],
  ['en', ['en-US@posix'], 'en'],
  ['en', ['en-US@posix', 'en-gb'], 'en-GB'],
])('[WG-15] a page in “%s”, read in a browser of %j, has its dates by %s', (tag, spoken, expected) => {
  expect(tagFor({ tag, locale: 'fr' }, spoken)).toBe(expected)
})
