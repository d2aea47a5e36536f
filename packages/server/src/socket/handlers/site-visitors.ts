/** The live lists of visitors on a site (IN-1), where the site lists them. */
import { type Handler, refuse } from '../outcome.ts'

export const watch: Handler<'visitors.watch'> = async (parts, session, { watch: wanted }) => {
  const { who } = session
  if (who.role !== 'agent') return refuse('forbidden', 'This command is for agents.')
  const limited = parts.limits.check('reads', who.id)
  if (limited !== null) return { error: limited }
  if (wanted === null) {
    if (session.siteWatch !== null) parts.siteVisitors.unwatch(session.siteWatch)
    session.siteWatch = null
    return { ok: { rows: [], total: 0 } }
  }
  if (!who.sites.includes(wanted.site)) return refuse('not_found', 'There is no such site.', '/watch/site')
  const refused = parts.rights.refusal(who, wanted.site, 'visitor.list')
  if (refused !== null) return refused
  if (parts.settingsOf(wanted.site)?.visitors.listed !== true) {
    return refuse('forbidden', 'This site does not list its visitors.', '/watch/site')
  }
  const { watcher, rows, total } = await parts.siteVisitors.watch(wanted, session.outlet)
  if (session.siteWatch !== null) parts.siteVisitors.unwatch(session.siteWatch)
  session.siteWatch = watcher
  if (!session.outlet.isOpen) parts.siteVisitors.unwatch(watcher)
  return { ok: { rows, total } }
}
