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
export async function startFor(
  parts: SocketParts,
  who: VisitorSession,
  faq: Id[],
  isGuided = false,
): Promise<Start> {
  return {
    id: parts.chance.id(),
    site: who.site,
    visitor: who.id,
    ...(await firstHandler(parts, who.site, isGuided)),
    ...(who.page === null ? {} : { page: who.page }),
    faq: await entriesRead(parts, who.site, faq),
  }
}

/** Who answers first (RT-2). A guided question is for the bot, on whichever site (AS-14). */
async function firstHandler(
  parts: SocketParts,
  site: string,
  isGuided: boolean,
): Promise<Pick<Start, 'handler' | 'isExternal'>> {
  const { takeOver } = parts
  const isHumanFirst = parts.settingsOf(site)?.reception === 'humanFirst'
  if (parts.presence.hasAssistant(site) && !isHumanFirst) return { handler: 'assistant', isExternal: true }
  if (isGuided) return { handler: 'assistant' }
  const isBots = takeOver.isBotOn(site) && (!isHumanFirst || !takeOver.canTakeOver(site))
  return { handler: isBots && (await knowsAnything(parts, site)) ? 'assistant' : 'queue' }
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
