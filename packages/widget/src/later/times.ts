/** Times of messages as the reader's language writes them. */
import type { Time } from '@foyer/protocol'

export const formatTime = (at: Time, tag: string): string =>
  new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' }).format(at)

/** `today`, `yesterday`, else weekday and date, with the year where it is another one. */
export function formatDay(at: Time, now: Time, tag: string): string {
  const day = (time: Time) => new Date(time).setHours(12, 0, 0, 0)
  const ago = Math.round((day(now) - day(at)) / 86_400_000)
  if (ago === 0 || ago === 1) return new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(-ago, 'day')
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric'
  return new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', year }).format(at)
}
