/** Where a script of ours finds what it fetches later: beside it, on the same server. */
import type { PanelModule, Pieces } from '../panel/host.ts'

/** Names of the built files, put in by the build: the panel's, and how each language's, and the greeting's, goes on. */
declare const PANEL: string
declare const LOCALES: string

export function piecesAt(origin: string): Pieces {
  let folder = `${origin}/widget/`
  // A browser keeps a failed import for the life of the page. Deeper in the folder the server has the same files
  // under other addresses, also for what is imported from there, so that it can be tried again.
  const piece = async (name: string) => {
    try {
      return await import(/* @vite-ignore */ folder + name)
    } catch (reason) {
      folder += '_/'
      throw reason
    }
  }
  return { panel: (): Promise<PanelModule> => piece(PANEL), texts: (name: string) => piece(name + LOCALES) }
}
