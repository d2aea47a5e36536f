/**
 * What can be asked of a conversation, with the facts already gathered that a decision needs:
 * the time, who it is, the event that is quoted or edited. Sessions make these; frames never do.
 */
import type {
  Actor,
  Body,
  CloseReason,
  Consent,
  Event,
  ExtractionKind,
  Handler,
  HandoffHow,
  Id,
  Page,
  RatingSettings,
  ReadEntry,
  Seq,
  StopReason,
  Target,
  Time,
  Why,
} from '@foyer/protocol'
import type { Automatic } from '../assistant/automatic.ts'
import type { ReplyFacts } from '../assistant/reply.ts'
import type { Wishes } from '../routing/route.ts'
import type { Noting } from '../visitors/noting.ts'
import type { HandoffFacts } from './handoff.ts'

/** Where a conversation begins, for commands that may start one. */
export interface Start {
  id: Id
  site: string
  visitor: Id
  handler: Extract<Handler, 'assistant' | 'queue'>
  /** It is an assistant of the site's own that answers first. */
  isExternal?: boolean
  /** Its visitor was muted before (RT-14). */
  isMuted?: boolean
  /** What the page said of it before (WG-17). */
  attributes?: Record<string, string>
  page?: Page
  faq: ReadEntry[]
  consent?: Consent
  plan?: Id
  wishes?: Wishes
}

interface Asked {
  at: Time
  by: Actor
  cid: Id
}

export type Command = Asked &
  (
    | {
        do: 'message.post'
        body: Body
        /** `event` is what stands at `seq` in the log, null when nothing does. */
        quote?: { seq: Seq; event: Event | null }
        offline?: true
        /** The published entry that the visitor picked (AS-14). */
        guided?: Id
        /** Of an agent, before it was translated. */
        original?: string
        automatic?: Automatic
        /** What is looked for in what a visitor writes (IN-5, IN-6). */
        noting?: Noting
        start?: Start
      }
    /** `edits` are the earlier `message.edited` of the target: their texts are replaced with it. */
    | {
        do: 'message.edit'
        target: Target
        event: Event | null
        edits: Event[]
        body: Body
        within: number
      }
    | { do: 'message.delete'; target: Target; event: Event | null; edits: Event[]; within: number }
    /** `rating`: the site's, which may ask at the end. */
    | { do: 'conversation.end'; reason: CloseReason; rating?: RatingSettings }
    /** The visitor's silence still counts from the event `from`, and the conversation is still at that stage (CV-6). */
    | { do: 'conversation.warn'; from: [seq: Seq, sub: number]; stage: 'bot' | 'human'; closesAt: Time }
    | {
        do: 'conversation.close'
        from: [seq: Seq, sub: number]
        stage: 'bot' | 'human'
        rating?: RatingSettings
      }
    | { do: 'handoff.request'; how: HandoffHow; facts: HandoffFacts; group?: Id; start?: Start }
    | { do: 'option.pick'; target: Seq; event: Event | null; option: string; automatic?: Automatic }
    | { do: 'form.submit'; target: Seq; event: Event | null; values: Record<string, string> }
    | { do: 'rating.give'; score: number; tags?: string[]; comment?: string; rating?: RatingSettings }
    | { do: 'rating.invite'; rating?: RatingSettings }
    /** By an agent. `group`: to nobody yet, but one of that group. */
    | { do: 'conversation.assign'; to: Actor | null; group?: Id; why?: Why; note?: string }
    /** By the rules, to whom they say; only while it waits. */
    | { do: 'conversation.route'; to: Actor; group?: Id; why: Why }
    /** Why it goes on waiting, where that has changed in kind. */
    | { do: 'conversation.explain'; group?: Id; why: Why }
    | { do: 'conversation.snooze'; until?: Time }
    | { do: 'conversation.wake' }
    | { do: 'assistant.host'; on: boolean }
    /** What the built-in assistant does about a visitor's question. Its own doing, never a frame's. */
    | { do: 'assistant.reply'; facts: ReplyFacts }
    /** Ends automatic sending (AS-3). */
    | { do: 'assistant.stop'; reason: StopReason }
    /** To an agent who has come, what the assistant held while nobody was there (AS-10). */
    | { do: 'assistant.allocate'; to: Actor; stays: boolean; group?: Id; why?: Why }
    | { do: 'note.post'; text: string }
    | { do: 'tags.change'; add: string[]; remove: string[] }
    | { do: 'attributes.set'; attributes: Record<string, string> }
    | { do: 'conversation.mute'; on: boolean }
    /** What a message told of its visitor, and the tags that follow from it. Its own doing, never a frame's. */
    | { do: 'profile.note'; target: Seq; kinds: ExtractionKind[]; tags: string[] }
  )

export type CommandDo = Command['do']
export type CommandOf<D extends CommandDo> = Extract<Command, { do: D }>
