/** The languages that there are, by their first subtag: Portuguese is Brazil's, Chinese is simplified. */
export const locales = ['en', 'ar', 'de', 'es', 'fr', 'id', 'ja', 'pl', 'pt', 'zh'] as const
export type LocaleName = (typeof locales)[number]

/** The nearest language to a tag such as `ar-EG`; English where there is none. */
export const pickLocale = (tag: string): LocaleName =>
  // Said again, as the loader has no room for the list.
  (/^(ar|de|es|fr|id|ja|pl|pt|zh)\b/i.exec(tag)?.[0].toLowerCase() as LocaleName) ?? 'en'
