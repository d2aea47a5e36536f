/**
 * What is said and taken back: posting, editing, deleting. Who may, what can be quoted, and what must be gone
 * from the log with a text that was replaced.
 */
import type { Actor, Body, Event, MessagePosted, Why, WhyBy } from '@foyer/protocol'
import type { CommandOf } from './command.ts'
import { type Draft, type Drafts, optional } from './draft.ts'
import { type Rejection, rejections } from './rejection.ts'
import type { ConversationState } from './state.ts'

export function post(state: ConversationState, command: CommandOf<'message.post'>): Drafts {
  const { by, body, quote } = command
  if (state.status === 'closed' && !(by.kind === 'agent' && command.offline === true))
    return rejections.closed
  if (state.status !== 'closed' && command.offline === true) return rejections.notClosed
  if (by.kind === 'assistant' && state.handler !== 'assistant') return rejections.notYourTurn
  if (by.kind === 'visitor' && !['text', 'file', 'card', 'filled'].includes(body.kind))
    return rejections.bodyKind
  if (by.kind !== 'visitor' && body.kind === 'filled') return rejections.filledBy
  if (quote !== undefined && (quote.event === null || quote.event.type !== 'message.posted'))
    return rejections.noSuchQuote
  if (quote?.event?.type === 'message.posted' && !isQuotable(quote.event)) return rejections.notQuotable
  const message: Draft = {
    type: 'message.posted',
    body,
    ...optional('quote', quote?.seq),
    ...(by.kind === 'assistant' ? { auto: 'bot' } : {}),
    ...optional('faq', by.kind === 'visitor' ? command.guided : undefined),
    ...optional('offline', command.offline),
    ...optional('original', by.kind === 'agent' ? command.original : undefined),
    named: true,
  }
  if (state.status === 'closed') return [message]
  if (by.kind === 'visitor') {
    return state.status === 'snoozed'
      ? [{ type: 'conversation.woken', agentsOnly: true }, message]
      : [message]
  }
  return by.kind === 'agent' ? [...takeOver(state, by), message] : [message]
}

/** Replying assigns, and the bot stops (RT-11). */
export function takeOver(state: ConversationState, by: Actor): Draft[] {
  const stopped: Draft[] =
    state.handler === 'assistant'
      ? [{ type: 'assistant.stopped', reason: 'agentOpened', agentsOnly: true }]
      : []
  if (state.agent !== null) return stopped
  return [...stopped, { type: 'conversation.assigned', agent: by, why: byThemselves('reply') }]
}

/** What an agent does needs no candidates to be understood (RT-7). */
export function byThemselves(by: WhyBy): Why {
  return { by, candidates: [] }
}

/** CV-8: what offers something to pick and what the system says cannot be quoted; what was deleted meanwhile can. */
function isQuotable({ body, by }: MessagePosted): boolean {
  return by.kind !== 'system' && (body.kind === 'text' || body.kind === 'file' || body.kind === 'deleted')
}

/** The message or note that the sender may still change, or why not. */
function ownTarget(
  state: ConversationState,
  command: CommandOf<'message.edit'> | CommandOf<'message.delete'>,
): Extract<Event, { type: 'message.posted' | 'note.posted' }> | Rejection {
  const { event, by } = command
  if (state.status === 'closed') return rejections.closed
  if (event === null || (event.type !== 'message.posted' && event.type !== 'note.posted'))
    return rejections.noSuchMessage
  if (event.type === 'note.posted' && by.kind !== 'agent') return rejections.noSuchMessage
  if (event.by.kind !== by.kind || event.by.id !== by.id) return rejections.notOwn
  const isGone = event.type === 'note.posted' ? event.deleted === true : event.body.kind === 'deleted'
  if (isGone) return rejections.noSuchMessage
  return command.at - event.at > command.within ? rejections.tooLate : event
}

export function edit(state: ConversationState, command: CommandOf<'message.edit'>): Drafts {
  const { body, target } = command
  const event = ownTarget(state, command)
  if ('code' in event) return event
  if (body.kind !== 'text') return rejections.onlyText
  if (event.type === 'note.posted') {
    return {
      drafts: [{ type: 'message.edited', target, body, agentsOnly: true, named: true }],
      rewrites: [{ ...event, text: body.text }, ...replaced(command.edits, body)],
    }
  }
  if (event.body.kind !== 'text') return rejections.onlyText
  return {
    drafts: [{ type: 'message.edited', target, body, named: true }],
    rewrites: [rewritten(event, body), ...replaced(command.edits, body)],
  }
}

export function remove(state: ConversationState, command: CommandOf<'message.delete'>): Drafts {
  const { target } = command
  const event = ownTarget(state, command)
  if ('code' in event) return event
  if (event.type === 'note.posted') {
    return {
      drafts: [{ type: 'message.deleted', target, agentsOnly: true, named: true }],
      rewrites: [{ ...event, text: '', deleted: true }, ...replaced(command.edits, { kind: 'deleted' })],
    }
  }
  return {
    drafts: [{ type: 'message.deleted', target, named: true }],
    rewrites: [rewritten(event, { kind: 'deleted' }), ...replaced(command.edits, { kind: 'deleted' })],
    filesGone: event.body.kind === 'file' ? [event.body.file.id] : [],
  }
}

/** What it was translated from said the same, and is gone with it. */
function rewritten({ original: _, ...event }: MessagePosted, body: Body): MessagePosted {
  return { ...event, body }
}

/** A text that was edited away or deleted is gone from everywhere, also from what told of earlier edits. */
function replaced(edits: Event[], body: Body): Event[] {
  return edits.flatMap((edit) => (edit.type === 'message.edited' ? [{ ...edit, body }] : []))
}
