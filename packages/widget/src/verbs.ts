/** One call as methods. */
import { type Foyer, verbNames } from './api.ts'
import type { Call } from './panel/host.ts'

/** The verbs as methods, each to be passed on by itself. */
export function foyerOf(call: Call): Foyer {
  return Object.fromEntries(
    verbNames.map((verb) => [verb, (...words: unknown[]) => call(verb, ...words)]),
  ) as unknown as Foyer
}
