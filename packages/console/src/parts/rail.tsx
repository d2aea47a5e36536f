/** The rail at the start: lists with live counts, assistant and settings, and the agent with their status. */
import { untracked, useSignalEffect } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useConsole, useDesk } from '../console.ts'
import { addWords, locale, t } from '../locale.ts'
import { lists, type Route, writeRoute } from '../models/route.ts'
import { Avatar } from './avatar.tsx'
import { Brand } from './brand.tsx'
import { Icon, type IconName } from './icon.tsx'
import { isApple } from './keys.tsx'
import { later } from './later.tsx'
import { listFaces } from './list-faces.ts'
import { Menu, MenuItem } from './menu.tsx'
import { placesFor } from './places.ts'
import { isRailOpen } from './rail-toggle.tsx'
import { Leaving, useStatus } from './routing/leaving.tsx'
import { useLine } from './use-line.ts'
import { statuses, statusNames } from './words.ts'

const Colleagues = later(async () => {
  const [part] = await Promise.all([import('./people/colleagues.tsx'), addWords('people')])
  return part.Colleagues
})

interface RailProps {
  onPalette: () => void
  onHelp: () => void
}

export function Rail({ onPalette, onHelp }: RailProps) {
  const desk = useDesk()
  const { route, session } = useConsole()
  const who = session.session.value
  const { counts } = desk.inbox
  const at = route.value
  // Whatever has led to another place: a link, the menu, the palette, the browser's own button.
  useSignalEffect(() => {
    if (route.value) closeRail()
  })
  return (
    <>
      {isRailOpen.value && (
        <button type="button" class="rail-scrim" aria-label={t('rail.close')} onClick={() => closeRail()} />
      )}
      <nav
        class={isRailOpen.value ? 'rail is-drawn' : 'rail'}
        aria-label={t('region.rail')}
        data-foyer="rail"
      >
        <div class="rail-brand">
          <Brand />
        </div>
        <button type="button" class="rail-search" data-foyer="palette-open" onClick={onPalette}>
          <Icon name="search" size={15} />
          <span>{t('palette.open')}</span>
          <kbd>{isApple ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        <div class="rail-ways">
          <ul class="rail-group">
            {lists.map((list) => (
              <RailLink
                key={list}
                to={{ screen: 'inbox', list, conversation: null }}
                isHere={at.screen === 'inbox' && at.list === list && desk.colleague.value === null}
                icon={listFaces[list].icon}
                name={t(listFaces[list].name)}
                hook={`list-${list}`}
                onGo={() => {
                  desk.colleague.value = null
                }}
              >
                {(counts.value[list] ?? 0) > 0 && (
                  <span
                    class={list === 'unassigned' ? 'rail-count is-waiting' : 'rail-count'}
                    data-foyer={`count-${list}`}
                  >
                    {shortCount(counts.value[list] ?? 0)}
                  </span>
                )}
              </RailLink>
            ))}
          </ul>
          <Colleagues />
          <ul class="rail-group is-last">
            {placesFor(who).map(({ to, name, icon, hook }) => (
              <RailLink
                key={hook}
                to={to}
                isHere={at.screen === to.screen}
                icon={icon}
                name={t(name)}
                hook={hook}
              />
            ))}
          </ul>
        </div>
        <Me onHelp={onHelp} />
      </nav>
    </>
  )
}

interface RailLinkProps {
  to: Route
  isHere: boolean
  icon: IconName
  name: string
  hook: string
  onGo?: () => void
  children?: ComponentChildren
}

function RailLink({ to, isHere, icon, name, hook, onGo, children }: RailLinkProps) {
  return (
    <li>
      <a
        class={isHere ? 'rail-link is-here' : 'rail-link'}
        href={writeRoute(to)}
        aria-current={isHere ? 'page' : undefined}
        data-foyer={hook}
        title={name}
        onClick={() => {
          closeRail()
          onGo?.()
        }}
      >
        <Icon name={icon} size={17} />
        <span class="rail-name">{name}</span>
        {children}
      </a>
    </li>
  )
}

function Me({ onHelp }: { onHelp: () => void }) {
  const desk = useDesk()
  const { session, go } = useConsole()
  const setting = useStatus()
  const line = useLine()
  // What was chosen while there was no connection.
  useSignalEffect(() => {
    if (desk.client.connection.value.state === 'online') untracked(setting.catchUp)
  })
  const who = session.session.value
  if (who.state !== 'signedIn') return null
  const known = desk.client.me.value?.status
  // Without a connection nothing is allocated to anybody, whatever they chose to be.
  const isCut = line !== 'online' || known === undefined
  const status = isCut ? 'offline' : known
  const chosen = desk.wantedStatus.value ?? known
  const word = t(line === 'stopped' ? 'status.cut' : isCut ? 'status.connecting' : statusNames[known])

  return (
    <div class="rail-me">
      <Menu
        label={t('me.menu', { name: who.agent.name, status: word })}
        placement="above at-start"
        buttonClass="me-button"
        hook="me"
        button={
          <>
            <Avatar
              name={who.agent.name}
              id={who.agent.id}
              image={who.agent.avatar}
              size="medium"
              status={status}
            />
            <span class="me-text">
              <bdi>{who.agent.name}</bdi>
              <span data-foyer="status">{word}</span>
            </span>
          </>
        }
      >
        <div class="menu-title">{t('status.title')}</div>
        {statuses.map((value) => (
          <MenuItem
            key={value}
            isChecked={value === chosen}
            hook={`status-${value}`}
            onChoose={() => void setting.set(value)}
          >
            <span class={`dot ${value}`} />
            {t(statusNames[value])}
            {value === chosen && (
              <span class="end">
                <Icon name="sent" size={15} />
              </span>
            )}
          </MenuItem>
        ))}
        <div class="menu-rule" />
        <MenuItem
          hook="nav-preferences"
          onChoose={() => {
            // Also from there to there.
            closeRail()
            go({ screen: 'preferences' })
          }}
        >
          <Icon name="bell" size={16} />
          {t('nav.preferences')}
        </MenuItem>
        <MenuItem hook="nav-help" onChoose={onHelp}>
          <Icon name="keyboard" size={16} />
          {t('help.title')}
          <span class="end">
            <kbd>?</kbd>
          </span>
        </MenuItem>
        <div class="menu-rule" />
        <MenuItem hook="sign-out" onChoose={() => void setting.signOut()}>
          <Icon name="exit" size={16} mirrored />
          {t('signOut')}
        </MenuItem>
      </Menu>
      <Leaving />
    </div>
  )
}

/** A million closed ones need no six digits. */
function shortCount(count: number): string {
  return count < 10_000
    ? String(count)
    : new Intl.NumberFormat(locale.value, { notation: 'compact' }).format(count)
}

function closeRail() {
  isRailOpen.value = false
}
