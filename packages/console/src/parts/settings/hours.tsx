/** When people answer (RT-6): the zone, the week, the days that differ. */
import type { BusinessHours, Span } from '@foyer/protocol'
import { useId } from 'preact/hooks'
import { locale, t } from '../../locale.ts'
import { weekOrder } from '../../models/hours.ts'
import { FieldGroup, Switch } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { now } from '../now.ts'
import { Holidays } from './holidays.tsx'
import { weekday } from './hours-words.ts'
import type { SectionProps } from './section.ts'
import { SpansField } from './spans-field.tsx'

export function HoursSection({ settings, set }: SectionProps) {
  const { hours } = settings
  const change = (some: Partial<BusinessHours>) => set({ hours: { ...hours, ...some } })
  const setDay = (day: number, spans: Span[]) => change({ week: hours.week.with(day, spans) })
  return (
    <div class="settings-fields is-wide">
      <Switch
        label={t('hours.on')}
        hint={t(hours.isOn ? 'hours.onHint' : 'hours.offHint')}
        isOn={hours.isOn}
        hook="hours-on"
        onChange={(isOn) => change(isOn && hours.zone === 'UTC' ? { isOn, zone: ownZone() } : { isOn })}
      />
      {hours.isOn && (
        <>
          <Zone zone={hours.zone} onChange={(zone) => change({ zone })} />
          <FieldGroup label={t('hours.week')}>
            <ul class="week" data-foyer="week">
              {weekOrder(locale.value).map((day) => (
                <li key={day} data-foyer={`day-${day}`}>
                  <span class="week-day">{weekday(day)}</span>
                  <SpansField
                    name={weekday(day)}
                    spans={hours.week[day] ?? []}
                    onChange={(spans) => setDay(day, spans)}
                  />
                  <Menu
                    label={t('hours.copy', { day: weekday(day) })}
                    button={<Icon name="copy" size={15} />}
                  >
                    <MenuItem
                      onChoose={() =>
                        change({
                          week: hours.week.map((spans, at) => (at < 5 ? (hours.week[day] ?? []) : spans)),
                        })
                      }
                    >
                      {t('hours.copyWorkdays')}
                    </MenuItem>
                    <MenuItem onChoose={() => change({ week: hours.week.map(() => hours.week[day] ?? []) })}>
                      {t('hours.copyAll')}
                    </MenuItem>
                  </Menu>
                </li>
              ))}
            </ul>
          </FieldGroup>
          <Holidays holidays={hours.holidays} onChange={(holidays) => change({ holidays })} />
        </>
      )}
    </div>
  )
}

function Zone({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const id = useId()
  const own = ownZone()
  const zones = [...new Set([zone, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].toSorted()
  return (
    <div class="field">
      <label for={id}>{t('hours.zone')}</label>
      <div class="input-and-button">
        <select
          id={id}
          class="input"
          value={zone}
          aria-describedby={`${id}-now`}
          data-foyer="zone"
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {zones.map((name) => (
            <option key={name} value={name}>
              {name.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
        {own !== zone && (
          <button type="button" class="button" data-foyer="zone-own" onClick={() => onChange(own)}>
            {t('hours.ownZone')}
          </button>
        )}
      </div>
      <p class="field-hint" id={`${id}-now`}>
        {t('hours.nowThere', { time: timeIn(zone) })}
      </p>
    </div>
  )
}

function timeIn(zone: string): string {
  try {
    return new Intl.DateTimeFormat(locale.value, {
      timeZone: zone,
      weekday: 'long',
      hour: 'numeric',
      minute: '2-digit',
    }).format(now.value)
  } catch {
    return '–'
  }
}

function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}
