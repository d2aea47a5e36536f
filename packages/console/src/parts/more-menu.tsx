/** Further deeds of a conversation: let it sleep, pin it, copy it whole. */
import { cleanName } from '@foyer/widget/text'
import { useConsole, useDesk } from '../console.ts'
import { locale, t } from '../locale.ts'
import { mayAssign } from '../models/may-assign.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { snoozeChoices } from '../models/snooze.ts'
import { soon } from '../models/time.ts'
import { useActions } from './actions.ts'
import { AssignItems } from './assign.tsx'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { isPickingSnooze } from './list-state.ts'
import { MenuItem } from './menu.tsx'
import { isSlim } from './slim.ts'

/** More would not fit a menu: of a large team, those who are first by name. */
const mostColleagues = 8

export function MoreMenu({ open }: { open: OpenThread }) {
  const desk = useDesk()
  const { session, sites } = useConsole()
  const { snooze, wake, pin, copyThread, saveThread, host } = useActions()
  const head = open.thread.head.value
  if (head === null) return null
  const held = session.session.value
  const mine = held.state === 'signedIn' ? held.sites.find(({ id }) => id === head.site) : undefined
  const maySetOthers = mine?.permissions.includes('conversation.pinOthers') === true
  const others = sites.colleaguesOf(head.site).value.filter(({ id }) => id !== desk.me.value)
  const isSlimGiver = isSlim.value && mayAssign(held, head, desk.me.value).give
  return (
    <>
      {head.status !== 'closed' && (
        <>
          {isSlimGiver && (
            <>
              <AssignItems site={head.site} current={head.agent?.id} />
              <div class="menu-rule" />
            </>
          )}
          <div class="menu-title">{t('do.snooze')}</div>
          {head.status === 'snoozed' && (
            <MenuItem hook="wake" onChoose={() => void wake()}>
              <Icon name="clock" size={16} />
              {t('snooze.wake')}
            </MenuItem>
          )}
          {snoozeChoices(Date.now()).map(({ name, until }) => (
            <MenuItem key={name} hook={name.replace('.', '-')} onChoose={() => void snooze(until)}>
              {t(name)}
              {until !== undefined && (
                <span class="end menu-time">{soon(until, Date.now(), locale.value)}</span>
              )}
            </MenuItem>
          ))}
          <MenuItem
            hook="snooze-pick"
            onChoose={() => {
              isPickingSnooze.value = true
            }}
          >
            {t('snooze.pick')}
          </MenuItem>
          <div class="menu-rule" />
        </>
      )}
      <MenuItem hook="pin" onChoose={() => void pin()}>
        <Icon name="pin" size={16} />
        {t(desk.isPinned(head.id) ? 'pin.undo' : 'do.pin')}
      </MenuItem>
      <MenuItem hook="copy-thread" onChoose={() => void copyThread()}>
        <Icon name="copy" size={16} />
        {t('thread.copy')}
      </MenuItem>
      <MenuItem hook="save-thread" onChoose={() => void saveThread()}>
        <Icon name="download" size={16} />
        {t('thread.save')}
      </MenuItem>
      {head.status !== 'closed' && (
        <MenuItem hook="more-host" onChoose={() => void host()}>
          <Icon name="bot" size={16} />
          {t(head.handler === 'assistant' ? 'host.takeBack' : 'host.give')}
        </MenuItem>
      )}
      {maySetOthers && others.length > 0 && (
        <>
          <div class="menu-title">{t('pin.for')}</div>
          {others.slice(0, mostColleagues).map(({ id, name, avatar }) => (
            <MenuItem key={id} hook="pin-for" onChoose={() => void pin({ id, name: cleanName(name) })}>
              <Avatar name={name} id={id} image={avatar} size="small" />
              <bdi>{cleanName(name)}</bdi>
            </MenuItem>
          ))}
        </>
      )}
    </>
  )
}
