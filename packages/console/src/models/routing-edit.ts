/** Groups, rules and plans while they are edited: new ones, their order, what a condition may ask. Pure but for ids. */
import type {
  Condition,
  Id,
  ReceptionPlan,
  RoutingGroup,
  RoutingRule,
  RoutingSettings,
} from '@foyer/protocol'

export const asked = [
  'page',
  'referrer',
  'language',
  'channel',
  'source',
  'tag',
  'attribute',
  'hours',
  'visitor',
] as const satisfies Condition['on'][]

type How = Condition['how']

/** How each may be asked, the usual way first. */
export const waysOf: Record<Condition['on'], How[]> = {
  channel: ['is', 'isNot'],
  source: ['is', 'isNot'],
  language: ['is', 'isNot'],
  page: ['contains', 'matches'],
  referrer: ['contains', 'matches'],
  tag: ['has', 'hasNo'],
  attribute: ['is', 'isNot', 'contains'],
  hours: ['within', 'outside'],
  visitor: ['returning', 'new'],
}

export function conditionOn(on: Condition['on'], how: How = waysOf[on][0] ?? 'is'): Condition {
  if (on === 'hours' || on === 'visitor') return { on, how } as Condition
  if (on === 'attribute') return { on, how, name: '', values: [] } as Condition
  return { on, how, values: [] } as Condition
}

export function newGroup(name: string): RoutingGroup {
  return {
    id: newId(),
    name,
    members: [],
    choice: 'leastLoaded',
    overflow: null,
    hours: null,
    offered: false,
  }
}

export function newRule(name: string, to: RoutingRule['to']): RoutingRule {
  return { id: newId(), name, when: [], to }
}

export function newPlan(name: string): ReceptionPlan {
  return { id: newId(), name, when: [], mode: 'humanFirst' }
}

/** The list with the one at `from` at `to`; the same where that is no place. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const one = list[from]
  if (one === undefined || to < 0 || to >= list.length || from === to) return list
  return list.toSpliced(from, 1).toSpliced(to, 0, one)
}

/** Without a group, and without what led to it: rules that named it, overflows into it. */
export function withoutGroup(routing: RoutingSettings, id: Id): Pick<RoutingSettings, 'groups' | 'rules'> {
  return {
    groups: routing.groups
      .filter((group) => group.id !== id)
      .map((group) => (group.overflow === id ? { ...group, overflow: null } : group)),
    rules: routing.rules.filter(({ to }) => !('group' in to && to.group === id)),
  }
}

/** A name that no other of the list has. */
export function freeName(name: string, taken: { name: string }[]): string {
  const isTaken = (one: string) => taken.some((other) => other.name.toLowerCase() === one.toLowerCase())
  if (!isTaken(name)) return name
  for (let n = 2; ; n++) if (!isTaken(`${name} ${n}`)) return `${name} ${n}`
}

/** Not `randomUUID`: pages over plain HTTP have none. */
export function newId(): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
