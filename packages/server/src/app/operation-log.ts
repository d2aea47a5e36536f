/**
 * The one place through which operations are logged (IN-17): who changed what, before and after, with secrets and
 * long texts left out. Each line is sealed with the one before it, so that a line which was changed, or taken out
 * from among others, shows (I12).
 */
import { createHash } from 'node:crypto'
import type { Id, LogEntry, LogPage, Time } from '@foyer/protocol'
import { differences } from '../core/people/log.ts'
import type { Clock } from '../ports/clock.ts'
import type { People } from '../ports/people.ts'
import type { AgentIdentity } from './identities.ts'
import type { Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

/** Who did it, and the network that it came from. */
export type Author = Pick<AgentIdentity, 'id' | 'name' | 'from'>

export interface Note {
  site: string
  /** Null: the server itself, or somebody who did not come in. */
  by: Author | null
  /** An area and what happened, such as `faq.changed`. */
  what: string
  /** Which: a name or an id. */
  object: string
  /** What it was and is: only what differs is kept. Without either, that it happened is all there is to say. */
  before?: unknown
  after?: unknown
  from?: string
}

export interface LogSearch {
  agent?: Id
  what?: string
  from?: Time
  to?: Time
  before?: number
  limit?: number
}

export interface OperationLog {
  /** Resolves when it is stored. Nothing is stored where nothing differs. */
  note(note: Note): Promise<void>
  list(agent: AgentIdentity, site: string, search: LogSearch): Promise<Outcome<LogPage>>
  /** Reads it all and follows the seals; `brokenAt` is the first line, from the newest on, that does not fit. */
  check(agent: AgentIdentity, site: string): Promise<Outcome<{ lines: number; brokenAt: number | null }>>
}

const usualPage = 50
export const largestPage = 200
/** Code units of one side of a line: a site's longest lists are within it. */
const longestSide = 64_000

export function createOperationLog(ports: {
  people: Pick<People, 'log' | 'readLog'>
  rights: Rights
  clock: Clock
}): OperationLog {
  const { people, rights, clock } = ports

  return {
    async note({ site, by, what, object, from, ...sides }) {
      const hasSides = 'before' in sides || 'after' in sides
      const differs = differences(sides.before ?? null, sides.after ?? null)
      if (hasSides && differs === null) return
      const draft = {
        at: clock.now(),
        agent: by === null ? null : { id: by.id, name: by.name },
        what,
        object: object.slice(0, 200).toWellFormed(),
        before: bounded(differs?.before ?? null),
        after: bounded(differs?.after ?? null),
        from: from ?? by?.from ?? null,
      }
      await people.log(site, draft, sealOf)
    },

    async list(agent, site, { limit = usualPage, ...search }) {
      const barred = rights.bar(agent, site, 'log.read')
      if (barred !== null) return barred
      const most = Math.min(limit, largestPage)
      const lines = await people.readLog(site, { ...search, limit: most + 1 })
      const entries = lines.slice(0, most).map(({ seal: _seal, ...entry }) => entry)
      return { ok: { entries, more: lines.length > most } }
    },

    async check(agent, site) {
      const barred = rights.bar(agent, site, 'log.read')
      if (barred !== null) return barred
      let lines = 0
      let next = await people.readLog(site, { limit: largestPage })
      while (next.length > 0) {
        const oldest = next.at(-1)!
        const further = await people.readLog(site, { limit: largestPage, before: oldest.n })
        const chain = [...next, further[0]]
        for (const [index, line] of next.entries()) {
          lines += 1
          const { seal, ...entry } = line
          const before = chain[index + 1]
          const isNext = (before?.n ?? 0) === line.n - 1
          if (!isNext || seal !== sealOf(entry, before?.seal ?? ''))
            return { ok: { lines, brokenAt: line.n } }
        }
        next = further
      }
      return { ok: { lines, brokenAt: null } }
    },
  }
}

function sealOf({ n, at, agent, what, object, before, after, from }: LogEntry, seal: string): string {
  const line = JSON.stringify([seal, n, at, agent?.id, agent?.name, what, object, before, after, from])
  return createHash('sha256').update(line).digest('base64url')
}

function bounded(side: unknown): unknown {
  const text = JSON.stringify(side)
  return text.length <= longestSide ? side : `${text.slice(0, longestSide).toWellFormed()}…`
}
