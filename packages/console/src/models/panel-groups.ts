/** The groups of the visitor's panel and their order (IN-4). Pure: what was kept may name groups that are gone. */
import type { MessageKey } from '../locale.ts'
import type { Choices } from './preferences.ts'

export const panelGroups = [
  'tags',
  'profile',
  'notes',
  'followUps',
  'visit',
  'attributes',
  'readBefore',
  'timeline',
  'earlier',
] as const
export type PanelGroup = (typeof panelGroups)[number]

export const groupNames: Record<PanelGroup, MessageKey> = {
  tags: 'group.tags',
  profile: 'group.profile',
  notes: 'group.notes',
  followUps: 'group.followUps',
  visit: 'group.visit',
  attributes: 'group.attributes',
  readBefore: 'panel.readBefore',
  timeline: 'group.timeline',
  earlier: 'panel.earlier',
}

/** All of them: those that were put in order first, then the others as they come. */
export function orderedGroups({ order }: Choices['groups']): PanelGroup[] {
  const known = order.filter((name): name is PanelGroup => panelGroups.some((group) => group === name))
  return [...new Set([...known, ...panelGroups])]
}

export function shownGroups(groups: Choices['groups']): PanelGroup[] {
  return orderedGroups(groups).filter((group) => !groups.hidden.includes(group))
}

export function movedGroup(groups: Choices['groups'], group: PanelGroup, by: 1 | -1): Choices['groups'] {
  const order = orderedGroups(groups)
  const from = order.indexOf(group)
  const to = from + by
  if (to < 0 || to >= order.length) return groups
  const moved = order.toSpliced(from, 1).toSpliced(to, 0, group)
  return { ...groups, order: moved }
}

export function toggledGroup(groups: Choices['groups'], group: PanelGroup): Choices['groups'] {
  const { hidden } = groups
  return {
    ...groups,
    hidden: hidden.includes(group) ? hidden.filter((one) => one !== group) : [...hidden, group],
  }
}
