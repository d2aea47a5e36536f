import { expect, test } from 'vitest'
import { pageFor } from './page.ts'

test.each([
  ['https://shop.example/a?token=1#b', false, 'https://shop.example/a'],
  ['https://shop.example/a?token=1#b', true, 'https://shop.example/a?token=1#b'],
  ['https://ada:secret@shop.example/a?b=c', false, 'https://shop.example/a'],
  ['https://ada:secret@shop.example/a?b=c@d', true, 'https://shop.example/a?b=c@d'],
  ['https://shop.example/@ada?b=c@d', true, 'https://shop.example/@ada?b=c@d'],
  ['app:home', false, 'app:home'],
])('[SC-6] of the address %s, with the query kept: %s, there stays %s', (url, keeps, kept) => {
  expect(pageFor({ url, referrer: url }, keeps)).toEqual({ url: kept, referrer: kept })
})
