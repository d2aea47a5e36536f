import type { Dress } from './host.ts'

type Spoken = Pick<Dress, 'tag' | 'locale'>

/** What is no language tag is none: a page's `lang` may be anything, and so may a browser's. Formats throw on it. */
function canonical(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag)
  } catch {
    return []
  }
}

/** The page's language. */
export const pageTag = ({ tag, locale }: Spoken): string => canonical(tag)[0] ?? locale

/**
 * For dates and numbers: the page's language as the visitor's browser writes it, so that it is 18:14 in Britain and
 * 6:14 PM in America.
 */
export function tagFor(page: Spoken, spoken = navigator.languages): string {
  const tag = pageTag(page)
  return spoken.flatMap(canonical).find((one) => one.startsWith(`${tag}-`)) ?? tag
}
