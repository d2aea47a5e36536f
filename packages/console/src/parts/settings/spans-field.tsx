/** The hours of one day: closed, or from and until, more than once where there is a break. */
import type { Span } from '@foyer/protocol'
import { t } from '../../locale.ts'
import { clockOf, faultOf, nextSpan, readClock, usualSpan } from '../../models/hours.ts'
import { Icon } from '../icon.tsx'

interface SpansFieldProps {
  /** The day, for screen readers. */
  name: string
  spans: Span[]
  onChange: (spans: Span[]) => void
}

/** What the server takes. */
const most = 12

export function SpansField({ name, spans, onChange }: SpansFieldProps) {
  const wrong = faultOf(spans)
  const more = nextSpan(spans)
  const isOpen = spans.length > 0
  return (
    <div class="spans">
      <input
        type="checkbox"
        role="switch"
        class="switch"
        checked={isOpen}
        aria-checked={isOpen}
        aria-label={t('hours.openOn', { day: name })}
        data-foyer="day-open"
        onChange={() => onChange(isOpen ? [] : [usualSpan])}
      />
      {!isOpen && <span class="spans-closed">{t('hours.closed')}</span>}
      <ul>
        {spans.map(([from, to], at) => (
          <li key={at}>
            <input
              type="time"
              class="input"
              aria-label={t('hours.from', { day: name })}
              aria-invalid={wrong?.at === at ? true : undefined}
              value={clockOf(from)}
              onChange={(event) => {
                const minutes = readClock(event.currentTarget.value, false)
                if (minutes !== null) onChange(spans.with(at, [minutes, to]))
              }}
            />
            <span aria-hidden="true">–</span>
            <input
              type="time"
              class="input"
              aria-label={t('hours.until', { day: name })}
              aria-invalid={wrong?.at === at ? true : undefined}
              value={clockOf(to)}
              onChange={(event) => {
                const minutes = readClock(event.currentTarget.value, true)
                if (minutes !== null) onChange(spans.with(at, [from, minutes]))
              }}
            />
            {spans.length > 1 && (
              <button
                type="button"
                class="icon-button"
                aria-label={t('hours.remove', { day: name, n: at + 1 })}
                onClick={() => onChange(spans.toSpliced(at, 1))}
              >
                <Icon name="close" size={14} />
              </button>
            )}
            {at === spans.length - 1 && more !== null && spans.length < most && (
              <button
                type="button"
                class="icon-button"
                aria-label={t('hours.add', { day: name })}
                title={t('hours.addShort')}
                onClick={() => onChange([...spans, more])}
              >
                <Icon name="plus" size={14} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {wrong !== null && (
        <p class="field-error" role="alert">
          <Icon name="warning" size={15} />
          <span>{t(wrong.fault === 'backwards' ? 'hours.backwards' : 'hours.touching')}</span>
        </p>
      )}
    </div>
  )
}
