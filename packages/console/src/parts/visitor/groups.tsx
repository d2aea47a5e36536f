/** A visitor in groups, in the order that the agent chose (IN-4): who it is first, then what is known of it. */
import '../../styles/visitors.css'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { groupNames, type PanelGroup, shownGroups } from '../../models/panel-groups.ts'
import { Icon } from '../icon.tsx'
import { later } from '../later.tsx'
import { Attributes, Earlier, ReadBefore, Visit } from './facts.tsx'
import { Fields } from './fields.tsx'
import { FollowUps } from './follow-ups.tsx'
import type { GroupProps } from './group-props.ts'
import { Identity } from './identity.tsx'
import { Notes } from './notes.tsx'
import { Tags } from './tags.tsx'
import { Timeline } from './timeline.tsx'

const Arrange = later<{ onClose: () => void }>(async () => (await import('./arrange.tsx')).Arrange)

const bodies: Record<PanelGroup, (props: GroupProps) => ComponentChildren> = {
  tags: (props) => <Tags {...props} />,
  profile: (props) => <Fields {...props} />,
  notes: (props) => <Notes {...props} />,
  followUps: (props) => <FollowUps {...props} />,
  visit: (props) => <Visit {...props} />,
  attributes: (props) => <Attributes {...props} />,
  readBefore: (props) => <ReadBefore {...props} />,
  timeline: (props) => <Timeline {...props} />,
  earlier: (props) => <Earlier {...props} />,
}

export function VisitorGroups(props: GroupProps) {
  const { preferences } = useConsole()
  const isArranging = useSignal(false)
  return (
    <div class="panel-body">
      <Identity
        {...props}
        gear={
          <button
            type="button"
            class="icon-button"
            aria-label={t('groups.arrange')}
            data-tip={t('groups.arrange')}
            data-foyer="groups-arrange"
            onClick={() => {
              isArranging.value = true
            }}
          >
            <Icon name="settings" size={16} />
          </button>
        }
      />
      {shownGroups(preferences.choices.value.groups).map((group) => (
        <Group key={group} group={group} {...props} />
      ))}
      {isArranging.value && (
        <Arrange
          onClose={() => {
            isArranging.value = false
          }}
        />
      )}
    </div>
  )
}

function Group({ group, ...props }: GroupProps & { group: PanelGroup }) {
  // A group that has nothing to say, and nothing to be written into, is not there.
  if (isEmpty(group, props)) return null
  return (
    <section class="panel-section" aria-label={t(groupNames[group])} data-foyer={`group-${group}`}>
      <h3>{t(groupNames[group])}</h3>
      {bodies[group](props)}
    </section>
  )
}

function isEmpty(group: PanelGroup, { visitor, head, read }: GroupProps): boolean {
  switch (group) {
    case 'attributes':
      return Object.keys({ ...visitor.attributes, ...head?.attributes }).length === 0
    case 'readBefore':
      return read.length === 0
    case 'timeline':
      return (visitor.timeline ?? []).length === 0
    case 'earlier':
      return (visitor.conversations ?? []).every(({ id }) => id === head?.id)
    default:
      return false
  }
}
