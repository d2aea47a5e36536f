/** An entry on its way in: tidied, and held to the same limits as one typed in the console. Pure. */
import type { FaqDraft } from '@foyer/protocol'
import { faqLimits } from '../faq-rules.ts'
import { mendText } from '../mend-texts.ts'
import { localePattern } from '../rule-words.ts'

/** What a file says of an entry. What it does not mention is undefined, and stays as it is in an entry known. */
export interface ReadEntry {
  row: number
  question: string
  answer: string
  category?: string | undefined
  locale?: string | null | undefined
  published?: boolean | undefined
  phrasings?: string[] | undefined
}

export interface Skipped {
  row: number
  question: string
  reason: string
}

/** What was read of a whole file. */
export interface ReadEntries {
  entries: ReadEntry[]
  skipped: Skipped[]
}

/** Or the one reason why nothing could be. */
export type ReadFile = ReadEntries | { problem: string; path?: string }

/** Rows of a file, so that the report on a wrong one stays readable. */
export const mostRows = 5_000

export function tooManyRows(count: number): ReadFile {
  return { problem: `A file has at most ${mostRows} entries; this one has ${count}.` }
}

/** The entry in its one spelling, or why it is left out. */
export function checkEntry(read: ReadEntry): ReadEntry | Skipped {
  const entry = tidyEntry(read)
  const reason = reasonAgainst(entry)
  return reason === null ? entry : skip(entry.row, entry.question, reason)
}

/** The question is cut: it says which row is meant, and may be the very thing that is too long. */
export function skip(row: number, question: string, reason: string): Skipped {
  return { row, question: [...question].slice(0, 200).join(''), reason }
}

export function tidyEntry(read: ReadEntry): ReadEntry {
  return {
    ...read,
    question: oneLine(read.question),
    answer: lines(read.answer),
    category: read.category === undefined ? undefined : oneLine(read.category),
    phrasings: read.phrasings?.map(oneLine).filter((phrasing) => phrasing !== ''),
    locale: read.locale === undefined ? undefined : (read.locale ?? '').trim() || null,
  }
}

function reasonAgainst({ question, answer, category, locale, phrasings = [] }: ReadEntry): string | null {
  if (question === '') return 'It has no question.'
  if (answer === '') return 'It has no answer.'
  if (lengthOf(question) > faqLimits.question) return tooLong('question', faqLimits.question)
  if (lengthOf(answer) > faqLimits.answer) return tooLong('answer', faqLimits.answer)
  if (lengthOf(category ?? '') > faqLimits.category) return tooLong('category', faqLimits.category)
  if (phrasings.length > faqLimits.phrasings) return `It has more than ${faqLimits.phrasings} phrasings.`
  if (phrasings.some((phrasing) => lengthOf(phrasing) > faqLimits.phrasing)) {
    return tooLong('phrasing', faqLimits.phrasing)
  }
  if (locale != null && !new RegExp(localePattern).test(locale)) {
    return `“${[...locale].slice(0, 40).join('')}” is no language: one is written as en or pt-BR.`
  }
  return null
}

/** In code points, as schemas count. */
function lengthOf(text: string): number {
  return [...text].length
}

function tooLong(what: string, most: number): string {
  return `Its ${what} is longer than ${most} characters.`
}

/** The part of an entry that files carry, complete. */
export type WholeDraft = Required<FaqDraft>

export function oneLine(text: string): string {
  return mendText(text).replace(/\s+/gu, ' ').trim()
}

function lines(text: string): string {
  return mendText(text).replace(/\r\n?/g, '\n').trim()
}
