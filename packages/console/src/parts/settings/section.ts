/** What every section of the settings is given. */
import type { SiteSettings } from '@foyer/protocol'

export interface SectionProps {
  site: string
  settings: SiteSettings
  set: (change: Partial<SiteSettings>) => void
  /** What the server said of the field at this path or within it. */
  faultAt?: (path: string) => string | null
}
