/** Groups: agents who share a skill. Without any, all agents of the site are one. */
import type { Id, RoutingGroup } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { freeName, newGroup, withoutGroup } from '../../models/routing-edit.ts'
import { Card } from '../assistant/card.tsx'
import { Icon } from '../icon.tsx'
import type { RoutingCardProps } from './card-props.ts'
import { GroupEditor } from './group-editor.tsx'
import { Ordered } from './ordered.tsx'

export function GroupsCard(props: RoutingCardProps) {
  const { routing, draft, change } = props
  const { notices } = useConsole()
  const open = useSignal<Id | null>(null)
  const { groups, rules } = routing

  async function remove(group: RoutingGroup) {
    const led = rules.filter(({ to }) => 'group' in to && to.group === group.id).length
    const yes =
      led === 0 ||
      (await notices.ask({
        title: t('group.removeTitle', { name: group.name }),
        text: t('group.removeText', { n: led }),
        confirm: t('remove'),
        isDangerous: true,
      }))
    if (yes) change(withoutGroup(routing, group.id))
  }

  return (
    <Card title={t('routing.groups')} hint={t('routing.groupsHint')} hook="routing-groups">
      <div class="ordered-box">
        <Ordered
          items={groups}
          label={t('routing.groups')}
          open={open}
          hook="group"
          faultAt={(index) => draft.faultAt(`/routing/groups/${index}`)}
          summary={(group) => summaryOf(group, groups)}
          editor={(group, index) => (
            <GroupEditor
              {...props}
              group={group}
              at={`/routing/groups/${index}`}
              onChange={(next) => change({ groups: groups.with(index, next) })}
              onRemove={() => void remove(group)}
            />
          )}
        />
        {groups.length === 0 && <p class="field-hint">{t('routing.groupsNone')}</p>}
        <button
          type="button"
          class="button"
          data-foyer="group-add"
          onClick={() => {
            const made = newGroup(freeName(t('group.new'), groups))
            change({ groups: [...groups, made] })
            open.value = made.id
          }}
        >
          <Icon name="plus" size={15} />
          {t('group.add')}
        </button>
      </div>
    </Card>
  )
}

function summaryOf(
  { members, choice, overflow, hours, offered }: RoutingGroup,
  groups: RoutingGroup[],
): string {
  const next = groups.find(({ id }) => id === overflow)
  return [
    t('group.members', { n: members.length }),
    t(choice === 'leastLoaded' ? 'choice.leastLoaded' : 'choice.roundRobin'),
    next === undefined ? '' : t('group.overflowsTo', { name: next.name }),
    hours === null ? '' : t('group.ownHours'),
    offered ? t('group.isOffered') : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
