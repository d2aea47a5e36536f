/** What an agent looks through: the list on its screen, what it pins there, and the search in texts. */
import { scopesOf, seesOthers } from '../../app/sees-others.ts'
import { type Handler, notFound, refuse } from '../outcome.ts'
import { lacks, mine } from './change.ts'

const rowsUnlessSaid = 50
const hitsUnlessSaid = 20
/** More stand on top of a list than fit on a screen. */
const mostPins = 50

const forAgents = refuse('forbidden', 'This command is for agents.')

export const watch: Handler<'inbox.watch'> = async (parts, session, { list, filter = {}, limit, after }) => {
  const { who } = session
  if (who.role === 'visitor') return forAgents
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  const { site, ...narrowing } = filter
  const scopes = scopesOf(parts, who, site ?? undefined)
  const isOwn = filter.agent == null || filter.agent === who.id
  // A colleague's list is refused where it would be empty for want of the permission.
  if (!isOwn && scopes.length > 0 && !scopes.some(({ others }) => others))
    return lacks('conversation.openOthers')
  const watched = await parts.inbox.watch(
    {
      agent: who.id,
      scopes,
      list,
      filter: said(narrowing),
      outlet: session.outlet,
    },
    { limit: limit ?? rowsUnlessSaid, ...(after == null ? {} : { after }) },
  )
  if (session.watch !== null) {
    // A further page of the same list: what was shown before is still watched.
    if (after != null) for (const id of session.watch.shown) watched.watch.shown.add(id)
    parts.inbox.unwatch(session.watch)
  }
  session.watch = watched.watch
  if (!session.outlet.isOpen) parts.inbox.unwatch(watched.watch)
  const { rows, counts } = watched
  return { ok: { rows, counts, ...(watched.after === undefined ? {} : { after: watched.after }) } }
}

export const search: Handler<'search'> = async (parts, { who }, { text, filter = {}, limit, after }) => {
  if (who.role === 'visitor') return forAgents
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  return {
    ok: await parts.searchTexts.find({
      scopes: scopesOf(parts, who, filter.site ?? undefined),
      agent: who.id,
      text,
      limit: limit ?? hitsUnlessSaid,
      ...(after == null ? {} : { after }),
    }),
  }
}

export const pin: Handler<'pin'> = async (parts, { who }, { conversation, on, for: whose }) => {
  if (who.role !== 'agent') return forAgents
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  const stored = await mine(parts, who, conversation)
  const { site = '', agent: has = null } = stored?.state ?? {}
  // As in the lists: what a colleague has is not there for who may not see it.
  if (stored === null || !(has === null || has.id === who.id || seesOthers(parts.rights, who, site)))
    return notFound
  const agent = whose ?? who.id
  if (agent !== who.id) {
    const forbidden = parts.rights.refusal(who, site, 'conversation.pinOthers')
    if (forbidden !== null) return forbidden
    const isThere = (await parts.agents.ofSite(site)).some((one) => one.id === agent && !one.disabled)
    if (!isThere) return refuse('not_found', 'There is no such agent.', '/for')
  }
  if (!on) await parts.pins.unpin(agent, conversation)
  else if ((await parts.pins.pin(agent, conversation, parts.clock.now(), mostPins)) === 'full')
    return refuse('too_large', `At most ${mostPins} conversations can be pinned.`, '/conversation')
  await parts.inbox.pinsChanged(agent)
  parts.bus.publish({ kind: 'pins', agent })
  return { ok: {} }
}

/** Null for a key is as if it were absent. */
function said<T extends object>(filter: T): T {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value != null)) as T
}
