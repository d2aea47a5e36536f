import { describe, expect, it } from 'vitest'
import { merged } from './merge.ts'

const item = (id: string, rest = {}) => ({ id, ...rest })

describe('[IN-17] what two changed of one list', () => {
  it.each([
    ['both added', ['a'], ['a', 'b'], ['a', 'c'], ['a', 'b', 'c']],
    ['both added the same', ['a'], ['a', 'b'], ['a', 'b'], ['a', 'b']],
    ['to an empty one', [], ['b'], ['c'], ['b', 'c']],
    ['one took out, one added', ['a', 'b'], ['b'], ['a', 'b', 'c'], ['b', 'c']],
    ['one added, one took out', ['a', 'b'], ['a', 'b', 'c'], ['a'], ['a', 'c']],
    ['both took out', ['a', 'b', 'c'], ['a', 'c'], ['a', 'b'], ['a']],
    ['one moved, one added', ['a', 'b'], ['b', 'a'], ['a', 'b', 'c'], ['b', 'c', 'a']],
    ['one added, one moved', ['a', 'b'], ['a', 'b', 'c'], ['b', 'a'], ['b', 'c', 'a']],
    ['the same twice', ['a'], ['a', 'a'], ['a', 'b'], ['a', 'a', 'b']],
    ['put back', ['a'], ['a'], ['b'], ['b']],
  ])('%s', (_what, was, want, now, after) => {
    expect(merged(was, want, now)).toEqual(after)
  })

  it('of what has an id, each change within it', () => {
    const was = [item('a', { name: 'A', on: true }), item('b', { name: 'B', on: true })]
    const want = [item('a', { name: 'Mine', on: true }), item('b', { name: 'B', on: true }), item('c')]
    const now = [item('a', { name: 'A', on: false }), item('b', { name: 'Theirs', on: true })]
    expect(merged(was, want, now)).toEqual([
      item('a', { name: 'Mine', on: false }),
      item('b', { name: 'Theirs', on: true }),
      item('c'),
    ])
  })

  it('of anything else it is one thing: two spans that overlap are none', () => {
    expect(merged([[1, 2]], [[1, 3]], [[2, 4]])).toEqual([[1, 3]])
  })
})
