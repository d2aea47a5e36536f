/** Texts of a site that a model may answer from (AS-12). Plain rows; each change raises the site's revision. */
import type { Id, SiteDocument } from '@foyer/protocol'

export interface Documents {
  /** The oldest id first. */
  ofSite(site: string): Promise<SiteDocument[]>
  /** Again with the same id: replaced. */
  put(site: string, document: SiteDocument): Promise<void>
  /** False where there was none. */
  remove(site: string, id: Id): Promise<boolean>
}
