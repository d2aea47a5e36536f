/** The parts that outlive a sign-in, made once and handed to every component through one context. */
import { createAgentClient } from '@foyer/client'
import { cleanName } from '@foyer/widget/text'
import { signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { setLocale, t } from './locale.ts'
import { createDesk, type Desk } from './models/desk.ts'
import { createDrafts } from './models/drafts.ts'
import { createHttp } from './models/http.ts'
import { createNotices } from './models/notices.ts'
import { createPreferences, type Storing } from './models/preferences.ts'
import { type Route, readRoute, writeRoute } from './models/route.ts'
import { createSession } from './models/session.ts'
import { createSites } from './models/sites.ts'

/** Milliseconds for which settings are taken for what they were when one comes back to the page. */
const refreshAfter = 30_000

export function createConsole() {
  const storage = browserStorage()
  const http = createHttp(
    (input, init) => fetch(input, init),
    () => session.end(),
  )
  const session = createSession(http)
  const preferences = createPreferences(storage)
  const drafts = createDrafts(storage)
  const notices = createNotices()
  const sites = createSites(http)
  const route = signal<Route>(readRoute(location.hash))
  /** What a screen with unsaved changes says before it is left; null lets go. */
  const leaving = signal<(() => Promise<boolean>) | null>(null)

  window.addEventListener('hashchange', () => {
    const next = readRoute(location.hash)
    if (writeRoute(next) === writeRoute(route.peek())) return
    const mayLeave = leaving.peek()
    if (mayLeave === null) {
      route.value = next
      return
    }
    // The address has changed already: it is put back until there is an answer.
    history.replaceState(null, '', writeRoute(route.peek()))
    void mayLeave().then((yes) => {
      if (!yes) return
      location.hash = writeRoute(next)
      route.value = next
    })
  })

  /** How often somebody came back to the page after a while: what it shows may have been changed by others. */
  const returns = signal(0)
  let refreshed = performance.now()
  window.addEventListener('focus', () => {
    if (performance.now() - refreshed < refreshAfter) return
    refreshed = performance.now()
    returns.value += 1
    sites.refresh()
    if (session.session.peek().state === 'signedIn') void session.refresh()
  })

  function go(next: Route): void {
    const hash = writeRoute(next)
    if (hash === location.hash) return
    // The address tells of its change a moment later; a key pressed meanwhile means the new place already.
    if (leaving.peek() === null) route.value = next
    location.hash = hash
  }

  return {
    storage,
    http,
    session,
    preferences,
    drafts,
    notices,
    sites,
    route,
    leaving,
    returns,
    go,
    openDesk: (): Desk =>
      createDesk({
        client: createAgentClient({ url: location.origin, sdk: 'console/0.1.0' }),
        route,
        go,
        drafts,
        preferences,
        words: {
          fileSent: (name) => t('alert.file', { name }),
          waiting: () => t('alert.waiting'),
        },
        onSignedOut: () => session.end(),
        onAssigned: ({ by, why, note }) => {
          const title = t(why === 'handOver' ? 'alert.handedOver' : 'alert.transferred', {
            name: cleanName(by.name ?? ''),
          })
          onceSeen(() => notices.tell(note ? `${title}: ${note}` : title))
          return { title, text: note ?? '' }
        },
        onNudge: ({ name, open }) => {
          const action = { words: t('nudge.open'), hook: 'nudge-open', run: open }
          onceSeen(() => notices.tell(t('nudge.text', { name: cleanName(name) }), 'plain', { action }))
          return { text: t('alert.nudge') }
        },
        readVisitor: async (id) => {
          const answer = await http.visitors.read(id)
          return answer.ok ? answer.value : null
        },
      }),
    speak: () => setLocale(preferences.choices.peek().locale, navigator.languages),
  }
}

export type Console = ReturnType<typeof createConsole>

export const ConsoleContext = createContext<Console | null>(null)
export const DeskContext = createContext<Desk | null>(null)

export function useConsole(): Console {
  const held = useContext(ConsoleContext)
  if (held === null) throw new Error('outside of the console')
  return held
}

export function useDesk(): Desk {
  const held = useContext(DeskContext)
  if (held === null) throw new Error('outside of the desk')
  return held
}

/** What is said for a moment waits until somebody looks at the page. */
function onceSeen(tell: () => void): void {
  const look = () => {
    if (document.visibilityState !== 'visible') return
    document.removeEventListener('visibilitychange', look)
    tell()
  }
  document.addEventListener('visibilitychange', look)
  look()
}

/** Private windows of some browsers throw on the mere look at storage. */
function browserStorage(): Storing {
  try {
    return window.localStorage
  } catch {
    const held = new Map<string, string>()
    return { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => void held.set(key, value) }
  }
}
