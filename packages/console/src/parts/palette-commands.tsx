/** What the palette offers: for the conversation that is open, places to go to, conversations, and the rest. */
import { cleanName } from '@foyer/widget/text'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { t } from '../locale.ts'
import { mayAnywhere } from '../models/may.ts'
import { canTake } from '../models/may-assign.ts'
import { lists } from '../models/route.ts'
import type { Deed } from '../models/shortcuts.ts'
import { snoozeChoices } from '../models/snooze.ts'
import { useActions } from './actions.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { listFaces } from './list-faces.ts'
import { isFilterOpen } from './list-state.ts'
import { placesFor } from './places.ts'
import { useStatus } from './routing/leaving.tsx'
import { statuses, statusNames } from './words.ts'

export interface Command {
  id: string
  name: string
  group: string
  icon: ComponentChildren
  does?: Deed
  run: () => void
}

const deedKeys = ['list1', 'list2', 'list3', 'list4', 'list5', 'list6', 'list7', 'list8'] as const

export function useCommands(onHelp: () => void): Command[] {
  return [...useHere(), ...usePlaces(), ...useConversations(), ...useMore(onHelp)]
}

function useHere(): Command[] {
  const desk = useDesk()
  const { sites } = useConsole()
  const { take, close, host, snooze, wake, pin, copyThread, assign } = useActions()
  const open = desk.thread.value
  const head = open?.thread.head.value
  const isLive = head !== undefined && head !== null && head.status !== 'closed'
  const site = head?.site
  // Who is there changes by the minute.
  useEffect(() => void (site === undefined || sites.loadColleagues(site)), [site])
  const here = t('palette.here')
  const commands: Command[] = []
  if (open !== null && isLive) {
    commands.push(
      {
        id: 'reply',
        name: t('do.reply'),
        group: here,
        icon: <Icon name="quote" />,
        does: 'reply',
        run: () => open.write('reply'),
      },
      {
        id: 'note',
        name: t('do.note'),
        group: here,
        icon: <Icon name="lock" />,
        does: 'note',
        run: () => open.write('note'),
      },
    )
    if (head.agent?.id !== desk.me.value) {
      commands.push({
        id: 'take',
        name: t('do.take'),
        group: here,
        icon: <Icon name="hand" />,
        does: 'take',
        run: () => void take(),
      })
    }
    commands.push({
      id: 'host',
      name: t(head.handler === 'assistant' ? 'host.takeBack' : 'host.give'),
      group: here,
      icon: <Icon name="bot" />,
      does: 'host',
      run: () => void host(),
    })
    if (head.status === 'snoozed') {
      commands.push({
        id: 'wake',
        name: t('snooze.wake'),
        group: here,
        icon: <Icon name="clock" />,
        run: () => void wake(),
      })
    }
    for (const { name, until } of snoozeChoices(Date.now())) {
      commands.push({
        id: name,
        name: `${t('do.snooze')}: ${t(name)}`,
        group: here,
        icon: <Icon name="clock" />,
        run: () => void snooze(until),
      })
    }
    for (const { id, name, status } of sites.colleaguesOf(head.site).value) {
      if (id === head.agent?.id || !canTake({ id, status }, desk.me.value)) continue
      commands.push({
        id: `assign-${id}`,
        name: `${t('assign')} ${cleanName(name)}`,
        group: here,
        icon: <Icon name="person" />,
        run: () => void assign(id, cleanName(name)),
      })
    }
    commands.push({
      id: 'close',
      name: t('do.close'),
      group: here,
      icon: <Icon name="closed" />,
      does: 'close',
      run: () => void close(),
    })
  }
  if (open !== null) {
    commands.push(
      {
        id: 'pin',
        name: t(desk.isPinned(open.id) ? 'pin.undo' : 'do.pin'),
        group: here,
        icon: <Icon name="pin" />,
        does: 'pin',
        run: () => void pin(),
      },
      {
        id: 'copy-thread',
        name: t('thread.copy'),
        group: here,
        icon: <Icon name="copy" />,
        run: () => void copyThread(),
      },
    )
  }
  return commands
}

function usePlaces(): Command[] {
  const desk = useDesk()
  const { go, preferences, session } = useConsole()
  const places = t('palette.places')
  const commands: Command[] = []
  commands.push({
    id: 'filter',
    name: t('filter.title'),
    group: places,
    icon: <Icon name="filter" />,
    does: 'filter',
    run: () => {
      isFilterOpen.value = true
    },
  })
  commands.push({
    id: 'next-unread',
    name: t('do.nextUnread'),
    group: places,
    icon: <Icon name="down" />,
    does: 'nextUnread',
    run: () => void desk.openNextUnread(),
  })
  for (const [index, list] of lists.entries()) {
    commands.push({
      id: list,
      name: t(listFaces[list].name),
      group: places,
      icon: <Icon name={listFaces[list].icon} />,
      does: deedKeys[index],
      run: () => go({ screen: 'inbox', list, conversation: null }),
    })
  }
  const who = session.session.value
  for (const { to, name, icon, hook } of placesFor(who))
    commands.push({ id: hook, name: t(name), group: places, icon: <Icon name={icon} />, run: () => go(to) })
  if (mayAnywhere(who, 'settings.edit', 'routing.edit')) {
    commands.push({
      id: 'install',
      name: t('settings.install'),
      group: places,
      icon: <Icon name="code" />,
      run: () =>
        go({ screen: 'settings', site: preferences.choices.peek().site || null, section: 'install' }),
    })
  }
  commands.push({
    id: 'preferences',
    name: t('nav.preferences'),
    group: places,
    icon: <Icon name="bell" />,
    run: () => go({ screen: 'preferences' }),
  })
  return commands
}

function useConversations(): Command[] {
  const desk = useDesk()
  const commands: Command[] = []
  for (const { head: one, visitor } of desk.inbox.rows.value.slice(0, 100)) {
    const name = cleanName(visitor.nickname)
    commands.push({
      id: one.id,
      name,
      group: t('palette.conversations'),
      icon: <Avatar name={name} id={visitor.id} size="small" />,
      run: () => desk.openRow(one.id),
    })
  }
  return commands
}

function useMore(onHelp: () => void): Command[] {
  const { preferences } = useConsole()
  const status = useStatus()
  const commands: Command[] = []
  const more = t('palette.more')
  for (const value of statuses) {
    commands.push({
      id: `status-${value}`,
      name: t('palette.status', { status: t(statusNames[value]) }),
      group: t('status.title'),
      icon: <span class={`dot ${value}`} />,
      run: () => void status.set(value),
    })
  }
  commands.push(
    {
      id: 'theme',
      name: t('palette.theme'),
      group: more,
      icon: <Icon name="sun" />,
      run: () => preferences.choose({ theme: isDark() ? 'light' : 'dark' }),
    },
    {
      id: 'help',
      name: t('help.title'),
      group: more,
      icon: <Icon name="keyboard" />,
      does: 'help',
      run: onHelp,
    },
    {
      id: 'sign-out',
      name: t('signOut'),
      group: more,
      icon: <Icon name="exit" mirrored />,
      run: () => void status.signOut(),
    },
  )
  return commands
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark'
}
