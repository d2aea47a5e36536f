/** When somebody should have answered (RT-13): what the rows count down to, and when the agent is reminded. Pure. */
import type { InboxSettings, Time } from '@foyer/protocol'
import type { ConversationState } from '../conversation/state.ts'

type Alarms = InboxSettings['alarms']
type Waiting = Pick<ConversationState, 'status' | 'handler' | 'unrepliedSince' | 'isReplied' | 'agent'>

/** Null: nobody waits for a person, or the site set no such time. */
export function dueAtOf(state: Waiting, { first, later }: Alarms): Time | null {
  const within = state.isReplied ? later : first
  const since = waitsSince(state)
  return since === null || within === 0 ? null : since + within
}

/** When the agent who has it is reminded; null where nobody has it, nobody waits, or never. */
export function nudgeAtOf(state: Waiting, { nudge }: Alarms): Time | null {
  const since = state.agent === null ? null : waitsSince(state)
  return since === null || nudge === 0 ? null : since + nudge
}

/** While the assistant answers, it is nobody's turn. */
function waitsSince({ status, handler, unrepliedSince }: Waiting): Time | null {
  return status === 'open' && handler !== 'assistant' ? unrepliedSince : null
}
