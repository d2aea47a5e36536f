/** How one event changes what is remembered. Pure, total, and never refuses: what happened, happened. */
import type { Event, Target } from '@foyer/protocol'
import type { Start } from './command.ts'
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
  }
}

export function evolve(state: ConversationState, event: Event): ConversationState {
  const next = { ...state, seq: event.seq, sub: event.sub ?? 0 }
  switch (event.type) {
    case 'message.posted':
      next.last = { seq: event.seq, by: event.by.kind, ...previewOf(event.body), at: event.at }
      return event.by.kind === 'visitor' ? visitorSpoke(next, event) : weSpoke(next, event)
    case 'option.picked':
    case 'form.submitted':
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
      return { ...next, agent: event.agent, handler: event.agent === null ? 'queue' : 'agent' }
    case 'conversation.queued':
      return { ...next, handler: 'queue', group: event.group ?? state.group }
    case 'conversation.snoozed':
      return { ...next, status: 'snoozed', snoozedUntil: event.until ?? null }
    case 'conversation.woken':
      return { ...next, status: 'open', snoozedUntil: null }
    case 'conversation.closed':
      return { ...next, status: 'closed', closedAt: event.at, snoozedUntil: null }
    case 'assistant.stopped':
      return { ...next, handler: state.agent === null ? 'queue' : 'agent' }
    case 'assistant.resumed':
      return { ...next, handler: 'assistant' }
    case 'rating.invited':
      return { ...next, rating: { scale: event.scale, given: false } }
    case 'rating.given':
      return { ...next, rating: { scale: state.rating?.scale ?? 5, given: true } }
    case 'tags.changed':
      return { ...next, tags: withTags(state.tags, event.add, event.remove) }
    case 'conversation.started':
    case 'conversation.warned':
    case 'note.posted':
    case 'handoff.requested':
    case 'handoff.failed':
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
  state.visitorSeqs = [...state.visitorSeqs, event.seq].slice(-unreadKept)
  return state
}

/** An agent who posts has read what was there; an assistant that answers has not (AS-6). */
function weSpoke(state: ConversationState, event: Event): ConversationState {
  state.unrepliedSince = null
  state.ourSeq = event.seq
  if (event.by.kind === 'agent') state.visitorSeqs = []
  return state
}

function withTags(tags: string[], add: string[], remove: string[]): string[] {
  return [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag)).slice(0, 50)
}
