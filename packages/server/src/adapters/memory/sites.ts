/** Sites, FAQ entries and the installation's values in maps, for tests. */
import type { FaqEntry } from '@foyer/protocol'
import type { Meta, Sites, StoredSite } from '../../ports/sites.ts'

/** `raise` is for what else changes a site's revision. */
export function createMemorySites(): Sites & { raise(site: string): void } {
  const sites = new Map<string, StoredSite>()
  let entries: FaqEntry[] = []

  return {
    raise,
    async create(id, settings) {
      if (sites.has(id)) return 'taken'
      sites.set(id, structuredClone({ id, settings, revision: 1 }))
      return 'created'
    },
    async find(id) {
      return structuredClone(sites.get(id) ?? null)
    },
    async all() {
      return structuredClone([...sites.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
    },
    async save(id, settings) {
      const found = sites.get(id)
      if (!found) return null
      found.settings = structuredClone(settings)
      found.revision += 1
      return structuredClone(found)
    },

    faq: async (site) => structuredClone(ofSite(site)),
    async createEntry(entry) {
      entries.push(structuredClone(entry))
      raise(entry.site)
    },
    async saveEntry(entry) {
      entries = entries.map((one) => (isSame(one, entry.site, entry.id) ? structuredClone(entry) : one))
      raise(entry.site)
    },
    async removeEntry(site, id) {
      const before = entries.length
      entries = entries.filter((one) => !isSame(one, site, id))
      raise(site)
      return entries.length < before
    },
    async orderEntries(site, ids) {
      const present = ofSite(site)
      const named = [...new Set(ids)].flatMap((id) => present.filter((entry) => entry.id === id))
      const order = [...named, ...present.filter((entry) => !named.includes(entry))]
      for (const [place, entry] of order.entries()) entry.place = place
      raise(site)
    },
  }

  function ofSite(site: string): FaqEntry[] {
    return entries
      .filter((entry) => entry.site === site)
      .sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1))
  }

  function raise(site: string): void {
    const found = sites.get(site)
    if (found) found.revision += 1
  }
}

export function createMemoryMeta(): Meta {
  const values = new Map<string, string>()
  return {
    get: async (key) => values.get(key) ?? null,
    async put(key, value) {
      values.set(key, value)
    },
    async init(key, value) {
      const present = values.get(key)
      if (present === undefined) values.set(key, value)
      return present ?? value
    },
    remove: async (key) => values.delete(key),
  }
}

function isSame(entry: FaqEntry, site: string, id: string): boolean {
  return entry.site === site && entry.id === id
}
