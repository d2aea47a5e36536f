/**
 * Which news is worth a sound and a desktop notification: a visitor wrote, nobody else has the
 * conversation, and this agent is not looking at it. Pure.
 */
import type { Counts, Id, Row } from '@foyer/protocol'

export interface Watcher {
  me: Id | null
  /** The conversation on screen in a visible, focused window. */
  attending: Id | null
  /** Unread of each conversation as last heard of. */
  unread: ReadonlyMap<Id, number>
}

export function isAlert(row: Row, { me, attending, unread }: Watcher): boolean {
  if (row.preview.by !== 'visitor' || row.head.status === 'closed') return false
  if (row.head.id === attending) return false
  if (row.head.agent !== undefined && row.head.agent.id !== me) return false
  return row.unread > (unread.get(row.head.id) ?? 0)
}

/** What the title and the favicon count: conversations with something unread, as far as is known. */
export function unreadCount(counts: Counts, rows: Row[], me: Id | null): number {
  if (counts.unread !== undefined) return counts.unread
  return rows.filter(
    ({ head, unread }) =>
      unread > 0 && head.status !== 'closed' && (head.agent === undefined || head.agent.id === me),
  ).length
}

/** The next row after `from` that has something unread, starting over at the end. */
export function nextUnread(rows: Row[], from: Id | null): Row | undefined {
  const at = rows.findIndex(({ head }) => head.id === from)
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].find(({ unread }) => unread > 0)
}
