/** What differs between a browser, Node and a test: sockets, page events, locks and channels between tabs. */
import { subprotocol } from '@foyer/protocol'

export type PageEvent = 'online' | 'offline' | 'visible'

export interface Platform {
  socket(url: string): WebSocket
  /** Returns the way off. */
  listen(listener: (event: PageEvent) => void): () => void
  locks?: Pick<LockManager, 'request'>
  channel?(name: string): Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>
}

/** The browser's own; in Node no page and no tabs, though Node has locks and channels too. */
export function herePlatform(): Platform {
  const inBrowser = typeof document !== 'undefined'
  return {
    socket: (url) => new WebSocket(url, subprotocol),
    listen: inBrowser ? listenToPage : () => () => {},
    ...(inBrowser &&
      navigator.locks &&
      typeof BroadcastChannel === 'function' && {
        locks: navigator.locks,
        channel: (name: string) => new BroadcastChannel(name),
      }),
  }
}

function listenToPage(listener: (event: PageEvent) => void): () => void {
  const off = new AbortController()
  const { signal } = off
  const visible = () => document.visibilityState === 'visible' && listener('visible')
  document.addEventListener('visibilitychange', visible, { signal })
  // iOS brings a page back from its cache without a change of visibility.
  addEventListener('pageshow', visible, { signal })
  addEventListener('online', () => listener('online'), { signal })
  addEventListener('offline', () => listener('offline'), { signal })
  return () => off.abort()
}
