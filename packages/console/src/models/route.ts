/**
 * Where the console is, read from and written to the address's hash.
 * Anything that is not a place of ours leads to the agent's own list.
 */
import type { Id } from '@foyer/protocol'

export const lists = [
  'mine',
  'unassigned',
  'bot',
  'all',
  'unread',
  'unreplied',
  'snoozed',
  'closed',
  'suspected',
] as const
export type ShownList = (typeof lists)[number]

/** Of the settings, as they are listed: what visitors see, what happens in conversations, what is of the site itself. */
export const sectionGroups = {
  ofWidget: ['appearance', 'welcome', 'texts', 'around', 'greetings', 'forms'],
  ofConversations: [
    'inbox',
    'hours',
    'idle',
    'messages',
    'tags',
    'visitors',
    'mail',
    'replies',
    'afterwards',
  ],
  ofSite: ['install', 'origins', 'privacy', 'general'],
} as const
export const sections = Object.values(sectionGroups).flat()
export type Section = (typeof sections)[number]

export const assistantTabs = ['answers', 'behaviour', 'test', 'unanswered', 'figures'] as const
export type AssistantTab = (typeof assistantTabs)[number]

export const visitorLists = ['everybody', 'onSite', 'spokeToday', 'left'] as const
export type VisitorList = (typeof visitorLists)[number]

export const peopleTabs = ['agents', 'roles', 'departments', 'log'] as const
export type PeopleTab = (typeof peopleTabs)[number]

export type Route =
  | { screen: 'setup'; code: string }
  | { screen: 'password'; code: string }
  /** Of whoever holds an invitation's link. */
  | { screen: 'invitation'; code: string }
  | { screen: 'inbox'; list: ShownList; conversation: Id | null }
  /** `entry` is of the answers alone. */
  | { screen: 'assistant'; site: string | null; tab: AssistantTab; entry: Id | 'new' | null }
  | { screen: 'settings'; site: string | null; section: Section }
  | { screen: 'visitors'; site: string | null; list: VisitorList; visitor: Id | null }
  | { screen: 'records'; site: string | null; conversation: Id | null }
  | { screen: 'reports'; site: string | null }
  | { screen: 'people'; site: string | null; tab: PeopleTab }
  | { screen: 'quickReplies'; site: string | null }
  | { screen: 'ratings'; site: string | null }
  | { screen: 'routing'; site: string | null }
  | { screen: 'preferences' }

const home: Route = { screen: 'inbox', list: 'mine', conversation: null }

export function readRoute(hash: string): Route {
  const [screen, first, second, third] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode)
  if ((screen === 'setup' || screen === 'invitation' || screen === 'password') && first)
    return { screen, code: first }
  if (screen === 'inbox') {
    const list = lists.find((name) => name === first)
    return list === undefined ? home : { screen, list, conversation: second || null }
  }
  if (screen === 'assistant') {
    const tab = assistantTabs.find((name) => name === second) ?? 'answers'
    return { screen, site: first || null, tab, entry: tab === 'answers' ? third || null : null }
  }
  if (screen === 'visitors') {
    const list = visitorLists.find((name) => name === second) ?? 'everybody'
    return { screen, site: first || null, list, visitor: third || null }
  }
  if (screen === 'settings') {
    return { screen, site: first || null, section: sections.find((name) => name === second) ?? 'appearance' }
  }
  if (screen === 'records') return { screen, site: first || null, conversation: second || null }
  if (screen === 'reports') return { screen, site: first || null }
  if (screen === 'people') {
    return { screen, site: first || null, tab: peopleTabs.find((name) => name === second) ?? 'agents' }
  }
  if (screen === 'quickReplies' || screen === 'ratings') return { screen, site: first || null }
  if (screen === 'routing') return { screen, site: first || null }
  return screen === 'preferences' ? { screen } : home
}

export function writeRoute(route: Route): string {
  return `#/${partsOf(route).map(encodeURIComponent).join('/')}`
}

function partsOf(route: Route): string[] {
  switch (route.screen) {
    case 'setup':
    case 'password':
    case 'invitation':
      return [route.screen, route.code]
    case 'inbox':
      return route.conversation === null ? ['inbox', route.list] : ['inbox', route.list, route.conversation]
    case 'assistant': {
      const place = ['assistant', route.site ?? '', route.tab]
      return route.entry === null ? place : [...place, route.entry]
    }
    case 'visitors': {
      const place = ['visitors', route.site ?? '', route.list]
      return route.visitor === null ? place : [...place, route.visitor]
    }
    case 'settings':
      return ['settings', route.site ?? '', route.section]
    case 'records':
      return ['records', route.site ?? '', ...(route.conversation === null ? [] : [route.conversation])]
    case 'reports':
      return ['reports', route.site ?? '']
    case 'people':
      return ['people', route.site ?? '', route.tab]
    case 'quickReplies':
    case 'ratings':
      return [route.screen, route.site ?? '']
    case 'routing':
      return ['routing', route.site ?? '']
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
