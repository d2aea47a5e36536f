/** The list that an agent's screen shows. */
import type { Handler } from '../outcome.ts'

const rowsUnlessSaid = 50

export const watch: Handler<'inbox.watch'> = async (parts, session, { list, filter = {}, limit, after }) => {
  const { who } = session
  if (who.side !== 'agent') return { error: { code: 'forbidden', message: 'This command is for agents.' } }
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  const sites = filter.site === undefined ? who.sites : who.sites.filter((site) => site === filter.site)
  const watched = await parts.inbox.watch(
    { agent: who.id, sites, list, filter, outlet: session.outlet },
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
