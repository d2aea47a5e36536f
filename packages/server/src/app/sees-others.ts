/** What of each site somebody sees in lists and searches: by its role there, and by the site's settings. */
import type { SiteSettings } from '@foyer/protocol'
import { type Scope, wholeSite } from '../core/inbox/lists.ts'
import type { Rights, Roles } from './rights.ts'

interface Agent {
  role: 'agent' | 'assistant'
  sites: readonly string[]
  roles: Roles
}

/** An assistant has no role, and sees all of its sites. */
export function seesOthers(rights: Rights, who: Omit<Agent, 'sites'>, site: string): boolean {
  return who.role === 'assistant' || rights.may(who, site, 'conversation.openOthers')
}

export function scopesOf(
  { rights, settingsOf }: { rights: Rights; settingsOf(site: string): SiteSettings | null },
  who: Agent,
  only?: string,
): Scope[] {
  return who.sites
    .filter((site) => only === undefined || site === only)
    .map((site) => ({
      site,
      others: seesOthers(rights, who, site),
      unread: settingsOf(site)?.inbox.unread ?? wholeSite(site).unread,
    }))
}
