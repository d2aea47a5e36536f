/**
 * Where the console is, read from and written to the address's hash.
 * Anything that is not a place of ours leads to the agent's own list.
 */
import type { Id } from '@foyer/protocol'

export const lists = ['mine', 'unassigned', 'all', 'closed'] as const
export type ShownList = (typeof lists)[number]

export const sections = [
  'appearance',
  'welcome',
  'origins',
  'messages',
  'privacy',
  'install',
  'general',
] as const
export type Section = (typeof sections)[number]

export type Route =
  | { screen: 'setup'; code: string }
  | { screen: 'inbox'; list: ShownList; conversation: Id | null }
  | { screen: 'faq'; site: string | null; entry: Id | 'new' | null }
  | { screen: 'settings'; site: string | null; section: Section }
  | { screen: 'preferences' }

const home: Route = { screen: 'inbox', list: 'mine', conversation: null }

export function readRoute(hash: string): Route {
  const [screen, first, second] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode)
  if (screen === 'setup' && first) return { screen, code: first }
  if (screen === 'inbox') {
    const list = lists.find((name) => name === first)
    return list === undefined ? home : { screen, list, conversation: second || null }
  }
  if (screen === 'faq') return { screen, site: first || null, entry: second || null }
  if (screen === 'settings') {
    return { screen, site: first || null, section: sections.find((name) => name === second) ?? 'appearance' }
  }
  return screen === 'preferences' ? { screen } : home
}

export function writeRoute(route: Route): string {
  return `#/${partsOf(route).map(encodeURIComponent).join('/')}`
}

function partsOf(route: Route): string[] {
  switch (route.screen) {
    case 'setup':
      return ['setup', route.code]
    case 'inbox':
      return route.conversation === null ? ['inbox', route.list] : ['inbox', route.list, route.conversation]
    case 'faq':
      return ['faq', route.site, route.entry].filter((part) => part !== null)
    case 'settings':
      return ['settings', route.site ?? '', route.section]
    case 'preferences':
      return ['preferences']
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A stray percent sign, typed by hand.
    return part
  }
}
