import { expect, test } from 'vitest'
import { createKept } from './kept.ts'

test('at most so many are kept, and those used last are among them', () => {
  const kept = createKept<number>(10)
  for (let key = 0; key < 100; key += 1) {
    kept.set(`${key}`, key)
    kept.get('0')
  }
  const held = Array.from({ length: 100 }, (_, key) => kept.get(`${key}`)).filter(
    (value) => value !== undefined,
  )
  expect(held.length).toBeLessThanOrEqual(10)
  expect(held).toEqual(expect.arrayContaining([0, 97, 98, 99]))
})

test('what is set again replaces, and what is forgotten does not come back', () => {
  const kept = createKept<string>(4)
  kept.set('a', 'old')
  for (const key of ['b', 'c']) kept.set(key, key)
  kept.set('a', 'new')
  expect(kept.get('a')).toBe('new')
  kept.delete('a')
  expect(kept.get('a')).toBeUndefined()
})
