/** The search in what was said (IN-2): hits from the index, each shown from the log, so nothing that is gone is. */
import type { Id, SearchHit } from '@foyer/protocol'
import type { Scope } from '../core/inbox/lists.ts'
import { snippetOf, textOf } from '../core/search/texts.ts'
import { hasRuns, type Wanted, wantedOf } from '../core/search/tokens.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { TextHit, Texts } from '../ports/texts.ts'
import type { Inbox } from './inbox.ts'

export interface SearchTexts {
  find(query: {
    scopes: Scope[]
    agent: Id
    text: string
    limit: number
    after?: string
  }): Promise<{ hits: SearchHit[]; after?: string }>
}

interface Placed {
  hit: TextHit
  wanted: Wanted
}

export function createSearchTexts(ports: {
  texts: Pick<Texts, 'find'>
  conversations: Pick<Conversations, 'load' | 'findEvent'>
  visitorOf: Inbox['visitorOf']
}): SearchTexts {
  async function shown({ hit, wanted }: Placed, typed: string): Promise<SearchHit | null> {
    const [stored, event] = await Promise.all([
      ports.conversations.load(hit.conversation),
      ports.conversations.findEvent(hit.conversation, hit.seq, hit.sub),
    ])
    const text = event === null ? null : textOf(event)
    if (stored === null || event === null || text === null || !hasRuns(text, wanted)) return null
    const { id, site, status, visitor } = stored.state
    const { nickname } = await ports.visitorOf(visitor)
    return {
      conversation: id,
      site,
      status,
      visitor: { id: visitor, nickname },
      seq: hit.seq,
      ...(hit.sub === 0 ? {} : { sub: hit.sub }),
      at: event.at,
      by: event.by,
      snippet: snippetOf(text, typed),
    }
  }

  return {
    async find({ scopes, agent, text, limit, after }) {
      const pages = await Promise.all(
        scopes.map(async ({ site, others }) => {
          const wanted = wantedOf(site, text)
          if (wanted === null) return { found: [], before: 0 }
          const { hits, before = 0 } = await ports.texts.find({
            site,
            wanted,
            agent,
            others,
            limit,
            ...(after === undefined ? {} : { before: Number(after) }),
          })
          return { found: hits.map((hit): Placed => ({ hit, wanted })), before }
        }),
      )
      // Where one site was looked through to a place only, what others have before it comes with the next page.
      const end = Math.max(0, ...pages.map(({ before }) => before))
      const found = pages
        .flatMap((page) => page.found)
        .filter(({ hit }) => hit.place >= end)
        .sort((one, other) => other.hit.place - one.hit.place)
      const rows = found.slice(0, limit)
      const next = found.length > limit ? (rows.at(-1)?.hit.place ?? 0) : end
      const hits = await Promise.all(rows.map((row) => shown(row, text)))
      return {
        hits: hits.filter((hit) => hit !== null),
        ...(next > 0 ? { after: `${next}` } : {}),
      }
    },
  }
}
