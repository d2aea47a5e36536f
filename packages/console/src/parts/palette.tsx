/** The palette: every command and every conversation in the list, found by a few letters. */
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { t } from '../locale.ts'
import { mayAnywhere, peoplePermissions } from '../models/may.ts'
import { rank } from '../models/palette.ts'
import { lists } from '../models/route.ts'
import type { Deed } from '../models/shortcuts.ts'
import { snoozeChoices } from '../models/snooze.ts'
import { useActions } from './actions.ts'
import { Avatar } from './avatar.tsx'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import { Keys } from './keys.tsx'
import { listFaces } from './list-faces.ts'
import { isFilterOpen } from './list-state.ts'
import { useStatus } from './routing/leaving.tsx'

interface Command {
  id: string
  name: string
  group: string
  icon: ComponentChildren
  does?: Deed
  run: () => void
}

const most = 60

export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const typed = useSignal('')
  const at = useSignal(0)
  const list = useRef<HTMLDivElement>(null)
  const commands = rank(useCommands(onHelp), ({ name }) => name, typed.value).slice(0, most)
  const current = commands[Math.min(at.value, commands.length - 1)]

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current?.id])

  function run(command: Command | undefined) {
    if (command === undefined) return
    onClose()
    command.run()
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      at.value = (at.value + step + commands.length) % Math.max(1, commands.length)
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault()
      run(current)
    }
  }

  return (
    <Dialog title={t('palette.title')} isTitleHidden className="palette" hook="palette" onClose={onClose}>
      <div class="palette-search">
        <Icon name="search" size={17} />
        <input
          autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={current === undefined ? undefined : `palette-${current.id}`}
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          data-foyer="palette-input"
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            at.value = 0
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div class="palette-list" id="palette-list" role="listbox" aria-label={t('palette.title')} ref={list}>
        {commands.map((command, index) => {
          const starts = typed.value.trim() === '' && command.group !== commands[index - 1]?.group
          return (
            <div key={command.id} role="presentation">
              {starts && (
                <div class="menu-title" role="presentation">
                  {command.group}
                </div>
              )}
              <button
                type="button"
                id={`palette-${command.id}`}
                class="menu-item"
                role="option"
                tabIndex={-1}
                aria-selected={command === current}
                onPointerMove={() => {
                  at.value = index
                }}
                onClick={() => run(command)}
              >
                {command.icon}
                <bdi>{command.name}</bdi>
                {command.does !== undefined && (
                  <span class="end">
                    <Keys does={command.does} />
                  </span>
                )}
              </button>
            </div>
          )
        })}
        {commands.length === 0 && <p class="palette-none">{t('palette.none')}</p>}
      </div>
    </Dialog>
  )
}

function useCommands(onHelp: () => void): Command[] {
  const desk = useDesk()
  const { go, preferences, session, sites } = useConsole()
  const status = useStatus()
  const { take, close, host, snooze, wake, pin, copyThread, assign } = useActions()
  const open = desk.thread.value
  const head = open?.thread.head.value
  const isLive = head !== undefined && head !== null && head.status !== 'closed'
  const here = t('palette.here')
  const places = t('palette.places')
  const commands: Command[] = []
  const deedKeys = ['list1', 'list2', 'list3', 'list4', 'list5', 'list6', 'list7', 'list8'] as const

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
    for (const { id, name } of sites.colleaguesOf(head.site).value) {
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
  if (mayAnywhere(who, 'faq.edit', 'assistant.edit')) {
    commands.push({
      id: 'assistant',
      name: t('nav.assistant'),
      group: places,
      icon: <Icon name="spark" />,
      run: () => go({ screen: 'assistant', site: null, tab: 'answers', entry: null }),
    })
  }
  if (mayAnywhere(who, ...Object.values(peoplePermissions))) {
    commands.push({
      id: 'people',
      name: t('nav.people'),
      group: places,
      icon: <Icon name="people" />,
      run: () => go({ screen: 'people', site: null, tab: 'agents' }),
    })
  }
  if (mayAnywhere(who, 'routing.edit')) {
    commands.push({
      id: 'routing',
      name: t('nav.routing'),
      group: places,
      icon: <Icon name="branch" />,
      run: () => go({ screen: 'routing', site: null }),
    })
  }
  if (mayAnywhere(who, 'settings.edit', 'routing.edit')) {
    commands.push(
      {
        id: 'settings',
        name: t('nav.settings'),
        group: places,
        icon: <Icon name="settings" />,
        run: () => go({ screen: 'settings', site: null, section: 'appearance' }),
      },
      {
        id: 'install',
        name: t('settings.install'),
        group: places,
        icon: <Icon name="code" />,
        run: () =>
          go({ screen: 'settings', site: preferences.choices.peek().site || null, section: 'install' }),
      },
    )
  }
  commands.push({
    id: 'preferences',
    name: t('nav.preferences'),
    group: places,
    icon: <Icon name="bell" />,
    run: () => go({ screen: 'preferences' }),
  })
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
  const more = t('palette.more')
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
