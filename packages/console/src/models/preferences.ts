/**
 * What an agent chose for this browser: theme, language, sound, notifications, single-key shortcuts.
 * Kept in local storage; a browser that refuses storage keeps the choice until the tab is closed.
 */
import { effect, signal } from '@preact/signals'

export interface Choices {
  theme: 'auto' | 'light' | 'dark'
  locale: 'auto' | 'en' | 'ar'
  sound: boolean
  /** The agent's wish; the browser's own permission is asked for beside it. */
  desktop: boolean
  shortcuts: boolean
  panel: boolean
  site: string
  /** Where completion looks (IN-8). */
  completion: 'off' | 'replies' | 'phrases' | 'both'
  /** Groups of the visitor's panel, in the agent's order, and those that are hidden (IN-4). */
  groups: { order: string[]; hidden: string[] }
}

const usual: Choices = {
  theme: 'auto',
  locale: 'auto',
  sound: true,
  desktop: false,
  shortcuts: true,
  panel: true,
  site: '',
  completion: 'both',
  groups: { order: [], hidden: [] },
}

export const completions = ['both', 'replies', 'phrases', 'off'] as const

const key = 'foyer.console.preferences'

export interface Storing {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

export function createPreferences(storage: Storing) {
  const choices = signal<Choices>(readChoices(storage))
  effect(() => write(storage, key, choices.value))
  return {
    choices,
    choose(change: Partial<Choices>) {
      choices.value = { ...choices.value, ...change }
    },
  }
}

export type Preferences = ReturnType<typeof createPreferences>

/** Reads JSON that an earlier version, or somebody's hand, may have left: null when it is none. */
export function read(storage: Storing, name: string): unknown {
  try {
    return JSON.parse(storage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

export function write(storage: Storing, name: string, value: unknown): void {
  try {
    storage.setItem(name, JSON.stringify(value))
  } catch {
    // Full or forbidden: what is in memory goes on.
  }
}

function readChoices(storage: Storing): Choices {
  const kept = read(storage, key)
  if (typeof kept !== 'object' || kept === null) return usual
  const held = kept as Partial<Record<keyof Choices, unknown>>
  const flag = (name: 'sound' | 'desktop' | 'shortcuts' | 'panel') =>
    typeof held[name] === 'boolean' ? held[name] : usual[name]
  return {
    theme: held.theme === 'light' || held.theme === 'dark' ? held.theme : 'auto',
    locale: held.locale === 'en' || held.locale === 'ar' ? held.locale : 'auto',
    sound: flag('sound'),
    desktop: flag('desktop'),
    shortcuts: flag('shortcuts'),
    panel: flag('panel'),
    site: typeof held.site === 'string' ? held.site : '',
    completion: completions.find((name) => name === held.completion) ?? usual.completion,
    groups: groupsOf(held.groups),
  }
}

function groupsOf(held: unknown): Choices['groups'] {
  const { order, hidden } = (held ?? {}) as Partial<Record<'order' | 'hidden', unknown>>
  const texts = (list: unknown) =>
    Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : []
  return { order: texts(order), hidden: texts(hidden) }
}
