/** Which conversations belong to which list of the inbox. The SQL adapter says the same in its own words. */
import type { Id, InboxSettings, List } from '@foyer/protocol'
import type { ConversationState, Markers } from '../conversation/state.ts'

/** What of a site one sees in its lists. */
export interface Scope {
  site: string
  /** Also what colleagues have. Else one's own, and what nobody or the assistant has. */
  others: boolean
  /** Whether Unread has more than what agents have (IN-1). */
  unread: InboxSettings['unread']
}

export function wholeSite(site: string): Scope {
  return { site, others: true, unread: { bot: true, unassigned: true } }
}

/** Who has it: the assistant alone, nobody, an agent, or an agent for whom the assistant speaks. */
export type Desk = 'bot' | 'unassigned' | 'agent' | 'hosted'

export function deskOf({ handler, agent }: ConversationState): Desk {
  if (agent === null) return handler === 'assistant' ? 'bot' : 'unassigned'
  return handler === 'assistant' ? 'hosted' : 'agent'
}

/** Whether `agent` finds the conversation in `list` of its site. */
export function belongsTo(
  list: List,
  state: ConversationState,
  markers: Markers,
  agent: Id,
  scope: Omit<Scope, 'site'>,
): boolean {
  if (!sees(state, agent, scope)) return false
  // A muted one is nowhere but among the suspected (RT-14).
  const isOpen = state.status === 'open' && !state.isMuted
  const desk = deskOf(state)
  switch (list) {
    case 'mine':
      return isOpen && state.agent?.id === agent
    case 'unassigned':
      return isOpen && desk === 'unassigned'
    case 'bot':
      return isOpen && state.handler === 'assistant'
    case 'all':
      return isOpen
    case 'unread':
      return isOpen && unreadOf(state, markers) > 0 && countsUnread(desk, scope)
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

function sees({ agent: has }: ConversationState, agent: Id, { others }: Omit<Scope, 'site'>): boolean {
  return others || has === null || has.id === agent
}

function countsUnread(desk: Desk, { unread }: Omit<Scope, 'site'>): boolean {
  return desk === 'bot' || desk === 'unassigned' ? unread[desk] : true
}

/** The visitor's messages that no agent has read, at most `unreadKept`. */
export function unreadOf(state: ConversationState, markers: Markers): number {
  return state.visitorSeqs.filter((seq) => seq > markers.read.agent).length
}
