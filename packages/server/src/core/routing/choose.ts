/**
 * Who of a group gets the next visitor (RT-4): the highest skill, then who has least to do below the limit, or
 * one after the other. Only who is online; who is busy only where nobody of the group is online. Every member
 * gets a verdict. Pure.
 */
import type { AgentStatus, GroupChoice, Id, RoutingCandidate, Verdict, Why } from '@foyer/protocol'

export interface Person {
  id: Id
  name: string
  avatar: string | null
  status: AgentStatus
  /** Open conversations. */
  load: number
  limit: number
  /** When it was last given something, in any unit; 0 for never: the smallest is next. */
  givenAt: number
}

export interface Member {
  agent: Id
  skill: number
}

export interface Choice {
  chosen: Person | null
  candidates: RoutingCandidate[]
  /** Why nobody was. */
  waits?: NonNullable<Why['waits']>
}

export function chooseFrom(
  members: readonly Member[],
  people: ReadonlyMap<Id, Person>,
  { choice, isOpen }: { choice: GroupChoice; isOpen: boolean },
): Choice {
  const isOnline = members.some(({ agent }) => people.get(agent)?.status === 'online')
  const able: { person: Person; skill: number }[] = []
  const others: RoutingCandidate[] = []
  let isHere = false
  for (const { agent, skill } of members) {
    const person = people.get(agent)
    if (person === undefined) {
      others.push({ agent, name: '', status: 'offline', skill, load: 0, limit: 0, verdict: 'notMember' })
      continue
    }
    const verdict = isOpen ? hindrance(person, isOnline) : 'offHours'
    if (verdict === null) able.push({ person, skill })
    else others.push(candidateOf(person, skill, verdict))
    isHere ||= person.status === 'online' || person.status === 'busy'
  }
  const [best, ...rest] = able.sort(
    (one, other) => other.skill - one.skill || inTurn(one.person, other.person, choice),
  )
  others.sort((one, other) => rank[one.verdict] - rank[other.verdict])
  if (best === undefined) {
    const waits = !isOpen ? 'offHours' : isHere ? 'nobodyFree' : 'nobodyHere'
    return { chosen: null, candidates: others, waits }
  }
  const passed = rest.map(({ person, skill }) =>
    candidateOf(
      person,
      skill,
      skill < best.skill
        ? 'lowerSkill'
        : choice === 'leastLoaded' && person.load > best.person.load
          ? 'moreLoaded'
          : 'laterTurn',
    ),
  )
  return {
    chosen: best.person,
    candidates: [candidateOf(best.person, best.skill, 'chosen'), ...passed, ...others],
  }
}

/** Null: nothing. */
function hindrance({ status, load, limit }: Person, isOnline: boolean): Verdict | null {
  switch (status) {
    case 'away':
    case 'offline':
      return status
    case 'busy':
      if (isOnline) return 'busy'
      break
    case 'online':
      break
  }
  return load < limit ? null : 'full'
}

function inTurn(one: Person, other: Person, choice: GroupChoice): number {
  const byLoad = choice === 'leastLoaded' ? one.load - other.load : 0
  return byLoad || one.givenAt - other.givenAt || (one.id < other.id ? -1 : 1)
}

export function candidateOf(
  { id, name, status, load, limit }: Person,
  skill: number,
  verdict: Verdict,
): RoutingCandidate {
  return { agent: id, name, status, skill, load, limit, verdict }
}

/** Whom one would ask about first. */
const rank: Record<Verdict, number> = {
  chosen: 0,
  laterTurn: 1,
  moreLoaded: 2,
  lowerSkill: 3,
  full: 4,
  busy: 5,
  away: 6,
  offHours: 7,
  offline: 8,
  notMember: 9,
}
