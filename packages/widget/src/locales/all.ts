/** All texts of the widget, for those who let a site say them otherwise: the server checks, the console shows. */
import { en } from './en.ts'
import { later } from './en-later.ts'
import { fetchTexts } from './load.ts'
import type { LocaleName } from './pick.ts'
import type { Plural, Texts } from './texts.ts'

export { launcherLeads } from './launcher.ts'
export { type LocaleName, locales, pickLocale } from './pick.ts'
export type { Plural, Texts }

/** What the widget says in a language, all of it. */
export async function readTexts(locale: LocaleName): Promise<Texts> {
  const { texts, fetchLater } = await fetchTexts[locale]()
  return { ...texts, ...(await fetchLater()).later }
}

/** Which texts there are, whether a number decides their form, and which `{places}` they fill. */
export function describeTexts(): Record<string, { isPlural: boolean; places: string[] }> {
  const all: Record<string, string | Plural> = { ...en, ...later }
  return Object.fromEntries(
    Object.entries(all).map(([key, text]) => {
      const isPlural = typeof text !== 'string'
      const places = [...(isPlural ? text.other : text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
      return [key, { isPlural, places: [...new Set(places)] }]
    }),
  )
}
