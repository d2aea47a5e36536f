import { expect, it } from 'vitest'
import { featuresOf, kinds } from './features.ts'

function shareOf(one: string, other: string, lang: string): number {
  const mine = new Set(featuresOf(one, lang).hashes)
  const theirs = new Set(featuresOf(other, lang).hashes)
  const both = [...mine].filter((hash) => theirs.has(hash)).length
  return both / (mine.size + theirs.size - both)
}

it('[AS-17] words, pairs, pairs with one between and pieces, each once', () => {
  const { hashes, kinds: kind, words } = featuresOf('is it it', 'en')
  const count = (name: (typeof kinds)[number]) => [...kind].filter((at) => kinds[at] === name).length
  expect(words).toBe(3)
  expect([count('word'), count('pair'), count('skip')]).toEqual([2, 2, 1])
  // " is ": three of two letters, two of three, one of four; " it " adds two, two and one, as " i" is there.
  expect(count('piece')).toBe(11)
  expect(new Set(hashes).size).toBe(hashes.length)
})

it.each([
  ['a slip', 'password', 'pasword', 'en'],
  ['an ending', 'bestellen', 'bestellung', 'de'],
  ['a particle', '비밀번호를', '비밀번호가', 'ko'],
  ['a longer word', '订单', '订单号', 'zh'],
])('[AS-17] words that differ by %s share pieces', (_, one, other, lang) => {
  expect(shareOf(one, other, lang)).toBeGreaterThan(0.25)
})

it('[AS-17] the order of words tells, but not much', () => {
  expect(shareOf('cancel my order', 'order my cancel', 'en')).toBeGreaterThan(0.6)
  expect(shareOf('cancel my order', 'order my cancel', 'en')).toBeLessThan(1)
})

it('[AS-17] what is too long is read in part', () => {
  const long = 'word '.repeat(10_000)
  expect(featuresOf(long, 'en').words).toBe(64)
  expect(featuresOf('x'.repeat(100_000), 'en').hashes.length).toBeLessThan(20)
})
