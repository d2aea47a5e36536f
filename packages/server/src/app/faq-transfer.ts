/**
 * A site's FAQ as a file, in and out. An import is taken row by row: what is wrong is left out and reported,
 * and what the file does not name stays. A file that cannot be read at all changes nothing.
 */
import type { FaqEntry, ImportReport } from '@foyer/protocol'
import type { ReadEntries } from '../core/faq-transfer/entry.ts'
import { entriesOfJson, jsonOf } from '../core/faq-transfer/json.ts'
import { planImport } from '../core/faq-transfer/plan.ts'
import { csvOf, entriesOfCsv } from '../core/faq-transfer/table.ts'
import { textOfFile } from '../core/faq-transfer/text.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Sites } from '../ports/sites.ts'
import type { Changes } from './changes.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import type { Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

export type FaqFormat = 'csv' | 'json'

/** Bytes: 500 entries with all that they may hold are less, unless every letter takes three. */
export const largestImport = 2 * 1024 * 1024

export interface FaqTransfer {
  take(
    agent: AgentIdentity,
    site: string,
    format: FaqFormat,
    bytes: Uint8Array,
  ): Promise<Outcome<ImportReport>>
  give(agent: AgentIdentity, site: string, format: FaqFormat): Promise<Outcome<FaqFile>>
}

export interface FaqFile {
  name: string
  text: string
}

/** Writes that go together, into one commit where the store can. */
const together = 50

export function createFaqTransfer(ports: {
  sites: Sites
  clock: Clock
  chance: Chance
  changes: Changes
  rights: Rights
  operationLog: Pick<OperationLog, 'note'>
}): FaqTransfer {
  const { sites, clock, chance, changes, rights, operationLog } = ports
  /** Sites that an import is running for. Two at once would both make what neither found. */
  const busy = new Set<string>()

  async function apply(site: string, file: ReadEntries): Promise<ImportReport> {
    const existing = await sites.faq(site)
    const plan = planImport(existing, file)
    const updatedAt = clock.now()
    let place = existing.reduce((most, entry) => Math.max(most, entry.place), 0)
    const created = plan.create.map((draft): FaqEntry => {
      place += 1
      return { id: chance.id(), site, ...draft, place, updatedAt }
    })
    const writes = [
      ...created.map((entry) => () => sites.createEntry(entry)),
      ...plan.change.map((entry) => () => sites.saveEntry({ ...entry, updatedAt })),
    ]
    try {
      for (let at = 0; at < writes.length; at += together) {
        await Promise.all(writes.slice(at, at + together).map((write) => write()))
      }
    } finally {
      // When the store fails half-way, some are in. The same file once more finds them as they are to be.
      if (writes.length > 0) changes.announce({ site })
    }
    return { created: created.length, changed: plan.change.length, same: plan.same, skipped: plan.skipped }
  }

  return {
    async take(agent, site, format, bytes) {
      const barred = rights.bar(agent, site, 'faq.edit')
      if (barred !== null) return barred
      const text = textOfFile(bytes)
      if ('problem' in text) return refusal(text.problem)
      const file = format === 'csv' ? entriesOfCsv(text.ok) : entriesOfJson(text.ok)
      if ('problem' in file) return refusal(file.problem, file.path)
      if (busy.has(site)) {
        return { error: { code: 'conflict', message: 'Another import into this site is still running.' } }
      }
      busy.add(site)
      try {
        const report = await apply(site, file)
        const { created, changed, same, skipped } = report
        const after = { created, changed, same, skipped: skipped.length }
        await operationLog.note({
          site,
          by: agent,
          what: 'faq.imported',
          object: format,
          before: null,
          after,
        })
        return { ok: report }
      } finally {
        busy.delete(site)
      }
    },

    async give(agent, site, format) {
      const barred = rights.bar(agent, site, 'faq.edit')
      if (barred !== null) return barred
      const entries = await sites.faq(site)
      const day = new Date(clock.now()).toISOString().slice(0, 10)
      await operationLog.note({ site, by: agent, what: 'faq.exported', object: format })
      const text = format === 'csv' ? csvOf(entries) : jsonOf(entries)
      return { ok: { name: `faq-${site}-${day}.${format}`, text } }
    },
  }
}

function refusal(message: string, path?: string): Outcome<never> {
  return { error: { code: 'bad_request', message, ...(path === undefined ? {} : { path }) } }
}
