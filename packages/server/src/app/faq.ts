/** FAQ entries of a site: read by all its agents; made, changed, ordered and removed with permission. */
import type { FaqDraft, FaqEntry, Id } from '@foyer/protocol'
import { faqLimits } from '../core/faq-rules.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Sites } from '../ports/sites.ts'
import type { Changes } from './changes.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

export interface FaqDesk {
  list(agent: AgentIdentity, site: string): Promise<Outcome<{ entries: FaqEntry[] }>>
  create(agent: AgentIdentity, site: string, draft: FaqDraft): Promise<Outcome<FaqEntry>>
  change(agent: AgentIdentity, site: string, id: Id, patch: Partial<FaqDraft>): Promise<Outcome<FaqEntry>>
  remove(agent: AgentIdentity, site: string, id: Id): Promise<Outcome<null>>
  /** The named entries first, in this order; the others follow as they were. */
  order(agent: AgentIdentity, site: string, ids: Id[]): Promise<Outcome<{ entries: FaqEntry[] }>>
}

export function createFaqDesk(ports: {
  sites: Sites
  clock: Clock
  chance: Chance
  changes: Changes
  rights: Rights
  operationLog: Pick<OperationLog, 'note'>
}): FaqDesk {
  const { sites, clock, chance, changes, rights, operationLog } = ports

  /** What people typed, without white space at the ends and without empty phrasings. */
  function tidy(entry: FaqEntry): FaqEntry {
    return {
      ...entry,
      question: entry.question.trim(),
      answer: entry.answer.trim(),
      category: entry.category.trim(),
      phrasings: entry.phrasings.map((phrasing) => phrasing.trim()).filter((phrasing) => phrasing !== ''),
      updatedAt: clock.now(),
    }
  }

  function refusal(entry: FaqEntry) {
    if (entry.question === '') return badRequest('/question', 'An entry needs a question.')
    if (entry.answer === '') return badRequest('/answer', 'An entry needs an answer.')
    return null
  }

  return {
    async list(agent, site) {
      if (!agent.sites.includes(site)) return notFound
      return { ok: { entries: await sites.faq(site) } }
    },

    async create(agent, site, draft) {
      const barred = rights.bar(agent, site, 'faq.edit')
      if (barred !== null) return barred
      const entries = await sites.faq(site)
      if (entries.length >= faqLimits.entries) {
        return {
          error: { code: 'conflict', message: `A site has at most ${faqLimits.entries} FAQ entries.` },
        }
      }
      const entry = tidy({
        id: chance.id(),
        site,
        question: draft.question,
        answer: draft.answer,
        phrasings: draft.phrasings ?? [],
        category: draft.category ?? '',
        locale: draft.locale ?? null,
        published: draft.published ?? false,
        place: entries.reduce((most, { place }) => Math.max(most, place), 0) + 1,
        updatedAt: 0,
      })
      const error = refusal(entry)
      if (error !== null) return error
      await sites.createEntry(entry)
      await operationLog.note({ ...about(agent, entry, 'created'), before: null, after: said(entry) })
      changes.announce({ site })
      return { ok: entry }
    },

    async change(agent, site, id, patch) {
      const barred = rights.bar(agent, site, 'faq.edit')
      if (barred !== null) return barred
      const before = (await sites.faq(site)).find((entry) => entry.id === id)
      if (before === undefined) return notFound
      const { question, answer, phrasings, category, locale, published } = { ...before, ...patch }
      const entry = tidy({ ...before, question, answer, phrasings, category, locale, published })
      const error = refusal(entry)
      if (error !== null) return error
      await sites.saveEntry(entry)
      await operationLog.note({ ...about(agent, entry, 'changed'), before: said(before), after: said(entry) })
      changes.announce({ site })
      return { ok: entry }
    },

    async remove(agent, site, id) {
      const barred = rights.bar(agent, site, 'faq.edit')
      if (barred !== null) return barred
      const before = (await sites.faq(site)).find((entry) => entry.id === id)
      if (before === undefined || !(await sites.removeEntry(site, id))) return notFound
      await operationLog.note({ ...about(agent, before, 'removed'), before: said(before), after: null })
      changes.announce({ site })
      return { ok: null }
    },

    async order(agent, site, ids) {
      const barred = rights.bar(agent, site, 'faq.edit')
      if (barred !== null) return barred
      const known = new Set((await sites.faq(site)).map((entry) => entry.id))
      const strange = ids.findIndex((id) => !known.has(id))
      if (strange >= 0) return badRequest(`/ids/${strange}`, 'There is no such entry on this site.')
      if (new Set(ids).size !== ids.length) return badRequest('/ids', 'An entry stands twice in this order.')
      await sites.orderEntries(site, ids)
      await operationLog.note({ site, by: agent, what: 'faq.ordered', object: 'faq' })
      changes.announce({ site })
      return { ok: { entries: await sites.faq(site) } }
    },
  }
}

function about(by: AgentIdentity, { site, question }: FaqEntry, deed: string) {
  return { site, by, what: `faq.${deed}`, object: question }
}

/** What an agent wrote of it. */
function said({ question, answer, phrasings, category, locale, published }: FaqEntry) {
  return { question, answer, phrasings, category, locale, published }
}
