/** How a site's inbox behaves: what a new site has, and what may be set (RT-13, IN-1). Pure. */
import type { InboxSettings, ProtocolError } from '@foyer/protocol'
import { type Some, wrong } from '../rule-words.ts'

export type InboxPatch = { [K in keyof InboxSettings]?: Some<InboxSettings[K]> }

export const defaultInbox: InboxSettings = {
  alarms: { first: 0, later: 0, nudge: 4 * 60_000 },
  unread: { bot: true, unassigned: true },
}

const longest = 24 * 60 * 60_000

export function patchInbox(before: InboxSettings, patch: InboxPatch = {}): InboxSettings {
  return {
    alarms: { ...before.alarms, ...patch.alarms },
    unread: { ...before.unread, ...patch.unread },
  }
}

export function inboxProblem({ alarms }: InboxSettings): { error: ProtocolError } | null {
  for (const key of ['first', 'later', 'nudge'] as const) {
    const value = alarms[key]
    if (!Number.isInteger(value) || value < 0 || value > longest)
      return wrong(`/inbox/alarms/${key}`, 'This time is between 0 and 24 hours, in milliseconds.')
  }
  return null
}
