/** The npm entry: the same widget, its parts fetched by the page's own bundler. */
import type { Foyer, FoyerOptions } from './api.ts'
import { createInstance } from './loader/instance.ts'
import { fetchTexts } from './locales/load.ts'
import type { LocaleName } from './locales/pick.ts'
import type { Pieces } from './panel/host.ts'
import { foyerOf } from './verbs.ts'

/**
 * Puts a widget on the page. Asks the server for the site's settings at once and for nothing else until
 * somebody uses it. Wrong options are told in the browser's console; the widget is then not there. Where there is no
 * document, as on a server that renders pages, it does nothing: every verb is done at once.
 */
export function createFoyer(options: FoyerOptions): Foyer {
  return foyerOf(
    globalThis.document
      ? createInstance(options, {
          panel: () => import('./panel/index.tsx'),
          texts: ((name: LocaleName | 'greet') =>
            name === 'greet' ? import('./greet/greet.ts') : fetchTexts[name]()) as Pieces['texts'],
        })
      : (verb) => (verb === 'on' ? () => {} : Promise.resolve()),
  )
}
