/** Chooses what is shown: the door for who is not signed in, else the desk with its screens. */

import { useSignal, useSignalEffect } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { DeskContext, useConsole } from './console.ts'
import { addAssistantWords, addWords, t } from './locale.ts'
import { Brand } from './parts/brand.tsx'
import { Confirm } from './parts/dialog.tsx'
import { later } from './parts/later.tsx'
import { keepTime } from './parts/now.ts'
import { Rail } from './parts/rail.tsx'
import { Toasts } from './parts/toasts.tsx'
import { useShortcuts } from './parts/use-shortcuts.ts'
import { keepViewHeight } from './parts/view-height.ts'
import { errorText } from './parts/words.ts'
import { Inbox } from './screens/inbox.tsx'
import { SignIn } from './screens/sign-in.tsx'

const Setup = later<{ code: string }>(async () => (await import('./screens/setup.tsx')).Setup)
const Assistant = later(async () => {
  const [screen] = await Promise.all([import('./screens/assistant.tsx'), addAssistantWords()])
  return screen.AssistantScreen
}, 'screen')
const Visitors = later(async () => {
  const [screen] = await Promise.all([import('./screens/visitors.tsx'), addWords('visitors')])
  return screen.VisitorsScreen
}, 'screen')
const Records = later(async () => {
  const [screen] = await Promise.all([import('./screens/records.tsx'), addWords('records')])
  return screen.RecordsScreen
}, 'screen')
const Reports = later(async () => {
  const [screen] = await Promise.all([import('./screens/reports.tsx'), addWords('records')])
  return screen.ReportsScreen
}, 'screen')
const People = later(async () => {
  const [screen] = await Promise.all([import('./screens/people.tsx'), addWords('people', 'assistant')])
  return screen.PeopleScreen
}, 'screen')
const Password = later<{ code: string }>(async () => {
  const [screen] = await Promise.all([import('./screens/password.tsx'), addWords('people')])
  return screen.Password
})
const Invitation = later<{ code: string }>(async () => {
  const [screen] = await Promise.all([import('./screens/invitation.tsx'), addWords('people')])
  return screen.Invitation
})
const Routing = later(async () => {
  const [screen] = await Promise.all([
    import('./screens/routing.tsx'),
    addWords('routing', 'assistant', 'around'),
  ])
  return screen.RoutingScreen
}, 'screen')
const Settings = later(async () => (await import('./screens/settings.tsx')).SettingsScreen, 'screen')
const Preferences = later(async () => {
  const [screen] = await Promise.all([import('./screens/preferences.tsx'), addWords('replies')])
  return screen.PreferencesScreen
}, 'screen')
const QuickReplies = later(async () => {
  const [screen] = await Promise.all([import('./screens/quick-replies.tsx'), addWords('replies')])
  return screen.QuickRepliesScreen
}, 'screen')
const Ratings = later(async () => {
  const [screen] = await Promise.all([import('./screens/ratings.tsx'), addWords('replies')])
  return screen.RatingsScreen
}, 'screen')
const Palette = later<{ onClose: () => void; onHelp: () => void }>(
  async () => (await import('./parts/palette.tsx')).Palette,
)
const Help = later<{ onClose: () => void }>(async () => (await import('./parts/help.tsx')).Help)

export function App() {
  const { session, route, preferences } = useConsole()
  useEffect(keepTime, [])
  useEffect(keepViewHeight, [])
  useSignalEffect(() => {
    const { theme } = preferences.choices.value
    if (theme === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  })
  const held = session.session.value
  return (
    <>
      {held.state === 'unknown' ? (
        <Starting />
      ) : held.state === 'unreachable' ? (
        <Unreachable />
      ) : route.value.screen === 'invitation' ? (
        <Invitation code={route.value.code} />
      ) : route.value.screen === 'password' ? (
        <Password code={route.value.code} />
      ) : held.state === 'signedIn' ? (
        <DeskScreens key={held.agent.id} />
      ) : route.value.screen === 'setup' ? (
        <Setup code={route.value.code} />
      ) : (
        <SignIn />
      )}
      <Confirm />
      <Toasts />
    </>
  )
}

function Starting() {
  return (
    <main class="door" aria-busy="true">
      <Brand />
    </main>
  )
}

function Unreachable() {
  const { session } = useConsole()
  const held = session.session.value
  return (
    <main class="door">
      <div class="door-card">
        <Brand />
        <div class="door-words">
          <h1>{t('unreachable.title')}</h1>
          <p>{held.state === 'unreachable' ? errorText(held.error) : ''}</p>
        </div>
        <button type="button" class="button primary wide" onClick={() => void session.load()}>
          {t('retry')}
        </button>
      </div>
    </main>
  )
}

const screens: Record<
  | 'assistant'
  | 'people'
  | 'quickReplies'
  | 'ratings'
  | 'records'
  | 'reports'
  | 'routing'
  | 'settings'
  | 'preferences'
  | 'visitors',
  ComponentType
> = {
  assistant: Assistant,
  people: People,
  quickReplies: QuickReplies,
  ratings: Ratings,
  records: Records,
  reports: Reports,
  routing: Routing,
  settings: Settings,
  preferences: Preferences,
  visitors: Visitors,
}

function DeskScreens() {
  const held = useConsole()
  const { route, go } = held
  const desk = useMemo(() => held.openDesk(), [])
  const overlay = useSignal<'palette' | 'help' | null>(null)
  const wantsSearch = useSignal(0)
  const wantsAssign = useSignal(0)

  useEffect(() => {
    desk.client.connect()
    return () => desk.destroy()
  }, [])
  useEffect(() => {
    // The one-time link was used: its code has no business in the address any more, and the next step
    // is to put the widget on a page.
    if (route.peek().screen === 'setup') go({ screen: 'settings', site: null, section: 'install' })
  }, [])
  // Rights may have changed while the connection was away: they are why it was cut.
  const wasOnline = useRef(false)
  useSignalEffect(() => {
    if (desk.client.connection.value.state !== 'online') return
    if (wasOnline.current) void held.session.refresh()
    wasOnline.current = true
  })
  useShortcuts(desk, { overlay, wantsSearch, wantsAssign })

  const at = route.value
  const Screen = Object.hasOwn(screens, at.screen) ? screens[at.screen as keyof typeof screens] : null
  const close = () => {
    overlay.value = null
  }
  const help = () => {
    overlay.value = 'help'
  }
  return (
    <DeskContext.Provider value={desk}>
      <div class="shell">
        <Rail
          onPalette={() => {
            overlay.value = 'palette'
          }}
          onHelp={help}
        />
        {Screen === null ? (
          <Inbox wantsSearch={wantsSearch.value} wantsAssign={wantsAssign.value} />
        ) : (
          <Screen />
        )}
      </div>
      {overlay.value === 'palette' && <Palette onClose={close} onHelp={help} />}
      {overlay.value === 'help' && <Help onClose={close} />}
    </DeskContext.Provider>
  )
}
