/** What the page asks for, checked: what is wrong is named in the console and left out. Never throws. */
import type { FoyerOptions } from '../api.ts'

/** Speaks to whoever builds the page. */
export const complain = (...words: unknown[]): void => console.error('[foyer]', ...words)

const right =
  /^(url=https?:.+|(site|locale)=[\w.-]+|theme=(light|dark|auto)|color=#[\da-f]{6}|position=(start|end)|offset[XY]=\d+|hidden=(true|false|)|(title|launcherText|global)=.*)$/is

/** The options that are right. */
export function checkOptions(given: object): Partial<FoyerOptions> {
  const options: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (right.test(`${name}=${value}`)) options[name] = value
    else if (value !== undefined) complain(`bad ${name}:`, value)
  }
  return options
}
