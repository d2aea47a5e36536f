/**
 * Who is on a site that lists its visitors (IN-1): here and silent, spoke today, left without a word. A watcher is
 * told the whole list, at most once a second and only when it is another. Who is here is what this node sees.
 */
import type { Id, Push, SiteList, SiteVisitor, SiteWatch, Time } from '@foyer/protocol'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Visitor, Visitors } from '../ports/visitors.ts'
import type { Outlet } from './hub.ts'
import type { VisitorProfiles } from './visitor-profile.ts'

export interface SiteWatcher {
  watch: SiteWatch
  outlet: Outlet
  /** What it was told last. */
  told: string
}

/** A visitor who is connected to this node. */
export interface Present {
  id: Id
  /** When its newest conversation began; 0 for none. */
  spokeAt: Time
  /** Follows a conversation. */
  talks: boolean
}

export interface SiteVisitors {
  watch(
    watch: SiteWatch,
    outlet: Outlet,
  ): Promise<{ watcher: SiteWatcher; rows: SiteVisitor[]; total: number }>
  unwatch(watcher: SiteWatcher): void
  /** Somebody came, went, moved on or spoke. */
  changed(site: string): void
}

const toldEvery = 1_000
const usualRows = 100
/** Visitors of today that are looked through for the lists of those who are not here. */
const mostLooked = 1_000

export function createSiteVisitors(ports: {
  visitors: Visitors
  conversations: Pick<Conversations, 'ofVisitor'>
  profiles: Pick<VisitorProfiles, 'rowOf'>
  presentAt(site: string): Iterable<Present>
  isPresent(visitor: Id): boolean
  /** When the present day began, by the site's clock. */
  todayAt(site: string, now: Time): Time
  clock: Clock
  report(fault: unknown): void
}): SiteVisitors {
  const { visitors, conversations, profiles, clock, report } = ports
  const watchers = new Set<SiteWatcher>()
  const changed = new Set<string>()

  async function rowsOf({ list, site, limit = usualRows, text = '' }: SiteWatch) {
    const today = ports.todayAt(site, clock.now())
    const found =
      list === 'onSite' ? await hereAndSilent(site, today, limit) : await seenToday(site, list, today)
    const wanted = text.trim().toLowerCase()
    const fitting = found.visitors.filter(({ nickname, profile }) =>
      `${nickname}\n${profile.name?.value ?? ''}`.toLowerCase().includes(wanted),
    )
    const rows = await Promise.all(fitting.slice(0, limit).map(asRow))
    return { rows, total: wanted === '' ? found.total : fitting.length }
  }

  async function hereAndSilent(site: string, today: Time, limit: number) {
    const ids = new Set<Id>()
    const spoken = new Set<Id>()
    for (const { id, spokeAt, talks } of ports.presentAt(site)) {
      ids.add(id)
      if (talks || spokeAt >= today) spoken.add(id)
    }
    // Who came last is first.
    const silent = [...ids].filter((id) => !spoken.has(id)).reverse()
    const held = await Promise.all(silent.slice(0, limit).map((id) => visitors.find(id)))
    return { visitors: held.filter((one) => one !== null), total: silent.length }
  }

  async function seenToday(site: string, list: SiteList, today: Time) {
    const { visitors: seen } = await visitors.directory({ site, since: today, limit: mostLooked })
    const wanted = seen.filter(({ id, spokeAt }) =>
      list === 'spokeToday' ? spokeAt >= today : spokeAt < today && !ports.isPresent(id),
    )
    return { visitors: wanted, total: wanted.length }
  }

  async function asRow(visitor: Visitor): Promise<SiteVisitor> {
    const { page, spokeAt } = visitor
    const [last] = spokeAt === 0 ? [] : await conversations.ofVisitor(visitor.id, 1)
    return {
      ...profiles.rowOf(visitor),
      ...(page === null
        ? {}
        : { page: { url: page.url, ...(page.title === undefined ? {} : { title: page.title }) } }),
      ...(last === undefined ? {} : { conversation: last.state.id }),
    }
  }

  async function tell(): Promise<void> {
    const sites = new Set(changed)
    changed.clear()
    for (const watcher of watchers) {
      if (!sites.has(watcher.watch.site)) continue
      const frame = JSON.stringify({
        on: 'visitors',
        ...(await rowsOf(watcher.watch)),
      } satisfies Push<'visitors'>)
      if (frame === watcher.told || !watchers.has(watcher)) continue
      watcher.told = frame
      watcher.outlet.send(frame)
    }
  }

  return {
    async watch(watch, outlet) {
      const watcher: SiteWatcher = { watch, outlet, told: '' }
      watchers.add(watcher)
      const { rows, total } = await rowsOf(watch)
      return { watcher, rows, total }
    },
    unwatch: (watcher) => void watchers.delete(watcher),
    changed(site) {
      if (watchers.size === 0 || changed.has(site)) return
      if (changed.size === 0) clock.after(toldEvery, () => void tell().catch(report))
      changed.add(site)
    },
  }
}
