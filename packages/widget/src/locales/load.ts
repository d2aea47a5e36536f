/** Fetches one language, for bundlers: each is a file of its own. The script tag has names of built files instead. */
import type { LocaleName } from './pick.ts'
import type { LocaleTexts } from './texts.ts'

export const fetchTexts: Record<LocaleName, () => Promise<LocaleTexts>> = {
  en: () => import('./en.ts'),
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  id: () => import('./id.ts'),
  ja: () => import('./ja.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  zh: () => import('./zh.ts'),
}
