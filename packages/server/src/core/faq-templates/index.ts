/** Usual FAQ entries to begin with, by language. What differs from shop to shop stands in [brackets]. Pure. */
import type { FaqTemplates } from '@foyer/protocol'
import { nearestLocale } from '../locales.ts'
import { arabic } from './ar.ts'
import { german } from './de.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { chinese } from './zh.ts'

export const templates: Record<string, FaqTemplates['templates']> = {
  en: english,
  ar: arabic,
  de: german,
  es: spanish,
  zh: chinese,
}

/** In the nearest language that there is; else in English. */
export function templatesFor(locale: string | undefined): FaqTemplates['templates'] {
  return templates[nearestLocale(locale, Object.keys(templates), 'en')]!
}
