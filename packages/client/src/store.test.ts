import { expect, test } from 'vitest'
import { memoryStorage } from '../test/support/fake-platform.ts'
import { createStore } from './store.ts'

test('keeps under its prefix and clears nothing else', () => {
  const storage = memoryStorage()
  storage.setItem('theirs', '1')
  storage.setItem('foyer:other:token', '2')
  const store = createStore(() => storage, 'foyer:demo:')
  store.set('token', 'a')
  store.set('out:1', 'b')
  expect(storage.getItem('foyer:demo:token')).toBe('a')
  expect(store.keys('out:')).toEqual(['out:1'])
  store.clear()
  expect([store.get('token'), storage.length]).toEqual([null, 2])
})

test('where storage throws or is not there, memory serves', () => {
  const blocked = createStore(() => {
    throw new DOMException('no', 'SecurityError')
  }, 'foyer:demo:')
  const none = createStore(() => null, 'foyer:demo:')
  for (const store of [blocked, none]) {
    store.set('token', 'a')
    expect([store.get('token'), store.keys('')]).toEqual(['a', ['token']])
    store.clear()
    expect(store.get('token')).toBeNull()
  }
})
