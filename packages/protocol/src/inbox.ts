/** The inbox: its lists, what they can be narrowed to, their rows, and the search in texts (PROTOCOL.md §4). */
import type { Actor, Head, Id, Seq, Status, Time } from './values.ts'

export type List =
  | 'mine'
  | 'bot'
  | 'unassigned'
  | 'all'
  | 'unread'
  | 'unreplied'
  | 'snoozed'
  | 'closed'
  | 'suspected'

/** All that is said must hold. What is asked of a site where one may not is as if nothing were there. */
export interface ListFilter {
  site?: string
  /** Part of the visitor's name, phone or e-mail, or of the newest message; any case. */
  text?: string
  /** Of the conversation. */
  tag?: string
  /** The newest message is not older, or not newer. */
  from?: Time
  to?: Time
  /** In the list `all`: other than the open ones, or `any`. */
  status?: Status | 'any'
  /** Assigned to this agent. A colleague's need the permission conversation.openOthers. */
  agent?: Id
  group?: Id
  /** How the visitor writes: `web` for the widget, else the name of what it writes with. */
  channel?: string
}

/** A conversation as a line of the inbox. */
export interface Row {
  /** Without its attributes: those come with the conversation. */
  head: Head
  visitor: { id: Id; nickname: string }
  /** The newest message, cut short: text, or the name of its file. */
  preview: { by: Actor['kind']; kind: string; text: string }
  /** Of the newest message. */
  at: Time
  /** Messages of the visitor that no agent has read. */
  unread: number
  unreplied: boolean
  /** By the agent who watches. */
  pinned?: true
  /** As in {@link ListFilter}; absent for `web`. */
  channel?: string
  /** When an answer is due, by the site's response alarm (RT-13); absent without one, or when nobody waits. */
  dueAt?: Time
}

export type Counts = Partial<Record<List, number>>

/** A message, or a note, whose text has all the words that were searched. */
export interface SearchHit {
  conversation: Id
  site: string
  status: Status
  visitor: { id: Id; nickname: string }
  seq: Seq
  sub?: number
  at: Time
  by: Actor
  /** The text around the first word found. */
  snippet: string
}

/** How a site's inbox behaves. */
export interface InboxSettings {
  /**
   * Milliseconds until an answer is due: the first one of an agent, and later ones; `nudge`: until the agent is
   * gently reminded. 0 for never (RT-13).
   */
  alarms: { first: number; later: number; nudge: number }
  /** Whether the list Unread has these too, and not those of agents alone (IN-1). */
  unread: { bot: boolean; unassigned: boolean }
}
