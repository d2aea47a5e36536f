/** Ratings for the report (IN-10): a row a conversation, written after the log, read by whoever may. */
import type { AgentRatings, GivenRating, Id, RatingsReport, SiteSettings, Time } from '@foyer/protocol'
import { dateOf, wallAt } from '../core/hours/zone.ts'
import type { Ratings, StoredRating } from '../ports/afterwards.ts'
import type { Clock } from '../ports/clock.ts'
import type { StoredConversation } from '../ports/conversations.ts'
import type { AgentIdentity } from './identities.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

const day = 86_400_000
/** Of a span; the newest that are listed; rows that are counted. */
export const ratingLimits = { days: 366, listed: 200, counted: 20_000 } as const

export interface RatingDesk {
  /** Writes the conversation's rating as it stands; again is no harm. */
  record(conversation: Id): Promise<void>
  report(
    agent: AgentIdentity,
    site: string,
    asked: { from?: Time; to?: Time; agent?: Id },
  ): Promise<Outcome<RatingsReport>>
}

export function createRatingDesk(ports: {
  ratings: Ratings
  find(conversation: Id): Promise<StoredConversation | null>
  rights: Rights
  clock: Clock
  settingsOf(site: string): SiteSettings | null
}): RatingDesk {
  const { ratings, find, rights, clock } = ports
  return {
    async record(conversation) {
      const state = (await find(conversation))?.state
      if (state === undefined || state.rating === null) return
      const { id, name = '' } = state.agent ?? {}
      const { scale, score = null, tags = [], comment = '' } = state.rating
      await ratings.put({
        conversation,
        site: state.site,
        agent: id === undefined ? null : { id, name },
        scale,
        score,
        tags,
        comment,
        at: clock.now(),
      })
    },
    async report(agent, site, { to = clock.now() + 1, from = to - 30 * day, agent: only }) {
      if (!agent.sites.includes(site)) return notFound
      const refused = rights.refusal(agent, site, 'reports.read')
      if (refused !== null) return refused
      if (from >= to || to - from > ratingLimits.days * day) {
        return badRequest('/from', `A report covers at most ${ratingLimits.days} days.`)
      }
      const all = await ratings.ofSite(site, { from, to }, ratingLimits.counted)
      const wanted = only === undefined ? all : all.filter((one) => one.agent?.id === only)
      const zone = ports.settingsOf(site)?.hours.zone ?? 'UTC'
      return { ok: { agents: byAgent(wanted), days: byDay(wanted, zone), newest: newestOf(wanted) } }
    },
  }
}

/** By agent and scale: stars and thumbs cannot be averaged together. */
function byAgent(all: StoredRating[]): AgentRatings[] {
  const groups = new Map<string, StoredRating[]>()
  for (const one of all) {
    const key = `${one.agent?.id ?? ''} ${one.scale}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
    .map((group): AgentRatings => {
      const scores: Record<string, number> = {}
      let sum = 0
      let given = 0
      for (const { score } of group) {
        if (score === null) continue
        scores[score] = (scores[score] ?? 0) + 1
        sum += score
        given += 1
      }
      const { agent, scale } = group[0] as StoredRating
      return { agent, scale, invited: group.length, given, average: given === 0 ? null : sum / given, scores }
    })
    .toSorted((a, b) => b.given - a.given || b.invited - a.invited)
}

/** By the site's own days, as shares of the scale, so that a change of scale makes no jump. */
function byDay(all: StoredRating[], zone: string): RatingsReport['days'] {
  const days = new Map<string, { given: number; sum: number }>()
  for (const { at, score, scale } of all) {
    if (score === null) continue
    const name = dateOf(wallAt(zone, at).day)
    const { given, sum } = days.get(name) ?? { given: 0, sum: 0 }
    days.set(name, { given: given + 1, sum: sum + score / scale })
  }
  return [...days]
    .map(([name, { given, sum }]) => ({ day: name, given, average: sum / given }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

function newestOf(all: StoredRating[]): GivenRating[] {
  return all
    .filter(({ score }) => score !== null)
    .slice(0, ratingLimits.listed)
    .map(({ site: _, ...rating }) => rating)
}
