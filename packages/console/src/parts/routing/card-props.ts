/** What every card of the routing is given. */
import type { RoutingSettings, SiteSettings } from '@foyer/protocol'
import type { Colleague } from '../../models/http.ts'
import type { SiteDraft } from '../use-site-draft.ts'

export interface RoutingCardProps {
  site: string
  settings: SiteSettings
  routing: RoutingSettings
  colleagues: Colleague[]
  draft: SiteDraft
  change: (some: Partial<RoutingSettings>) => void
}
