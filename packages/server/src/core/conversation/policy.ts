/** What an event makes due. It runs as a further command whose cid derives from the event, so twice is once. */
import type { Event } from '@foyer/protocol'
import type { ConversationState } from './state.ts'

export interface DueCommand {
  /** The causing event's name in the log: the same event always gives the same. */
  id: string
  kind: 'wake'
  conversation: string
  site: string
  at: number
}

export function policy(state: ConversationState, event: Event): DueCommand[] {
  if (event.type !== 'conversation.snoozed' || event.until === undefined) return []
  const id = `${state.id}:${event.seq}.${event.sub ?? 0}:wake`
  return [{ id, kind: 'wake', conversation: state.id, site: state.site, at: event.until }]
}
