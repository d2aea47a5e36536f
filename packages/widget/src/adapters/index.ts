/** The surfaces of other widgets, for pages that are built with npm. */
import type { Foyer } from '../api.ts'
import { adaptTo, type Other } from './adapt.ts'

export type { Other } from './adapt.ts'

/**
 * Puts `$chatwoot`, `Intercom` or `$crisp` onto the window, as another way to say what `foyer` does. What they say of
 * the visitor becomes unverified attributes. Returns the way off. Where there is no window it does nothing.
 */
export function adapt(foyer: Foyer, ...names: Other[]): () => void {
  if (!globalThis.window) return () => {}
  const verbs = foyer as unknown as Record<string, (...words: unknown[]) => unknown>
  return adaptTo(names, (verb, ...words) => verbs[verb]!(...words), window)
}
