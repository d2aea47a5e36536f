// A hand on a visitor's socket: what the server says can be held back and let go, and more be said in its name.
// For what only some servers do, such as a language model's words as they come.
import type { Event, Head, Push } from '@foyer/protocol'
import type { Page } from 'playwright-core'

export interface Wire {
  /** Holds events of which one fits; `release` lets them go. */
  hold(fits: (event: Event) => boolean): void
  readonly held: number
  release(change?: (event: Event) => Event): void
  say(push: Push): void
  /** As the server last told it. */
  head(): Head | undefined
  /** Names of the commands that went out. */
  readonly sent: string[]
}

/** To be called before the page is opened. */
export async function holdWire(page: Page): Promise<Wire> {
  let tell: (push: object) => void = () => {}
  let fits: ((event: Event) => boolean) | null = null
  let held: (Push & { on: 'events' })[] = []
  let head: Head | undefined
  const sent: string[] = []
  await page.routeWebSocket(/\/v1\/socket/, (socket) => {
    const server = socket.connectToServer()
    tell = (push) => socket.send(JSON.stringify(push))
    socket.onMessage((frame) => {
      sent.push((JSON.parse(String(frame)) as { do: string }).do)
      server.send(frame)
    })
    server.onMessage((frame) => {
      const push = JSON.parse(String(frame)) as Push
      if (push.on === 'head') head = push.head
      if (push.on === 'events' && fits !== null && (held.length > 0 || push.events.some(fits)))
        held.push(push)
      else socket.send(frame)
    })
  })
  return {
    hold(which) {
      fits = which
    },
    get held() {
      return held.length
    },
    release(change = (event) => event) {
      fits = null
      for (const push of held.splice(0)) tell({ ...push, events: push.events.map(change) })
      held = []
    },
    say: (push) => tell(push),
    head: () => head,
    sent,
  }
}
