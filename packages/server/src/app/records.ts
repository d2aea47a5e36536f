/**
 * Records of a site for agents who may (IN-13): found by filter, opened to be read, exported as a stream of which
 * nobody holds more than a page. Words are looked for in what stands in the log now, in a bounded number of
 * conversations at a time.
 */
import type {
  ConversationRecord,
  Event,
  ExportWhat,
  Id,
  RecordChoices,
  RecordFilter,
  RecordPage,
  SiteSettings,
  Summary,
} from '@foyer/protocol'
import { eventFor } from '../core/conversation/audience.ts'
import { dateOf, wallAt } from '../core/hours/zone.ts'
import { createExport } from '../core/records/export.ts'
import { groupName } from '../core/records/facts.ts'
import { createLines, type RecordLine } from '../core/records/lines.ts'
import type { Summaries } from '../ports/afterwards.ts'
import type { Agents } from '../ports/agents.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { RecordRow, Records, StoredFilter } from '../ports/records.ts'
import type { Visitors } from '../ports/visitors.ts'
import type { FileLinks } from './file-links.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import { readWholeLog } from './read-log.ts'
import type { Rights } from './rights.ts'
import { turn } from './turns.ts'

export interface ExportAsked {
  format: 'csv' | 'json'
  what: ExportWhat
  notes: boolean
  mark: boolean
}

export interface RecordDesk {
  list(
    agent: AgentIdentity,
    site: string,
    filter: RecordFilter,
    page: { limit?: number; after?: string },
  ): Promise<Outcome<RecordPage>>
  choices(agent: AgentIdentity, site: string): Promise<Outcome<RecordChoices>>
  /** The conversation as it was, page by page from the beginning. It opens nothing, and stops no assistant. */
  thread(
    agent: AgentIdentity,
    site: string,
    conversation: Id,
    after?: [seq: number, sub: number],
  ): Promise<Outcome<{ record: ConversationRecord | null; events: Event[]; more: boolean }>>
  export(
    agent: AgentIdentity,
    site: string,
    filter: RecordFilter,
    asked: ExportAsked,
  ): Promise<Outcome<{ name: string; chunks: AsyncGenerator<string> }>>
}

export const mostRecords = 100
/** Conversations whose words are looked at for one page. */
const mostSearched = 500
const exportPage = 100
const mostExports = 3
const threadPage = 100

export interface RecordPorts {
  records: Pick<Records, 'list' | 'choices' | 'find'>
  summaries: Pick<Summaries, 'find'>
  conversations: Pick<Conversations, 'load' | 'readLog'>
  agents: Pick<Agents, 'ofSite'>
  visitors: Pick<Visitors, 'find'>
  rights: Rights
  links: Pick<FileLinks, 'sign'>
  settingsOf(site: string): SiteSettings | null
  url(): string
  clock: Pick<Clock, 'now'>
  operationLog: Pick<OperationLog, 'note'>
}

export function createRecordDesk(ports: RecordPorts): RecordDesk {
  const { records, conversations, rights, links, clock } = ports
  let exporting = 0

  /** Null where it may. */
  function refusal(agent: AgentIdentity, site: string, permission: 'records.read' | 'records.export') {
    return agent.sites.includes(site) ? rights.refusal(agent, site, permission) : notFound
  }

  /** Rows of the filter in their order, words too; `looked` is told of each that was looked at. */
  async function* search(
    site: string,
    { contains = '', lacks = '', category = '', progress = '', summary = '', ...filter }: RecordFilter,
    start: Place | undefined,
    looked: (row: RecordRow) => boolean,
  ): AsyncGenerator<RecordRow> {
    let after = start
    const [wanted, unwanted] = [plain(contains), plain(lacks)]
    const asked = { category, progress, words: plain(summary) }
    const isSummed = category !== '' || progress !== '' || asked.words !== ''
    for (;;) {
      const rows = await records.list(site, filter satisfies StoredFilter, {
        limit: exportPage,
        ...(after === undefined ? {} : { after }),
      })
      for (const row of rows) {
        if (!looked(row)) return
        if (isSummed && !fits(await ports.summaries.find(row.conversation), asked)) continue
        if (wanted === '' && unwanted === '') {
          yield row
          continue
        }
        const { hasWanted, hasUnwanted } = await look(row.conversation, wanted, unwanted)
        if ((wanted === '' || hasWanted) && !hasUnwanted) yield row
      }
      const last = rows.at(-1)
      if (last === undefined || rows.length < exportPage) return
      after = placeOf(last)
      await turn()
    }
  }

  async function look(conversation: Id, wanted: string, unwanted: string) {
    const lines = createLines(false)
    let hasWanted = false
    let hasUnwanted = false
    for await (const events of readWholeLog(conversations, conversation, 'visitor')) {
      for (const event of events) {
        const text = plain(lines(event)?.text ?? '')
        hasWanted ||= wanted !== '' && text.includes(wanted)
        hasUnwanted ||= unwanted !== '' && text.includes(unwanted)
      }
      if (hasUnwanted || (hasWanted && unwanted === '')) break
    }
    await turn()
    return { hasWanted, hasUnwanted }
  }

  async function* write(site: string, filter: RecordFilter, asked: ExportAsked): AsyncGenerator<string> {
    const form = createExport({ ...asked, linkTo: (file) => ports.url() + links.sign(file) })
    exporting += 1
    try {
      yield form.begin
      for await (const row of search(site, filter, undefined, () => true)) {
        const lines = form.withLines ? await linesOf(row.conversation, asked.notes) : []
        const chunk = form.write(recordOf(row), lines)
        if (chunk !== '') yield chunk
      }
      yield form.end
    } finally {
      exporting -= 1
    }
  }

  async function linesOf(conversation: Id, notes: boolean): Promise<RecordLine[]> {
    const lineOf = createLines(notes)
    const lines: RecordLine[] = []
    for await (const events of readWholeLog(conversations, conversation, notes ? 'agent' : 'visitor')) {
      for (const event of events) {
        const line = lineOf(event)
        if (line !== null) lines.push(line)
      }
    }
    return lines
  }

  return {
    async list(agent, site, filter, { limit = 50, after }) {
      const refused = refusal(agent, site, 'records.read')
      if (refused !== null) return refused
      const start = after === undefined ? undefined : readPlace(after)
      if (start === null) return badRequest('/after', 'This is no place in the records.')
      const most = Math.min(limit, mostRecords)
      const found: RecordRow[] = []
      let last: RecordRow | undefined
      let searched = 0
      let isWhole = true
      const rows = search(site, filter, start, (row) => {
        if (searched === mostSearched) {
          isWhole = false
          return false
        }
        searched += 1
        last = row
        return true
      })
      for await (const row of rows) {
        if (found.length === most) {
          isWhole = false
          last = found.at(-1)
          break
        }
        found.push(row)
      }
      return {
        ok: {
          records: found.map(recordOf),
          ...(isWhole || last === undefined ? {} : { after: writePlace(placeOf(last)) }),
        },
      }
    },

    async choices(agent, site) {
      const refused = refusal(agent, site, 'records.read')
      if (refused !== null) return refused
      const { agents: ids, ...choices } = await records.choices(site)
      const names = new Map((await ports.agents.ofSite(site)).map(({ id, name }) => [id, name]))
      const { categories = [], progress = [] } = ports.settingsOf(site)?.summary ?? {}
      const summed = { categories: levelsOf(categories), progress }
      return { ok: { ...choices, ...summed, agents: ids.map((id) => ({ id, name: names.get(id) ?? '' })) } }
    },

    async thread(agent, site, conversation, after = [0, -1]) {
      const refused = refusal(agent, site, 'records.read')
      if (refused !== null) return refused
      const stored = await conversations.load(conversation)
      if (stored?.state.site !== site) return notFound
      const { events, more } = await conversations.readLog(conversation, {
        after,
        limit: threadPage,
        audience: 'agent',
      })
      const known = await records.find(conversation)
      const { status, visitor } = stored.state
      return {
        ok: {
          record:
            known === null
              ? null
              : recordOf({
                  conversation,
                  site,
                  visitor,
                  nickname: (await ports.visitors.find(visitor))?.nickname ?? '',
                  status,
                  group: groupName(known.facts),
                  facts: known.facts,
                }),
          events: events.flatMap((event) => eventFor('agent', event, links.sign) ?? []),
          more,
        },
      }
    },

    async export(agent, site, filter, asked) {
      const refused = refusal(agent, site, 'records.export')
      if (refused !== null) return refused
      if (exporting >= mostExports) {
        const message = 'Other exports are still running. Try again shortly.'
        return { error: { code: 'rate_limited', message, retryAfter: 10_000 } }
      }
      await ports.operationLog.note({
        site,
        by: agent,
        what: 'records.exported',
        object: asked.what,
        after: { ...asked, filter },
      })
      // The day as the site's own calendar has it.
      const zone = ports.settingsOf(site)?.hours.zone ?? 'UTC'
      const day = dateOf(wallAt(zone, clock.now()).day)
      const name = `${asked.what}-${site}-${day}.${asked.format}`
      return { ok: { name, chunks: write(site, filter, asked) } }
    },
  }
}

/** Whether a summary is what was asked for; one that there is not is nothing that was. */
function fits(
  held: Summary | null,
  { category, progress, words }: { category: string; progress: string; words: string },
): boolean {
  if (held === null) return false
  const isOf = category === '' || held.category === category || held.category.startsWith(`${category} / `)
  const isAt = progress === '' || held.progress === progress
  return (
    isOf && isAt && (words === '' || Object.values(held.values).some((value) => plain(value).includes(words)))
  )
}

/** `Orders / Late` can be asked for, and `Orders` with all below it. */
function levelsOf(categories: readonly string[]): string[] {
  const all = categories.flatMap((category) => {
    const levels = category.split(' / ')
    return levels.map((_, index) => levels.slice(0, index + 1).join(' / '))
  })
  return [...new Set(all)]
}

interface Place {
  at: number
  conversation: Id
}

function placeOf({ conversation, facts }: RecordRow): Place {
  return { at: facts.startedAt, conversation }
}

function writePlace({ at, conversation }: Place): string {
  return `${at}.${conversation}`
}

function readPlace(text: string): Place | null {
  const match = /^(\d{1,16})\.([0-9a-fA-F-]{36})$/.exec(text)
  return match === null ? null : { at: Number(match[1]), conversation: match[2]! }
}

/** As words are compared: whatever their case, width and form. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}

export function recordOf({
  conversation,
  site,
  visitor,
  nickname,
  status,
  group,
  facts,
}: RecordRow): ConversationRecord {
  const { rating } = facts
  return {
    conversation,
    site,
    visitor,
    nickname,
    status,
    startedAt: facts.startedAt,
    ...(facts.closedAt === null ? {} : { closedAt: facts.closedAt }),
    ...(facts.reason === null ? {} : { reason: facts.reason }),
    channel: facts.channel,
    source: facts.source,
    ...(facts.agent === null ? {} : { agent: facts.agent }),
    served: facts.served,
    ...(group === null ? {} : { group }),
    tags: facts.tags,
    assistant: facts.assistant,
    invited: facts.invited,
    ...(rating === null
      ? {}
      : { rating: { score: rating.score, tags: rating.tags, comment: rating.comment } }),
    messages: facts.messages,
    ...(facts.firstAnswer === null ? {} : { firstAnswer: facts.firstAnswer }),
    ...(facts.firstResponse === null ? {} : { firstResponse: facts.firstResponse }),
  }
}
