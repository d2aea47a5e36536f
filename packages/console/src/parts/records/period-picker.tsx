/** A span of days: a few by one press, any two days by their fields. */
import type { Time } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { type MessageKey, t } from '../../locale.ts'
import { dayOf, type Period, periods, spanBetween, spanOf } from '../../models/periods.ts'

const names: Record<Period, MessageKey> = {
  today: 'period.today',
  week: 'period.week',
  month: 'period.month',
  quarter: 'period.quarter',
}

interface Props {
  from: Time
  to: Time
  period: Period | 'own'
  onChange: (period: Period | 'own', span: { from: Time; to: Time }) => void
}

export function PeriodPicker({ from, to, period, onChange }: Props) {
  const first = useSignal(dayOf(from))
  const last = useSignal(dayOf(to - 1))
  const isWrong = period === 'own' && spanBetween(first.value, last.value) === null

  function choose(next: Period | 'own') {
    if (next === 'own') return onChange('own', { from, to })
    const span = spanOf(next, Date.now())
    first.value = dayOf(span.from)
    last.value = dayOf(span.to - 1)
    onChange(next, span)
  }

  function edit(which: typeof first, value: string) {
    which.value = value
    const span = spanBetween(first.value, last.value)
    if (span !== null) onChange('own', span)
  }

  return (
    <div class="period">
      <div class="segments" role="radiogroup" aria-label={t('period.label')}>
        {([...periods, 'own'] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="period"
              checked={one === period}
              data-foyer={`period-${one}`}
              onChange={() => choose(one)}
            />
            {t(one === 'own' ? 'period.own' : names[one])}
          </label>
        ))}
      </div>
      {period === 'own' && (
        <div class="period-days">
          {([first, last] as const).map((day, index) => (
            <input
              key={index}
              class="input"
              type="date"
              value={day.value}
              aria-label={t(index === 0 ? 'period.first' : 'period.last')}
              aria-invalid={isWrong || undefined}
              data-foyer={index === 0 ? 'period-first' : 'period-last'}
              onInput={(event) => edit(day, event.currentTarget.value)}
            />
          ))}
        </div>
      )}
    </div>
  )
}
