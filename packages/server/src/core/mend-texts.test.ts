import { expect, test } from 'vitest'
import { mendTexts } from './mend-texts.ts'

test.each<[given: unknown, mended: unknown]>([
  ['a\ud800b\0c', 'a\ufffdb\ufffdc'],
  ['😀', '😀'],
  [7, 7],
  [null, null],
  [{ a: ['\0', 1, null, { b: '\udc00' }] }, { a: ['\ufffd', 1, null, { b: '\ufffd' }] }],
  [{ 'k\0': { 'l\ud800': '\0' } }, { 'k\ufffd': { 'l\ufffd': '\ufffd' } }],
])('[D05] %j becomes %j', (given, mended) => {
  expect(mendTexts(given)).toEqual(mended)
})

test('[D05] however deep it nests, and a key that reaches a prototype stays a key', () => {
  const deep = JSON.parse(`${'['.repeat(20_000)}"\\u0000"${']'.repeat(20_000)}`)
  let inner: unknown = mendTexts(deep)
  while (Array.isArray(inner)) inner = inner[0]
  expect(inner).toBe('\ufffd')
  const odd = mendTexts(JSON.parse(String.raw`{"__proto__":{"isAdmin":"\u0000"}}`)) as object
  expect(Object.keys(odd)).toEqual(['__proto__'])
  expect(({} as { isAdmin?: string }).isAdmin).toBeUndefined()
})
