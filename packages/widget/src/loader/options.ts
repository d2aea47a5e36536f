/** What the page asks for, checked: what is wrong is named in the console, with what is right, and left out. Never throws. */
import type { FoyerOptions } from '../api.ts'

/** Speaks to whoever builds the page. */
export const complain = (...words: unknown[]): void => console.error('[foyer]', ...words)

/** Why a verb was not done. */
export const fail = (code: string) => Object.assign(Error(code), { code })

/** A verb as the page gets it. A failure is told here too, so that one which nobody awaits is none of the page's. */
export const attempt = <T>(verb: string, work: () => T | Promise<T>): Promise<T> => {
  const done = (async () => work())()
  done.catch((reason) => complain(verb, reason))
  return done
}

const right =
  /^(url=https?:.+|(site|locale)=[\w.-]+|theme=(light|dark|auto)|color=#[\da-f]{6}|position=(start|end)|offset[XY]=\d+|hidden=(true|false|)|(title|launcherText|global|inline)=.*)$/is

/** The options that are right. */
export function checkOptions(given: object): Partial<FoyerOptions> {
  const options: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (right.test(`${name}=${value}`)) options[name] = value
    else if (value !== undefined) complain(`bad ${name}:`, value, right)
  }
  return options
}
