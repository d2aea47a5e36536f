/** What agents know of visitors and do about them, put together. */
import type { Id, SiteSettings, Time } from '@foyer/protocol'
import type { Store } from '../adapters/sql/open.ts'
import { createBlocking } from '../app/blocking.ts'
import type { Changes } from '../app/changes.ts'
import { createErasing } from '../app/erasing.ts'
import type { Live } from '../app/live.ts'
import { createNoteProfile } from '../app/note-profile.ts'
import type { OperationLog } from '../app/operation-log.ts'
import type { Rights } from '../app/rights.ts'
import { createSiteVisitors } from '../app/site-visitors.ts'
import { createVisitorProfiles } from '../app/visitor-profile.ts'
import { createVisitorTags } from '../app/visitor-tags.ts'
import { createVisitorTimeline } from '../app/visitor-timeline.ts'
import type { VisitorTokens } from '../app/visitor-tokens.ts'
import { instantsOf, wallAt } from '../core/hours/zone.ts'
import type { Bus } from '../ports/bus.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Blobs } from '../ports/files.ts'
import type { Registry } from '../socket/registry.ts'

export function buildVisitors(parts: {
  store: Store
  blobs: Blobs
  live: Live
  registry: Registry
  changes: Changes
  rights: Rights
  operationLog: OperationLog
  bus: Bus
  clock: Clock
  chance: Chance
  clearLog(): void
  ownerOf: VisitorTokens['ownerOf']
  settingsOf(site: string): SiteSettings | null
  report(fault: unknown): void
}) {
  const { store, live, registry, changes, clock, chance, settingsOf, report } = parts
  const { visitors, conversations, sites, identities, visitorRecords: records } = store
  const { conversing } = live
  const isPresent = (visitor: Id) => [...registry.of(visitor)].length > 0
  const timeline = createVisitorTimeline({ records, clock, chance, report })
  const profiles = createVisitorProfiles({
    ...parts,
    visitors,
    records,
    timeline,
    conversations,
    identities,
    isPresent,
  })
  const visitorTags = createVisitorTags({ visitors, sites, timeline, changes, settingsOf })
  const blocking = createBlocking({
    ...parts,
    visitors,
    records,
    timeline,
    conversing,
    openOf: async (visitor) => (await conversations.openOf(visitor))?.state.id ?? null,
  })
  const siteVisitors = createSiteVisitors({
    visitors,
    conversations,
    profiles,
    isPresent,
    *presentAt(site) {
      for (const { who, readers } of registry.visitorsOf(site)) {
        if (who?.role !== 'visitor' || !who.isStored) continue
        yield { id: who.id, spokeAt: who.spokeAt, talks: readers.size > 0 }
      }
    },
    todayAt(site, now) {
      const zone = settingsOf(site)?.hours.zone ?? 'UTC'
      return instantsOf(zone, { day: wallAt(zone, now).day, minute: 0 })[0] ?? now
    },
    clock,
    report,
  })
  live.onStored(({ before, after, events }) => {
    const { id: conversation, visitor, site, startedAt } = after.state
    for (const event of events) {
      if (event.type !== 'tags.changed') continue
      const { add, remove, by } = event
      void timeline.note(visitor, site, { kind: 'tags', add, remove, by, conversation })
    }
    if (before === null) void spoke(visitor, site, startedAt).catch(report)
    else if (before.status !== after.state.status) siteVisitors.changed(site)
  })

  async function spoke(visitor: Id, site: string, spokeAt: Time): Promise<void> {
    for (const { who } of registry.of(visitor)) if (who?.role === 'visitor') who.spokeAt = spokeAt
    // Kept where visitors are not listed too: the site may list them from the next minute on.
    await visitors.change(visitor, () => ({ spokeAt }))
    siteVisitors.changed(site)
  }

  const noteProfile = createNoteProfile({
    conversations,
    conversing,
    visitors,
    tags: visitorTags,
    settingsOf,
    clock,
  })
  const erasing = createErasing({ ...parts, ...store })
  erasing.onErased(({ site, conversations }) => {
    for (const conversation of conversations) {
      conversing.forget(conversation)
      live.hub.end(conversation)
      live.inbox.erased(conversation, site)
    }
    siteVisitors.changed(site)
  })
  return { timeline, profiles, visitorTags, blocking, siteVisitors, noteProfile, erasing }
}
