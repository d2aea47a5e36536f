/**
 * The visitor's silence after our last message (CV-6): warned of first, then the conversation is closed. It counts
 * from that message, or from when the conversation came out of a snooze or into its other stage after it: while it
 * slept nobody could be reminded, and a time that had passed already by the other stage's measure would close it at
 * once. What is due names the event that it counts from, so that whatever comes meanwhile makes it void.
 */
import type { Event, IdleSettings, Time } from '@foyer/protocol'
import type { CommandOf } from './command.ts'
import type { Drafts } from './draft.ts'
import type { Due } from './due.ts'
import { inviteAtEnd } from './rating.ts'
import { rejections } from './rejection.ts'
import type { ConversationState } from './state.ts'

type Stage = 'bot' | 'human'
type From = NonNullable<ConversationState['silentFrom']>

/** What becomes due when a silence begins to count, or the visitor was warned. */
export function idleDue(
  state: ConversationState,
  event: Event,
  idle: IdleSettings | undefined,
): Pick<Due, 'id' | 'kind' | 'at'> | null {
  const from = state.silentFrom
  if (from === null || state.status !== 'open') return null
  if (event.type === 'conversation.warned') {
    return { id: idOf(state, from, stageOf(state)), kind: 'closeIdle', at: event.closesAt }
  }
  if (idle === undefined || event.seq !== from[0] || (event.sub ?? 0) !== from[1]) return null
  const stage = stageOf(state)
  const most = idle[stage]
  if (most === 0) return null
  const warn = warnBefore(idle, stage)
  return warn === 0
    ? { id: idOf(state, from, stage), kind: 'closeIdle', at: event.at + most }
    : { id: idOf(state, from, stage, warn), kind: 'warnIdle', at: event.at + most - warn }
}

/** Milliseconds; a warning that came at once would be none. */
function warnBefore(idle: IdleSettings, stage: Stage): number {
  return Math.min(idle.warn, Math.floor(idle[stage] / 2))
}

export function stageOf({ handler }: Pick<ConversationState, 'handler'>): Stage {
  return handler === 'assistant' ? 'bot' : 'human'
}

function idOf({ id }: ConversationState, [seq, sub]: From, stage: Stage, warn?: number): string {
  return [id, sub === 0 ? seq : `${seq}.${sub}`, 'idle', stage, ...(warn === undefined ? [] : [warn])].join(
    ':',
  )
}

/** What a due of {@link idleDue} asks for, at the time when it is looked at. */
export function idleCommandOf(
  due: Pick<Due, 'id' | 'kind'>,
  now: Time,
):
  | Pick<CommandOf<'conversation.warn'>, 'do' | 'from' | 'stage' | 'closesAt'>
  | Pick<CommandOf<'conversation.close'>, 'do' | 'from' | 'stage'> {
  const [, from = '', , stage, warn] = due.id.split(':')
  const [seq, sub = 0] = from.split('.').map(Number)
  const named = { from: [seq, sub] as From, stage: stage as Stage }
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

function isStillIdle(state: ConversationState, { from, stage }: { from: From; stage: Stage }): boolean {
  const isSame = state.silentFrom?.[0] === from[0] && state.silentFrom[1] === from[1]
  return state.status === 'open' && isSame && stageOf(state) === stage
}
