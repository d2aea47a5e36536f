/** Which web origins may do what: the server's own for agents, a site's for its visitors. */
import { isAllowedOrigin } from '../core/origins.ts'
import type { Sites, StoredSite } from '../ports/sites.ts'

export interface Origins {
  /** Of the console: the server's own. */
  isOwn(origin: string): boolean
  /** The site, when the origin may act for its visitors. `origin` undefined: the client named none. */
  admit(site: string, origin: string | undefined): Promise<StoredSite | 'unknownSite' | 'forbidden'>
  /** Whether pages of this origin may read the site's answers. */
  isOf(site: StoredSite, origin: string): boolean
  /** Whether it is an origin of any site: for preflights, which do not say which one. */
  isOfAny(origin: string): Promise<boolean>
}

/** `own` is asked anew each time: a port picked at start is known only after it. */
export function createOrigins(ports: { sites: Sites; own: () => string[] }): Origins {
  const { sites, own } = ports
  const isOwn = (origin: string) => isAllowedOrigin(origin, own())
  const isOf = (site: StoredSite, origin: string) =>
    isOwn(origin) || isAllowedOrigin(origin, site.settings.origins)
  return {
    isOwn,
    isOf,
    async admit(id, origin) {
      const site = await sites.find(id)
      if (site === null) return 'unknownSite'
      const isAdmitted = origin === undefined ? site.settings.apps : isOf(site, origin)
      return isAdmitted ? site : 'forbidden'
    },
    async isOfAny(origin) {
      if (isOwn(origin)) return true
      return (await sites.all()).some((site) => isAllowedOrigin(origin, site.settings.origins))
    },
  }
}
