/**
 * Where a visitor goes, and why (RT-3, RT-5, RT-7). In this order decides: the agent who was asked for, the last
 * agent, the group that was asked for, the routing rules, the visitor's own choice of group, everybody. A group
 * whose people are all taken gives its visitors to the one it overflows to. Pure.
 */
import type { Id, RoutingCandidate, RoutingGroup, RoutingSettings, Why, WhyBy } from '@foyer/protocol'
import { type Choice, candidateOf, chooseFrom, type Person } from './choose.ts'
import { hold, type VisitorFacts } from './conditions.ts'

/** What is wanted for a conversation, by whomever. */
export interface Wishes {
  /** By a signed session parameter. */
  agent?: Id
  /** Who closed the visitor's last conversation, where the site wants that. */
  last?: Id
  /** By a signed session parameter, or by an agent who transferred it. */
  group?: Id
  /** The visitor's own choice. */
  choice?: Id
}

/** The people of a site as they are at this moment. */
export interface Floor {
  routing: RoutingSettings
  people: ReadonlyMap<Id, Person>
  /** Whether a group's hours, or the site's for null, say so. */
  isOpen(group: RoutingGroup | null): boolean
}

export interface Routed {
  to: Person | null
  group: Id | null
  why: Why
}

/** Candidates that an explanation names. */
export const mostCandidates = 20

export function route(floor: Floor, wishes: Wishes, facts: VisitorFacts): Routed {
  const { routing, people } = floor
  const passed: RoutingCandidate[] = []
  /** Only where the person is online and free; else the next in order decides. */
  const askFor = (agent: Id | undefined, by: WhyBy): Routed | null => {
    const person = agent === undefined ? undefined : people.get(agent)
    if (person === undefined) return null
    const isHere = person.status === 'online'
    if (isHere && person.load < person.limit && floor.isOpen(null)) {
      const candidates = [candidateOf(person, 1, 'chosen'), ...passed]
      return { to: person, group: null, why: { by, candidates: shortened(candidates) } }
    }
    const verdict = person.status !== 'online' ? person.status : floor.isOpen(null) ? 'full' : 'offHours'
    passed.push(candidateOf(person, 1, verdict))
    return null
  }
  return (
    askFor(wishes.agent, 'requestedAgent') ??
    (routing.lastAgent ? askFor(wishes.last, 'lastAgent') : null) ??
    toGroup(floor, wishes.group, { by: 'requestedGroup' }, passed) ??
    byRules(floor, facts, passed) ??
    toGroup(floor, wishes.choice, { by: 'chosenGroup' }, passed) ??
    toEverybody(floor, passed)
  )
}

function byRules(floor: Floor, facts: VisitorFacts, passed: RoutingCandidate[]): Routed | null {
  for (const { id, name, when, to } of floor.routing.rules) {
    if (!hold(when, facts)) continue
    const why = { by: 'rule' as const, rule: { id, name } }
    if ('group' in to) {
      const routed = toGroup(floor, to.group, why, passed)
      if (routed !== null) return routed
      continue
    }
    const person = floor.people.get(to.agent)
    // Who is not at work would keep the visitor waiting for nobody.
    if (person === undefined || person.status === 'away' || person.status === 'offline') {
      if (person !== undefined) passed.push(candidateOf(person, 1, person.status as 'away' | 'offline'))
      continue
    }
    const one = chooseFrom([{ agent: to.agent, skill: 1 }], floor.people, {
      choice: 'leastLoaded',
      isOpen: floor.isOpen(null),
    })
    return routedTo(one, null, why, passed)
  }
  return null
}

/** Null where there is no such group any more. */
function toGroup(
  { routing, people, isOpen }: Floor,
  id: Id | undefined,
  why: Pick<Why, 'by' | 'rule'>,
  passed: RoutingCandidate[],
): Routed | null {
  const first = routing.groups.find((group) => group.id === id)
  if (first === undefined) return null
  const met = new Set<Id>()
  const seen: RoutingCandidate[] = []
  let waiting: Choice | null = null
  for (let group: RoutingGroup | undefined = first; group !== undefined && !met.has(group.id); ) {
    met.add(group.id)
    const choice = chooseFrom(group.members, people, { choice: group.choice, isOpen: isOpen(group) })
    if (choice.chosen !== null) {
      const overflowed: Pick<Why, 'by' | 'rule' | 'from'> =
        group === first ? why : { ...why, by: 'overflow', from: nameOf(first) }
      return routedTo(choice, group, overflowed, [...seen, ...passed])
    }
    waiting ??= choice
    seen.push(...choice.candidates)
    const next: Id | null = group.overflow
    group = routing.groups.find((other) => other.id === next)
  }
  return waiting === null ? null : routedTo(waiting, first, why, [...seen, ...passed])
}

function toEverybody({ routing, people, isOpen }: Floor, passed: RoutingCandidate[]): Routed {
  const members = [...people.keys()].map((agent) => ({ agent, skill: 1 }))
  const choice = chooseFrom(members, people, { choice: routing.choice, isOpen: isOpen(null) })
  return routedTo(choice, null, { by: 'everybody' }, passed)
}

function routedTo(
  { chosen, candidates, waits }: Choice,
  group: RoutingGroup | null,
  why: Pick<Why, 'by' | 'rule' | 'from'>,
  passed: RoutingCandidate[],
): Routed {
  return {
    to: chosen,
    group: group?.id ?? null,
    why: {
      ...why,
      ...(group === null ? {} : { group: nameOf(group) }),
      ...(waits === undefined ? {} : { waits }),
      candidates: shortened([...candidates, ...passed]),
    },
  }
}

function nameOf({ id, name }: RoutingGroup): { id: Id; name: string } {
  return { id, name }
}

/** Each once, as first said. */
function shortened(candidates: RoutingCandidate[]): RoutingCandidate[] {
  const met = new Set<Id>()
  const kept: RoutingCandidate[] = []
  for (const candidate of candidates) {
    if (met.has(candidate.agent)) continue
    met.add(candidate.agent)
    kept.push(candidate)
    if (kept.length === mostCandidates) break
  }
  return kept
}

/** What an explanation of waiting says in kind: it is told again only where this changes. */
export function waitKey({ by, rule, group, waits }: Why): string {
  return [by, rule?.id ?? '', group?.id ?? '', waits === 'offHours' || waits === 'byHand' ? waits : ''].join(
    ' ',
  )
}
