/** Which conversations belong to which list of the inbox. The SQL adapter says the same in its own words. */
import type { Id, List } from '@foyer/protocol'
import type { ConversationState, Markers } from '../conversation/state.ts'

/** Whether `agent` finds the conversation in `list`. A muted one is nowhere but among the suspected (RT-14). */
export function belongsTo(list: List, state: ConversationState, markers: Markers, agent: Id): boolean {
  const isOpen = state.status === 'open' && !state.isMuted
  switch (list) {
    case 'mine':
      return isOpen && state.agent?.id === agent
    case 'unassigned':
      return isOpen && state.agent === null && state.handler !== 'assistant'
    case 'bot':
      return isOpen && state.handler === 'assistant'
    case 'all':
      return isOpen
    case 'unread':
      return isOpen && unreadOf(state, markers) > 0
    case 'unreplied':
      return isOpen && state.unrepliedSince !== null
    case 'snoozed':
      return state.status === 'snoozed' && !state.isMuted
    case 'closed':
      return state.status === 'closed'
    case 'suspected':
      return state.isMuted && state.status !== 'closed'
  }
}

/** The visitor's messages that no agent has read, at most `unreadKept`. */
export function unreadOf(state: ConversationState, markers: Markers): number {
  return state.visitorSeqs.filter((seq) => seq > markers.read.agent).length
}
