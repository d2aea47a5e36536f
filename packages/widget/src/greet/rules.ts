/** Which greeting is due (WG-12): the first whose conditions hold. Pure; the loader has looked at the widest of them. */
import type { WidgetGreeting } from '@foyer/protocol'

export interface Moment {
  url: string
  /** Milliseconds on this page. */
  since: number
  /** This browser keeps a visitor who has written. */
  isReturning: boolean
  isOnline: boolean
  /** Answered or put away: in this tab or for good, and on this page. */
  done: readonly string[]
  doneHere: readonly string[]
}

export function dueGreeting(rules: readonly WidgetGreeting[], now: Moment): WidgetGreeting | undefined {
  return rules.find(
    ({ id, pages, seconds, visitor, onlineOnly, once }) =>
      now.since >= seconds * 1_000 &&
      (visitor === 'any' || (visitor === 'returning') === now.isReturning) &&
      (!onlineOnly || now.isOnline) &&
      !(once === 'page' ? now.doneHere : now.done).includes(id) &&
      (pages.length === 0 || pages.some((page) => fits(page, now.url))),
  )
}

/** Whether the whole address is what the pattern says, `*` standing for any text. */
export function fits(pattern: string, url: string): boolean {
  const parts = pattern
    .trim()
    .split('*')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(url)
}
