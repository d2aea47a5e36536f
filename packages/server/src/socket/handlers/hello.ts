/**
 * Who is there, and what they missed (protocol §3). Nothing is stored for a visitor who has not acted.
 * The answer goes first; then what lies beyond each position held, or `reset` where that does not join up.
 */
import type { Hello, HelloOk, Id, Position } from '@foyer/protocol'
import { limits } from '@foyer/protocol'
import { visitorBlocked } from '../../app/blocking.ts'
import type { Reader } from '../../app/hub.ts'
import { siteOff } from '../../app/outcome.ts'
import { pageFor } from '../../core/visitors/page.ts'
import type { StoredConversation } from '../../ports/conversations.ts'
import type { Visitor } from '../../ports/visitors.ts'
import { erased, type Outcome, refuse } from '../outcome.ts'
import type { SocketParts } from '../parts.ts'
import type { AgentSession, Session, VisitorSession, Who } from '../session-state.ts'
import { stopSending } from './assistant.ts'
import { isMine } from './change.ts'
import { factsOf, keepVisitor, notePage } from './first-act.ts'
import { follow } from './following.ts'

type Keys = Hello
/** Milliseconds between two notes of a visitor's being there. */
const seenEvery = 60_000
/** Away for longer, it is another visit. */
const visitAfter = 30 * 60_000

type Greeted = Session & { who: Who }

/** How many of a visitor's conversations are looked through; a hello can name no more, as keys are limited. */
const mostResumed = limits.json.keys

export async function hello(parts: SocketParts, session: Session, keys: Keys): Promise<Outcome<'hello'>> {
  return keys.role === 'visitor' ? greetVisitor(parts, session, keys) : greetAgent(parts, session, keys)
}

async function greetVisitor(parts: SocketParts, session: Session, keys: Keys): Promise<Outcome<'hello'>> {
  const { site, origin } = session.door
  if (site === null) return refuse('bad_request', 'A visitor’s address names its site: ?site=…', '/role')
  const settings = parts.settingsOf(site)
  if (settings === null || !settings.enabled) {
    return { error: siteOff, close: 4503 }
  }
  const token = keys.token ?? null
  let known = token === null ? null : await parts.tokens.check(token, site, origin)
  // Its browser may still have what was said, and is told to forget it.
  if (token !== null && known === null && (await isErased(parts, token, site))) return erased
  if (await parts.blocking.isShutOut(site, session.door.address, known === null ? token : null))
    return blocked
  const fresh = known === null ? parts.tokens.issue(site, origin) : null
  const sdk = keys.sdk ?? null
  const page = keys.page == null ? null : pageFor(keys.page, settings.pageQuery)
  if (keys.identity != null) {
    // Who is blocked stays so under another name in the same browser.
    if (known?.stored === true && (await parts.visitors.find(known.visitor))?.blocked === true) return blocked
    const outcome = await parts.identify.exchange({
      site,
      origin,
      identity: keys.identity,
      visitor: known?.visitor ?? fresh?.visitor ?? '',
      token: known?.token ?? fresh?.token ?? '',
      facts: { locale: keys.locale ?? null, sdk, page, ...factsOf(session.door, page) },
    })
    if ('error' in outcome) return outcome
    known = { ...outcome.ok, stored: true }
    for (const visitor of outcome.ok.ended) parts.changes.announce({ visitor, site })
  } else if (await parts.identify.isMissing(site, sdk, known?.visitor ?? null)) {
    return refuse('identity_required', 'This site takes visitors with an identity only.')
  }
  const id = known?.visitor ?? fresh?.visitor ?? ''
  const visitor = known?.stored === true ? await parts.visitors.find(id) : null
  if (visitor?.blocked === true) return blocked
  if (!enter(parts, session, 'socketsOfVisitor', id)) return tooManySockets
  const who: VisitorSession = {
    role: 'visitor',
    side: 'visitor',
    actor: { kind: 'visitor', id },
    id,
    site,
    nickname: known?.nickname ?? fresh?.nickname ?? '',
    token: known?.token ?? fresh?.token ?? '',
    isStored: known?.stored ?? false,
    locale: keys.locale ?? null,
    sdk,
    page,
    referrer: page?.referrer || null,
    attributes: {},
    conversationAttributes: {},
    isMuted: visitor?.muted === true,
    spokeAt: visitor?.spokeAt ?? 0,
    before: [],
  }
  const greeted = settle(parts, session, who)
  if (visitor !== null) seen(parts, who, visitor)
  arrive(parts, session, who)
  return welcome(parts, greeted, who, keys)
}

/** The answer to a visitor who is known now: at hello, and where it says later who it is. */
export async function welcome(
  parts: SocketParts,
  session: Greeted,
  who: VisitorSession,
  keys: Pick<Keys, 'resume' | 'epoch'>,
): Promise<{ ok: HelloOk; afterwards: () => Promise<void> }> {
  const shown = who.isStored ? await conversationsOf(parts, who, keys.resume ?? {}) : []
  const afterwards = resume(parts, session, shown, keys)
  const file = parts.settingsOf(who.site)?.upload.bytes ?? limits.file
  const reception = await parts.receptionOf(who)
  return {
    ok: {
      ...common(parts, session, who.site),
      visitor: { id: who.id, nickname: who.nickname },
      token: who.token,
      limits: { text: limits.text, frame: limits.frame, file },
      ...(reception === null ? {} : { reception }),
      conversations: shown.map((stored) => parts.hub.head(stored, 'visitor')),
    },
    afterwards,
  }
}

async function greetAgent(parts: SocketParts, session: Session, keys: Keys): Promise<Outcome<'hello'>> {
  const { cookie, site } = session.door
  // A visitor's address was let in by the site's list of origins; agents have an address of their own.
  if (site !== null) return refuse('bad_request', 'Agents and bots use an address without a site.', '/role')
  const by = keys.token ? { token: keys.token } : cookie === null ? null : { cookie }
  const found = by === null ? null : await parts.identifyAgent(by)
  if (by === null || found === null || found.role !== keys.role) {
    return { ...refuse('unauthorized', 'This token or session is not valid.'), close: 4501 }
  }
  if (!enter(parts, session, 'socketsOfAgent', found.id)) return tooManySockets
  const { role, id, name, avatar, sites, roles } = found
  const who: AgentSession = {
    role,
    side: 'agent',
    actor: { kind: role, id, name, ...(avatar === null ? {} : { avatar }) },
    id,
    sites,
    roles,
    rights: parts.rights.print(roles),
    proof: by,
  }
  const greeted = settle(parts, session, who)
  if (role === 'agent') {
    const leave = await parts.presence.agentArrives({ id, name, avatar, sites })
    session.leaving.push(leave)
    // It may have gone while that was stored.
    if (!session.outlet.isOpen) leave()
  } else for (const served of sites) session.leaving.push(parts.presence.assistantArrives(served))
  const named = await namedIn(parts, keys.resume ?? {}, ({ state }) => isMine(parts, who, state))
  // What an agent resumes is open on its screen, and so ends automatic sending.
  await Promise.all(named.map((stored) => stopSending(parts, who, stored)))
  const afterwards = resume(parts, greeted, named, keys)
  return {
    ok: {
      ...common(parts, session, sites[0] ?? ''),
      agent: { ...who.actor, status: parts.presence.statusOf(id) },
      sites: sites.map((served) => ({ id: served, name: parts.settingsOf(served)?.name ?? served })),
      conversations: named.map((stored) => parts.hub.head(stored, 'agent')),
    },
    afterwards,
  }
}

async function isErased(parts: SocketParts, token: string, site: string): Promise<boolean> {
  const owner = parts.tokens.ownerOf(token)
  return owner?.site === site && (await parts.isErased(owner.visitor))
}

const blocked: Outcome<'hello'> = { error: visitorBlocked, close: 4504 }

/** Where the site lists its visitors, one who is here has a row, and those who watch are told (IN-1). */
function arrive(parts: SocketParts, session: Session, who: VisitorSession): void {
  if (who.page !== null) notePage(parts, who, who.page)
  if (parts.settingsOf(who.site)?.visitors.listed !== true) return
  session.leaving.push(() => parts.siteVisitors.changed(who.site))
  void keepVisitor(parts, session.door, who)
    .then(() => parts.siteVisitors.changed(who.site))
    .catch(parts.report)
}

const tooManySockets: Outcome<'hello'> = {
  error: { code: 'rate_limited', message: 'Too many connections at once.', retryAfter: 60_000 },
  close: 4005,
}

function enter(
  parts: SocketParts,
  session: Session,
  name: 'socketsOfVisitor' | 'socketsOfAgent',
  key: string,
): boolean {
  if (!parts.limits.enter(name, key)) return false
  session.leaving.push(() => parts.limits.leave(name, key))
  return true
}

function settle(parts: SocketParts, session: Session, who: Who): Greeted {
  session.who = who
  parts.registry.name(session)
  return session as Greeted
}

function common(parts: SocketParts, session: Session, site: string): Omit<HelloOk, 'conversations'> {
  return {
    session: session.id,
    epoch: parts.epoch,
    now: parts.clock.now(),
    heartbeat: limits.heartbeat,
    limits: { text: limits.text, frame: limits.frame, file: limits.file },
    availability: parts.availabilityOf(site),
  }
}

/** A visitor who acted before is here again: facts that agents see. */
function seen(parts: SocketParts, { id, locale, sdk, page }: VisitorSession, before: Visitor): void {
  const now = parts.clock.now()
  const isNews =
    (locale !== null && locale !== before.locale) ||
    (sdk !== null && sdk !== before.sdk) ||
    (page !== null && page.url !== before.page?.url)
  // Everybody comes back at once after a restart: that is no news of anybody.
  if (!isNews && now - before.lastSeenAt < seenEvery) return
  const facts = {
    lastSeenAt: now,
    ...(now - before.lastSeenAt > visitAfter ? { visits: before.visits + 1 } : {}),
    ...(locale === null ? {} : { locale }),
    ...(sdk === null ? {} : { sdk }),
    ...(page === null ? {} : { page }),
  }
  // Nobody waits for it, and a full disk keeps nobody from reading.
  void parts.visitors.update(id, facts).catch(parts.report)
}

/** The open one, those named, and closed ones with something unread. */
async function conversationsOf(
  parts: SocketParts,
  who: VisitorSession,
  positions: Record<Id, Position>,
): Promise<StoredConversation[]> {
  const all = await parts.conversations.ofVisitor(who.id, mostResumed)
  const shown = all.filter(
    ({ state, markers }) =>
      state.status !== 'closed' || state.id in positions || state.ourSeq > markers.read.visitor,
  )
  const ids = new Set(shown.map(({ state }) => state.id))
  const older = Object.fromEntries(Object.entries(positions).filter(([id]) => !ids.has(id)))
  const named = await namedIn(parts, older, ({ state }) => state.visitor === who.id)
  return [...shown, ...named]
}

/** What is not theirs is passed over in silence. */
async function namedIn(
  parts: SocketParts,
  positions: Record<Id, Position>,
  isTheirs: (stored: StoredConversation) => boolean,
): Promise<StoredConversation[]> {
  const found: StoredConversation[] = []
  for (const id of Object.keys(positions).slice(0, mostResumed)) {
    const stored = await parts.conversing.find(id)
    if (stored !== null && isTheirs(stored)) found.push(stored)
  }
  return found
}

/** Follows each from its position; what comes afterwards is what was missed, or `reset`, then `synced`. */
function resume(
  parts: SocketParts,
  session: Greeted,
  shown: StoredConversation[],
  keys: Pick<Keys, 'resume' | 'epoch'>,
): () => Promise<void> {
  const isOtherEpoch = keys.epoch != null && keys.epoch !== parts.epoch
  const resets: Id[] = []
  const readers: Reader[] = []
  for (const stored of shown) {
    const { id, seq, sub } = stored.state
    const end: [number, number] = [seq, sub]
    const held = placeOf(Object.hasOwn(keys.resume ?? {}, id) ? keys.resume?.[id] : undefined)
    const isBeyond = held[0] > seq || (session.who.side === 'agent' && held[0] === seq && held[1] > sub)
    const isReset = isOtherEpoch || isBeyond || seq - held[0] > limits.replay
    if (isReset) resets.push(id)
    readers.push(follow(parts, session, stored, isReset ? end : held))
  }
  return async () => {
    for (const conversation of resets) session.outlet.send(JSON.stringify({ on: 'reset', conversation }))
    // All go live at once, before anything is awaited: what happens meanwhile reaches them.
    await Promise.all(readers.map((reader) => parts.hub.release(reader)))
    session.outlet.send('{"on":"synced"}')
  }
}

function placeOf(position: Position | undefined): [number, number] {
  if (position === undefined) return [0, 0]
  return typeof position === 'number' ? [position, 0] : position
}
