/**
 * Live lists: each watcher is told when a row comes, changes or goes, and how many there are. Changes are
 * gathered for a moment and a watcher gets a row once, however often it changed; counts follow at most
 * once a second, because counting is the only part that grows with the site.
 */
import type { Counts, Id, List, ListFilter, Push, Row } from '@foyer/protocol'
import { headOf } from '../core/conversation/state.ts'
import { belongsTo, unreadOf } from '../core/inbox/lists.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, Listed, StoredConversation } from '../ports/conversations.ts'
import type { Visitors } from '../ports/visitors.ts'
import type { Outlet } from './hub.ts'
import { createKept } from './kept.ts'

export interface Watch {
  readonly agent: Id
  readonly sites: string[]
  readonly list: List
  readonly filter: ListFilter
  readonly outlet: Outlet
  /** Conversations whose row this watcher has. */
  readonly shown: Set<Id>
}

export interface Inbox {
  watch(watch: Omit<Watch, 'shown'>, page: { limit: number; after?: string }): Promise<Watched>
  unwatch(watch: Watch): void
  /** The conversation has changed, here or on another node, in events or markers. */
  changed(conversation: StoredConversation): void
  /** The nickname of a visitor has changed. */
  renamed(visitor: Id): void
  nicknameOf(visitor: Id): Promise<string>
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

export function createInbox(ports: {
  conversations: Conversations
  visitors: Visitors
  clock: Clock
  report(fault: unknown): void
}): Inbox {
  const { conversations, visitors, clock, report } = ports
  const watches = new Set<Watch>()
  const nicknames = createKept<string>(keptNicknames)
  let changes = new Map<Id, StoredConversation>()
  const toCount = new Set<string>()
  let flushing: Promise<unknown> = Promise.resolve()
  let isCounting = false
  let countedAt = Number.NEGATIVE_INFINITY

  async function nicknameOf(visitor: Id): Promise<string> {
    const known = nicknames.get(visitor)
    if (known !== undefined) return known
    const nickname = (await visitors.find(visitor))?.nickname ?? ''
    nicknames.set(visitor, nickname)
    return nickname
  }

  async function flush(): Promise<void> {
    const gathered = changes
    // Not emptied: see `kept` on what V8 does with tables that are.
    changes = new Map()
    for (const stored of gathered.values()) {
      const watchers = [...watches].filter((watch) => watch.sites.includes(stored.state.site))
      if (watchers.length === 0) continue
      const listed = { ...stored, nickname: await nicknameOf(stored.state.visitor) }
      let frame: string | undefined
      for (const watch of watchers) {
        if (matches(watch, listed)) {
          watch.shown.add(stored.state.id)
          frame ??= JSON.stringify({ on: 'row', row: rowOf(listed) } satisfies Push<'row'>)
          watch.outlet.send(frame)
        } else if (watch.shown.delete(stored.state.id)) {
          const gone: Push<'gone'> = { on: 'gone', conversation: stored.state.id }
          watch.outlet.send(JSON.stringify(gone))
        }
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
      if (!watch.sites.some((site) => sites.has(site))) continue
      const key = `${watch.agent} ${watch.sites.join(' ')}`
      const frame =
        frames.get(key) ??
        conversations
          .counts(watch.sites, watch.agent)
          .then((counts) => JSON.stringify({ on: 'counts', counts } satisfies Push<'counts'>))
      frames.set(key, frame)
      watch.outlet.hint(await frame)
    }
  }

  return {
    async watch(wanted, page) {
      const watch: Watch = { ...wanted, shown: new Set() }
      watches.add(watch)
      const { text } = watch.filter
      const [listed, counts] = await Promise.all([
        conversations.list({
          sites: watch.sites,
          list: watch.list,
          agent: watch.agent,
          limit: page.limit,
          ...(page.after === undefined ? {} : { after: page.after }),
          ...(text === undefined || text === '' ? {} : { text }),
        }),
        conversations.counts(watch.sites, watch.agent),
      ])
      for (const row of listed.rows) watch.shown.add(row.state.id)
      const rows = listed.rows.map(rowOf)
      return { watch, rows, counts, ...(listed.after === undefined ? {} : { after: listed.after }) }
    },
    unwatch: (watch) => void watches.delete(watch),
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
    renamed: (visitor) => nicknames.delete(visitor),
    nicknameOf,
  }
}

function matches({ list, agent, filter }: Watch, listed: Listed): boolean {
  if (!belongsTo(list, listed.state, listed.markers, agent)) return false
  const text = filter.text?.toLowerCase() ?? ''
  return (
    listed.nickname.toLowerCase().includes(text) ||
    (listed.state.last?.text.toLowerCase().includes(text) ?? false)
  )
}

export function rowOf({ state, markers, nickname }: Listed): Row {
  return {
    head: headOf(state, markers),
    visitor: { id: state.visitor, nickname },
    preview:
      state.last === null
        ? { by: 'visitor', kind: 'text', text: '' }
        : { by: state.last.by, kind: state.last.kind, text: state.last.text },
    at: state.last?.at ?? state.startedAt,
    unread: unreadOf(state, markers),
    unreplied: state.status !== 'closed' && state.unrepliedSince !== null,
  }
}
