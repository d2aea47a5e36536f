/** Documents of a site that a model may answer from (AS-12): kept by the agents who belong to it. */
import type { Id, SiteDocument } from '@foyer/protocol'
import { isWebLink } from '../core/rule-words.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Documents } from '../ports/documents.ts'
import type { Changes } from './changes.ts'
import type { AgentIdentity } from './identities.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'

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
}): DocumentDesk {
  const { documents, clock, chance, changes } = ports

  async function put(
    site: string,
    document: SiteDocument,
    others: SiteDocument[],
  ): Promise<Outcome<SiteDocument>> {
    const error = refusal(document, others)
    if (error !== null) return error
    await documents.put(site, document)
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
      if (!agent.sites.includes(site)) return notFound
      return { ok: { documents: await documents.ofSite(site) } }
    },
    async create(agent, site, draft) {
      if (!agent.sites.includes(site)) return notFound
      return put(site, made(chance.id(), draft), await documents.ofSite(site))
    },
    async replace(agent, site, id, draft) {
      if (!agent.sites.includes(site)) return notFound
      const all = await documents.ofSite(site)
      const others = all.filter((document) => document.id !== id)
      return others.length === all.length ? notFound : put(site, made(id, draft), others)
    },
    async remove(agent, site, id) {
      if (!agent.sites.includes(site)) return notFound
      if (!(await documents.remove(site, id))) return notFound
      changes.announce({ site })
      return { ok: null }
    },
  }
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
