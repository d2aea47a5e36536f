import type { Department } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { departmentsProblem, isWithin } from './departments.ts'

const one = (id: string, parent: string | null = null, name = id): Department => ({ id, name, parent })
const tree = [one('sales'), one('north', 'sales'), one('east', 'north'), one('south', 'sales'), one('help')]
const pathOf = (departments: Department[]) => departmentsProblem({ departments })?.error.path ?? null

describe('departments', () => {
  it('[RT-12] sees the same department and those below it, at any depth, and no others', () => {
    const table: [own: string | null, other: string | null, boolean][] = [
      ['sales', 'sales', true],
      ['sales', 'east', true],
      ['north', 'east', true],
      ['north', 'south', false],
      ['east', 'north', false],
      ['sales', 'help', false],
      ['sales', null, false],
      [null, 'sales', true],
      [null, null, true],
      ['gone', 'help', true],
      ['help', 'gone', false],
    ]
    for (const [own, other, is] of table)
      expect([own, other, isWithin(own, other, tree)]).toEqual([own, other, is])
  })

  it('[RT-12] are a tree, and a refusal points at the field', () => {
    expect(pathOf(tree)).toBeNull()
    expect(pathOf([one('A')])).toBe('/people/departments/0/id')
    expect(pathOf([one('a'), one('a')])).toBe('/people/departments/1/id')
    expect(pathOf([one('a', null, ' ')])).toBe('/people/departments/0/name')
    expect(pathOf([one('a', null, 'x'.repeat(61))])).toBe('/people/departments/0/name')
    expect(pathOf([one('a', 'nowhere')])).toBe('/people/departments/0/parent')
    expect(pathOf([one('a', 'a')])).toBe('/people/departments/0/parent')
    expect(pathOf([one('a', 'c'), one('b', 'a'), one('c', 'b')])).toBe('/people/departments/0/parent')
    const chain = (length: number) =>
      Array.from({ length }, (_, index) => one(`d${index}`, index === 0 ? null : `d${index - 1}`))
    expect(pathOf(chain(10))).toBeNull()
    expect(pathOf(chain(11))).toBe('/people/departments/10/parent')
    const flat = Array.from({ length: 201 }, (_, index) => one(`d${index}`))
    expect(pathOf(flat)).toBe('/people/departments')
  })

  it('[RT-12] a circle that was stored somehow hides nobody forever', () => {
    const circle = [one('a', 'b'), one('b', 'a')]
    expect(isWithin('a', 'b', circle)).toBe(false)
    expect(isWithin('a', 'a', circle)).toBe(true)
  })
})
