import type { RoutingGroup, RoutingSettings } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { patchRouting, routingProblem } from './routing-rules.ts'
import { completeSettings, defaultRouting } from './site-defaults.ts'

const group = (id: string, over: Partial<RoutingGroup> = {}): RoutingGroup => ({
  id,
  name: `Group ${id}`,
  members: [],
  choice: 'leastLoaded',
  overflow: null,
  hours: null,
  offered: false,
  ...over,
})
const pathOf = (patch: Partial<RoutingSettings>) =>
  routingProblem(patchRouting(defaultRouting(), patch))?.error.path ?? null

describe('what routing settings must be', () => {
  const rule = { id: 'r', name: 'VIP', when: [], to: { group: 'a' } }
  const plan = { id: 'p', name: 'Night', when: [], mode: 'botOnly' as const }
  const hours = { isOn: true, zone: 'Mars/North', week: [], holidays: [] }
  test.each<[string, Partial<RoutingSettings>, string | null]>([
    ['nothing but the usual', {}, null],
    ['a group without a name', { groups: [group('a', { name: ' ' })] }, '/routing/groups/0/name'],
    [
      'two groups of one name',
      { groups: [group('a', { name: 'Sales' }), group('b', { name: ' sales' })] },
      '/routing/groups/1/name',
    ],
    ['two groups of one id', { groups: [group('a'), group('a', { name: 'B' })] }, '/routing/groups/1/id'],
    [
      'a skill beyond ten',
      { groups: [group('a', { members: [{ agent: 'x', skill: 11 }] })] },
      '/routing/groups/0/members/0/skill',
    ],
    [
      'a member twice',
      {
        groups: [
          group('a', {
            members: [
              { agent: 'x', skill: 1 },
              { agent: 'x', skill: 2 },
            ],
          }),
        ],
      },
      '/routing/groups/0/members/1/agent',
    ],
    ['an overflow to nowhere', { groups: [group('a', { overflow: 'b' })] }, '/routing/groups/0/overflow'],
    [
      'an overflow in a circle',
      { groups: [group('a', { overflow: 'b' }), group('b', { overflow: 'a' })] },
      '/routing/groups/0/overflow',
    ],
    ['an overflow that ends', { groups: [group('a', { overflow: 'b' }), group('b')] }, null],
    ['hours of no zone', { groups: [group('a', { hours })] }, '/routing/groups/0/hours/zone'],
    ['a rule to no group', { rules: [rule] }, '/routing/rules/0/to/group'],
    ['a rule to a group', { groups: [group('a')], rules: [rule] }, null],
    [
      'a condition without a value',
      { plans: [{ ...plan, when: [{ on: 'tag', how: 'has', values: [] }] }] },
      '/routing/plans/0/when/0/values',
    ],
    [
      'a condition with an empty value',
      { plans: [{ ...plan, when: [{ on: 'page', how: 'contains', values: ['a', ' '] }] }] },
      '/routing/plans/0/when/0/values/1',
    ],
    ['a plan twice', { plans: [plan, plan] }, '/routing/plans/1/id'],
    [
      'a plan whose bot waits too long',
      { plans: [{ ...plan, idle: { bot: 3_600_001, human: 0, warn: 0 } }] },
      '/routing/plans/0/idle/bot',
    ],
    ['a limit below none', { limit: -1 }, '/routing/limit'],
    ['an agent’s limit that is no number of people', { limits: { 'a/b': 0.5 } }, '/routing/limits/a~1b'],
    ['an agent who gets nothing', { limits: { a: 0 } }, null],
  ])('[RT-3] %s', (_name, patch, path) => expect(pathOf(patch)).toBe(path))
})

test('[RT-4] a site that was there before routing keeps taking from the queue by hand', () => {
  expect(completeSettings({ name: 'Old' }).routing).toEqual({ ...defaultRouting(), isOn: false })
  expect(defaultRouting().isOn).toBe(true)
})
