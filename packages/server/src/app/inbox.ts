/**
 * Live lists: each watcher is told when a row comes, changes or goes, and how many there are. Changes are
 * gathered for a moment and a watcher gets a row once, however often it changed; counts follow at most
 * once a second, because counting is the only part that grows with the site.
 */
import type { Counts, Id, InboxSettings, List, Push, Row, SiteSettings } from '@foyer/protocol'
import { channelOf, listsOf, type Narrowing, passes, passesFacts } from '../core/inbox/filter.ts'
import { belongsTo, type Scope } from '../core/inbox/lists.ts'
import { defaultInbox } from '../core/inbox/settings.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, Listed, StoredConversation } from '../ports/conversations.ts'
import type { Pins } from '../ports/pins.ts'
import type { Visitors } from '../ports/visitors.ts'
import type { Outlet } from './hub.ts'
import { createKept } from './kept.ts'
import { createNudges } from './nudges.ts'
import { rowOf } from './rows.ts'

export interface Watch {
  readonly agent: Id
  /** The sites, and what of each it may see. */
  readonly scopes: Scope[]
  readonly list: List
  readonly filter: Narrowing
  readonly outlet: Outlet
  /** Conversations whose row this watcher has. */
  readonly shown: Set<Id>
}

export interface Inbox {
  watch(watch: Omit<Watch, 'shown'>, page: { limit: number; after?: string }): Promise<Watched>
  unwatch(watch: Watch): void
  /** The conversation has changed, here or on another node, in events or markers. */
  changed(conversation: StoredConversation): void
  /** The conversation is no more. */
  erased(conversation: Id, site: string): void
  /** The nickname of a visitor has changed. */
  renamed(visitor: Id): void
  /** What an agent has pinned has changed, here or on another node. */
  pinsChanged(agent: Id): Promise<void>
  visitorOf(visitor: Id): Promise<ListedVisitor>
}

export interface ListedVisitor {
  nickname: string
  channel: string
}

export interface Watched {
  watch: Watch
  rows: Row[]
  counts: Counts
  after?: string
}

/** Milliseconds in which changes of rows are gathered, and at least between two counts. */
const rowsEvery = 40
const countsEvery = 1_000
/** A list of nicknames is a help, not a truth: see `renamed`. */
const keptNicknames = 20_000
/** Own conversations that are looked at for reminders when an agent comes. */
const mostOwn = 100

export function createInbox(ports: {
  conversations: Conversations
  visitors: Visitors
  pins: Pins
  clock: Clock
  settingsOf(site: string): SiteSettings | null
  report(fault: unknown): void
}): Inbox {
  const { conversations, visitors, clock, report } = ports
  const watches = new Set<Watch>()
  const listed = createKept<ListedVisitor>(keptNicknames)
  /** Of agents who watch. */
  const pins = new Map<Id, Set<Id>>()
  let changes = new Map<Id, StoredConversation>()
  const toCount = new Set<string>()
  let flushing: Promise<unknown> = Promise.resolve()
  let isCounting = false
  let countedAt = Number.NEGATIVE_INFINITY
  const alarmsOf = (site: string): InboxSettings['alarms'] =>
    (ports.settingsOf(site)?.inbox ?? defaultInbox).alarms

  const nudges = createNudges({
    clock,
    nudgeOf: (site) => alarmsOf(site).nudge,
    isWatching: (agent) => [...watches].some((watch) => watch.agent === agent),
    nudge(one, agent) {
      const push: Push<'nudge'> = { on: 'nudge', row: rowFor(one, agent) }
      const frame = JSON.stringify(push)
      for (const watch of watches) if (watch.agent === agent) watch.outlet.send(frame)
    },
  })

  function rowFor(one: Listed, agent: Id): Row {
    return rowOf(one, alarmsOf(one.state.site), pins.get(agent)?.has(one.state.id) === true)
  }

  async function visitorOf(id: Id): Promise<ListedVisitor> {
    const known = listed.get(id)
    if (known !== undefined) return known
    const visitor = await visitors.find(id)
    const found = { nickname: visitor?.nickname ?? '', channel: channelOf(visitor?.sdk ?? null) }
    listed.set(id, found)
    return found
  }

  async function listedOf(stored: StoredConversation): Promise<Listed> {
    return { ...stored, ...(await visitorOf(stored.state.visitor)) }
  }

  async function flush(): Promise<void> {
    const gathered = changes
    // Not emptied: see `kept` on what V8 does with tables that are.
    changes = new Map()
    for (const stored of gathered.values()) {
      const { site } = stored.state
      const watchers = [...watches].filter(({ scopes }) => scopes.some((scope) => scope.site === site))
      if (watchers.length === 0) continue
      const one = await listedOf(stored)
      tell(one, watchers)
      nudges.saw(one)
    }
  }

  function tell(one: Listed, watchers: Watch[]): void {
    const { id } = one.state
    const frames: { pinned?: string; plain?: string } = {}
    for (const watch of watchers) {
      if (matches(watch, one)) {
        watch.shown.add(id)
        const kind = pins.get(watch.agent)?.has(id) === true ? 'pinned' : 'plain'
        frames[kind] ??= JSON.stringify({ on: 'row', row: rowFor(one, watch.agent) } satisfies Push<'row'>)
        watch.outlet.send(frames[kind])
      } else if (watch.shown.delete(id)) {
        const gone: Push<'gone'> = { on: 'gone', conversation: id }
        watch.outlet.send(JSON.stringify(gone))
      }
    }
  }

  function countSoon(site: string): void {
    toCount.add(site)
    if (isCounting) return
    isCounting = true
    const wait = Math.max(rowsEvery, countedAt + countsEvery - clock.monotonic())
    clock.after(wait, () => void count().catch(report))
  }

  async function count(): Promise<void> {
    isCounting = false
    countedAt = clock.monotonic()
    const sites = new Set(toCount)
    toCount.clear()
    const frames = new Map<string, Promise<string>>()
    for (const watch of watches) {
      if (!watch.scopes.some(({ site }) => sites.has(site))) continue
      const key = `${watch.agent} ${JSON.stringify(watch.scopes)}`
      const frame =
        frames.get(key) ??
        conversations
          .counts(watch.scopes, watch.agent)
          .then((counts) => JSON.stringify({ on: 'counts', counts } satisfies Push<'counts'>))
      frames.set(key, frame)
      watch.outlet.hint(await frame)
    }
  }

  async function loadPins(agent: Id): Promise<Set<Id>> {
    const held = new Set(await ports.pins.ofAgent(agent))
    pins.set(agent, held)
    return held
  }

  /** What is pinned stands on top of the first page, however old it is. */
  async function pinnedOf(watch: Watch, held: Set<Id>): Promise<Listed[]> {
    if (held.size === 0 || (watch.list !== 'mine' && watch.list !== 'all')) return []
    const found: Listed[] = []
    for (const stored of await Promise.all([...held].map(conversations.load))) {
      if (stored === null) continue
      const one = await listedOf(stored)
      if (matches(watch, one)) found.push(one)
    }
    return found
  }

  async function lookForOwn({ agent, scopes }: Watch): Promise<void> {
    const asked = scopes.filter(({ site }) => alarmsOf(site).nudge > 0)
    if (asked.length === 0) return
    const own = await conversations.list({ scopes: asked, list: 'mine', agent, limit: mostOwn })
    for (const one of own.rows) nudges.saw(one)
  }

  return {
    async watch(wanted, page) {
      const watch: Watch = { ...wanted, shown: new Set() }
      const { agent, scopes, list, filter } = watch
      const isFirst = ![...watches].some((other) => other.agent === agent)
      watches.add(watch)
      const held = pins.get(agent) ?? (await loadPins(agent))
      const [found, pinned, counts] = await Promise.all([
        conversations.list({
          scopes,
          list,
          agent,
          filter,
          limit: page.limit,
          ...(page.after === undefined ? {} : { after: page.after }),
        }),
        page.after === undefined ? pinnedOf(watch, held) : [],
        conversations.counts(scopes, agent),
      ])
      if (isFirst) await lookForOwn(watch)
      const rows = [
        ...pinned,
        ...found.rows.filter(({ state }) => !pinned.some((one) => one.state.id === state.id)),
      ]
      for (const row of rows) watch.shown.add(row.state.id)
      return {
        watch,
        rows: rows.map((row) => rowFor(row, agent)),
        counts,
        ...(found.after === undefined ? {} : { after: found.after }),
      }
    },
    unwatch(watch) {
      watches.delete(watch)
      if (![...watches].some(({ agent }) => agent === watch.agent)) pins.delete(watch.agent)
    },
    changed(stored) {
      if (watches.size === 0) return
      const gathered = changes.get(stored.state.id)
      // A marker's news may have been read before a change that was told first.
      if (gathered !== undefined && gathered.version > stored.version) return
      if (changes.size === 0) {
        clock.after(rowsEvery, () => {
          // One after the other: a row that waits for a nickname must not be overtaken by its successor.
          flushing = flushing.then(flush).catch(report)
        })
      }
      changes.set(stored.state.id, stored)
      countSoon(stored.state.site)
    },
    erased(conversation, site) {
      changes.delete(conversation)
      const gone = JSON.stringify({ on: 'gone', conversation } satisfies Push<'gone'>)
      for (const watch of watches) if (watch.shown.delete(conversation)) watch.outlet.send(gone)
      for (const held of pins.values()) held.delete(conversation)
      countSoon(site)
    },
    renamed: (visitor) => listed.delete(visitor),
    async pinsChanged(agent) {
      const before = pins.get(agent)
      if (before === undefined) return
      const now = await loadPins(agent)
      const theirs = [...watches].filter((watch) => watch.agent === agent)
      for (const id of [...before, ...now]) {
        if (before.has(id) === now.has(id)) continue
        const stored = await conversations.load(id)
        if (stored !== null) tell(await listedOf(stored), theirs)
      }
    },
    visitorOf,
  }
}

function matches({ list, agent, filter, scopes, shown }: Watch, one: Listed): boolean {
  const { state, markers } = one
  const scope = scopes.find(({ site }) => site === state.site)
  if (scope === undefined) return false
  if (!listsOf(list, filter).some((each) => belongsTo(each, state, markers, agent, scope))) return false
  // It may have been found by a phone number, say: that the store knows alone.
  return shown.has(state.id) ? passesFacts(state, one.channel, filter) : passes(one, filter)
}
