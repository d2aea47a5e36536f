/** What the rules do with a conversation that waits: give it to somebody, or say why it goes on waiting (RT-7). */
import { waitKey } from '../routing/route.ts'
import type { CommandOf } from './command.ts'
import { type Drafts, optional } from './draft.ts'
import { rejections } from './rejection.ts'
import type { ConversationState } from './state.ts'

/** Once: whoever was first has it. */
export function give(state: ConversationState, { to, group, why }: CommandOf<'conversation.route'>): Drafts {
  if (!isWaiting(state)) return rejections.notWaiting
  return [{ type: 'conversation.assigned', agent: to, ...optional('group', group), why, named: true }]
}

export function explain(state: ConversationState, { group, why }: CommandOf<'conversation.explain'>): Drafts {
  if (!isWaiting(state) || state.waitsFor === waitKey(why)) return rejections.notWaiting
  return [{ type: 'conversation.queued', ...optional('group', group), why, agentsOnly: true, named: true }]
}

export function isWaiting({ status, handler, agent, queuedAt }: ConversationState): boolean {
  return status === 'open' && handler === 'queue' && agent === null && queuedAt !== null
}
