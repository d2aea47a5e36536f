/** The languages that there are. */
export const locales = ['en', 'ar'] as const
export type LocaleName = (typeof locales)[number]

/** The nearest language to a tag such as `ar-EG`; English where there is none. */
export const pickLocale = (tag: string): LocaleName =>
  locales.find((name) => new RegExp(`^${name}\\b`, 'i').test(tag)) ?? 'en'
