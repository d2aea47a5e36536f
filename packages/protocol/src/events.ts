/**
 * Everything that can stand in a conversation's log (PROTOCOL.md §2, "event").
 * A reader ignores a type that it does not know.
 */
import type { Source } from './assistant.ts'
import type { Consent } from './forms.ts'
import type { Why } from './routing.ts'
import type { Actor, Body, Id, Page, Seq, Time } from './values.ts'
import type { ExtractionKind } from './visitors.ts'

/** What every event carries. `sub` marks what only agents see: it shares the `seq` it follows. */
export interface EventBase {
  seq: Seq
  sub?: number
  at: Time
  /** The client's name for the change, on the event that its answer named. */
  cid?: Id
  by: Actor
  /** For agents: who the visitor saw, where a colleague helped out in that one's conversation (RT-12). */
  as?: Actor
}

export type HandoffHow =
  | 'button'
  | 'forcedWord'
  | 'softWord'
  | 'unanswered'
  | 'repeated'
  | 'notHelpful'
  | 'model'
  | 'rule'

export type CloseReason = 'visitor' | 'agent' | 'idle' | 'rule'
export type StopReason = 'agentOpened' | 'repeated' | 'unanswered' | 'handoff' | 'switchedOff' | 'failed'

/** Texts of the site that are said beside answers, each once in a conversation (AS-7, AS-13). */
export type Notice = 'waiting' | 'offHours' | 'elsewhere'

/** A message by `seq`; a note, which has no `seq` of its own, by `[seq, sub]`. */
export type Target = Seq | [seq: Seq, sub: number]

/** An FAQ entry that the visitor read before the conversation began. */
export interface ReadEntry {
  id: Id
  question: string
}

/** Event types and the keys that each adds to {@link EventBase}. */
export interface EventKeys {
  /** `consent`: what the visitor agreed to, at the time of this event. */
  'conversation.started': { page?: Page; faq?: ReadEntry[]; consent?: Consent }
  /**
   * `faq`, for agents: the entry that answered, or that a visitor picked. `sources`: what a model answered from.
   * By the system where it answers nothing, such as that somebody will come; `notice`, for agents, says which.
   */
  'message.posted': {
    body: Body
    quote?: Seq
    auto?: 'bot' | 'recommended'
    faq?: Id
    sources?: Source[]
    notice?: Notice
    offline?: true
    /** For agents: the text before it was translated. */
    original?: string
  }
  'message.edited': { target: Target; body: Body }
  /** `body` is what stands in the target's place; on the wire only. */
  'message.deleted': { target: Target; body?: { kind: 'deleted' } }
  'option.picked': { target: Seq; option: string }
  'form.submitted': { target: Seq; values: Record<string, string> }
  'note.posted': { text: string; deleted?: true }
  /** `group`, for agents: the one that the visitor chose. */
  'handoff.requested': { how?: HandoffHow; group?: Id }
  'handoff.failed': { how?: HandoffHow }
  /** With `why`, for agents only: where it waits, said again only where that changes (RT-7). */
  'conversation.queued': { position?: number; group?: Id; why?: Why }
  /** `agent` null: nobody any more, or not yet one of `group`. `handler`: the agent has it, and the assistant goes on answering (AS-10). */
  'conversation.assigned': { agent: Actor | null; group?: Id; why?: Why; handler?: 'assistant' }
  'conversation.snoozed': { until?: Time }
  'conversation.woken': Record<never, never>
  'conversation.warned': { closesAt: Time }
  'conversation.closed': { reason: CloseReason }
  'assistant.stopped': { reason: StopReason }
  'assistant.resumed': Record<never, never>
  /** Can be given, and changed, until `until`. `tagsByScore`: what is offered for which score. */
  'rating.invited': {
    scale: number
    tags?: string[]
    tagsByScore?: Record<string, string[]>
    comment?: boolean
    until?: Time
  }
  'rating.given': { score: number; scale?: number; tags?: string[]; comment?: string }
  'tags.changed': { add: string[]; remove: string[] }
  /** What the message at `target` told of its visitor; the values stand in the profile alone (IN-6). */
  'profile.extracted': { target: Seq; kinds: ExtractionKind[] }
  /** What the page says of the conversation (WG-17). */
  'attributes.changed': { attributes: Record<string, string> }
  /** The visitor's messages reach agents no more, or again (RT-14). */
  'conversation.muted': { on: boolean }
}

export type EventType = keyof EventKeys
export type EventOf<T extends EventType> = EventBase & { type: T } & EventKeys[T]

/** One entry of a conversation's log, as it is stored, sent and replayed. */
export type Event = { [T in EventType]: EventOf<T> }[EventType]
export type MessagePosted = EventOf<'message.posted'>
