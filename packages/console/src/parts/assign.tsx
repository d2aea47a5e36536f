/** Who may have the conversation: a menu of its own, and items of the further deeds where the bar is too small for it. */
import type { Id } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useConsole, useDesk } from '../console.ts'
import { t } from '../locale.ts'
import type { Colleague } from '../models/http.ts'
import { canTake } from '../models/may-assign.ts'
import { useActions } from './actions.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { Menu, MenuItem } from './menu.tsx'
import { TransferItem } from './routing/transfer.tsx'
import { statusNames } from './words.ts'

interface AssignProps {
  site: string
  current: Id | undefined
}

export function Assign({ site, current, opener }: AssignProps & { opener: number }) {
  const { sites } = useConsole()
  return (
    <Menu
      label={t('assign')}
      tip={t('assign')}
      hook="assign"
      opener={opener}
      onOpen={() => void sites.loadColleagues(site)}
      button={<Icon name="person" />}
    >
      <AssignItems site={site} current={current} />
    </Menu>
  )
}

export function AssignItems({ site, current }: AssignProps) {
  const { sites } = useConsole()
  const { assign } = useActions()
  const me = useDesk().me.value
  const place = (one: Colleague) => (one.id === me ? 0 : canTake(one, me) ? 1 : 2)
  const colleagues = sites.colleaguesOf(site).value.toSorted((one, other) => place(one) - place(other))
  return (
    <>
      <div class="menu-title">{t('assign')}</div>
      {colleagues.map(({ id, name, avatar, status }) => (
        <MenuItem
          key={id}
          isChecked={id === current}
          isRefused={!canTake({ id, status }, me)}
          hook="assign-to"
          onChoose={() => void assign(id, cleanName(name))}
        >
          <Avatar name={name} id={id} image={avatar} size="small" status={status} />
          <span>
            <bdi>{cleanName(name)}</bdi>
            {id === me && ` ${t('assign.me')}`}
          </span>
          {!canTake({ id, status }, me) && <span class="end">{t(statusNames[status])}</span>}
        </MenuItem>
      ))}
      <div class="menu-rule" />
      <MenuItem isChecked={current === undefined} hook="assign-nobody" onChoose={() => void assign(null, '')}>
        <Icon name="queue" size={16} />
        {t('assign.nobody')}
      </MenuItem>
      <TransferItem />
    </>
  )
}
