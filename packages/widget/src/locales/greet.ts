/** What the greeting's bubble says beside the site's own words: it comes before any language's file. */
import type { LocaleName } from './pick.ts'

export const dismissGreeting: Record<LocaleName, string> = {
  en: 'Dismiss',
  ar: 'إغلاق',
  de: 'Ausblenden',
  es: 'Descartar',
  fr: 'Ignorer',
  id: 'Tutup',
  ja: '閉じる',
  pl: 'Odrzuć',
  pt: 'Dispensar',
  zh: '关闭',
}
