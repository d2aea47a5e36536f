/** Until when a conversation may sleep (CV-3): times that somebody means, in the agent's own day. Pure. */
import type { Time } from '@foyer/protocol'

export interface SnoozeChoice {
  name: 'snooze.laterToday' | 'snooze.tomorrow' | 'snooze.nextWeek' | 'snooze.message'
  /** Absent: until the visitor's next message. */
  until?: Time
}

const morning = 9
const someHours = 3
/** Later than this, a few hours on is no more today. */
const lastHour = 20

export function snoozeChoices(now: Time): SnoozeChoice[] {
  const date = new Date(now)
  const choices: SnoozeChoice[] = []
  if (date.getHours() + someHours <= lastHour) {
    const until = new Date(now)
    // On the hour, and not in less than was said.
    until.setHours(date.getHours() + someHours + (date.getMinutes() > 0 ? 1 : 0), 0, 0, 0)
    choices.push({ name: 'snooze.laterToday', until: until.getTime() })
  }
  choices.push({ name: 'snooze.tomorrow', until: morningIn(now, 1) })
  // Monday, and on a Monday the next.
  choices.push({ name: 'snooze.nextWeek', until: morningIn(now, (8 - date.getDay()) % 7 || 7) })
  choices.push({ name: 'snooze.message' })
  return choices
}

/** By the calendar: a day may have 23 hours. */
function morningIn(now: Time, days: number): Time {
  const date = new Date(now)
  date.setDate(date.getDate() + days)
  date.setHours(morning, 0, 0, 0)
  return date.getTime()
}

/** For a field of the browser, which knows local times only. */
export function toLocal(at: Time): string {
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}
