/** Business hours while they are edited: times of day as minutes, and what is wrong with a day. Pure. */
import type { Span } from '@foyer/protocol'

export const dayLength = 1_440
export const usualSpan: Span = [9 * 60, 17 * 60]

/** `09:30` for a time field; midnight at the end of a day is `00:00`, as a clock shows it. */
export function clockOf(minutes: number): string {
  const within = minutes % dayLength
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

/** Null for what is no time yet. `00:00` as an end is the day's end. */
export function readClock(text: string, isEnd: boolean): number | null {
  const found = /^(\d{1,2}):(\d{2})/.exec(text)
  if (found === null) return null
  const minutes = Number(found[1]) * 60 + Number(found[2])
  if (minutes >= dayLength || Number(found[2]) > 59) return null
  return isEnd && minutes === 0 ? dayLength : minutes
}

export type SpanFault = 'backwards' | 'touching'

/** The first thing that the server would refuse of a day, and in which span. */
export function faultOf(spans: Span[]): { at: number; fault: SpanFault } | null {
  for (const [at, [from, to]] of spans.entries()) {
    if (from >= to) return { at, fault: 'backwards' }
    const before = spans[at - 1]
    if (before !== undefined && from <= before[1]) return { at, fault: 'touching' }
  }
  return null
}

/** Another span after those of the day; null where the day is full. */
export function nextSpan(spans: Span[]): Span | null {
  const last = spans.at(-1)
  if (last === undefined) return usualSpan
  const from = last[1] + 60
  return from >= dayLength ? null : [from, Math.min(dayLength, from + 120)]
}

/** Days that follow each other with the same hours, together. */
export function runsOf(week: Span[][], order: number[]): { days: number[]; spans: Span[] }[] {
  const runs: { days: number[]; spans: Span[] }[] = []
  for (const day of order) {
    const spans = week[day] ?? []
    const last = runs.at(-1)
    if (last !== undefined && JSON.stringify(last.spans) === JSON.stringify(spans)) last.days.push(day)
    else runs.push({ days: [day], spans })
  }
  return runs
}

/** Indexes of the week, which is stored Monday first, in the order that the reader's calendar has. */
export function weekOrder(locale: string): number[] {
  const first = firstDay(locale) - 1
  return Array.from({ length: 7 }, (_, at) => (first + at) % 7)
}

/** Monday is 1. Some browsers have it as a getter, some not at all. */
function firstDay(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number }
    weekInfo?: { firstDay: number }
  }
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1
}
