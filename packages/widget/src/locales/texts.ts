/** What a language file holds. Plural forms are those of `Intl.PluralRules` for that language. */
import type { en } from './en.ts'
import type { later } from './en-later.ts'

export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }
type Shape<T> = {
  [K in keyof T]: T[K] extends string ? string : T[K] extends { other: string } ? Plural : Shape<T[K]>
}

/** What the panel says until something is written. */
export type FirstTexts = Shape<typeof en>
/** What the pieces that are fetched later say; they come with the first of those. */
export type LaterTexts = Shape<typeof later>
export type Texts = FirstTexts & LaterTexts

/** What a language's file offers. */
export interface LocaleTexts {
  texts: FirstTexts
  fetchLater(): Promise<{ later: LaterTexts }>
}

/** Fills `{name}` places of a text. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place))
}

/** The form of a text that fits a number; `{n}` is the number as the language writes it. */
export function plural(forms: Plural, n: number, locale: string): string {
  const form = forms[new Intl.PluralRules(locale).select(n)] ?? forms.other
  return fill(form, { n: new Intl.NumberFormat(locale).format(n) })
}
