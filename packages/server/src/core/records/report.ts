/** A report of a site from its raw figures: by the site's own days and hours, with names, and nulls for nothing. Pure. */
import type { AssistantPart, Id, Report, ReportRow, ReportVolume, ResponseTimes, Time } from '@foyer/protocol'
import { dateOf, wallAt } from '../hours/zone.ts'
import type { ReportParts } from './parts.ts'

export interface ReportFacts {
  from: Time
  to: Time
  zone: string
  agentNames: ReadonlyMap<Id, string>
  groupNames: ReadonlyMap<string, string>
  /** Null where logins are not kept. */
  firstLogins: ReadonlyMap<Id, Time> | null
  helpful: number
  notHelpful: number
}

const none: ResponseTimes = { count: 0, median: null, p90: null }
const partNames: AssistantPart[] = ['none', 'alone', 'handedOff']

export function reportOf(parts: ReportParts, facts: ReportFacts): Report {
  const { from, to, zone } = facts
  const messages = { visitor: 0, agent: 0, assistant: 0, offline: 0 }
  for (const { by, count } of parts.messages) messages[by] += count
  const part = (name: AssistantPart) => parts.parts.find((one) => one.part === name)?.conversations ?? 0
  return {
    from,
    to,
    zone,
    started: sum(parts.started),
    closed: sum(parts.closed),
    messages,
    first: timesOf(parts, 'site', '', true),
    later: timesOf(parts, 'site', '', false),
    rating: {
      invited: parts.invited,
      ...ratingOf(parts.rated),
      scores: [1, 2, 3, 4, 5].map((score) => ({
        score,
        count: sum(parts.rated.filter((one) => one.score === score)),
      })),
    },
    assistant: {
      alone: part('alone'),
      handedOff: part('handedOff'),
      none: part('none'),
      helpful: facts.helpful,
      notHelpful: facts.notHelpful,
    },
    effect: partNames.map((name) => {
      const answer = parts.answers.find((one) => one.part === name)
      const { rated, mean } = ratingOf(parts.rated.filter((one) => one.part === name))
      return {
        part: name,
        conversations: part(name),
        firstAnswer: answer === undefined ? none : timesIn(answer),
        rated,
        rating: mean,
      }
    }),
    ...volumes(parts, facts),
    agents: rowsOf(parts, 'agent', facts.agentNames, [...(facts.firstLogins?.keys() ?? [])]).map((row) =>
      facts.firstLogins === null ? row : { ...row, firstLogin: facts.firstLogins.get(row.id) ?? null },
    ),
    groups: rowsOf(parts, 'group', facts.groupNames),
    comments: parts.comments,
  }
}

function sum(counts: readonly { count: number }[]): number {
  return counts.reduce((all, { count }) => all + count, 0)
}

function timesIn({ count, median, p90 }: { count: number; median: Time; p90: Time }): ResponseTimes {
  return { count, median, p90 }
}

function timesOf(
  { responses }: ReportParts,
  of: 'site' | 'agent' | 'group',
  key: string,
  isFirst: boolean,
): ResponseTimes {
  const found = responses.find((one) => one.of === of && one.key === key && one.isFirst === isFirst)
  return found === undefined ? none : timesIn(found)
}

function ratingOf(rated: ReportParts['rated']): { rated: number; mean: number | null } {
  const count = sum(rated)
  const points = rated.reduce((all, one) => all + one.score * one.count, 0)
  return { rated: count, mean: count === 0 ? null : Math.round((points / count) * 100) / 100 }
}

/** Whoever answered, was rated, or signed in; those who answered most first. */
function rowsOf(
  parts: ReportParts,
  of: 'agent' | 'group',
  names: ReadonlyMap<string, string>,
  more: string[] = [],
): ReportRow[] {
  const replies = new Map(parts.replies.filter((one) => one.of === of).map((one) => [one.key, one]))
  const responding = parts.responses.filter((one) => one.of === of).map(({ key }) => key)
  const ratedOf = parts.rated.map((one) => one[of])
  const keys = new Set([...replies.keys(), ...responding, ...ratedOf, ...more])
  return [...keys]
    .filter((key): key is string => key !== null && key !== '')
    .map((key): ReportRow => {
      const { rated, mean } = ratingOf(parts.rated.filter((one) => one[of] === key))
      return {
        id: key,
        name: names.get(key) ?? '',
        served: replies.get(key)?.served ?? 0,
        replies: replies.get(key)?.replies ?? 0,
        first: timesOf(parts, of, key, true),
        later: timesOf(parts, of, key, false),
        rated,
        rating: mean,
      }
    })
    .sort((one, other) => other.served - one.served || (one.name < other.name ? -1 : 1))
}

/** Every day of the span, those without anything too, and the hours of the day. */
function volumes(parts: ReportParts, { from, to, zone }: ReportFacts): Pick<Report, 'days' | 'hours'> {
  const days = new Map<string, ReportVolume>()
  const hours = Array.from(
    { length: 24 },
    (_, hour): ReportVolume => ({ hour, started: 0, closed: 0, messages: 0 }),
  )
  const first = wallAt(zone, from).day
  const last = wallAt(zone, Math.max(from, to - 1)).day
  for (let day = first; day <= last; day += 1) {
    days.set(dateOf(day), { day: dateOf(day), started: 0, closed: 0, messages: 0 })
  }
  for (const name of ['started', 'closed', 'messages'] as const) {
    for (const { at, count } of parts[name]) {
      // A span that begins within a quarter of an hour counts what is in it.
      const { day, minute } = wallAt(zone, Math.max(at, from))
      const row = days.get(dateOf(day))
      if (row !== undefined) row[name] += count
      hours[Math.floor(minute / 60)]![name] += count
    }
  }
  return { days: [...days.values()], hours }
}
