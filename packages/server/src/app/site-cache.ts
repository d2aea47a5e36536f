/**
 * Every site's settings as this node has them, so that a frame or an upgrade asks no database. Read again
 * when somebody changes them here, when another node says so, and every few seconds in case that was lost.
 */
import type { SiteSettings } from '@foyer/protocol'
import type { Clock } from '../ports/clock.ts'
import type { Sites, StoredSite } from '../ports/sites.ts'
import type { Changes } from './changes.ts'

/** Milliseconds. */
const readEvery = 10_000
const lookUpEvery = 250

export interface SiteCache {
  settingsOf(site: string): SiteSettings | null
  ids(): string[]
  /** Changes with every change of the site's settings or FAQ; 0 for an unknown site. */
  revisionOf(site: string): number
  /** Calls when a site that was on is off, or gone. */
  onOff(listener: (site: string) => void): void
  /** Reads again for a site that is not known: the command line may just have added it. */
  lookUp(): Promise<void>
  stop(): void
}

export async function createSiteCache(ports: {
  sites: Sites
  changes: Changes
  clock: Clock
  report(fault: unknown): void
}): Promise<SiteCache> {
  const { sites, changes, clock, report } = ports
  let known = byId(await sites.all())
  let cancel = clock.after(readEvery, again)
  let lookedUpAt = Number.NEGATIVE_INFINITY

  const offListeners: ((site: string) => void)[] = []

  async function read(): Promise<void> {
    const now = byId(await sites.all())
    const before = known
    known = now
    for (const [id, { settings }] of before) {
      if (!settings.enabled || known.get(id)?.settings.enabled === true) continue
      for (const listener of offListeners) listener(id)
    }
  }
  function again(): void {
    cancel = clock.after(readEvery, again)
    void read().catch(report)
  }
  const stopListening = changes.listen((change) => {
    if (change.site !== undefined) void read().catch(report)
  })

  return {
    ids: () => [...known.keys()],
    settingsOf: (site) => known.get(site)?.settings ?? null,
    revisionOf: (site) => known.get(site)?.revision ?? 0,
    onOff: (listener) => void offListeners.push(listener),
    async lookUp() {
      const now = clock.monotonic()
      // Strangers may ask for sites that never were, as often as they like.
      if (now - lookedUpAt < lookUpEvery) return
      lookedUpAt = now
      await read()
    },
    stop() {
      cancel()
      stopListening()
    },
  }
}

function byId(all: StoredSite[]): Map<string, StoredSite> {
  return new Map(all.map((site) => [site.id, site]))
}
