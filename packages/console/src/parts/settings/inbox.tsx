/** When answers are due, when agents are reminded, and what the list Unread has (RT-13, IN-1). */
import type { InboxSettings } from '@foyer/protocol'
import { locale, t } from '../../locale.ts'
import { duration, spanText } from '../../models/time.ts'
import { FieldGroup, Select, Switch } from '../field.tsx'
import type { SectionProps } from './section.ts'

type Alarm = keyof InboxSettings['alarms']

const second = 1_000
const choices: Record<Alarm, number[]> = {
  first: [0, 30, 60, 120, 300, 600, 1_800, 3_600],
  later: [0, 60, 120, 300, 600, 1_800, 3_600],
  nudge: [0, 60, 180, 240, 300, 600],
}

export function InboxSection({ settings, set }: SectionProps) {
  const { inbox } = settings
  const { alarms, unread } = inbox

  function alarm(name: Alarm, label: string, hint?: string) {
    const seconds = [...new Set([...choices[name], alarms[name] / second])]
    return (
      <Select
        label={label}
        {...(hint === undefined ? {} : { hint })}
        value={String(alarms[name])}
        options={seconds
          .toSorted((one, other) => one - other)
          .map((count) => ({ value: String(count * second), label: labelOf(count) }))}
        hook={`alarm-${name}`}
        onChange={(value) => set({ inbox: { ...inbox, alarms: { ...alarms, [name]: Number(value) } } })}
      />
    )
  }

  return (
    <div class="settings-fields">
      {alarm('first', t('alarm.first'), t('alarm.firstHint'))}
      {alarm('later', t('alarm.later'))}
      {alarm('nudge', t('alarm.nudge'), t('alarm.nudgeHint'))}
      <FieldGroup label={t('unread.title')} hook="unread-has">
        {(['bot', 'unassigned'] as const).map((name) => (
          <Switch
            key={name}
            label={t(name === 'bot' ? 'unread.bot' : 'unread.unassigned')}
            isOn={unread[name]}
            hook={`unread-${name}`}
            onChange={(isOn) => set({ inbox: { ...inbox, unread: { ...unread, [name]: isOn } } })}
          />
        ))}
        <p class="field-hint">{t('unread.hint')}</p>
      </FieldGroup>
    </div>
  )
}

function labelOf(seconds: number): string {
  if (seconds === 0) return t('alarm.never')
  return seconds % 60 === 0 ? spanText(seconds * second, locale.value) : duration(seconds * second)
}
