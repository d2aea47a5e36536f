/**
 * What becomes of a visitor's question: an answer, entries to choose from, a handoff, a text, or nothing. The
 * turn is decided here and nowhere else, on the state as it is when the reply is stored, so that nothing
 * automatic can follow a person's takeover, whoever was quicker.
 */
import type { HandoffHow, Id, Outcome, Source, StopReason } from '@foyer/protocol'
import type { Draft } from '../conversation/draft.ts'
import { type HandoffFacts, handOff, say, sayOffHours } from '../conversation/handoff.ts'
import type { ConversationState } from '../conversation/state.ts'
import { canAutoSend, isOffHoursDue, noneOfThese } from './automatic.ts'

/** What there is to say to the question. `repeat`: a model wrote again what it had written. */
export type Found =
  | { band: 'answer'; faq: Id; text: string }
  | { band: 'suggest'; text: string; none: string; entries: { faq: Id; question: string }[] }
  | { band: 'model'; text: string; sources: Source[] }
  | { band: 'repeat' }
  /** Nothing is asked yet: what may be asked is offered. */
  | { band: 'greeting'; text: string; entries: { faq: Id; question: string }[] }
  /** Thanks or a goodbye: nothing is asked any more. */
  | { band: 'closing' }
  /** The model is not sure, or wants a person. */
  | { band: 'wish' }
  | { band: 'none' }

export interface ReplyFacts {
  found: Found
  /** A word for a person is in it (RT-1). */
  word: 'forced' | 'soft' | null
  /** The visitor picked it: a guided question, or an option of the bot's. */
  isPicked: boolean
  /** The bot answers now what it holds; else it gives it to people. */
  isBotActive: boolean
  /** People come first on this site, and somebody is there: what is typed is for them (RT-2). */
  isForPeople: boolean
  autoSend: boolean
  /** An agent has room for one more. */
  isFree: boolean
  isOffHours: boolean
  handoff: HandoffFacts
}

export interface Reply {
  drafts: Draft[]
  /** For the question's record; null where nothing was asked of the assistant. */
  outcome: Outcome | null
  /** The entry that answered, or would have a second time. */
  faq?: Id
}

/** Null: nothing is to be done, or not any more. */
export function replyTo(state: ConversationState, facts: ReplyFacts): Reply | null {
  if (state.status !== 'open') return null
  switch (state.handler) {
    case 'agent':
      return null
    case 'assistant':
      return asBot(state, facts)
    case 'queue':
      return whileQueued(state, facts)
  }
}

function asBot(state: ConversationState, facts: ReplyFacts): Reply {
  const { found, word, isPicked } = facts
  const isGiven = state.isHosted || state.agent !== null
  if (found.band === 'closing' && word === null) return nothing
  if (!facts.isBotActive && !isPicked && !isGiven) return handedOff(state, facts, 'rule', 'switchedOff')
  if (word === 'forced') return handedOff(state, facts, 'forcedWord')
  // Nobody free: as if it were not there.
  if (word === 'soft' && facts.isFree) return handedOff(state, facts, 'softWord')
  if (facts.isForPeople && !isPicked && !isGiven) return handedOff(state, facts, 'rule')
  switch (found.band) {
    case 'answer':
      return state.answered.includes(found.faq)
        ? { ...handedOff(state, facts, 'repeated', 'repeated'), outcome: 'repeated', faq: found.faq }
        : answer(found, 'bot')
    case 'model':
      return { drafts: [modelMessage(found)], outcome: 'model' }
    case 'repeat':
      return { ...handedOff(state, facts, 'repeated', 'repeated'), outcome: 'repeated' }
    case 'wish':
      return handedOff(state, facts, 'model')
    case 'suggest':
      return suggest(state, facts, found)
    case 'greeting':
      return greet(state, facts, found)
    case 'closing':
      return nothing
    case 'none':
      return cannotAnswer(state, facts)
  }
}

/** Nobody has it yet: a guided question is the bot's, and a sure answer may be sent by itself (AS-3). */
function whileQueued(state: ConversationState, facts: ReplyFacts): Reply | null {
  const { found, isPicked } = facts
  if (found.band === 'answer' && canAutoSend(state) && (isPicked || facts.autoSend)) {
    if (!state.answered.includes(found.faq)) return answer(found, isPicked ? 'bot' : 'recommended')
    const stopped: Draft = { type: 'assistant.stopped', reason: 'repeated', agentsOnly: true, named: true }
    return { drafts: [stopped], outcome: 'repeated', faq: found.faq }
  }
  if (found.band === 'closing') return null
  if (facts.handoff.canTakeOver || !isOffHoursDue(state, facts.isOffHours)) return null
  const [text, ...form] = sayOffHours(state, facts.handoff)
  return text === undefined ? null : { drafts: [{ ...text, named: true }, ...form], outcome: null }
}

/** Whether a recommended answer was looked for and none was sure enough: for the record alone. */
export function isUnanswered(state: ConversationState, { found, autoSend }: ReplyFacts): boolean {
  if (found.band === 'greeting' || found.band === 'closing') return false
  return autoSend && canAutoSend(state) && found.band !== 'answer'
}

function answer(found: Extract<Found, { band: 'answer' }>, auto: 'bot' | 'recommended'): Reply {
  const { faq, text } = found
  return {
    drafts: [{ type: 'message.posted', body: { kind: 'text', text }, auto, faq, named: true }],
    outcome: auto === 'bot' ? 'answered' : 'recommended',
    faq,
  }
}

function modelMessage({ text, sources }: Extract<Found, { band: 'model' }>): Draft {
  return {
    type: 'message.posted',
    body: { kind: 'text', text },
    auto: 'bot',
    ...(sources.length === 0 ? {} : { sources }),
    named: true,
  }
}

/** What was answered already, or offered a moment ago, is not what the visitor means. */
function suggest(
  state: ConversationState,
  facts: ReplyFacts,
  { text, none, entries }: Extract<Found, { band: 'suggest' }>,
): Reply {
  const fresh = entries.filter(({ faq }) => !state.answered.includes(faq))
  if (fresh.every(({ faq }) => state.offered.includes(faq))) return cannotAnswer(state, facts)
  const options = fresh.map(({ faq, question }) => ({ id: faq, label: question }))
  const body = { kind: 'options' as const, text, options: [...options, { id: noneOfThese, label: none }] }
  return { drafts: [{ type: 'message.posted', body, auto: 'bot', named: true }], outcome: 'suggested' }
}

/** Who waits for a person already asks for one by it, and where there is nothing to offer people say hello. */
function greet(
  state: ConversationState,
  facts: ReplyFacts,
  { text, entries }: Extract<Found, { band: 'greeting' }>,
): Reply {
  if (state.isUnanswered || entries.length === 0) return { ...cannotAnswer(state, facts), outcome: null }
  const options = entries.map(({ faq, question }) => ({ id: faq, label: question }))
  const body = { kind: 'options' as const, text, options }
  return { drafts: [{ type: 'message.posted', body, auto: 'bot', named: true }], outcome: null }
}

const nothing: Reply = { drafts: [], outcome: null }

/** AS-7: to a person where there is one; else it is said once that one will come, and once when they will. */
function cannotAnswer(state: ConversationState, facts: ReplyFacts): Reply {
  const { handoff } = facts
  if (handoff.canTakeOver || handoff.to !== 'inbox') {
    return { ...handedOff(state, facts, 'unanswered', 'unanswered'), outcome: 'unanswered' }
  }
  const waiting = say(state, 'waiting', handoff)
  const text = waiting.length > 0 ? waiting : sayOffHours(state, handoff)
  const failed: Draft = { type: 'handoff.failed', how: 'unanswered', named: true }
  return { drafts: text.length === 0 ? [] : [failed, ...text], outcome: 'unanswered' }
}

function handedOff(
  state: ConversationState,
  facts: ReplyFacts,
  how: HandoffHow,
  reason: StopReason = 'handoff',
): Reply {
  return { drafts: handOff(state, how, reason, facts.handoff), outcome: 'handedOff' }
}
