/** Which groups of the panel are shown, and in which order: kept for this agent in this browser. */
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { groupNames, movedGroup, orderedGroups, toggledGroup } from '../../models/panel-groups.ts'
import { Dialog } from '../dialog.tsx'
import { Icon } from '../icon.tsx'

export function Arrange({ onClose }: { onClose: () => void }) {
  const { preferences } = useConsole()
  const { groups } = preferences.choices.value
  const order = orderedGroups(groups)
  return (
    <Dialog title={t('groups.arrange')} hook="groups" onClose={onClose}>
      <ul class="lines group-lines">
        {order.map((group, at) => {
          const name = t(groupNames[group])
          return (
            <li key={group} data-foyer={`arrange-${group}`}>
              <label>
                <input
                  type="checkbox"
                  checked={!groups.hidden.includes(group)}
                  onChange={() => preferences.choose({ groups: toggledGroup(groups, group) })}
                />
                {name}
              </label>
              <button
                type="button"
                class="icon-button"
                disabled={at === 0}
                aria-label={t('groups.up', { name })}
                onClick={() => preferences.choose({ groups: movedGroup(groups, group, -1) })}
              >
                <Icon name="up" size={15} />
              </button>
              <button
                type="button"
                class="icon-button"
                disabled={at === order.length - 1}
                aria-label={t('groups.down', { name })}
                onClick={() => preferences.choose({ groups: movedGroup(groups, group, 1) })}
              >
                <Icon name="down" size={15} />
              </button>
            </li>
          )
        })}
      </ul>
      <div class="dialog-ends">
        <button type="button" class="button primary" onClick={onClose}>
          {t('groups.done')}
        </button>
      </div>
    </Dialog>
  )
}
