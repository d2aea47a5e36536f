/** A visitor's first act: until then nothing of it is stored, from then on it has a row (K01, K02). */
import type { Id, ReadEntry } from '@foyer/protocol'
import type { Start } from '../../core/conversation/command.ts'
import type { SocketParts } from '../parts.ts'
import type { VisitorSession } from '../session-state.ts'

export async function keepVisitor(parts: SocketParts, who: VisitorSession): Promise<void> {
  if (who.isStored) return
  const visitor = await parts.tokens.keep(who.token, { locale: who.locale, sdk: who.sdk, page: who.page })
  who.isStored = true
  who.nickname = visitor.nickname
  if (Object.keys(who.attributes).length > 0) {
    await parts.visitors.update(who.id, { attributes: { ...visitor.attributes, ...who.attributes } })
  }
}

/** Where a new conversation of this visitor begins. `faq` are entries that were read before (CV-1). */
export async function startFor(parts: SocketParts, who: VisitorSession, faq: Id[]): Promise<Start> {
  const settings = parts.settingsOf(who.site)
  const isBotFirst = settings?.reception === 'botFirst' && parts.presence.hasAssistant(who.site)
  return {
    id: parts.chance.id(),
    site: who.site,
    visitor: who.id,
    handler: isBotFirst ? 'assistant' : 'queue',
    ...(who.page === null ? {} : { page: who.page }),
    faq: await entriesRead(parts, who.site, faq),
  }
}

async function entriesRead(parts: SocketParts, site: string, ids: Id[]): Promise<ReadEntry[]> {
  if (ids.length === 0) return []
  const entries = new Map((await parts.sites.faq(site)).map((entry) => [entry.id, entry.question]))
  return ids.flatMap((id) => {
    const question = entries.get(id)
    return question === undefined ? [] : [{ id, question }]
  })
}

/** A page as it may be stored: without the query, unless the site keeps it. */
export function pageFor<P extends { url: string; referrer?: string }>(page: P, keepsQuery: boolean): P {
  if (keepsQuery) return page
  return {
    ...page,
    url: withoutQuery(page.url),
    ...(page.referrer === undefined ? {} : { referrer: withoutQuery(page.referrer) }),
  }
}

function withoutQuery(url: string): string {
  const end = url.search(/[?#]/)
  return end === -1 ? url : url.slice(0, end)
}
