/**
 * What is remembered of a conversation between two changes: all that `decide` may look at.
 * It is stored as JSON in the conversation's row, so a field may be added but not change its meaning.
 */
import type {
  Actor,
  ExtractionKind,
  Handler,
  Head,
  Id,
  Notice,
  Seq,
  Side,
  Status,
  StopReason,
  Time,
} from '@foyer/protocol'
import type { Wishes } from '../routing/route.ts'

export interface ConversationState {
  id: Id
  site: string
  visitor: Id
  status: Status
  handler: Handler
  /** Of the last event: the log's end. */
  seq: Seq
  sub: number
  startedAt: Time
  closedAt: Time | null
  /** Null: nobody is assigned. Carries the agent's id. */
  agent: Actor | null
  group: Id | null
  snoozedUntil: Time | null
  /** When the visitor began to wait for an answer; null when answered. */
  unrepliedSince: Time | null
  /** The newest message, as inbox rows show it. */
  last: { seq: Seq; by: Actor['kind']; kind: string; text: string; at: Time } | null
  /** The visitor's newest messages since our side last wrote, oldest first, at most {@link unreadKept}. */
  visitorSeqs: Seq[]
  /** Seq of the newest message by agent or assistant, for what a visitor has not read. */
  ourSeq: Seq
  tags: string[]
  /** Where the log tells of an edit, by the position of what was edited: those texts go with the next one. */
  edits: Record<string, [seq: Seq, sub: number][]>
  /** Whether the visitor was asked to rate, and the scale. */
  rating: StateRating | null
  /** FAQ entries that the assistant answered with here: none a second time (AS-8). */
  answered: Id[]
  /** Entries that it offered last ("did you mean"). */
  offered: Id[]
  /** Texts that were said here: each once (AS-7). */
  said: Notice[]
  /** Why automatic sending has ended here; null while it may go on (AS-9). */
  stopped: StopReason | null
  /** The assistant could not answer, and no person has written since. */
  isUnanswered: boolean
  /** Our newest message was sent by itself, as the bot's or as a recommendation. */
  lastAuto: 'bot' | 'recommended' | null
  /** An agent gave it to the assistant (AS-11). */
  isHosted: boolean
  /** It began with an assistant of the site's own, connected over the socket, and not with the built-in one. */
  isExternal: boolean
  /** Since when it waits for a person; null while it does not. */
  queuedAt: Time | null
  /** Our message that the visitor has not answered (CV-6); null while it is our turn. */
  silentSince: Seq | null
  /** The event from which that silence counts: this message, or what came after it and lets it count anew. */
  silentFrom: [seq: Seq, sub: number] | null
  /** An agent has answered here: what is due then is a later reply, not the first (RT-13). */
  isReplied: boolean
  /** Its messages reach agents no more: it is in the list of suspected ones (RT-14). */
  isMuted: boolean
  /** Kinds of what the visitor told of itself here (IN-6). */
  extracted: ExtractionKind[]
  /** What the page says of it (WG-17). */
  attributes: Record<string, string>
  /** The reception plan that it began with (RT-8); null: the site's own. */
  plan: Id | null
  /** Who is wanted for it, beside what rules say (RT-3); null: nobody in particular. */
  wishes: Wishes | null
  /** What was last said of why it waits, in kind; null while it does not, or nothing was said. */
  waitsFor: string | null
  /** The agent who closed it (RT-5). */
  closedBy: Id | null
  /** The visitor left a message by form, and nobody has answered yet (WG-11). */
  isLeft: boolean
  /** Forms of the thread that were filled in: each once. */
  submitted: Seq[]
}

/** What was asked of the visitor, and the newest that was given. */
export interface StateRating {
  scale: number
  given: boolean
  /** Not said: asked by an older version, or never asked. */
  until?: Time
  tagsByScore?: Record<string, string[]>
  score?: number
  tags?: string[]
  comment?: string
}

/** A state as an older version stored it. */
export type StoredState = Partial<ConversationState> &
  Pick<ConversationState, 'id' | 'site' | 'visitor' | 'handler' | 'agent' | 'unrepliedSince'>

/** What has come since the first rows were stored is as it would have been then. */
export function completeState(stored: StoredState): ConversationState {
  const usual: Partial<ConversationState> = {
    answered: [],
    offered: [],
    said: [],
    stopped: stored.agent === null ? null : 'agentOpened',
    isUnanswered: false,
    lastAuto: null,
    isHosted: false,
    isExternal: stored.handler === 'assistant',
    queuedAt: stored.handler === 'queue' ? stored.unrepliedSince : null,
    silentSince: null,
    silentFrom: stored.silentSince == null ? null : [stored.silentSince, 0],
    isReplied: stored.agent !== null && stored.unrepliedSince === null,
    isMuted: false,
    extracted: [],
    attributes: {},
    plan: null,
    wishes: null,
    waitsFor: null,
    closedBy: null,
    isLeft: false,
    submitted: [],
  }
  return { ...usual, ...stored } as ConversationState
}

/** How many unread messages are counted one by one; an inbox shows more as "99+". */
export const unreadKept = 100

/** How far each side has read and received: stored beside the state, never part of a decision. */
export interface Markers {
  read: Record<Side, Seq>
  delivered: Record<Side, Seq>
}

export const noMarkers: Markers = { read: { visitor: 0, agent: 0 }, delivered: { visitor: 0, agent: 0 } }

/** The head as agents see it; `core/conversation/audience` makes the visitor's of it. */
export function headOf(state: ConversationState, markers: Markers): Head {
  return {
    id: state.id,
    site: state.site,
    status: state.status,
    handler: state.handler,
    seq: state.seq,
    startedAt: state.startedAt,
    ...(state.closedAt === null ? {} : { closedAt: state.closedAt }),
    ...(state.agent === null ? {} : { agent: state.agent }),
    ...(state.snoozedUntil === null ? {} : { snoozedUntil: state.snoozedUntil }),
    ...(state.group === null ? {} : { group: state.group }),
    labels: labelsOf(state),
    ...(state.rating?.score === undefined
      ? {}
      : { rating: { score: state.rating.score, scale: state.rating.scale } }),
    ...(Object.keys(state.attributes).length === 0 ? {} : { attributes: state.attributes }),
    read: markers.read,
    delivered: markers.delivered,
  }
}

/** Whether {@link headOf} makes the same of both, `seq` and markers apart; it may say no too often. */
export function isSameHead(one: ConversationState, other: ConversationState): boolean {
  return (
    one.status === other.status &&
    one.handler === other.handler &&
    one.closedAt === other.closedAt &&
    one.agent === other.agent &&
    one.snoozedUntil === other.snoozedUntil &&
    one.group === other.group &&
    (one.unrepliedSince === null) === (other.unrepliedSince === null) &&
    one.isUnanswered === other.isUnanswered &&
    one.isLeft === other.isLeft &&
    (one.lastAuto === 'recommended') === (other.lastAuto === 'recommended') &&
    one.tags === other.tags &&
    one.rating === other.rating &&
    one.isMuted === other.isMuted &&
    one.extracted === other.extracted &&
    one.attributes === other.attributes
  )
}

/** What rows are marked with, derived from the state and never stored. */
export function labelsOf(state: ConversationState): string[] {
  const lasting = [...state.extracted.map((kind) => `extracted:${kind}`), ...state.tags]
  if (state.status === 'closed') return lasting
  const labels: string[] = []
  if (state.isMuted) labels.push('muted')
  if (state.unrepliedSince !== null) labels.push('unreplied')
  if (state.handler === 'assistant') labels.push('bot')
  if (state.lastAuto === 'recommended') labels.push('auto')
  if (state.isUnanswered) labels.push('unanswered')
  if (state.isLeft) labels.push('left')
  return [...labels, ...lasting]
}
