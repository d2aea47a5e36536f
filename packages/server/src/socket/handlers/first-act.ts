/** A visitor's first act: until then nothing of it is stored, from then on it has a row (K01, K02). */
import type { Id, Page, ProtocolError, ReadEntry } from '@foyer/protocol'
import type { Received } from '../../app/receive-visitor.ts'
import type { TimelineDraft } from '../../app/visitor-timeline.ts'
import { truncatedAddress } from '../../core/addresses.ts'
import type { Start } from '../../core/conversation/command.ts'
import { firstHandler } from '../../core/routing/reception.ts'
import { attributesProblem } from '../../core/visitors/attributes.ts'
import { sayProfile } from '../../core/visitors/profile.ts'
import type { TagFacts } from '../../core/visitors/tag-rules.ts'
import type { SocketParts } from '../parts.ts'
import type { Door, VisitorSession } from '../session-state.ts'

export async function keepVisitor(parts: SocketParts, door: Door, who: VisitorSession): Promise<void> {
  if (who.isStored) return
  const { locale, sdk, page } = who
  const visitor = await parts.tokens.keep(who.token, {
    locale,
    sdk,
    page,
    ...factsOf(door, page),
    referrer: who.referrer,
  })
  who.isStored = true
  who.nickname = visitor.nickname
  who.isMuted = visitor.muted
  if (Object.keys(who.attributes).length > 0) await sayAttributes(parts, who, who.attributes)
  // Nobody waits for what is only told beside.
  const before = who.before.splice(0)
  void parts.timeline.note(who.id, who.site, ...before)
  void tagVisitor(parts, who, { attributes: who.attributes })
  for (const draft of before) {
    if (draft.kind === 'page') void tagVisitor(parts, who, { page: draft.url })
  }
}

/** What the connection tells of who is behind it, as it may be stored. */
export function factsOf({ address, device }: Door, page: Page | null) {
  return { device, network: truncatedAddress(address), referrer: page?.referrer || null }
}

/**
 * What the session says of its visitor: beside what was said before, and as fields where it is one (WG-17). Another
 * connection of the visitor may have said more meanwhile: what is too much then is not kept, and says why.
 */
export async function sayAttributes(
  parts: SocketParts,
  { id }: VisitorSession,
  said: Record<string, string>,
): Promise<ProtocolError | null> {
  let problem: ProtocolError | null = null
  await parts.visitors.change(id, ({ attributes, profile }) => {
    problem = attributesProblem(attributes, said, '/visitor')
    if (problem !== null) return null
    return {
      attributes: { ...attributes, ...said },
      profile: sayProfile(profile, said, parts.clock.now()),
    }
  })
  return problem
}

/** Into the timeline of a visitor who has acted; kept for that moment of one who has not. */
export function noteVisitor(parts: SocketParts, who: VisitorSession, draft: TimelineDraft): void {
  if (who.isStored) void parts.timeline.note(who.id, who.site, draft)
  else who.before = [...who.before, draft].slice(-mostBefore)
}

export function notePage(parts: SocketParts, who: VisitorSession, { url, title }: Page): void {
  noteVisitor(parts, who, { kind: 'page', url, ...(title === undefined ? {} : { title }) })
  if (who.isStored) void tagVisitor(parts, who, { page: url })
}

export async function tagVisitor(parts: SocketParts, who: VisitorSession, facts: TagFacts): Promise<void> {
  await parts.visitorTags.byRule(who.site, who.id, facts).catch(parts.report)
}

/** Pages and events of a visitor who has not acted, in memory alone. */
const mostBefore = 20

/**
 * Where a new conversation of this visitor begins. `faq` are entries that were read before (CV-1), `consent` the
 * version of the text that was agreed to (WG-5).
 */
export async function startFor(
  parts: SocketParts,
  who: VisitorSession,
  { faq = [], isGuided = false, consent }: { faq?: Id[]; isGuided?: boolean; consent?: string | undefined },
): Promise<Start> {
  const agreed = parts.consents.read(who.site, consent)
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
    ...(who.isMuted ? { isMuted: true } : {}),
    ...(Object.keys(who.conversationAttributes).length === 0
      ? {}
      : { attributes: who.conversationAttributes }),
    faq: await entriesRead(parts, who.site, faq),
    ...(agreed === null ? {} : { consent: agreed }),
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
