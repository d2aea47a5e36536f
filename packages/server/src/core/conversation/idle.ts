/**
 * The visitor's silence after our last message (CV-6): warned of first, then the conversation is closed. What is
 * due names the message that it counts from, so that whatever either side says meanwhile makes it void.
 */
import type { Event, IdleSettings, Seq, Time } from '@foyer/protocol'
import type { CommandOf } from './command.ts'
import type { Drafts } from './draft.ts'
import type { Due } from './due.ts'
import { inviteAtEnd } from './rating.ts'
import { rejections } from './rejection.ts'
import type { ConversationState } from './state.ts'

type Stage = 'bot' | 'human'

/** What becomes due when our side has spoken, or the visitor was warned. */
export function idleDue(
  state: ConversationState,
  event: Event,
  idle: IdleSettings | undefined,
): Pick<Due, 'id' | 'kind' | 'at'> | null {
  const since = state.silentSince
  if (since === null || state.status !== 'open') return null
  if (event.type === 'conversation.warned') {
    return { id: idOf(state, since, stageOf(state)), kind: 'closeIdle', at: event.closesAt }
  }
  if (idle === undefined || event.type !== 'message.posted' || event.seq !== since) return null
  const stage = stageOf(state)
  const most = idle[stage]
  if (most === 0) return null
  const warn = warnBefore(idle, stage)
  return warn === 0
    ? { id: idOf(state, since, stage), kind: 'closeIdle', at: event.at + most }
    : { id: idOf(state, since, stage, warn), kind: 'warnIdle', at: event.at + most - warn }
}

/** Milliseconds; a warning that came at once would be none. */
function warnBefore(idle: IdleSettings, stage: Stage): number {
  return Math.min(idle.warn, Math.floor(idle[stage] / 2))
}

function stageOf({ handler }: ConversationState): Stage {
  return handler === 'assistant' ? 'bot' : 'human'
}

function idOf({ id }: ConversationState, since: Seq, stage: Stage, warn?: number): string {
  return [id, since, 'idle', stage, ...(warn === undefined ? [] : [warn])].join(':')
}

/** What a due of {@link idleDue} asks for, at the time when it is looked at. */
export function idleCommandOf(
  due: Pick<Due, 'id' | 'kind'>,
  now: Time,
):
  | Pick<CommandOf<'conversation.warn'>, 'do' | 'since' | 'stage' | 'closesAt'>
  | Pick<CommandOf<'conversation.close'>, 'do' | 'since' | 'stage'> {
  const [, since, , stage, warn] = due.id.split(':')
  const named = { since: Number(since), stage: stage as Stage }
  // From now, not from when it was due: a server that was away gives the visitor the whole time.
  return due.kind === 'warnIdle'
    ? { do: 'conversation.warn', ...named, closesAt: now + Number(warn) }
    : { do: 'conversation.close', ...named }
}

export function warn(state: ConversationState, command: CommandOf<'conversation.warn'>): Drafts {
  if (!isStillIdle(state, command)) return rejections.notIdle
  return [{ type: 'conversation.warned', closesAt: command.closesAt, named: true }]
}

export function closeIdle(state: ConversationState, command: CommandOf<'conversation.close'>): Drafts {
  if (!isStillIdle(state, command)) return rejections.notIdle
  return [
    { type: 'conversation.closed', reason: 'idle', named: true },
    ...inviteAtEnd(state, command.at, command.rating),
  ]
}

function isStillIdle(state: ConversationState, { since, stage }: { since: Seq; stage: Stage }): boolean {
  return state.status === 'open' && state.silentSince === since && stageOf(state) === stage
}
