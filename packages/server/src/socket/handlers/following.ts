/** Opening and leaving conversations, history, markers and typing: what is read rather than said. */
import type { Actor, Id, Position, Push, VisitorProfile } from '@foyer/protocol'
import { limits } from '@foyer/protocol'
import { isColleagues, mayWrite } from '../../core/people/access.ts'
import type { StoredConversation } from '../../ports/conversations.ts'
import { type Handler, notFound, refuse } from '../outcome.ts'
import type { SocketParts } from '../parts.ts'
import type { Session, Who } from '../session-state.ts'
import { stopSending } from './assistant.ts'
import { isMine, lacks, mine } from './change.ts'

export const history: Handler<'history'> = async (parts, { who }, keys) => {
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  const stored = await mine(parts, who, keys.conversation)
  if (stored === null) return notFound
  const { before, after, limit = limits.history.usual } = keys
  const page = await parts.conversations.readLog(keys.conversation, {
    limit,
    audience: who.side,
    ...(after === undefined ? {} : { after: placeOf(after) }),
    ...(before === undefined ? {} : { before: placeOf(before) }),
  })
  return { ok: { events: parts.hub.events(who.side, page.events), more: page.more } }
}

/** Opens, and says how it stands; from now on its events come, beginning after those in the answer. */
export const open: Handler<'conversation.open'> = async (parts, session, { conversation }) => {
  const { who } = session
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  const stored = await mine(parts, who, conversation)
  if (stored === null) return notFound
  await stopSending(parts, who, stored)
  if (session.readers.get(conversation)?.isOver !== false) {
    follow(parts, session, stored, [stored.state.seq, stored.state.sub])
  }
  const reader = session.readers.get(conversation)
  const [page, visitor, now, suggestions] = await Promise.all([
    parts.conversations.readLog(conversation, { limit: limits.history.usual, audience: 'agent' }),
    profileOf(parts, stored.state.visitor, stored.state.site),
    mine(parts, who, conversation),
    parts.suggestions.of(stored.state),
  ])
  if (now === null || reader === undefined) return notFound
  const last = page.events.at(-1)
  const end: [number, number] = [last?.seq ?? 0, last?.sub ?? 0]
  return {
    ok: {
      head: parts.hub.head(now, 'agent'),
      visitor,
      events: parts.hub.events('agent', page.events),
      more: page.more,
      suggestions,
    },
    afterwards: () => {
      const isHere = session.outlet.isOpen && session.readers.has(conversation)
      if (who.role === 'agent' && isHere) parts.looking.arrives(conversation, who.actor, session.outlet)
      // Opened again: it went on live meanwhile and is further, or as far.
      if (!reader.isBusy) return
      reader.position = end
      return parts.hub.release(reader)
    },
  }
}

export const leave: Handler<'conversation.leave'> = (parts, session, { conversation }) => {
  unfollow(parts, session, conversation)
  return { ok: {} }
}

/** Begins to follow; the caller releases the reader once the answer is out. */
export function follow(
  parts: SocketParts,
  session: Session & { who: Who },
  stored: StoredConversation,
  position: [number, number],
) {
  unfollow(parts, session, stored.state.id)
  const { who } = session
  const reader = parts.hub.follow(stored, who.side, session.outlet, position, (state) =>
    isMine(parts, who, state),
  )
  session.readers.set(stored.state.id, reader)
  return reader
}

/** A conversation that began, or had news, after this session said what it holds: it is sent from its start. */
export function followFresh(
  parts: SocketParts,
  session: Session & { who: Who },
  conversation: StoredConversation,
): void {
  if (session.readers.has(conversation.state.id)) return
  const reader = follow(parts, session, conversation, [0, 0])
  const head: Push = { on: 'head', head: parts.hub.head(conversation, session.who.side) }
  session.outlet.send(JSON.stringify(head))
  void parts.hub.release(reader).catch(parts.report)
}

export function unfollow(parts: SocketParts, session: Session, conversation: Id): void {
  const reader = session.readers.get(conversation)
  if (reader === undefined) return
  session.readers.delete(conversation)
  parts.looking.leaves(conversation, session.outlet)
  parts.hub.leave(reader)
}

async function advance(
  parts: SocketParts,
  who: Who,
  conversation: Id,
  marks: { read?: number; delivered?: number },
  seq: number,
) {
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  const stored = await mine(parts, who, conversation)
  if (stored === null) return notFound
  let end = stored.state.seq
  if (seq > end) {
    // Another node may have stored it a moment ago: the cache is asked again from the store.
    parts.conversing.forget(conversation)
    end = (await mine(parts, who, conversation))?.state.seq ?? 0
  }
  if (seq > end) return refuse('bad_request', 'The conversation is not that long.', '/seq')
  const { side } = who
  const before = stored.markers
  const isNews = (marks.read ?? 0) > before.read[side] || (marks.delivered ?? 0) > before.delivered[side]
  if (!isNews) return { ok: {} }
  const after = await parts.conversing.advance(conversation, side, marks)
  if (after === null) return notFound
  const now = await parts.conversing.find(conversation)
  if (now !== null) {
    const told = { read: after.read[side], delivered: after.delivered[side] }
    parts.hub.marked(stored.state.site, conversation, side, told)
    parts.inbox.changed(now)
    parts.bus.publish({ kind: 'marker', site: stored.state.site, conversation, side, ...told })
  }
  return { ok: {} }
}

export const read: Handler<'read'> = (parts, { who }, { conversation, seq }) =>
  // Read implies delivered.
  advance(parts, who, conversation, { read: seq, delivered: seq }, seq)

export const delivered: Handler<'delivered'> = (parts, { who }, { conversation, seq }) =>
  advance(parts, who, conversation, { delivered: seq }, seq)

/** Milliseconds between two hints of typing from one socket. */
const typingEvery = 2_000

export const typing: Handler<'typing'> = async (parts, session, keys) => {
  const { conversation, active } = keys
  const stored = await mine(parts, session.who, conversation)
  if (stored === null) return notFound
  if (stored.state.status === 'closed') return { ok: {} }
  const { who } = session
  const isHelp = who.role === 'agent' && isColleagues(who, stored.state)
  if (isHelp && !mayWrite(parts.rights.viewer(who, stored.state.site), stored.state)) {
    return lacks('conversation.help')
  }
  const seenAs = isHelp ? stored.state.agent : null
  const preview = active ? previewFor(parts, session.who, keys.preview) : undefined
  const now = parts.clock.monotonic()
  const last = session.typing
  last?.later?.()
  const wait = last?.conversation === conversation ? last.at + typingEvery - now : 0
  const tell = () => tellTyping(parts, session, conversation, active, seenAs, preview)
  if (wait <= 0) tell()
  else if (last?.active === active && preview === undefined) return { ok: {} }
  else {
    const later = parts.clock.after(wait, tell)
    session.typing = { conversation, active, at: last?.at ?? now, later }
  }
  return { ok: {} }
}

function tellTyping(
  parts: SocketParts,
  session: Session & { who: Who },
  conversation: Id,
  active: boolean,
  seenAs: Actor | null,
  preview: string | undefined,
): void {
  const { actor, side } = session.who
  const by = seenAs === null ? actor : { ...actor, as: seenAs }
  session.typing = { conversation, active, at: parts.clock.monotonic(), later: null }
  parts.hub.typing(conversation, by, side, active, preview, session.outlet)
  parts.bus.publish({
    kind: 'typing',
    conversation,
    by,
    from: side,
    active,
    ...(preview === undefined ? {} : { preview }),
  })
}

/** What a visitor is about to say reaches agents only where the site turned it on, whatever a client sends (CV-12). */
function previewFor(parts: SocketParts, who: Who, preview: string | undefined): string | undefined {
  if (who.role !== 'visitor' || parts.settingsOf(who.site)?.visitors.typingPreview !== true) return undefined
  return preview === undefined || preview === '' ? undefined : [...preview].slice(0, mostPreview).join('')
}

const mostPreview = 500

async function profileOf(parts: SocketParts, id: Id, site: string): Promise<VisitorProfile> {
  const visitor = await parts.visitors.find(id)
  return visitor === null ? { id, site, nickname: '', present: false } : parts.profiles.describe(visitor)
}

function placeOf(position: Position): [number, number] {
  return typeof position === 'number' ? [position, 0] : position
}
