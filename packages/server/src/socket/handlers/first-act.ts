/** A visitor's first act: until then nothing of it is stored, from then on it has a row (K01, K02). */
import type { Id, ReadEntry } from '@foyer/protocol'
import type { Received } from '../../app/receive-visitor.ts'
import type { Start } from '../../core/conversation/command.ts'
import { firstHandler } from '../../core/routing/reception.ts'
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
export async function startFor(
  parts: SocketParts,
  who: VisitorSession,
  faq: Id[],
  isGuided = false,
): Promise<Start> {
  const received = await parts.routing.receive(who)
  const { plan, wishes } = received
  return {
    id: parts.chance.id(),
    site: who.site,
    visitor: who.id,
    ...(await handlerFor(parts, who.site, isGuided, received)),
    ...(plan === null ? {} : { plan }),
    ...(wishes === null ? {} : { wishes }),
    ...(who.page === null ? {} : { page: who.page }),
    faq: await entriesRead(parts, who.site, faq),
  }
}

/** Who answers first (RT-2). */
async function handlerFor(
  parts: SocketParts,
  site: string,
  isGuided: boolean,
  { mode, plan, hasLastAgent }: Received,
): Promise<Pick<Start, 'handler' | 'isExternal'>> {
  const { takeOver } = parts
  return firstHandler(mode, {
    isBotReady: takeOver.isBotOn(site, plan) && (await knowsAnything(parts, site)),
    hasAssistant: parts.presence.hasAssistant(site),
    isFree: takeOver.isFree(site, plan),
    isGuided,
    hasLastAgent,
  })
}

/** A bot without entries would hand everything over; somebody else in its place has more than the FAQ. */
async function knowsAnything(parts: SocketParts, site: string): Promise<boolean> {
  const answerer = parts.settingsOf(site)?.assistant.answerer ?? 'faq'
  return answerer !== 'faq' || (await parts.knowledge.hasEntries(site))
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
