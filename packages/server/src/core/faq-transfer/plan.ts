/**
 * What a file changes in a site's FAQ: its entries are known by question and language, and nothing that the
 * file does not name is touched. Pure.
 */
import type { FaqEntry } from '@foyer/protocol'
import { faqLimits, foldQuestion } from '../faq-rules.ts'
import { type ReadEntries, type ReadEntry, type Skipped, skip, tidyEntry, type WholeDraft } from './entry.ts'

export interface ImportPlan {
  create: WholeDraft[]
  /** Entries of the site as they are to be. */
  change: FaqEntry[]
  same: number
  skipped: Skipped[]
}

export function planImport(existing: FaqEntry[], { entries, skipped }: ReadEntries): ImportPlan {
  const plan: ImportPlan = { create: [], change: [], same: 0, skipped: [...skipped] }
  const seen = new Set<string>()
  // A site may hold the same question twice; then the file's first is the site's first, and so on.
  const known = Map.groupBy(existing, (entry) => keyOf(entry.question, entry.locale))
  const alike = Map.groupBy(existing, (entry) => foldQuestion(entry.question))
  // Where the file has no languages, the site's only entry of a question is meant, whatever its language.
  function localeFor({ question, locale }: ReadEntry): string | null {
    if (locale !== undefined) return locale
    const [first, ...others] = alike.get(foldQuestion(question)) ?? []
    return first === undefined || others.length > 0 ? null : first.locale
  }

  for (const read of entries) {
    const key = keyOf(read.question, localeFor(read))
    const before = known.get(key)?.shift()
    if (before === undefined && seen.has(key)) {
      plan.skipped.push(skip(read.row, read.question, 'This question stands earlier in the file.'))
    } else if (before === undefined && existing.length + plan.create.length >= faqLimits.entries) {
      plan.skipped.push(skip(read.row, read.question, `A site has at most ${faqLimits.entries} FAQ entries.`))
    } else if (before === undefined) {
      plan.create.push(draftOf(read))
    } else {
      const after = { ...before, ...said(read) }
      if (isSame(before, after)) plan.same += 1
      else plan.change.push(after)
    }
    seen.add(key)
  }
  plan.skipped.sort((one, other) => one.row - other.row)
  return plan
}

function keyOf(question: string, locale: string | null): string {
  return `${(locale ?? '').toLowerCase()} ${foldQuestion(question)}`
}

/** New entries are drafts until somebody says otherwise: visitors see nothing that nobody has looked at. */
function draftOf(read: ReadEntry): WholeDraft {
  const { question, answer, phrasings = [], category = '', locale = null, published = false } = read
  return { question, answer, phrasings, category, locale, published }
}

function said({ row: _row, ...fields }: ReadEntry): Partial<WholeDraft> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function isSame(one: FaqEntry, other: FaqEntry): boolean {
  return JSON.stringify(comparable(one)) === JSON.stringify(comparable(other))
}

/** In the spelling that a file keeps: a line break within a phrasing is no difference. */
function comparable(entry: FaqEntry): unknown[] {
  const { question, answer, phrasings, category, locale } = tidyEntry({ row: 0, ...entry })
  return [question, answer, phrasings, category, locale?.toLowerCase() ?? null, entry.published]
}
