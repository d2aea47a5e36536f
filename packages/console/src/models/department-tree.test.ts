import { describe, expect, it } from 'vitest'
import { indented, withBelow } from './department-tree.ts'

const one = (id: string, parent: string | null = null) => ({ id, name: id, parent })

describe('the tree of departments', () => {
  it('[RT-12] is shown each below the one above it', () => {
    const shown = indented([one('a'), one('b'), one('a1', 'a'), one('a11', 'a1'), one('b1', 'b')])
    expect(shown.map(({ department, depth }) => `${depth}${department.id}`)).toEqual([
      '0a',
      '1a1',
      '2a11',
      '0b',
      '1b1',
    ])
  })

  it('[RT-12] loses none that hangs on nothing or on itself', () => {
    const shown = indented([one('lost', 'gone'), one('x', 'y'), one('y', 'x')])
    expect(shown.map(({ department }) => department.id)).toEqual(['lost', 'x', 'y'])
  })

  it('[RT-12] knows all that is below one', () => {
    const all = [one('a'), one('a1', 'a'), one('a11', 'a1'), one('b')]
    expect([...withBelow('a', all)]).toEqual(['a', 'a1', 'a11'])
    expect([...withBelow('b', all)]).toEqual(['b'])
  })
})
