/** A visitor's way to the server, put together: the tabs, and the socket of the one that leads. Fetched on connecting. */
import { createDriver } from './driver.ts'
import { herePlatform, type Platform } from './platform.ts'
import { createTabs, type TabEnds, type TabLine } from './tabs.ts'

export { createSender } from './outbox-sender.ts'

export interface VisitorLineParts<Held> {
  url: string
  site: string
  /** Of the lock and the channel. */
  name: string
  /** The browser or Node, unless a test brings its own. */
  platform?: Platform
  ends: TabEnds<Held>
}

export function createVisitorLine<Held>(parts: VisitorLineParts<Held>): TabLine {
  const { url, site, name, ends, platform = herePlatform() } = parts
  const query = `?site=${encodeURIComponent(site)}`
  return createTabs(platform, name, ends, (leaderEnds) => createDriver(platform, url, query, leaderEnds))
}
