/** The screens beside the inbox that somebody may use, in the order of the rail. */
import type { MessageKey } from '../locale.ts'
import { mayAnywhere, peoplePermissions } from '../models/may.ts'
import type { Route } from '../models/route.ts'
import type { IconName } from './icon.tsx'

export interface Place {
  to: Route
  name: MessageKey
  icon: IconName
  /** The name by which stories find it in the rail. */
  hook: string
}

export function placesFor(who: Parameters<typeof mayAnywhere>[0]): Place[] {
  const may = (...permissions: Parameters<typeof mayAnywhere>[1][]) => mayAnywhere(who, ...permissions)
  const all: (Place & { isShown: boolean })[] = [
    {
      to: { screen: 'assistant', site: null, tab: 'answers', entry: null },
      name: 'nav.assistant',
      icon: 'spark',
      hook: 'nav-assistant',
      isShown: may('faq.edit', 'assistant.edit'),
    },
    {
      to: { screen: 'visitors', site: null, list: 'everybody', visitor: null },
      name: 'nav.visitors',
      icon: 'globe',
      hook: 'nav-visitors',
      isShown: true,
    },
    {
      to: { screen: 'quickReplies', site: null },
      name: 'nav.quickReplies',
      icon: 'bolt',
      hook: 'nav-quick-replies',
      isShown: true,
    },
    {
      to: { screen: 'records', site: null, conversation: null },
      name: 'nav.records',
      icon: 'file',
      hook: 'nav-records',
      isShown: may('records.read'),
    },
    {
      to: { screen: 'reports', site: null },
      name: 'nav.reports',
      icon: 'chart',
      hook: 'nav-reports',
      isShown: may('reports.read'),
    },
    {
      to: { screen: 'people', site: null, tab: 'agents' },
      name: 'nav.people',
      icon: 'people',
      hook: 'nav-people',
      isShown: may(...Object.values(peoplePermissions)),
    },
    {
      to: { screen: 'routing', site: null },
      name: 'nav.routing',
      icon: 'branch',
      hook: 'nav-routing',
      isShown: may('routing.edit'),
    },
    {
      to: { screen: 'settings', site: null, section: 'appearance' },
      name: 'nav.settings',
      icon: 'settings',
      hook: 'nav-settings',
      isShown: may('settings.edit', 'routing.edit'),
    },
  ]
  return all.filter(({ isShown }) => isShown)
}
