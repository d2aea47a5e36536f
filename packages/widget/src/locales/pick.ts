/** The languages that there are. No two of them share their first subtag. */
export const locales = ['en', 'ar', 'de', 'es', 'fr', 'id', 'ja', 'pl', 'pt-BR', 'zh-CN'] as const
export type LocaleName = (typeof locales)[number]

/** The nearest language to a tag: `pt` and `pt-PT` get `pt-BR`; English where there is none. */
export const pickLocale = (tag: string): LocaleName =>
  locales.find((name) => new RegExp(`^${name.slice(0, 2)}\\b`, 'i').test(tag)) ?? 'en'
