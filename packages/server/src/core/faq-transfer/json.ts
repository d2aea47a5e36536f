/**
 * FAQ entries as JSON: `{entries: […]}` or the list alone, as exported and as `GET …/faq` answers. Refuses what
 * is no such list; a wrong entry is skipped.
 */
import type { FaqEntry } from '@foyer/protocol'
import {
  checkEntry,
  mostRows,
  type ReadEntry,
  type ReadFile,
  type Skipped,
  skip,
  tooManyRows,
} from './entry.ts'

/** What an entry has besides, when it comes from our own answers: ids and places are the site's. */
const passedOver = new Set(['id', 'site', 'place', 'updatedAt'])
const known = new Set(['question', 'answer', 'category', 'locale', 'published', 'phrasings'])

type Fields = Record<string, unknown>

export function entriesOfJson(text: string): ReadFile {
  if (text.trim() === '') return { problem: 'The file is empty.' }
  let whole: unknown
  try {
    whole = JSON.parse(text)
  } catch {
    return { problem: 'This is not JSON.' }
  }
  const list = Array.isArray(whole) ? whole : isFields(whole) ? whole.entries : undefined
  if (!Array.isArray(list)) {
    return { problem: 'The file holds a list of entries, or an object with such a list.', path: '/entries' }
  }
  if (list.length > mostRows) return tooManyRows(list.length)

  const entries: ReadEntry[] = []
  const skipped: Skipped[] = []
  const strange = new Set<string>()
  for (const [index, item] of (list as unknown[]).entries()) {
    const row = index + 1
    const read = isFields(item) ? readEntry(row, item) : skip(row, '', 'It is not an object.')
    const checked = 'reason' in read ? read : checkEntry(read)
    if ('reason' in checked) skipped.push(checked)
    else entries.push(checked)
    for (const key of isFields(item) ? Object.keys(item) : []) {
      if (known.has(key) || passedOver.has(key) || strange.has(key) || strange.size >= mostStrange) continue
      strange.add(key)
      skipped.push(skip(row, key, 'There is no such field: it was left out, here and in what follows.'))
    }
  }
  return { entries, skipped }
}

/** Names of unknown fields that are said; a file of ours has none. */
const mostStrange = 20

export function jsonOf(entries: FaqEntry[]): string {
  const drafts = entries.map(({ question, phrasings, answer, category, locale, published }) => ({
    question,
    phrasings,
    answer,
    category,
    locale,
    published,
  }))
  return `${JSON.stringify({ entries: drafts }, null, 2)}\n`
}

function readEntry(row: number, fields: Fields): ReadEntry | Skipped {
  const { question, answer, category, locale, published, phrasings } = fields
  const name = typeof question === 'string' ? question : ''
  const wrong = (what: string) => skip(row, name, `Its ${what}.`)
  if (!isText(question ?? '')) return wrong('question is not a text')
  if (!isText(answer ?? '')) return wrong('answer is not a text')
  if (!isText(category ?? '')) return wrong('category is not a text')
  if (!isText(locale ?? '')) return wrong('locale is neither a text nor null')
  if (published != null && typeof published !== 'boolean')
    return wrong('“published” is neither true nor false')
  if (phrasings != null && !(Array.isArray(phrasings) && phrasings.every(isText))) {
    return wrong('phrasings are not a list of texts')
  }
  return {
    row,
    question: name,
    answer: (answer as string | null | undefined) ?? '',
    category: (category as string | null | undefined) ?? undefined,
    // Null is said here: in every language.
    locale: locale as string | null | undefined,
    published: published ?? undefined,
    phrasings: (phrasings as string[] | null | undefined) ?? undefined,
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
