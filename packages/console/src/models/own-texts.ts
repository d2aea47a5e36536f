/** The site's own words in place of the widget's (WG-15), while they are edited: pure. */
import type { OwnTexts, TextForms } from '@foyer/protocol'

export type Words = string | TextForms
export type Form = Intl.LDMLPluralRule

/** Forms that numbers have in a language, in the order of the numbers. */
export function formsOf(language: string): Form[] {
  const order: Form[] = ['zero', 'one', 'two', 'few', 'many', 'other']
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
  return order.filter((form) => pluralCategories.includes(form))
}

/** With one text said otherwise; what is empty or as usual is not said at all. */
export function setWords(
  own: OwnTexts,
  language: string,
  key: string,
  words: Words | null,
  usual: Words,
): OwnTexts {
  const { [key]: _, ...others } = own[language] ?? {}
  const isUsual = words === null || words === '' || JSON.stringify(words) === JSON.stringify(usual)
  const texts = isUsual ? others : { ...others, [key]: words }
  const { [language]: __, ...rest } = own
  return Object.keys(texts).length === 0 ? rest : { ...rest, [language]: texts }
}

/** What each form says now; a text that was saved in one form says it in all. */
export function sayForms(words: Words | undefined, usual: TextForms, forms: readonly Form[]): TextForms {
  const said = typeof words === 'string' ? { other: words } : words
  const filled = forms.map((form) => [form, said?.[form] ?? said?.other ?? usual[form] ?? usual.other])
  return { other: usual.other, ...Object.fromEntries(filled) }
}

/** A `{place}` that the widget does not fill; null where there is none. */
export function strayPlace(text: string, places: readonly string[]): string | null {
  for (const [place, name] of text.matchAll(/\{(\w+)\}/g)) if (!places.includes(name!)) return place
  return null
}
