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

/** Milliseconds that a page may take to say who its visitor is. */
const patience = 10_000

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
    const before = tabs.connection.peek()
    if (asked && asked !== proven && !/online|connecting/.test(before.state)) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<never>((_, fail) => {
        timer = setTimeout(fail, patience)
      })
      try {
        const said: unknown = await Promise.race([asked(), late])
        if (said && typeof said !== 'string') throw said
        identity = (said as string) || null
      } catch {
        // The page cannot say who it is now: the visitor can write all the same.
        doubted('identity_failed')
      }
      clearTimeout(timer)
    }
    // Closed meanwhile, nobody wants it any more.
    if (tabs.connection.peek() === before) tabs.connect()
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
    } else if (/^identity_(inv|exp)|^bad_/.test(reason ?? '')) {
      doubted(reason!)
      tabs.connect()
    }
  })

  return { ...tabs, connect: () => void connect() }
}
