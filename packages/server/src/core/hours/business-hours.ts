/** Whether people are expected at a moment, and when they are expected next (RT-6). Pure. */
import type { BusinessHours, Span, Time } from '@foyer/protocol'
import { dateOf, instantsOf, wallAt, weekdayOf } from './zone.ts'

/** Days looked ahead for the next opening: over a year of holidays nobody waits. */
const daysAhead = 400

/** A span's end belongs to the time after it: open from 9 to 17 is closed at 17:00. */
export function isWithinHours(hours: BusinessHours, at: Time): boolean {
  if (!hours.isOn) return true
  const { day, minute } = wallAt(hours.zone, at)
  return spansOn(hours, day).some(([from, to]) => from <= minute && minute < to)
}

/** The first moment after `at` at which it opens; null when it is open, or never will be. */
export function nextOpening(hours: BusinessHours, at: Time): Time | null {
  if (isWithinHours(hours, at)) return null
  const today = wallAt(hours.zone, at).day
  for (let day = today; day <= today + daysAhead; day += 1) {
    const openings = spansOn(hours, day)
      .flatMap(([minute]) => instantsOf(hours.zone, { day, minute }))
      // Clocks put back can show the same hours twice, and put forward they can skip a whole span.
      .filter((opening) => opening > at && isWithinHours(hours, opening))
    if (openings.length > 0) return Math.min(...openings)
  }
  return null
}

function spansOn({ week, holidays }: BusinessHours, day: number): Span[] {
  const date = dateOf(day)
  return holidays.find((holiday) => holiday.date === date)?.spans ?? week[weekdayOf(day)] ?? []
}
