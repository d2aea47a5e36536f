/**
 * Wall clocks: what one shows at an instant, and at which instants it shows something. A day may lack a wall
 * time or have it twice, and a zone may skip a whole day: nothing here assumes 24 hours. Pure.
 */
import type { Time } from '@foyer/protocol'

/** What a wall clock shows. `day` counts days since 1970-01-01 on that wall, `minute` since its midnight. */
export interface Wall {
  day: number
  minute: number
}

const minute = 60_000
const day = 24 * 60 * minute

/** One formatter a zone: making one costs more than a thousand uses of it. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}

/** How far the wall clock is ahead of UTC at `at`, in milliseconds. */
export function offsetAt(zone: string, at: Time): number {
  const second = Math.floor(at / 1000) * 1000
  const shown = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of formatterOf(zone).formatToParts(second)) {
    if (type in shown) shown[type as keyof typeof shown] = Number(value)
  }
  const { year, month, hour } = shown
  return Date.UTC(year, month - 1, shown.day, hour, shown.minute, shown.second) - second
}

export function wallAt(zone: string, at: Time): Wall {
  const local = at + offsetAt(zone, at)
  const number = Math.floor(local / day)
  return { day: number, minute: Math.floor((local - number * day) / minute) }
}

/**
 * When the wall clock comes to this time: twice where clocks are put back over it, and where they are put
 * forward over it, once, at the moment of the change.
 */
export function instantsOf(zone: string, wall: Wall): Time[] {
  const local = wall.day * day + wall.minute * minute
  // No zone is further from UTC than 14 hours, nor changes twice within two days.
  const before = offsetAt(zone, local - day)
  const after = offsetAt(zone, local + day)
  const instants = [...new Set([local - before, local - after])].filter(
    (at) => at + offsetAt(zone, at) === local,
  )
  return instants.length > 0 ? instants.sort((one, other) => one - other) : [changeAround(zone, local, after)]
}

/** The first instant with the offset `after`, within the days around `local`. */
function changeAround(zone: string, local: number, after: number): Time {
  let low = local - 2 * day
  let high = local + 2 * day
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle) === after) high = middle
    else low = middle
  }
  return high
}

/** `2026-12-25` of a {@link Wall.day}. */
export function dateOf(number: number): string {
  return new Date(number * day).toISOString().slice(0, 10)
}

/** 0 for Monday. */
export function weekdayOf(number: number): number {
  // 1970-01-01 was a Thursday.
  return (((number + 3) % 7) + 7) % 7
}
