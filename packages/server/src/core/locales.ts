/** Which of a site's languages is nearest to the one that a visitor asks for. Pure. */

/** Exact, else the same language, else `fallback`. */
export function nearestLocale(wanted: string | undefined, have: readonly string[], fallback: string): string {
  if (wanted === undefined || wanted === '') return fallback
  const lower = wanted.toLowerCase()
  const exact = have.find((locale) => locale.toLowerCase() === lower)
  if (exact !== undefined) return exact
  const language = languageOf(wanted)
  if (languageOf(fallback) === language) return fallback
  return have.find((locale) => languageOf(locale) === language) ?? fallback
}

export function isSameLanguage(one: string, other: string): boolean {
  return languageOf(one) === languageOf(other)
}

function languageOf(locale: string): string {
  return locale.split(/[-_]/)[0]!.toLowerCase()
}
