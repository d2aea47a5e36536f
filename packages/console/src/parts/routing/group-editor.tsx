/** One group: name, members with their skill, how one is chosen, where visitors go when nobody is free, hours. */
import type { RoutingGroup } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { t } from '../../locale.ts'
import { Avatar } from '../avatar.tsx'
import { Field, FieldGroup, FieldNote, Segments, Select, Switch } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { HoursSection } from '../settings/hours.tsx'
import type { RoutingCardProps } from './card-props.ts'

interface GroupEditorProps extends RoutingCardProps {
  group: RoutingGroup
  /** Where it stands in the settings, for what the server said of it. */
  at: string
  onChange: (group: RoutingGroup) => void
  onRemove: () => void
}

export function GroupEditor(props: GroupEditorProps) {
  const { site, settings, routing, draft, group, at, onChange, onRemove } = props
  const set = (some: Partial<RoutingGroup>) => onChange({ ...group, ...some })
  const others = routing.groups.filter(({ id }) => id !== group.id)
  return (
    <>
      <Field
        label={t('group.name')}
        maxLength={100}
        hasFocus
        value={group.name}
        error={draft.faultAt(`${at}/name`)}
        hook="group-name"
        onInput={(name) => set({ name })}
      />
      <Members {...props} />
      <Segments
        label={t('routing.choice')}
        hint={t('group.choiceHint')}
        value={group.choice}
        options={[
          { value: 'leastLoaded', label: t('choice.leastLoaded') },
          { value: 'roundRobin', label: t('choice.roundRobin') },
        ]}
        hook="group-choice"
        onChange={(choice) => set({ choice })}
      />
      <Select
        label={t('group.overflow')}
        hint={t('group.overflowHint')}
        value={group.overflow ?? ''}
        options={[
          { value: '', label: t('group.noOverflow') },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        hook="group-overflow"
        onChange={(overflow) => set({ overflow: overflow === '' ? null : overflow })}
      />
      <FieldNote error={draft.faultAt(`${at}/overflow`)} />
      <Switch
        label={t('group.hours')}
        hint={t('group.hoursHint')}
        isOn={group.hours !== null}
        onChange={(isOn) => set({ hours: isOn ? { ...settings.hours, isOn: true } : null })}
      />
      {group.hours !== null && (
        <HoursSection
          site={site}
          settings={{ ...settings, hours: group.hours }}
          set={({ hours }) => {
            if (hours !== undefined) set({ hours })
          }}
        />
      )}
      <FieldNote error={draft.faultAt(`${at}/hours`)} />
      <Switch
        label={t('group.offered')}
        hint={t('group.offeredHint')}
        isOn={group.offered}
        onChange={(offered) => set({ offered })}
      />
      <div>
        <button type="button" class="button danger-text" data-foyer="group-remove" onClick={onRemove}>
          <Icon name="trash" size={15} />
          {t('group.remove')}
        </button>
      </div>
    </>
  )
}

/** The lowest and the highest that the server takes. */
const skills = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

function Members({ group, colleagues, draft, at, onChange }: GroupEditorProps) {
  const { members } = group
  const setMembers = (next: RoutingGroup['members']) => onChange({ ...group, members: next })
  const others = colleagues.filter(({ id }) => !members.some(({ agent }) => agent === id))
  return (
    <FieldGroup label={t('group.membersTitle')} hook="group-members">
      {members.length > 0 && (
        <ul class="lines">
          {members.map(({ agent, skill }, index) => {
            const known = colleagues.find(({ id }) => id === agent)
            const name = cleanName(known?.name ?? t('limit.gone'))
            return (
              <li key={agent}>
                <Avatar name={name} id={agent} image={known?.avatar} size="small" status={known?.status} />
                <span class="lines-name">
                  <bdi>{name}</bdi>
                </span>
                <label class="member-skill">
                  <small>{t('group.skill')}</small>
                  <select
                    class="input short-number"
                    aria-label={t('group.skillOf', { name })}
                    value={String(skill)}
                    onChange={(event) =>
                      setMembers(members.with(index, { agent, skill: Number(event.currentTarget.value) }))
                    }
                  >
                    {skills.map((value) => (
                      <option key={value} value={String(value)}>
                        {value}
                      </option>
                    ))}
                  </select>
                </label>
                <button
                  type="button"
                  class="icon-button"
                  aria-label={t('group.memberRemove', { name })}
                  onClick={() => setMembers(members.toSpliced(index, 1))}
                >
                  <Icon name="close" size={15} />
                </button>
              </li>
            )
          })}
        </ul>
      )}
      <p class="field-hint">{t(members.length === 0 ? 'group.membersNone' : 'group.membersHint')}</p>
      <FieldNote error={draft.faultAt(`${at}/members`)} />
      {others.length > 0 && (
        <div>
          <Menu
            label={t('group.memberAdd')}
            placement="at-start"
            buttonClass="button"
            hook="member-add"
            button={
              <>
                <Icon name="plus" size={15} />
                {t('group.memberAdd')}
              </>
            }
          >
            {others.map(({ id, name, avatar }) => (
              <MenuItem
                key={id}
                hook="member"
                onChoose={() => setMembers([...members, { agent: id, skill: 5 }])}
              >
                <Avatar name={name} id={id} image={avatar} size="small" />
                <bdi>{cleanName(name)}</bdi>
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
    </FieldGroup>
  )
}
