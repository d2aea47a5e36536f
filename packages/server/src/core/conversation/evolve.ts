/** How one event changes what is remembered. Pure, total, and never refuses: what happened, happened. */
import type { Body, Event, EventOf, Id, MessagePosted, Target } from '@foyer/protocol'
import { noneOfThese } from '../assistant/automatic.ts'
import { questionText } from '../assistant/question-text.ts'
import { smallTalkIn } from '../assistant/small-talk.ts'
import { waitKey } from '../routing/route.ts'
import type { Start } from './command.ts'
import { stageOf } from './idle.ts'
import { given, invited } from './rating.ts'
import { type ConversationState, unreadKept } from './state.ts'
import { previewOf } from './summary.ts'

/** A conversation before its first event. */
export function begin(start: Start, at: number): ConversationState {
  return {
    id: start.id,
    site: start.site,
    visitor: start.visitor,
    status: 'open',
    handler: start.handler,
    seq: 0,
    sub: 0,
    startedAt: at,
    closedAt: null,
    agent: null,
    group: null,
    snoozedUntil: null,
    unrepliedSince: null,
    last: null,
    visitorSeqs: [],
    ourSeq: 0,
    tags: [],
    edits: {},
    rating: null,
    answered: [],
    offered: [],
    said: [],
    stopped: null,
    isUnanswered: false,
    lastAuto: null,
    isHosted: false,
    isExternal: start.isExternal === true,
    queuedAt: null,
    silentSince: null,
    silentFrom: null,
    isReplied: false,
    isMuted: start.isMuted === true,
    extracted: [],
    attributes: start.attributes ?? {},
    plan: start.plan ?? null,
    wishes: start.wishes ?? null,
    waitsFor: null,
    closedBy: null,
    isLeft: false,
    submitted: [],
  }
}

/** More entries than anybody is answered with before a person comes. */
const answeredKept = 200

export function evolve(state: ConversationState, event: Event): ConversationState {
  const next = { ...state, seq: event.seq, sub: event.sub ?? 0 }
  switch (event.type) {
    case 'message.posted':
      if (event.by.kind === 'system') return noticed(next, event)
      next.last = { seq: event.seq, by: event.by.kind, ...previewOf(event.body), at: event.at }
      if (event.by.kind !== 'visitor') return weSpoke(next, event)
      // Thanks or a goodbye to the bot wait for nobody, and the conversation ends as if they had not been said.
      if (state.handler === 'assistant' && smallTalkIn(questionText(event)) === 'closing') return next
      if (event.body.kind === 'filled') next.isLeft ||= event.body.form === 'leave'
      return visitorSpoke(next, event)
    case 'option.picked':
      return visitorSpoke(next, event)
    case 'form.submitted':
      next.submitted = [...state.submitted, event.target]
      return visitorSpoke(next, event)
    case 'message.edited':
      if (event.target === state.last?.seq) next.last = { ...state.last, ...previewOf(event.body) }
      next.edits = {
        ...state.edits,
        [keyOf(event.target)]: [...editsOf(state, event.target), [event.seq, event.sub ?? 0]],
      }
      return next
    case 'message.deleted':
      if (event.target === state.last?.seq) next.last = { ...state.last, ...previewOf({ kind: 'deleted' }) }
      next.visitorSeqs = state.visitorSeqs.filter((seq) => seq !== event.target)
      return next
    case 'conversation.assigned':
      return countAnew(state, assigned(next, event))
    case 'conversation.queued':
      if (event.why !== undefined) {
        return { ...next, group: event.group ?? null, waitsFor: waitKey(event.why) }
      }
      next.handler = 'queue'
      next.group = event.group ?? state.group
      next.queuedAt ??= event.at
      // Who asked for a person waits for one, whatever was answered before.
      next.unrepliedSince ??= event.at
      return isOurTurn(next)
    case 'conversation.snoozed':
      return { ...next, status: 'snoozed', snoozedUntil: event.until ?? null }
    case 'conversation.woken':
      return countAnew(state, { ...next, status: 'open', snoozedUntil: null })
    case 'conversation.closed':
      return {
        ...next,
        status: 'closed',
        closedAt: event.at,
        snoozedUntil: null,
        queuedAt: null,
        closedBy: closerOf(event),
      }
    case 'assistant.stopped':
      if (state.handler === 'assistant') next.handler = state.agent === null ? 'queue' : 'agent'
      next.stopped = event.reason
      next.isHosted = false
      next.isUnanswered ||= event.reason === 'unanswered' || event.reason === 'repeated'
      return countAnew(state, next)
    case 'assistant.resumed':
      return countAnew(state, {
        ...next,
        handler: 'assistant',
        stopped: null,
        isHosted: true,
        queuedAt: null,
      })
    case 'handoff.requested':
      if (event.group !== undefined) next.wishes = { ...state.wishes, choice: event.group }
      return isOurTurn(next)
    case 'handoff.failed':
      return { ...next, isUnanswered: true }
    case 'rating.invited':
      return { ...next, rating: invited(state.rating, event) }
    case 'rating.given':
      return { ...next, rating: given(state.rating, event) }
    case 'tags.changed':
      return { ...next, tags: withTags(state.tags, event.add, event.remove) }
    case 'profile.extracted':
      return { ...next, extracted: [...new Set([...state.extracted, ...event.kinds])] }
    case 'attributes.changed':
      return { ...next, attributes: { ...state.attributes, ...event.attributes } }
    case 'conversation.muted':
      return { ...next, isMuted: event.on }
    case 'conversation.started':
    case 'conversation.warned':
    case 'note.posted':
      return next
  }
}

/** Positions of the edits of what stands at `target`. */
export function editsOf(state: ConversationState, target: Target): [seq: number, sub: number][] {
  return state.edits[keyOf(target)] ?? []
}

function keyOf(target: Target): string {
  return typeof target === 'number' ? `${target}` : target.join('.')
}

function visitorSpoke(state: ConversationState, event: Event): ConversationState {
  state.unrepliedSince ??= event.at
  isOurTurn(state)
  const before = state.visitorSeqs
  state.visitorSeqs = (before.length < unreadKept ? before : before.slice(1 - unreadKept)).concat(event.seq)
  if (state.handler === 'queue') state.queuedAt ??= event.at
  return state
}

/** Nobody who waits for us is silent (CV-6). */
function isOurTurn(state: ConversationState): ConversationState {
  state.silentSince = null
  state.silentFrom = null
  return state
}

/** A silence that goes on counts from here where the conversation woke or came into its other stage (CV-6). */
function countAnew(before: ConversationState, state: ConversationState): ConversationState {
  const isAnew = before.status !== state.status || stageOf(before) !== stageOf(state)
  if (isAnew && state.silentFrom !== null) state.silentFrom = [state.seq, state.sub]
  return state
}

/**
 * Unread and unreplied are two things (AS-6): an agent who posts has read what was there, and nobody needs to
 * read what the bot answered; a recommendation that was sent by itself leaves it unread.
 */
function weSpoke(state: ConversationState, event: MessagePosted): ConversationState {
  const { auto = null, body, faq } = event
  state.unrepliedSince = null
  state.ourSeq = event.seq
  state.silentSince = event.seq
  state.silentFrom = [event.seq, 0]
  state.lastAuto = auto
  if (auto !== 'recommended') state.visitorSeqs = []
  if (event.by.kind === 'agent') {
    state.isUnanswered = false
    state.isLeft = false
    state.isReplied = true
  }
  if (auto !== null && faq !== undefined) state.answered = [...state.answered, faq].slice(-answeredKept)
  if (auto === 'bot') state.offered = offeredIn(body)
  return state
}

/** Where "none of these" is among them: what a greeting is answered with may still be what is meant. */
function offeredIn(body: Body): Id[] {
  const ids = body.kind === 'options' ? body.options.map(({ id }) => id) : []
  return ids.includes(noneOfThese) ? ids : []
}

/** What is said beside answers leaves the row as it was: it shows what the visitor asked. */
function noticed(state: ConversationState, { seq, notice }: MessagePosted): ConversationState {
  state.ourSeq = seq
  if (notice !== undefined && !state.said.includes(notice)) state.said = [...state.said, notice]
  return state
}

function assigned(state: ConversationState, event: EventOf<'conversation.assigned'>): ConversationState {
  const { agent, group, handler } = event
  state.agent = agent
  state.waitsFor = null
  if (group !== undefined) state.group = group
  else if (agent === null) state.group = null
  // Given back, or to a group: what was wanted before has been had.
  if (agent === null) state.wishes = group === undefined ? null : { group }
  if (handler === 'assistant') return state
  state.handler = agent === null ? 'queue' : 'agent'
  state.isHosted = false
  state.queuedAt = agent === null ? event.at : null
  // Where a person was, nothing is sent any more that nobody asked for.
  if (agent !== null) state.stopped ??= 'agentOpened'
  return state
}

function closerOf({ by }: Event): Id | null {
  return by.kind === 'agent' ? (by.id ?? null) : null
}

function withTags(tags: string[], add: string[], remove: string[]): string[] {
  return [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag)).slice(0, 50)
}
