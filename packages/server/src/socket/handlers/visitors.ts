/** What a visitor says of itself. Unsigned, so it is shown as such and grants nothing. */
import type { HelloOk } from '@foyer/protocol'
import { attributesProblem } from '../../core/visitors/attributes.ts'
import { pageFor } from '../../core/visitors/page.ts'
import { type Handler, type Outcome, refuse } from '../outcome.ts'
import type { SocketParts } from '../parts.ts'
import type { Session, VisitorSession, Who } from '../session-state.ts'
import { factsOf, keepVisitor, notePage, noteVisitor, sayAttributes, tagVisitor } from './first-act.ts'
import { unfollow } from './following.ts'
import { welcome } from './hello.ts'

/**
 * A person that the site vouches for (SC-3): the connection goes on as that visitor. Null logs out: every token
 * of this visitor ends, here and on every other connection (E11).
 */
export const identify: Handler<'identify'> = async (parts, session, { identity }) => {
  const { who } = session
  if (who.role !== 'visitor') return refuse('forbidden', 'This command is for visitors.')
  if (identity !== null) return becomePerson(parts, session, who, identity)
  await parts.tokens.revoke(who.id)
  parts.bus.publish({ kind: 'changed', visitor: who.id })
  for (const other of [...parts.registry.of(who.id)]) {
    if (other.who !== who) other.outlet.close(4501, 'logged out')
  }
  return { ok: {}, close: 4501 }
}

async function becomePerson(
  parts: SocketParts,
  session: Session & { who: Who },
  who: VisitorSession,
  identity: string,
): Promise<Outcome<'identify'>> {
  const { site, locale, sdk, page } = who
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  const outcome = await parts.identify.exchange({
    site,
    origin: session.door.origin,
    identity,
    visitor: who.id,
    token: who.token,
    facts: { locale, sdk, page, ...factsOf(session.door, page) },
  })
  if ('error' in outcome) return outcome
  const { visitor: id, token, nickname, ended } = outcome.ok
  const known = await parts.visitors.find(id)
  if (known?.blocked === true) return { ...refuse('blocked', 'This visitor is blocked.'), close: 4504 }
  const held = [...session.readers.values()].map((reader) => [reader.conversation, reader.position] as const)
  for (const [conversation] of held) unfollow(parts, session, conversation)
  const person: VisitorSession = {
    ...who,
    id,
    token,
    nickname,
    actor: { kind: 'visitor', id },
    isStored: true,
    isMuted: known?.muted === true,
    spokeAt: known?.spokeAt ?? 0,
    before: [],
  }
  parts.registry.rename(session, person)
  void parts.timeline.note(id, site, ...who.before)
  // The session has its new token: what is told now ends the others.
  for (const visitor of ended) parts.changes.announce({ visitor, site })
  // The same visitor has what this connection has sent.
  return welcome(parts, session, person, id === who.id ? { resume: Object.fromEntries(held) } : {})
}

export const attributes: Handler<'attributes'> = async (parts, { who, door }, { visitor, conversation }) => {
  if (who.role !== 'visitor') return refuse('forbidden', 'This command is for visitors.')
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  const row = await parts.visitors.find(who.id)
  // Another connection of the visitor may have been the first to act.
  if (row !== null) await keepVisitor(parts, door, who)
  if (visitor !== undefined) {
    const known = row?.attributes ?? who.attributes
    const said = textsOf(visitor)
    const problem =
      attributesProblem(known, said, '/visitor') ??
      (who.isStored ? await sayAttributes(parts, who, said) : null)
    if (problem !== null) return { error: problem }
    who.attributes = { ...known, ...said }
    if (who.isStored) void tagVisitor(parts, who, { attributes: who.attributes })
  }
  if (conversation === undefined) return receptionNow(parts, who)
  const said = textsOf(conversation)
  const open = who.isStored ? await parts.conversations.openOf(who.id) : null
  if (open === null) {
    const problem = attributesProblem(who.conversationAttributes, said, '/conversation')
    if (problem !== null) return { error: problem }
    who.conversationAttributes = { ...who.conversationAttributes, ...said }
    return receptionNow(parts, who)
  }
  const cid = parts.chance.id()
  const outcome = await parts.conversing.handle({
    visitor: who.id,
    conversation: open.state.id,
    cid,
    sender: who.actor,
    names: ['attributes.changed'],
    command: () => ({ do: 'attributes.set', attributes: said, at: parts.clock.now(), by: who.actor, cid }),
  })
  // Said before: nothing has changed, and that is no mistake.
  return 'code' in outcome && outcome.code !== 'conflict' ? { error: outcome } : receptionNow(parts, who)
}

/** What was said may have brought another plan (RT-8). */
async function receptionNow(
  parts: SocketParts,
  who: VisitorSession,
): Promise<{ ok: Pick<HelloOk, 'reception'> }> {
  const reception = await parts.receptionOf(who)
  return { ok: reception === null ? {} : { reception } }
}

function textsOf(said: Record<string, string | number | boolean>): Record<string, string> {
  return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, String(value)]))
}

export const page: Handler<'page'> = async (parts, { who }, { url, title, referrer, locale }) => {
  if (who.role !== 'visitor') return refuse('forbidden', 'This command is for visitors.')
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  const before = who.page?.url
  who.page = pageFor(
    { url, ...(title === undefined ? {} : { title }), ...(referrer === undefined ? {} : { referrer }) },
    parts.settingsOf(who.site)?.pageQuery ?? false,
  )
  who.locale = locale ?? who.locale
  if (who.isStored) {
    const said = locale === undefined ? {} : { locale }
    await parts.visitors.update(who.id, { page: who.page, lastSeenAt: parts.clock.now(), ...said })
  }
  if (who.page.url !== before) notePage(parts, who, who.page)
  parts.siteVisitors.changed(who.site)
  return receptionNow(parts, who)
}

/** Something of the site's own that happened, such as an order (IN-4). */
export const track: Handler<'track'> = (parts, { who }, { name, data = {} }) => {
  if (who.role !== 'visitor') return refuse('forbidden', 'This command is for visitors.')
  const refused = parts.limits.check('tracks', who.id)
  if (refused !== null) return { error: refused }
  const bytes = Object.entries(data).reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  if (Object.keys(data).length > mostKeys || bytes > mostTracked) {
    return refuse(
      'too_large',
      `An event has at most ${mostKeys} keys and ${mostTracked} characters.`,
      '/data',
    )
  }
  noteVisitor(parts, who, { kind: 'custom', name, data })
  return { ok: {} }
}

const mostKeys = 20
const mostTracked = 4_096
