/** Pages and counts of the inbox's lists over SQL: one query for each part that a list is made of, merged. */
import type { List } from '@foyer/protocol'
import { channelOf, listsOf, passesFacts } from '../../core/inbox/filter.ts'
import type { Scope } from '../../core/inbox/lists.ts'
import type { CountedList, Listed, ListQuery } from '../../ports/conversations.ts'
import { conversationOf, cursorOf, placeOf } from './conversation-rows.ts'
import * as counting from './count-statements.ts'
import type { Engine } from './engine.ts'
import {
  type ListArguments,
  type ListedRow,
  listArguments,
  listStatements,
  type Walk,
} from './list-statements.ts'

const newest = { last_at: Number.MAX_SAFE_INTEGER, id: '~' }

/** One of the parts that a list is made of. */
interface Part {
  list: List
  scope: Scope
  walk: Walk
  agent: string | null
}

export async function listPage(
  engine: Engine,
  query: ListQuery,
): Promise<{ rows: Listed[]; after?: string }> {
  const { filter = {} } = query
  const from = startOf(query)
  const narrows = isNarrowed(filter)
  const found = await Promise.all(
    partsOf(query).map(async ({ list, scope, walk, agent }) => {
      const { page, search, horizon } = listStatements(list, walk)
      const values = listArguments({
        site: scope.site,
        agent,
        ...from,
        limit: query.limit + 1,
        bot: Number(scope.unread.bot),
        unassigned: Number(scope.unread.unassigned),
        ...patternsOf(filter),
      })
      if (!narrows) return { rows: await engine.read(page, values), horizon: undefined }
      const [rows, [end]] = await Promise.all([engine.read(search, values), engine.read(horizon, values)])
      // Enough rows were found before the search stopped, so its end does not matter.
      return { rows, horizon: rows.length > query.limit ? undefined : end }
    }),
  )
  const horizon = found
    .map((one) => one.horizon)
    .filter((one) => one !== undefined)
    .sort(newestFirst)[0]
  const seen = found
    .flatMap((one) => one.rows)
    .sort(newestFirst)
    .filter((row) => horizon === undefined || newestFirst(row, horizon) <= 0)
  const rows = seen.slice(0, query.limit)
  const after = seen.length > query.limit ? cursorOf(rows.at(-1)!) : horizon && cursorOf(horizon)
  return {
    rows: rows
      .map(listedOf)
      // A pattern over a state's JSON may find a tag where there is none.
      .filter(({ state, channel }) => passesFacts(state, channel, filter)),
    ...(after === undefined ? {} : { after }),
  }
}

/** Which walks make up what one sees of a list. */
function partsOf({ scopes, list, agent, filter = {} }: ListQuery): Part[] {
  return scopes.flatMap((scope) =>
    listsOf(list, filter).flatMap((one): Part[] => {
      const part = (walk: Walk, of: string | null = null): Part => ({ list: one, scope, walk, agent: of })
      if (filter.agent !== undefined) {
        const isSeen = scope.others || filter.agent === agent
        const isEmpty = one === 'mine' && filter.agent !== agent
        return isSeen && !isEmpty ? [part('agent', filter.agent)] : []
      }
      if (one === 'mine') return [part('agent', agent)]
      if (scope.others || one === 'unassigned') return [part('site')]
      return [part('free'), part('agent', agent)]
    }),
  )
}

export async function countLists(
  engine: Engine,
  scopes: Scope[],
  agent: string,
): Promise<Record<CountedList, number>> {
  const perSite = await Promise.all(scopes.map((scope) => countOf(engine, scope, agent)))
  const total = {
    mine: 0,
    bot: 0,
    unassigned: 0,
    all: 0,
    unread: 0,
    unreplied: 0,
    snoozed: 0,
    suspected: 0,
    closed: 0,
  }
  for (const counts of perSite) {
    for (const [list, count] of Object.entries(counts)) total[list as CountedList] += count
  }
  return total
}

async function countOf(engine: Engine, { site, others, unread }: Scope, agent: string) {
  const values = [site, Number(unread.bot), Number(unread.unassigned), agent]
  const [[open], [mine], [snoozed], [suspected], closed] = await Promise.all([
    engine.read(others ? counting.countOpen : counting.countFree, values),
    engine.read(counting.countMine, values),
    engine.read(others ? counting.countSnoozed : counting.countSnoozedSeen, [site, agent]),
    engine.read(others ? counting.countSuspected : counting.countSuspectedSeen, [site, agent]),
    others ? engine.read(counting.closedOfSite, [site]) : closedSeen(engine, site, agent),
  ])
  const seen = (list: keyof counting.OpenCounts) => (open?.[list] ?? 0) + (others ? 0 : (mine?.[list] ?? 0))
  return {
    mine: mine?.all ?? 0,
    bot: seen('bot'),
    unassigned: open?.unassigned ?? 0,
    all: seen('all'),
    unread: seen('unread'),
    unreplied: seen('unreplied'),
    snoozed: snoozed?.count ?? 0,
    suspected: suspected?.count ?? 0,
    closed: closed.reduce((sum, { count }) => sum + count, 0),
  }
}

async function closedSeen(engine: Engine, site: string, agent: string): Promise<{ count: number }[]> {
  const [own, free] = await Promise.all([
    engine.read(counting.countClosedOf, [site, agent]),
    engine.read(counting.countClosedFree, [site]),
  ])
  return [...own, ...free]
}

function isNarrowed({ text, tag, group, channel }: NonNullable<ListQuery['filter']>): boolean {
  return (text ?? '').trim() !== '' || tag !== undefined || group !== undefined || channel !== undefined
}

function patternsOf({ text = '', tag, group, channel, from = 0 }: NonNullable<ListQuery['filter']>) {
  const inState = (key: string, value: string, open: string) =>
    `%"${key}":${open}${escaped(JSON.stringify(value))}%`
  return {
    from,
    text: `%${escaped(text.trim().toLowerCase())}%`,
    tag: tag === undefined ? '%' : inState('tags', tag, '[%'),
    group: group === undefined ? '%' : inState('group', group, ''),
    channel: channel === undefined ? '%' : `${escaped(channel)}/%`,
  } satisfies Partial<ListArguments>
}

function escaped(text: string): string {
  return text.replace(/[%_~]/g, '~$&')
}

/** Where the page begins: after the one before, and not newer than what is asked for. */
function startOf({ after, filter }: ListQuery): { last_at: number; id: string } {
  const from = (after === undefined ? null : placeOf(after)) ?? newest
  const latest = filter?.to
  return latest === undefined || from.last_at <= latest ? from : { last_at: latest, id: newest.id }
}

function listedOf(row: ListedRow): Listed {
  return { ...conversationOf(row), nickname: row.nickname ?? '', channel: channelOf(row.sdk) }
}

function newestFirst(a: { last_at: number; id: string }, b: { last_at: number; id: string }): number {
  return b.last_at - a.last_at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}
