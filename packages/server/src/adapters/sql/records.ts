/** Facts of conversations over SQL: a put is one transaction, guarded by the version that it was folded from. */
import type { AssistantPart, Id } from '@foyer/protocol'
import { type Facts, groupName } from '../../core/records/facts.ts'
import type { Records, RecordUpdate, ReportParts, StoredFilter } from '../../ports/records.ts'
import { ask, type Engine, type Unit } from './engine.ts'
import { addMail, mailValues } from './mails.ts'
import * as statements from './record-statements.ts'
import * as reports from './report-statements.ts'
import type { Value } from './statement.ts'

const mostComments = 50
/** Beyond all times, and one more is still a whole number. */
const anyTime = Number.MAX_SAFE_INTEGER - 1

export function createRecords(engine: Engine): Records {
  return {
    async find(conversation) {
      const [row] = await engine.read(statements.findRecord, [conversation])
      return row === undefined ? null : { version: row.version, facts: JSON.parse(row.facts) as Facts }
    },

    put: (updates) =>
      engine.commit(function* () {
        const done: boolean[] = []
        for (const update of updates) done.push(yield* putOne(update))
        return done
      }),

    async behind(after, limit) {
      const rows = await engine.read(statements.walk, [after, limit])
      return {
        conversations: rows.filter(({ version, known }) => known !== version).map(({ id }) => id),
        last: rows.length < limit ? null : rows.at(-1)!.id,
      }
    },

    async list(site, filter, { limit, after }) {
      // SQLite seeks to one upper bound alone, and takes this one: with the filter's own, a page deep in a million
      // would walk over all before it.
      const to = Math.min(filter.to ?? anyTime, (after?.at ?? anyTime) + 1)
      const rows = await engine.read(statements.listFor(filter), [
        site,
        filter.from ?? 0,
        to,
        after?.at ?? anyTime,
        after?.conversation ?? '~',
        limit,
        ...filterValues(filter),
      ])
      return rows.map((row) => ({
        conversation: row.conversation_id,
        site: row.site_id,
        visitor: row.visitor_id,
        nickname: row.nickname ?? '',
        status: row.status,
        group: row.group_key,
        facts: JSON.parse(row.facts) as Facts,
      }))
    },

    async choices(site) {
      const rows = await engine.read(statements.choices, [site])
      const channels = new Map(
        rows.map(({ channel, source }) => [JSON.stringify([channel, source]), { channel, source }]),
      )
      const each = <T>(values: (T | null)[]) => [...new Set(values.filter((one) => one !== null))].sort()
      return {
        channels: [...channels.entries()]
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([, one]) => one),
        agents: each(rows.map(({ agent_id }) => agent_id)),
        groups: each(rows.map(({ group_key }) => group_key)),
        tags: each(rows.flatMap(({ tags }) => linesOf(tags))),
        ratingTags: each(rows.flatMap(({ rating_tags }) => linesOf(rating_tags))),
      }
    },

    report: (site, from, to) => report(engine, [site, from, to]),

    remove: (conversations) =>
      engine.commit(function* () {
        for (const id of conversations) for (const removal of statements.removals) yield* ask(removal, [id])
      }),
  }
}

function* putOne(update: RecordUpdate): Unit<boolean> {
  const { conversation, site, said, responses, mails } = update
  // Removed meanwhile, or put by somebody else: what was folded from there would be a part of it only.
  const [known] = yield* ask(statements.findRecord, [conversation])
  if ((known?.version ?? 0) !== update.expected) return false
  const stored = yield* ask(statements.putRecord, [...recordValues(update), update.expected])
  if (stored.length === 0) return false
  for (const [at, by, agent, count] of sums(said)) {
    yield* ask(statements.addMessages, [conversation, at, by, agent, site, count])
  }
  for (const { seq, at, agent, ms, isFirst } of responses) {
    yield* ask(statements.addResponse, [conversation, seq, site, at, agent, ms, Number(isFirst)])
  }
  for (const mail of mails) yield* ask(addMail, mailValues(mail))
  return true
}

function recordValues({ conversation, site, visitor, version, status, facts }: RecordUpdate): Value[] {
  return [
    conversation,
    site,
    visitor,
    version,
    status,
    facts.startedAt,
    facts.closedAt,
    facts.channel,
    facts.source,
    facts.agent?.id ?? null,
    groupName(facts),
    facts.assistant,
    Number(facts.invited),
    facts.rating?.score ?? null,
    toLines(facts.tags),
    toLines(facts.rating?.tags ?? []),
    facts.firstAnswer,
    JSON.stringify(facts),
  ].map((value) => (typeof value === 'string' ? value.replaceAll('\0', '') : value))
}

/** Quarters of an hour with what was said in them. */
function sums(said: RecordUpdate['said']): [at: number, by: string, agent: string, count: number][] {
  const all = new Map<string, [number, string, string, number]>()
  for (const { at, by, agent } of said) {
    const start = at - (at % reports.quarter)
    const key = `${start} ${by} ${agent}`
    const sum = all.get(key) ?? [start, by, agent ?? '', 0]
    sum[3] += 1
    all.set(key, sum)
  }
  return [...all.values()]
}

function toLines(lines: string[]): string {
  return lines.length === 0 ? '' : `\n${lines.map((line) => line.replaceAll('\n', ' ')).join('\n\n')}\n`
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

function filterValues(filter: StoredFilter): (string | number | null)[] {
  const scores = filter.rating ?? []
  return [
    ...statements.filterKeys.map((key) => {
      const value = filter[key]
      if (value === undefined || Array.isArray(value)) return null
      if (key === 'tag' || key === 'ratingTag') return `\n${String(value)}\n`
      return typeof value === 'boolean' ? Number(value) : value
    }),
  ]
    .slice(0, -1)
    .concat(Array.from({ length: statements.mostScores }, (_, index) => scores[index] ?? scores[0] ?? -1))
}

async function report(engine: Engine, span: [string, number, number]): Promise<ReportParts> {
  const { read } = engine
  const spreads = async (of: 'site' | 'agent' | 'group'): Promise<ReportParts['responses']> =>
    (await read(reports.responses[of], span)).map(({ key, is_first, count, median, p90 }) => ({
      of,
      key,
      isFirst: is_first === 1,
      count,
      median,
      p90,
    }))
  const repliesOf = async (of: 'agent' | 'group') =>
    (await read(reports.replies[of], span)).map((row) => ({ of, ...row }))
  // One after the other: nobody waits for a report as for a message.
  const started = await read(reports.started, span)
  const closed = await read(reports.closed, span)
  const messages = await read(reports.messages, span)
  const responses = [...(await spreads('site')), ...(await spreads('agent')), ...(await spreads('group'))]
  const replies = [...(await repliesOf('agent')), ...(await repliesOf('group'))]
  const rated = await read(reports.rated, span)
  const parts = await read(reports.parts, span)
  const answers = await read(reports.answers, span)
  const newest = await read(reports.ratedNewest, span)
  return {
    started,
    closed,
    messages: messages.map(({ at, by_kind, count }) => ({ at, by: by_kind, count })),
    responses,
    replies,
    rated: rated.map(({ agent_id, group_key, assistant, rating, count }) => ({
      agent: agent_id,
      group: group_key,
      part: assistant,
      score: rating,
      count,
    })),
    invited: parts.reduce((sum, { invited }) => sum + invited, 0),
    parts: parts.map(({ part, conversations }) => ({ part, conversations })),
    answers: answers.map(({ key, count, median, p90 }) => ({
      part: key as AssistantPart,
      count,
      median,
      p90,
    })),
    comments: newest.flatMap((row) => commentOf(row)).slice(0, mostComments),
  }
}

function commentOf({ conversation_id, facts: text }: { conversation_id: Id; facts: string }) {
  const { rating, agent } = JSON.parse(text) as Facts
  if (rating === null || rating.comment === '') return []
  const { at, score, comment } = rating
  return [{ conversation: conversation_id, at, score, comment, agent: agent?.name ?? '' }]
}
