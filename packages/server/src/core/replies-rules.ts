/**
 * What the settings of ratings, summaries, translation and products are at first and must be, beyond their
 * types: tags of scores that exist, fields with names, addresses that are addresses. Pure.
 */
import type {
  ProductSettings,
  ProtocolError,
  RatingScale,
  RatingSettings,
  SiteSettings,
  SummarySettings,
  TranslationSettings,
} from '@foyer/protocol'
import { isPlainKey, isWebLink, pointer, wrong } from './rule-words.ts'

const day = 24 * 60 * 60_000

export const repliesLimits = {
  /** Milliseconds. */
  deadline: { least: 60_000, most: 90 * day },
  tags: 20,
  categories: 300,
  fields: 30,
} as const

export type RepliesSettings = Pick<SiteSettings, 'rating' | 'summary' | 'translation' | 'products'>

export function defaultReplies(): {
  rating: RatingSettings
  summary: SummarySettings
  translation: TranslationSettings
  products: ProductSettings
} {
  return {
    rating: { scale: 'stars', askAtEnd: false, tags: {}, comment: true, deadline: 7 * day },
    summary: { isAsked: false, isRequired: false, categories: [], progress: [], fields: [] },
    translation: { kind: 'off', url: '' },
    products: { feed: '' },
  }
}

/** The scores that a scale has, from lowest to highest. */
export const scoresOf: Record<RatingScale, { least: number; most: number }> = {
  stars: { least: 1, most: 5 },
  ten: { least: 0, most: 10 },
  thumbs: { least: 0, most: 1 },
}

type Wrong = { error: ProtocolError } | null

export function repliesProblem({ rating, summary, translation, products }: RepliesSettings): Wrong {
  return ratingProblem(rating) ?? summaryProblem(summary) ?? addressProblem(translation, products)
}

function ratingProblem({ scale, tags, deadline }: RatingSettings): Wrong {
  const { least, most } = scoresOf[scale]
  for (const [score, offered] of Object.entries(tags)) {
    const path = `/rating/tags/${pointer(score)}`
    const isScore = /^\d{1,2}$/.test(score) && Number(score) >= least && Number(score) <= most
    if (!isScore) return wrong(path, `This scale goes from ${least} to ${most}.`)
    if (offered.length > repliesLimits.tags) {
      return wrong(path, `A score has at most ${repliesLimits.tags} tags.`)
    }
    if (offered.some((tag) => tag.trim() === '' || tag.length > 64)) {
      return wrong(path, 'A tag has between 1 and 64 characters.')
    }
  }
  if (
    !Number.isInteger(deadline) ||
    deadline < repliesLimits.deadline.least ||
    deadline > repliesLimits.deadline.most
  ) {
    return wrong('/rating/deadline', 'The time to rate is between a minute and 90 days, in milliseconds.')
  }
  return null
}

function summaryProblem({ categories, progress, fields }: SummarySettings): Wrong {
  for (const [key, list] of [
    ['categories', categories],
    ['progress', progress],
  ] as const) {
    const empty = list.findIndex((name) => name.trim() === '')
    if (empty >= 0) return wrong(`/summary/${key}/${empty}`, 'A name is needed.')
  }
  const ids = new Set<string>()
  for (const [index, { id, label, type, choices }] of fields.entries()) {
    const path = `/summary/fields/${index}`
    if (ids.has(id)) return wrong(`${path}/id`, 'Two fields have the same id.')
    ids.add(id)
    if (!isPlainKey(id)) return wrong(`${path}/id`, 'This id cannot be used for a field.')
    if (label.trim() === '') return wrong(`${path}/label`, 'A field needs a name.')
    if (type === 'choice' && choices.length === 0) {
      return wrong(`${path}/choices`, 'A choice needs something to choose from.')
    }
  }
  return null
}

function addressProblem(translation: TranslationSettings, products: ProductSettings): Wrong {
  if (translation.url !== '' && !isWebLink(translation.url)) {
    return wrong('/translation/url', 'An address begins with https:// or http://.')
  }
  if (translation.kind === 'libre' && translation.url === '') {
    return wrong('/translation/url', 'LibreTranslate needs the address of a server.')
  }
  if (products.feed !== '' && !isWebLink(products.feed)) {
    return wrong('/products/feed', 'An address begins with https:// or http://, or is empty.')
  }
  return null
}
