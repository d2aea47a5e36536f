/** Documents of a site that a model may answer from (AS-12): kept by the agents who belong to it. */
import type { Id, SiteDocument } from '@foyer/protocol'
import { isWebLink } from '../core/rule-words.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Documents } from '../ports/documents.ts'
import type { Changes } from './changes.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

/** Bytes of one text; documents of a site, and bytes of all of them: every node that answers holds them in memory. */
export const documentLimits = { text: 200_000, documents: 200, all: 4_000_000 } as const

export type DocumentDraft = Pick<SiteDocument, 'title' | 'text'> & { url?: string }

export interface DocumentDesk {
  list(agent: AgentIdentity, site: string): Promise<Outcome<{ documents: SiteDocument[] }>>
  create(agent: AgentIdentity, site: string, draft: DocumentDraft): Promise<Outcome<SiteDocument>>
  replace(agent: AgentIdentity, site: string, id: Id, draft: DocumentDraft): Promise<Outcome<SiteDocument>>
  remove(agent: AgentIdentity, site: string, id: Id): Promise<Outcome<null>>
}

export function createDocumentDesk(ports: {
  documents: Documents
  clock: Clock
  chance: Chance
  changes: Changes
  rights: Rights
  operationLog: Pick<OperationLog, 'note'>
}): DocumentDesk {
  const { documents, clock, chance, changes, rights, operationLog } = ports

  async function put(
    by: AgentIdentity,
    site: string,
    document: SiteDocument,
    others: SiteDocument[],
    before: SiteDocument | null,
  ): Promise<Outcome<SiteDocument>> {
    const error = refusal(document, others)
    if (error !== null) return error
    await documents.put(site, document)
    const what = before === null ? 'document.created' : 'document.changed'
    await operationLog.note({
      site,
      by,
      what,
      object: document.title,
      before: before === null ? null : said(before),
      after: said(document),
    })
    changes.announce({ site })
    return { ok: document }
  }

  const made = (id: Id, { title, text, url = '' }: DocumentDraft): SiteDocument => ({
    id,
    title: title.trim(),
    url: url.trim(),
    text: text.trim(),
    updatedAt: clock.now(),
  })

  return {
    async list(agent, site) {
      const barred = rights.bar(agent, site, 'assistant.edit')
      if (barred !== null) return barred
      return { ok: { documents: await documents.ofSite(site) } }
    },
    async create(agent, site, draft) {
      const barred = rights.bar(agent, site, 'assistant.edit')
      if (barred !== null) return barred
      return put(agent, site, made(chance.id(), draft), await documents.ofSite(site), null)
    },
    async replace(agent, site, id, draft) {
      const barred = rights.bar(agent, site, 'assistant.edit')
      if (barred !== null) return barred
      const all = await documents.ofSite(site)
      const before = all.find((document) => document.id === id)
      if (before === undefined) return notFound
      const others = all.filter((document) => document !== before)
      return put(agent, site, made(id, draft), others, before)
    },
    async remove(agent, site, id) {
      const barred = rights.bar(agent, site, 'assistant.edit')
      if (barred !== null) return barred
      const before = (await documents.ofSite(site)).find((document) => document.id === id)
      if (before === undefined || !(await documents.remove(site, id))) return notFound
      const object = before.title
      await operationLog.note({
        site,
        by: agent,
        what: 'document.removed',
        object,
        before: said(before),
        after: null,
      })
      changes.announce({ site })
      return { ok: null }
    },
  }
}

function said({ title, url, text }: SiteDocument) {
  return { title, url, text }
}

function refusal({ title, url, text }: SiteDocument, others: SiteDocument[]) {
  const { text: most, documents, all } = documentLimits
  if (title === '') return badRequest('/title', 'A document needs a title.')
  if (text === '') return badRequest('/text', 'A document needs a text.')
  if (url !== '' && !isWebLink(url)) return badRequest('/url', 'An address begins with https:// or http://.')
  const size = Buffer.byteLength(text)
  if (size > most) return badRequest('/text', `A document has at most ${most / 1_000} kB of text.`)
  if (others.length >= documents) return tooMany(`A site has at most ${documents} documents.`)
  const whole = others.reduce((sum, other) => sum + Buffer.byteLength(other.text), size)
  return whole > all
    ? tooMany(`A site’s documents have at most ${all / 1_000_000} MB of text together.`)
    : null
}

function tooMany(message: string) {
  return { error: { code: 'conflict' as const, message } }
}
