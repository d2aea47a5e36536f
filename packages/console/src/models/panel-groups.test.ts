import { expect, it } from 'vitest'
import { movedGroup, orderedGroups, panelGroups, shownGroups, toggledGroup } from './panel-groups.ts'

const none = { order: [], hidden: [] }

it('[IN-4] groups keep the order that an agent gave them, with new ones behind and unknown ones left out', () => {
  expect(shownGroups(none)).toEqual([...panelGroups])
  const moved = movedGroup(movedGroup(none, 'timeline', -1), 'timeline', -1)
  expect(orderedGroups(moved).indexOf('timeline')).toBe(panelGroups.indexOf('timeline') - 2)
  expect(orderedGroups({ order: ['gone', 'notes'], hidden: [] })).toEqual([
    'notes',
    ...panelGroups.filter((group) => group !== 'notes'),
  ])
  expect(movedGroup(none, panelGroups[0], -1)).toBe(none)
})

it('[IN-4] a group is hidden and shown again', () => {
  const hidden = toggledGroup(none, 'visit')
  expect(shownGroups(hidden)).not.toContain('visit')
  expect(shownGroups(toggledGroup(hidden, 'visit'))).toEqual([...panelGroups])
})
