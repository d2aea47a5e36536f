/**
 * What can be asked of a conversation, with the facts already gathered that a decision needs:
 * the time, who it is, the event that is quoted or edited. Sessions make these; frames never do.
 */
import type {
  Actor,
  Body,
  CloseReason,
  Event,
  Handler,
  HandoffHow,
  Id,
  Page,
  ReadEntry,
  Seq,
  Target,
  Time,
} from '@foyer/protocol'

/** Where a conversation begins, for commands that may start one. */
export interface Start {
  id: Id
  site: string
  visitor: Id
  handler: Extract<Handler, 'assistant' | 'queue'>
  page?: Page
  faq: ReadEntry[]
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
    | { do: 'conversation.end'; reason: CloseReason }
    | { do: 'handoff.request'; how: HandoffHow; start?: Start }
    | { do: 'option.pick'; target: Seq; event: Event | null; option: string }
    | { do: 'form.submit'; target: Seq; event: Event | null; values: Record<string, string> }
    | { do: 'rating.give'; score: number; tags?: string[]; comment?: string }
    | { do: 'rating.invite' }
    | { do: 'conversation.assign'; to: Actor | null; note?: string }
    | { do: 'conversation.snooze'; until?: Time }
    | { do: 'conversation.wake' }
    | { do: 'assistant.host'; on: boolean }
    | { do: 'note.post'; text: string }
    | { do: 'tags.change'; add: string[]; remove: string[] }
  )

export type CommandDo = Command['do']
export type CommandOf<D extends CommandDo> = Extract<Command, { do: D }>
