import type { TagRule } from '@foyer/protocol'
import { expect, test } from 'vitest'
import { changeTags, containsWord, newOwnTags, tagName, tagsByRule } from './tag-rules.ts'

const rules: TagRule[] = [
  { when: 'page', value: '/Sale', tag: 'bargain' },
  { when: 'message', value: 'refund', tag: 'money' },
  { when: 'message', value: '退款', tag: 'money' },
  { when: 'attribute', key: 'plan', value: 'Gold', tag: 'gold' },
  { when: 'extraction', value: 'phone', tag: 'sys:reachable' },
]

test.each([
  [{ page: 'https://shop.example/sale/chairs' }, ['bargain']],
  [{ message: 'A REFUND, please' }, ['money']],
  [{ message: 'refunded already' }, []],
  [{ message: '我要退款吗' }, ['money']],
  [{ attributes: { plan: ' gold ' } }, ['gold']],
  [{ attributes: { other: 'gold' } }, []],
  [{ extracted: ['email', 'phone'] as const }, ['sys:reachable']],
  [{ message: 'refund 退款', extracted: ['phone'] as const }, ['money', 'sys:reachable']],
  [{}, []],
])('[IN-5] %j is tagged %j by rule', (facts, tags) => {
  expect(tagsByRule(rules, facts)).toEqual(tags)
})

test('[IN-5] a word is found as a word of its own, anywhere in the text', () => {
  expect(containsWord('start the art of', 'art')).toBe(true)
  expect(containsWord('start', 'art')).toBe(false)
  expect(containsWord('anything', '')).toBe(false)
})

test('[IN-5] a tag is one of the site’s or a text of its own that says nothing else', () => {
  const system = [{ id: 'vip', name: 'Important', color: '#ff0000' }]
  expect(tagName('sys:vip', system)).toBe('sys:vip')
  expect(tagName('sys:other', system)).toBeNull()
  expect(tagName('  from   the fair ', system)).toBe('from the fair')
  for (const odd of ['', '  ', 'x'.repeat(41), 'bot', 'unreplied', 'muted', 'extracted:phone']) {
    expect(tagName(odd, system), odd).toBeNull()
  }
})

test('[IN-5] tags come once and go, and stay within their bounds', () => {
  expect(changeTags(['a', 'b'], ['b', 'c'], ['a'])).toEqual(['b', 'c'])
  expect(
    changeTags(
      [],
      Array.from({ length: 50 }, (_, at) => `${at}`),
      [],
    ),
  ).toHaveLength(30)
  expect(newOwnTags({ system: [], own: ['a'], rules: [] }, ['a', 'b', 'sys:vip'])).toEqual(['b'])
})
