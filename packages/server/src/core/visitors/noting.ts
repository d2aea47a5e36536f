/**
 * Whether a visitor's message tells something of it (IN-5, IN-6): asked of every message before it is stored, so it
 * looks at the text alone. Nearly none does, and then nothing more is stored than the message.
 */
import type { Event, SiteSettings } from '@foyer/protocol'
import { extract } from '../extraction/extract.ts'
import { containsWord } from './tag-rules.ts'

/** What of a site's settings is looked for. */
export interface Noting {
  extracts: boolean
  /** Lower case. */
  words: readonly string[]
}

/** Undefined where the site looks for nothing. */
export function notingOf({ visitors, tags }: Pick<SiteSettings, 'visitors' | 'tags'>): Noting | undefined {
  const words = tags.rules.filter(({ when }) => when === 'message').map(({ value }) => value.toLowerCase())
  if (!visitors.extraction && words.length === 0) return undefined
  return { extracts: visitors.extraction, words }
}

export function isToNote(event: Event, noting: Noting | undefined): boolean {
  // Which of its fields say something of the visitor stands in the form.
  if (event.type === 'form.submitted') return true
  if (event.type !== 'message.posted' || event.by.kind !== 'visitor') return false
  if (event.body.kind === 'filled' && event.body.fields.some(({ sets }) => sets !== undefined)) return true
  if (noting === undefined || (event.body.kind !== 'text' && event.body.kind !== 'filled')) return false
  const { text } = event.body
  return (
    noting.words.some((word) => containsWord(text, word)) || (noting.extracts && extract(text).length > 0)
  )
}
