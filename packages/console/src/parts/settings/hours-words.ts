/** Days and hours in the agent's language. */
import type { BusinessHours, Span } from '@foyer/protocol'
import { locale, t } from '../../locale.ts'
import { runsOf, weekOrder } from '../../models/hours.ts'

/** Of the week as it is stored, Monday first. */
export function weekday(day: number, width: 'long' | 'short' = 'long'): string {
  // 2024 began on a Monday.
  return new Intl.DateTimeFormat(locale.value, { weekday: width, timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 1 + day),
  )
}

export function timeOfDay(minutes: number): string {
  return new Intl.DateTimeFormat(locale.value, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(Date.UTC(2024, 0, 1, 0, minutes))
}

function spansText(spans: Span[]): string {
  return spans.map(([from, to]) => `${timeOfDay(from)}–${timeOfDay(to)}`).join(', ')
}

/** Such as `Mon–Fri 9:00–17:00 · Europe/Warsaw`. */
export function hoursInShort({ week, zone }: BusinessHours): string {
  const open = runsOf(week, weekOrder(locale.value)).filter(({ spans }) => spans.length > 0)
  const runs = open.map(({ days, spans }) => {
    const first = weekday(days[0] ?? 0, 'short')
    const last = weekday(days.at(-1) ?? 0, 'short')
    return `${days.length === 1 ? first : `${first}–${last}`} ${spansText(spans)}`
  })
  return [runs.length === 0 ? t('hours.never') : runs.join('; '), zone].join(' · ')
}
