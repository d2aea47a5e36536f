/**
 * From the assistant to people (RT-1): the events of a handoff, and what the visitor is told where nobody can
 * take over now, or where handoffs leave the inbox (AS-7, AS-13). Each text is said once in a conversation.
 */
import type { AssistantSettings, FormBody, HandoffHow, Id, Notice, StopReason } from '@foyer/protocol'
import { type Draft, optional, system } from './draft.ts'
import type { ConversationState } from './state.ts'

/** What is known of the site at the moment of a handoff. */
export interface HandoffFacts {
  /** It is within hours, and somebody is signed in. */
  canTakeOver: boolean
  to: AssistantSettings['handoff']['to']
  /** The place in the queue of whoever comes to it now; 1 is next. */
  place?: number
  /** In the visitor's language; none of them is empty. */
  texts: Record<Notice, string>
  /** Offered with the off-hours reply, where the site wants messages left now (WG-11). */
  leave?: FormBody
}

/** `how` names the event; `reason` is told to agents where the assistant had the turn. */
export function handOff(
  state: ConversationState,
  how: HandoffHow,
  reason: StopReason,
  facts: HandoffFacts,
  group?: Id,
): Draft[] {
  const requested: Draft = { type: 'handoff.requested', how, ...optional('group', group), named: true }
  if (state.handler === 'agent') return [requested]
  const drafts: Draft[] = [requested]
  if (state.handler === 'assistant') drafts.push({ type: 'assistant.stopped', reason, agentsOnly: true })
  // Whoever gave it to the assistant, or was allocated it, has it again.
  if (state.agent === null) drafts.push({ type: 'conversation.queued', ...optional('position', facts.place) })
  if (facts.to !== 'inbox') return [...drafts, ...say(state, 'elsewhere', facts)]
  return facts.canTakeOver ? drafts : [...drafts, ...say(state, 'waiting', facts)]
}

/** The text as an event; none where it was said. */
export function say(state: ConversationState, notice: Notice, { texts }: HandoffFacts): Draft[] {
  if (state.said.includes(notice)) return []
  return [{ type: 'message.posted', body: { kind: 'text', text: texts[notice] }, notice, by: system }]
}

/** The off-hours reply and, after it, the form to leave a message with (RT-6); none where it was said. */
export function sayOffHours(state: ConversationState, facts: HandoffFacts): Draft[] {
  const text = say(state, 'offHours', facts)
  const isAsked = text.length > 0 && facts.leave !== undefined && !state.isLeft
  return isAsked ? [...text, { type: 'message.posted', body: facts.leave!, by: system }] : text
}
