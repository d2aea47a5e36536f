/**
 * What the surfaces of other widgets are made of: a widget's own verbs, what it tells, and what to say of a thing that
 * has no counterpart here. A page that was written for another widget goes on; it never gets an exception.
 */
import type { FoyerEvents } from '../api.ts'
import { complain } from '../loader/options.ts'
import type { Call } from '../panel/host.ts'

export type Facts = Record<string, string | number | boolean>

export interface Surface {
  call(verb: string, ...words: unknown[]): Promise<unknown>
  /** Returns the way off. */
  hear<E extends keyof FoyerEvents>(event: E, listener: (detail: FoyerEvents[E]) => void): () => void
  /** What others know of the visitor becomes unverified attributes: nobody here signed it. */
  tell(facts: object, names?: Record<string, string>): void
  /** Says once that a thing has no counterpart. */
  miss(what: string): void
  readonly isOpen: boolean
  readonly isShown: boolean
  readonly unread: number
  end(): void
}

export function createSurface(call: Call): Surface {
  const offs: (() => void)[] = []
  const missed = new Set<string>()
  let isOpen = false
  let isShown = true
  let unread = 0
  const hear: Surface['hear'] = (event, listener) => {
    // Before the widget has loaded the way off comes later.
    const off = call('on', event, listener) as (() => void) | Promise<() => void> | undefined
    const end = () => void (typeof off === 'function' ? off() : off?.then((way) => way()))
    offs.push(end)
    return end
  }
  hear('open', () => (isOpen = true))
  hear('close', () => (isOpen = false))
  hear('unread', ({ count }) => (unread = count))
  return {
    call(verb, ...words) {
      if (verb === 'show' || verb === 'hide') isShown = verb === 'show'
      // A failure is told in the console already.
      return Promise.resolve(call(verb, ...words)).catch(() => {})
    },
    hear,
    tell(facts, names = {}) {
      const flat = flatten(facts, names)
      if (Object.keys(flat).length > 0) void this.call('setAttributes', flat)
    },
    miss(what) {
      if (missed.has(what)) return
      missed.add(what)
      complain('adapter', `${what} has no counterpart`)
    },
    get isOpen() {
      return isOpen
    },
    get isShown() {
      return isShown
    },
    get unread() {
      return unread
    },
    end() {
      for (const off of offs) off()
    },
  }
}

/** Texts, numbers and truths by name; what is within an object by `outer_inner`. */
export function flatten(facts: object, names: Record<string, string> = {}, prefix = ''): Facts {
  const flat: Facts = {}
  for (const [key, value] of Object.entries(facts)) {
    const name = names[prefix + key] ?? prefix + key
    if (name === '') continue
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      flat[name] = value
    else if (value && typeof value === 'object' && !Array.isArray(value) && prefix === '')
      Object.assign(flat, flatten(value, names, `${key}_`))
  }
  return flat
}
