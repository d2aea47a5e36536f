/** A conversation as a line of the inbox, as the site's settings have it. */
import type { Head, InboxSettings, Row } from '@foyer/protocol'
import { type ConversationState, headOf, type Markers } from '../core/conversation/state.ts'
import { dueAtOf } from '../core/inbox/alarm.ts'
import { unreadOf } from '../core/inbox/lists.ts'
import type { Listed } from '../ports/conversations.ts'

/** Without what the page says of it: a list of those could be more than may wait for a slow reader. */
function shortHeadOf(state: ConversationState, markers: Markers): Head {
  const head = headOf(state, markers)
  if (head.attributes === undefined) return head
  const { attributes: _, ...short } = head
  return short
}

export function rowOf(
  { state, markers, nickname, channel }: Listed,
  alarms: InboxSettings['alarms'],
  isPinned: boolean,
): Row {
  const dueAt = dueAtOf(state, alarms)
  return {
    head: shortHeadOf(state, markers),
    visitor: { id: state.visitor, nickname },
    preview:
      state.last === null
        ? { by: 'visitor', kind: 'text', text: '' }
        : { by: state.last.by, kind: state.last.kind, text: state.last.text },
    at: state.last?.at ?? state.startedAt,
    unread: unreadOf(state, markers),
    unreplied: state.status !== 'closed' && state.unrepliedSince !== null,
    ...(isPinned ? { pinned: true } : {}),
    ...(channel === 'web' ? {} : { channel }),
    ...(dueAt === null ? {} : { dueAt }),
  }
}
