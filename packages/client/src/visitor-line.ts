/**
 * A visitor's way to the server, put together: the tabs, the socket of the one that leads, and the proof of who
 * this is (SC-3). Fetched on connecting.
 */
import type { Vouch } from './api.ts'
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
  /** Null for a visitor whom nobody vouches for. */
  vouch(): Vouch | null
  /** What the page says of who this is was not taken, and why; null: it was. */
  doubted(code: string | null): void
}

export function createVisitorLine<Held>(parts: VisitorLineParts<Held>): TabLine {
  const { url, site, name, ends, vouch, doubted, platform = herePlatform() } = parts
  const query = `?site=${encodeURIComponent(site)}`
  /** For the next hello. A token is good for one: from then on the visitor's own says who it is. */
  let identity: string | null = null
  let proven: Vouch | null = null
  const tabs = createTabs<Held>(
    platform,
    name,
    { ...ends, hello: () => ({ ...ends.hello(), identity }), greeted },
    (leaderEnds) => createDriver(platform, url, query, leaderEnds),
  )

  function greeted(...[ok]: Parameters<typeof ends.greeted>): void {
    if (identity) {
      proven = vouch()
      doubted(null)
    }
    identity = null
    ends.greeted(ok)
  }

  async function connect(): Promise<void> {
    const asked = vouch()
    if (asked && asked !== proven && !/online|connecting/.test(tabs.connection.peek().state)) {
      try {
        identity = await asked()
      } catch {
        // The page cannot say who it is now: the visitor can write all the same.
        doubted('identity_failed')
      }
    }
    tabs.connect()
  }

  let isAgain = false
  tabs.connection.subscribe(({ state, reason }) => {
    if (state === 'online') isAgain = false
    if (state !== 'stopped' || !identity) return
    identity = null
    // A fresh one is asked for once; one that is not accepted is left out.
    if (reason === 'identity_expired' && !isAgain) {
      isAgain = true
      void connect()
    } else if (reason === 'identity_invalid' || reason === 'identity_expired') {
      doubted(reason)
      tabs.connect()
    }
  })

  return { ...tabs, connect: () => void connect() }
}
