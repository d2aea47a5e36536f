/** Spans of whole days, as this browser's clock has them. Pure: the present is passed in. */
import type { Time } from '@foyer/protocol'

export const periods = ['today', 'week', 'month', 'quarter'] as const
export type Period = (typeof periods)[number]

const days: Record<Period, number> = { today: 1, week: 7, month: 30, quarter: 90 }

/** Up to, not with, the midnight that comes. */
export function spanOf(period: Period, now: Time): { from: Time; to: Time } {
  const date = new Date(now)
  const at = (ago: number) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1 - ago).getTime()
  return { from: at(days[period]), to: at(0) }
}

/** From the first day to the last, both with it; null where one is no day, or they are the wrong way round. */
export function spanBetween(first: string, last: string): { from: Time; to: Time } | null {
  const [from, to] = [startOf(first, 0), startOf(last, 1)]
  return from === null || to === null || from >= to ? null : { from, to }
}

function startOf(day: string, later: number): Time | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (match === null) return null
  return new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + later).getTime()
}

/** `2026-11-27`, as a field for dates wants it. */
export function dayOf(at: Time): string {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A duration in its two largest units, such as `1m 40s`; null is a dash. */
export function durationText(ms: Time | null | undefined, locale: string): string {
  if (ms === null || ms === undefined) return '–'
  const all = Math.round(ms / 1000)
  const parts: [number, string][] = [
    [Math.floor(all / 86_400), 'day'],
    [Math.floor(all / 3_600) % 24, 'hour'],
    [Math.floor(all / 60) % 60, 'minute'],
    [all % 60, 'second'],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  const shown = first === -1 ? parts.slice(3) : parts.slice(first, first + 2).filter(([count]) => count > 0)
  return shown
    .map(([count, unit]) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(count),
    )
    .join(' ')
}
