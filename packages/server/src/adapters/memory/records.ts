/** Facts of conversations in maps, for tests: every figure is counted anew when it is asked for. */
import type { AssistantPart, Id, Time } from '@foyer/protocol'
import { type Facts, groupName, type Response, type Said } from '../../core/records/facts.ts'
import { spreadOf } from '../../core/records/spread.ts'
import type { Records, RecordUpdate, ReportParts, StoredFilter } from '../../ports/records.ts'
import type { createMemoryMails } from './mails.ts'

type Kept = Pick<RecordUpdate, 'conversation' | 'site' | 'visitor' | 'status' | 'version'> & {
  facts: Facts
  responses: Map<number, Response>
  said: Said[]
}

interface Beside {
  conversations(): { id: Id; version: number }[]
  nicknameOf(visitor: Id): string
  mails: ReturnType<typeof createMemoryMails>
}

const quarter = 900_000
const mostComments = 50

export function createMemoryRecords(beside: Beside): Records {
  const kept = new Map<Id, Kept>()
  const ofSite = (site: string) => [...kept.values()].filter((one) => one.site === site)

  return {
    async find(conversation) {
      const found = kept.get(conversation)
      return found === undefined ? null : structuredClone({ version: found.version, facts: found.facts })
    },
    async put(updates) {
      const done: boolean[] = []
      for (const { expected, mails, responses, said, ...update } of structuredClone(updates)) {
        const before = kept.get(update.conversation)
        const isNext = (before?.version ?? 0) === expected
        done.push(isNext)
        if (!isNext) continue
        const all = new Map(before?.responses)
        for (const response of responses) if (!all.has(response.seq)) all.set(response.seq, response)
        kept.set(update.conversation, { ...update, responses: all, said: [...(before?.said ?? []), ...said] })
        for (const mail of mails) await beside.mails.add(mail)
      }
      return done
    },
    async behind(after, limit) {
      const all = beside
        .conversations()
        .filter(({ id }) => id > after)
        .sort((one, other) => (one.id < other.id ? -1 : 1))
        .slice(0, limit)
      return {
        conversations: all.filter(({ id, version }) => kept.get(id)?.version !== version).map(({ id }) => id),
        last: all.length < limit ? null : all.at(-1)!.id,
      }
    },
    async list(site, filter, { limit, after }) {
      return ofSite(site)
        .filter((one) => matches(one, filter))
        .sort(newestFirst)
        .filter(
          (one) =>
            after === undefined ||
            newestFirst({ conversation: after.conversation, facts: { startedAt: after.at } }, one) < 0,
        )
        .slice(0, limit)
        .map(({ conversation, visitor, status, facts }) => ({
          conversation,
          site,
          visitor,
          nickname: beside.nicknameOf(visitor),
          status,
          group: groupName(facts),
          facts: structuredClone(facts),
        }))
    },
    async choices(site) {
      const all = ofSite(site)
      const each = <T>(values: (T | null | undefined)[]) =>
        [...new Set(values.filter((one) => one !== null && one !== undefined))].sort()
      return {
        channels: each(all.map(({ facts }) => JSON.stringify([facts.channel, facts.source]))).map((text) => {
          const [channel, source] = JSON.parse(text) as [string, string]
          return { channel, source }
        }),
        agents: each(all.map(({ facts }) => facts.agent?.id)),
        groups: each(all.map(({ facts }) => groupName(facts))),
        tags: each(all.flatMap(({ facts }) => facts.tags)),
        ratingTags: each(all.flatMap(({ facts }) => facts.rating?.tags)),
      }
    },
    async report(site, from, to) {
      return reportOf(ofSite(site), (at) => at !== null && at >= from && at < to)
    },
    async remove(conversations) {
      for (const id of conversations) {
        kept.delete(id)
        beside.mails.removeOf(id)
      }
    },
  }
}

type Placed = { conversation: Id; facts: Pick<Facts, 'startedAt'> }
function newestFirst(one: Placed, other: Placed): number {
  const byTime = other.facts.startedAt - one.facts.startedAt
  if (byTime !== 0 || one.conversation === other.conversation) return byTime
  return one.conversation < other.conversation ? 1 : -1
}

function matches({ facts, status }: Kept, filter: StoredFilter): boolean {
  const { rating } = facts
  const isSame = <T>(wanted: T | undefined, value: T) => wanted === undefined || wanted === value
  return (
    facts.startedAt >= (filter.from ?? 0) &&
    facts.startedAt < (filter.to ?? Number.MAX_SAFE_INTEGER) &&
    isSame(filter.channel, facts.channel) &&
    isSame(filter.source, facts.source) &&
    isSame(filter.agent, facts.agent?.id ?? '') &&
    isSame(filter.group, groupName(facts) ?? '') &&
    isSame(filter.invited, facts.invited) &&
    isSame(filter.assistant, facts.assistant) &&
    isSame(filter.status, status === 'closed' ? 'closed' : 'open') &&
    (filter.tag === undefined || facts.tags.includes(filter.tag)) &&
    (filter.ratingTag === undefined || (rating?.tags.includes(filter.ratingTag) ?? false)) &&
    (filter.rating === undefined || (rating !== null && filter.rating.includes(rating.score)))
  )
}

function reportOf(all: Kept[], isWithin: (at: Time | null) => boolean): ReportParts {
  const begun = all.filter(({ facts }) => isWithin(facts.startedAt))
  const said = all.flatMap((one) =>
    one.said.filter(({ at }) => isWithin(at - (at % quarter))).map((message) => ({ ...message, one })),
  )
  const responses = all.flatMap((one) =>
    [...one.responses.values()].filter(({ at }) => isWithin(at)).map((response) => ({ ...response, one })),
  )
  const spreads: ReportParts['responses'] = []
  for (const of of ['site', 'agent', 'group'] as const) {
    const keyOf = ({ agent, one }: (typeof responses)[number]) =>
      of === 'site' ? '' : of === 'agent' ? agent : (groupName(one.facts) ?? 'other')
    for (const [key, group] of Map.groupBy(responses, keyOf)) {
      for (const isFirst of [true, false]) {
        const spread = spreadOf(group.filter((one) => one.isFirst === isFirst).map(({ ms }) => ms))
        if (spread !== null) spreads.push({ of, key, isFirst, ...spread })
      }
    }
  }
  const byAgents = said.filter(({ by }) => by === 'agent')
  const replies = (['agent', 'group'] as const).flatMap((of) =>
    [
      ...Map.groupBy(byAgents, ({ agent, one }) =>
        of === 'agent' ? (agent ?? '') : (groupName(one.facts) ?? 'other'),
      ),
    ].map(([key, group]) => ({
      of,
      key,
      served: new Set(group.map(({ one }) => one.conversation)).size,
      replies: group.length,
    })),
  )
  const parts = [...Map.groupBy(begun, ({ facts }) => facts.assistant)]
  const rated = begun.filter(({ facts }) => facts.rating !== null)
  return {
    started: counted(begun.map(({ facts }) => facts.startedAt)),
    closed: counted(all.flatMap(({ facts }) => (isWithin(facts.closedAt) ? [facts.closedAt!] : []))),
    messages: [...Map.groupBy(said, ({ at, by }) => `${at - (at % quarter)} ${by}`).values()].map(
      (group) => ({
        at: group[0]!.at - (group[0]!.at % quarter),
        by: group[0]!.by,
        count: group.length,
      }),
    ),
    responses: spreads,
    replies,
    rated: rated.map(({ facts }) => ({
      agent: facts.agent?.id ?? null,
      group: groupName(facts),
      part: facts.assistant,
      score: facts.rating!.score,
      count: 1,
    })),
    invited: begun.filter(({ facts }) => facts.invited).length,
    parts: parts.map(([part, group]) => ({ part, conversations: group.length })),
    answers: parts.flatMap(([part, group]) => {
      const spread = spreadOf(group.flatMap(({ facts }) => facts.firstAnswer ?? []))
      return spread === null ? [] : [{ part: part as AssistantPart, ...spread }]
    }),
    comments: rated
      .sort(newestFirst)
      .flatMap(({ conversation, facts: { rating, agent } }) =>
        rating === null || rating.comment === ''
          ? []
          : [
              {
                conversation,
                at: rating.at,
                score: rating.score,
                comment: rating.comment,
                agent: agent?.name ?? '',
              },
            ],
      )
      .slice(0, mostComments),
  }
}

function counted(times: Time[]): { at: Time; count: number }[] {
  return [...Map.groupBy(times, (at) => at - (at % quarter))]
    .map(([at, group]) => ({ at, count: group.length }))
    .sort((one, other) => one.at - other.at)
}
