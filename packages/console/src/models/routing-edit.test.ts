import type { RoutingSettings } from '@foyer/protocol'
import { expect, it } from 'vitest'
import {
  asked,
  conditionOn,
  freeName,
  moved,
  newGroup,
  newRule,
  waysOf,
  withoutGroup,
} from './routing-edit.ts'

it('[RT-3] a condition of each kind is one that the server takes: it asks in a way that there is', () => {
  for (const on of asked) expect(waysOf[on]).toContain(conditionOn(on).how)
  expect(conditionOn('hours')).toEqual({ on: 'hours', how: 'within' })
  expect(conditionOn('attribute')).toEqual({ on: 'attribute', how: 'is', name: '', values: [] })
})

it('[RT-3] rules move to a place that there is, and stay otherwise', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
})

it('[RT-3] a group that goes takes its rules along, and nothing overflows into it', () => {
  const sales = newGroup('Sales')
  const care = { ...newGroup('Care'), overflow: sales.id }
  const routing = {
    groups: [sales, care],
    rules: [newRule('One', { group: sales.id }), newRule('Two', { group: care.id })],
  } as RoutingSettings
  const { groups, rules } = withoutGroup(routing, sales.id)
  expect(groups.map(({ name, overflow }) => [name, overflow])).toEqual([['Care', null]])
  expect(rules.map(({ name }) => name)).toEqual(['Two'])
})

it('[RT-3] a new name is one that no other has, whatever its case', () => {
  expect(freeName('Group', [])).toBe('Group')
  expect(freeName('Group', [{ name: 'group' }, { name: 'Group 2' }])).toBe('Group 3')
})

it('ids are such as the server takes', () => {
  expect(newGroup('A').id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
