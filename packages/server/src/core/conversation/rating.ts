/**
 * Asking for a rating and giving one (IN-10, WG-10): once until it is given, with the scale and tags as they were
 * when it was asked, and only until the deadline. What is given again takes the place of what was. Pure.
 */
import type { EventOf, RatingSettings, Time } from '@foyer/protocol'
import { defaultReplies, scoresOf } from '../replies-rules.ts'
import type { CommandOf } from './command.ts'
import { type Draft, type Drafts, nonEmpty, optional, system } from './draft.ts'
import { rejections } from './rejection.ts'
import type { ConversationState, StateRating } from './state.ts'

export function invite(state: ConversationState, { at, rating }: CommandOf<'rating.invite'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  if (state.rating !== null && (state.rating.given || isOpen(state.rating, at))) return rejections.invited
  return [{ ...invitation(rating ?? defaultReplies().rating, at), named: true }]
}

/** At the end, by itself, where the site asks and nobody has rated yet. */
export function inviteAtEnd(
  { rating }: ConversationState,
  at: Time,
  settings: RatingSettings | undefined,
): Draft[] {
  if (settings?.askAtEnd !== true || rating?.given === true) return []
  return [{ ...invitation(settings, at), by: system }]
}

function invitation({ scale, tags, comment, deadline }: RatingSettings, at: Time): Draft {
  const offered = Object.fromEntries(Object.entries(tags).filter(([, list]) => list.length > 0))
  return {
    type: 'rating.invited',
    scale: scoresOf[scale].most,
    ...nonEmpty('tags', [...new Set(Object.values(offered).flat())]),
    ...(Object.keys(offered).length === 0 ? {} : { tagsByScore: offered }),
    comment,
    until: at + deadline,
  }
}

export function rate(state: ConversationState, command: CommandOf<'rating.give'>): Drafts {
  const { at, score, tags, comment } = command
  const rating = state.rating ?? unasked(state, command.rating)
  if (rating === null) return rejections.notInvited
  if (!isOpen({ until: rating.until ?? untilOf(state, command.rating) }, at)) return rejections.rateTooLate
  if (score > rating.scale || (score === 0 && rating.scale === scoresOf.stars.most))
    return rejections.overScale
  const offered = rating.tagsByScore?.[score] ?? []
  if (rating.tagsByScore !== undefined && tags?.some((tag) => !offered.includes(tag)))
    return rejections.noSuchTag
  return [
    {
      type: 'rating.given',
      score,
      scale: rating.scale,
      ...optional('tags', tags),
      ...optional('comment', comment),
      named: true,
    },
  ]
}

/** Who was not asked may rate what is over, also where the site does not ask. */
function unasked(
  { status }: ConversationState,
  { scale, tags }: RatingSettings = defaultReplies().rating,
): StateRating | null {
  if (status !== 'closed') return null
  return {
    scale: scoresOf[scale].most,
    given: false,
    ...(Object.values(tags).some((list) => list.length > 0) ? { tagsByScore: tags } : {}),
  }
}

/** For what was given unasked: counted from the end. */
function untilOf(
  { closedAt }: ConversationState,
  { deadline }: RatingSettings = defaultReplies().rating,
): Time | undefined {
  return closedAt === null ? undefined : closedAt + deadline
}

function isOpen({ until }: { until?: Time | undefined }, at: Time): boolean {
  return until === undefined || at <= until
}

export function invited(
  before: StateRating | null,
  { scale, until, tagsByScore }: EventOf<'rating.invited'>,
): StateRating {
  return {
    ...(before?.given ? before : {}),
    scale,
    given: before?.given ?? false,
    ...optional('until', until),
    ...optional('tagsByScore', tagsByScore),
  }
}

export function given(
  before: StateRating | null,
  { score, scale, tags, comment }: EventOf<'rating.given'>,
): StateRating {
  const { until, tagsByScore } = before ?? {}
  return {
    scale: scale ?? before?.scale ?? scoresOf.stars.most,
    given: true,
    score,
    ...optional('until', until),
    ...optional('tagsByScore', tagsByScore),
    ...optional('tags', tags),
    ...optional('comment', comment),
  }
}
