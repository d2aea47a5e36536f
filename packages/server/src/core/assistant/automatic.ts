/** Where something automatic may answer: the cheap question, asked of every visitor's message. Pure. */
import type { Event, Id } from '@foyer/protocol'
import type { ConversationState } from '../conversation/state.ts'

/** What of a site acts by itself at this moment. */
export interface Automatic {
  /** The built-in bot answers what the assistant holds. */
  bot: boolean
  /** An assistant of the site's own is connected: it answers in the bot's place. */
  isExternal: boolean
  /** Recommended answers are sent by themselves (AS-3). */
  autoSend: boolean
  /** The site has hours, and nobody is expected now (RT-6). */
  isOffHours: boolean
  /** Somebody could take over. */
  isAttended: boolean
  /** Milliseconds until another node may think that nobody answers. */
  patience: number
}

/** Of a site where nothing is automatic. */
export const nothingAutomatic: Automatic = {
  bot: false,
  isExternal: false,
  autoSend: false,
  isOffHours: false,
  isAttended: false,
  patience: 5_000,
}

/** Of the option under "did you mean" that no entry was meant. */
export const noneOfThese = 'none'

/** Whether a recommended answer may be sent by itself: nobody has it, and no agent has opened it (AS-3). */
export function canAutoSend({ status, handler, agent, stopped }: ConversationState): boolean {
  return status === 'open' && handler === 'queue' && agent === null && stopped === null
}

/** Whether `event` is a visitor's act that may be answered; `state` is as it stands after it. */
export function isToAnswer(state: ConversationState, event: Event, automatic: Automatic): boolean {
  if (state.status !== 'open' || state.handler === 'agent' || !isAsking(event)) return false
  if (guidedOf(event) !== undefined) return true
  if (state.handler === 'assistant') return !isOfOwnAssistant(state, automatic)
  if (automatic.autoSend && canAutoSend(state)) return true
  return automatic.isAttended ? false : isOffHoursDue(state, automatic.isOffHours)
}

/** Whether `event` is for the site's own assistant, which may have gone before it answers. */
export function isToStandIn(state: ConversationState, event: Event, automatic: Automatic): boolean {
  if (state.status !== 'open' || state.handler !== 'assistant' || !isAsking(event)) return false
  return guidedOf(event) === undefined && isOfOwnAssistant(state, automatic)
}

/** It is connected, or it began and nothing built in would go on. */
function isOfOwnAssistant({ isHosted, isExternal }: ConversationState, automatic: Automatic): boolean {
  return !isHosted && (automatic.isExternal || (isExternal && !automatic.bot))
}

/** Who waits where nobody is gets one more text, if they go on (AS-7), left a message, or the hours say so (RT-6). */
export function isOffHoursDue(
  { said, stopped, agent, isLeft }: ConversationState,
  isOffHours: boolean,
): boolean {
  if (agent !== null || said.includes('offHours') || said.includes('elsewhere')) return false
  return isOffHours || isLeft || said.includes('waiting') || (stopped !== null && stopped !== 'agentOpened')
}

function isAsking(event: Event): boolean {
  if (event.type === 'option.picked') return true
  if (event.type !== 'message.posted' || event.by.kind !== 'visitor') return false
  // What is asked beforehand is no question; a left message is told that it has come.
  if (event.body.kind === 'filled') return event.body.form === 'leave'
  // A card without a question is shown, not asked.
  return event.body.kind !== 'card' || (event.body.card.question ?? '').trim() !== ''
}

/** The entry of a guided question (AS-14): it is for the bot, whoever the conversation waits for. */
export function guidedOf(event: Event): Id | undefined {
  return event.type === 'message.posted' && event.by.kind === 'visitor' ? event.faq : undefined
}
