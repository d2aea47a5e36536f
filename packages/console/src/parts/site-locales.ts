/** Languages that texts can be written in, with their names in the agent's own. */
import { locale } from '../locale.ts'

const offered = ['en', 'zh-CN', 'pl', 'id', 'de', 'fr', 'es', 'pt-BR', 'ja', 'ar']

/** `more` are languages that a site has besides the offered ones. */
export function siteLocales(more: string[]): { tag: string; name: string }[] {
  const tags = [...new Set([...offered, ...more])]
  return tags.map((tag) => ({ tag, name: localeName(tag) }))
}

export function localeName(tag: string): string {
  try {
    return new Intl.DisplayNames(locale.value, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
