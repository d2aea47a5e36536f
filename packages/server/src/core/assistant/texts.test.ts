import { expect, test } from 'vitest'
import { wordsFor } from './texts.ts'

const own = { waiting: { en: 'Soon!', de: ' ' }, offHours: {}, elsewhere: {} }
const none = { waiting: {}, offHours: {}, elsewhere: {} }

test.each([
  ['the site’s own text', 'en-GB', 'en', own, 'Soon!'],
  ['the product’s, where the site’s is blank', 'de', 'en', own, wordsFor('de', 'en', none).waiting],
  [
    'the product’s, where the site has none in that language',
    'pl',
    'en',
    own,
    wordsFor('pl', 'en', none).waiting,
  ],
  ['the site’s language, where the product does not speak the visitor’s', 'tr', 'en', own, 'Soon!'],
  ['the site’s language for who says none', undefined, 'en', own, 'Soon!'],
  ['the product’s in the site’s language', 'tr', 'fr', none, wordsFor('fr', 'en', none).waiting],
])('[AS-7] %s', (_, locale, ofSite, texts, expected) => {
  expect(wordsFor(locale, ofSite, texts).waiting).toBe(expected)
})

test('languages differ', () => {
  expect(wordsFor('pl', 'en', none).waiting).not.toBe(wordsFor('en', 'en', none).waiting)
})
