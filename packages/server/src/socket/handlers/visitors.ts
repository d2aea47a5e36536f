/** What a visitor says of itself. Unsigned, so it is shown as such and grants nothing. */
import { limits } from '@foyer/protocol'
import { type Handler, type Outcome, refuse } from '../outcome.ts'
import type { SocketParts } from '../parts.ts'
import type { Session, VisitorSession, Who } from '../session-state.ts'
import { pageFor } from './first-act.ts'
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
    facts: { locale, sdk, page },
  })
  if ('error' in outcome) return outcome
  const { visitor: id, token, nickname, ended } = outcome.ok
  const held = [...session.readers.values()].map((reader) => [reader.conversation, reader.position] as const)
  for (const [conversation] of held) unfollow(parts, session, conversation)
  const person: VisitorSession = {
    ...who,
    id,
    token,
    nickname,
    actor: { kind: 'visitor', id },
    isStored: true,
  }
  parts.registry.rename(session, person)
  // The session has its new token: what is told now ends the others.
  for (const visitor of ended) parts.changes.announce({ visitor, site })
  // The same visitor has what this connection has sent.
  return welcome(parts, session, person, id === who.id ? { resume: Object.fromEntries(held) } : {})
}

export const attributes: Handler<'attributes'> = async (parts, { who }, { visitor = {}, conversation }) => {
  if (who.role !== 'visitor') return refuse('forbidden', 'This command is for visitors.')
  if (conversation !== undefined) {
    return refuse('bad_request', 'Attributes of conversations are not kept yet.', '/conversation')
  }
  const known = (who.isStored ? await parts.visitors.find(who.id) : null)?.attributes ?? who.attributes
  const said = Object.entries(visitor).map(([key, value]) => [key, String(value)] as const)
  const all: Record<string, string> = { ...known, ...Object.fromEntries(said) }
  if (Object.keys(all).length > limits.attributes.keys) {
    return refuse('too_large', `At most ${limits.attributes.keys} attributes.`, '/visitor')
  }
  who.attributes = all
  if (who.isStored) await parts.visitors.update(who.id, { attributes: all })
  return { ok: {} }
}

export const page: Handler<'page'> = async (parts, { who }, { url, title, referrer }) => {
  if (who.role !== 'visitor') return refuse('forbidden', 'This command is for visitors.')
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  who.page = pageFor(
    { url, ...(title === undefined ? {} : { title }), ...(referrer === undefined ? {} : { referrer }) },
    parts.settingsOf(who.site)?.pageQuery ?? false,
  )
  if (who.isStored) await parts.visitors.update(who.id, { page: who.page, lastSeenAt: parts.clock.now() })
  return { ok: {} }
}
