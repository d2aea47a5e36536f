/** An entry of the FAQ as its editor holds it, and back: tidied, each phrasing once. Pure. */
import type { FaqDraft, FaqEntry } from '@foyer/protocol'
import type { Beginning } from './assistant.ts'
import { withPhrasings } from './faq.ts'

export interface EntryFields {
  question: string
  phrasings: string[]
  answer: string
  category: string
  locale: string
  published: boolean
}

export function fieldsOf(entry: FaqEntry | null): EntryFields {
  return {
    question: entry?.question ?? '',
    phrasings: entry?.phrasings ?? [],
    answer: entry?.answer ?? '',
    category: entry?.category ?? '',
    locale: entry?.locale ?? '',
    published: entry?.published ?? true,
  }
}

export function begun(beginning: Beginning | null): EntryFields {
  const { question = '', phrasings = [] } = beginning ?? {}
  return { ...fieldsOf(null), question, phrasings }
}

export function draftOf({ question, phrasings, answer, category, locale, published }: EntryFields): FaqDraft {
  return {
    question: question.trim(),
    answer: answer.trim(),
    phrasings: withPhrasings({ question, phrasings: [] }, phrasings),
    category: category.trim(),
    locale: locale === '' ? null : locale,
    published,
  }
}
