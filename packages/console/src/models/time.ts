/** Times as people read them in a list and in a thread. Pure: the present and the language are passed in. */
import type { Time } from '@foyer/protocol'
import { dateFormat, numberFormat } from './formats.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long ago, as short as it goes: `now`, `5m`, `3h`, `Mon`, `12 Mar`, `12 Mar 2023`. */
export function shortAgo(at: Time, now: Time, locale: string, justNow: string): string {
  const ago = now - at
  if (ago < minute) return justNow
  if (ago < hour) return unit(Math.floor(ago / minute), 'minute', locale)
  if (ago < day && dayKey(at) === dayKey(now)) return unit(Math.floor(ago / hour), 'hour', locale)
  if (ago < 6 * day) return format(at, locale, { weekday: 'short' })
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return format(at, locale, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) })
}

export function clock(at: Time, locale: string): string {
  return format(at, locale, { hour: 'numeric', minute: '2-digit' })
}

export function fullTime(at: Time, locale: string): string {
  return format(at, locale, { dateStyle: 'full', timeStyle: 'short' })
}

export function dateAndTime(at: Time, locale: string): string {
  return format(at, locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  })
}

/** The day as a separator says it: today, yesterday, a weekday within the week, else the date. */
export function dayLabel(at: Time, now: Time, locale: string): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / day)
  if (days === 0 || days === -1) {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
    return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1)
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  if (days > -6 && days < 0) return format(at, locale, { weekday: 'long', day: 'numeric', month: 'long' })
  return format(at, locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
}

/** The local calendar day, as a key: days are not 24 hours long where clocks change. */
export function dayKey(at: Time): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

function startOfDay(at: Time): number {
  const date = new Date(at)
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
}

function unit(count: number, name: 'minute' | 'hour', locale: string): string {
  return numberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(count)
}

function format(at: Time, locale: string, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(locale, options).format(at)
}

/** A span in its largest whole unit, such as `1 day` or `90 minutes`. */
export function spanText(span: number, locale: string): string {
  const minutes = Math.round(span / 60_000)
  const [unit, size] =
    minutes % 1440 === 0
      ? (['day', 1440] as const)
      : minutes % 60 === 0
        ? (['hour', 60] as const)
        : (['minute', 1] as const)
  return numberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(minutes / size)
}

/** A span as a clock shows it, such as `4:05` or `1:02:00`. */
export function duration(span: number): string {
  const seconds = Math.floor(span / 1_000)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const end = String(seconds % 60).padStart(2, '0')
  return hours === 0 ? `${minutes}:${end}` : `${hours}:${String(minutes).padStart(2, '0')}:${end}`
}

/** A time to come, as short as it is plain: today by its hour, this week by its day. */
export function soon(at: Time, now: Time, locale: string): string {
  const hour = { hour: 'numeric', minute: '2-digit' } as const
  const days = (startOfDay(at) - startOfDay(now)) / 86_400_000
  if (days === 0) return format(at, locale, hour)
  if (days > 0 && days < 7) return format(at, locale, { weekday: 'short', ...hour })
  return format(at, locale, { day: 'numeric', month: 'short', ...hour })
}
