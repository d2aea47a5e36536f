import type { Dress } from './host.ts'

/**
 * For dates and numbers: the page's language as the visitor's browser writes it, so that it is 18:14 in Britain and
 * 6:14 PM in America. A page's `lang` may be anything, and formats throw on what is no language tag.
 */
export function tagFor({ tag, locale }: Pick<Dress, 'tag' | 'locale'>, spoken = navigator.languages): string {
  try {
    const [own = locale] = Intl.getCanonicalLocales(tag)
    return spoken.find((one) => one.startsWith(`${own}-`)) ?? own
  } catch {
    return locale
  }
}
