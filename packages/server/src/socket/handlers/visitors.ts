/** What a visitor says of itself. Unsigned, so it is shown as such and grants nothing. */
import { limits } from '@foyer/protocol'
import { type Handler, refuse } from '../outcome.ts'
import { pageFor } from './first-act.ts'

/** Null logs out: every token of this visitor ends, here and on every other connection (E11). */
export const identify: Handler<'identify'> = async (parts, { who }, { identity }) => {
  if (who.role !== 'visitor') return refuse('forbidden', 'This command is for visitors.')
  if (identity !== null) return refuse('identity_invalid', 'This site has no key for identities.')
  await parts.tokens.revoke(who.id)
  parts.bus.publish({ kind: 'changed', visitor: who.id })
  for (const other of [...parts.registry.of(who.id)]) {
    if (other.who !== who) other.outlet.close(4501, 'logged out')
  }
  return { ok: {}, close: 4501 }
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
