/** Days that differ from the week: closed, or with hours of their own. */
import type { BusinessHours } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { locale, t } from '../../locale.ts'
import { FieldGroup } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { SpansField } from './spans-field.tsx'

type Holiday = BusinessHours['holidays'][number]

interface HolidaysProps {
  holidays: Holiday[]
  onChange: (holidays: Holiday[]) => void
}

export function Holidays({ holidays, onChange }: HolidaysProps) {
  const date = useSignal('')
  const name = useSignal('')
  const isThere = holidays.some((holiday) => holiday.date === date.value)

  function add() {
    if (date.peek() === '' || isThere) return
    const made: Holiday = { date: date.peek(), name: name.peek().trim(), spans: [] }
    onChange([...holidays, made].toSorted((one, other) => (one.date < other.date ? -1 : 1)))
    date.value = ''
    name.value = ''
  }

  return (
    <FieldGroup label={t('holidays.title')} hook="holidays">
      <p class="field-hint">{t('holidays.hint')}</p>
      {holidays.length > 0 && (
        <ul class="week">
          {holidays.map((holiday, at) => (
            <li key={holiday.date} data-foyer="holiday">
              <span class="week-day">
                {dateText(holiday.date)}
                {holiday.name !== '' && (
                  <small>
                    <bdi>{holiday.name}</bdi>
                  </small>
                )}
              </span>
              <SpansField
                name={dateText(holiday.date)}
                spans={holiday.spans}
                onChange={(spans) => onChange(holidays.with(at, { ...holiday, spans }))}
              />
              <button
                type="button"
                class="icon-button"
                aria-label={t('holidays.remove', { day: dateText(holiday.date) })}
                onClick={() => onChange(holidays.toSpliced(at, 1))}
              >
                <Icon name="trash" size={15} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in its boxes adds the day; it is within a form */}
      <div
        class="holiday-new"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
          event.preventDefault()
          add()
        }}
      >
        <input
          type="date"
          class="input"
          aria-label={t('holidays.date')}
          value={date.value}
          data-foyer="holiday-date"
          onInput={(event) => {
            date.value = event.currentTarget.value
          }}
        />
        <input
          class="input"
          aria-label={t('holidays.name')}
          placeholder={t('holidays.name')}
          maxLength={100}
          value={name.value}
          data-foyer="holiday-name"
          onInput={(event) => {
            name.value = event.currentTarget.value
          }}
        />
        <button
          type="button"
          class="button"
          disabled={date.value === '' || isThere}
          data-foyer="holiday-add"
          onClick={add}
        >
          <Icon name="plus" size={15} />
          {t('add')}
        </button>
      </div>
      {isThere && (
        <p class="field-error" role="alert">
          <Icon name="warning" size={15} />
          <span>{t('holidays.there')}</span>
        </p>
      )}
    </FieldGroup>
  )
}

function dateText(date: string): string {
  const time = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(time)) return date
  return new Intl.DateTimeFormat(locale.value, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(time)
}
