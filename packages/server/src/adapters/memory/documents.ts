/** Documents of sites in a map, for tests. */
import type { SiteDocument } from '@foyer/protocol'
import type { Documents } from '../../ports/documents.ts'

/** `raise`: every change of a site's documents changes its revision. */
export function createMemoryDocuments(raise: (site: string) => void): Documents {
  const bySite = new Map<string, Map<string, SiteDocument>>()
  return {
    async ofSite(site) {
      const all = [...(bySite.get(site)?.values() ?? [])]
      return structuredClone(all.sort((a, b) => (a.id < b.id ? -1 : 1)))
    },
    async put(site, document) {
      const documents = bySite.get(site) ?? new Map<string, SiteDocument>()
      bySite.set(site, documents.set(document.id, structuredClone(document)))
      raise(site)
    },
    async remove(site, id) {
      const isGone = bySite.get(site)?.delete(id) ?? false
      if (isGone) raise(site)
      return isGone
    },
  }
}
