/**
 * What a command does to a conversation: the events that follow, or why it is refused.
 * Pure: time, people and quoted events come in the command. The cid was looked up before; closed
 * conversations take nothing but what is listed here as an exception (CV-4, CV-5).
 */
import type { Actor, Body, Event, EventKeys, EventType, Id } from '@foyer/protocol'
import type { Command, CommandOf } from './command.ts'
import { begin, evolve } from './evolve.ts'
import { type Rejection, rejections } from './rejection.ts'
import type { ConversationState } from './state.ts'

/** Numbered events and the state after them; `named` is the one that carries the cid. */
export interface Decision {
  state: ConversationState
  events: Event[]
  /** Older events whose body an edit or a delete replaces. */
  rewrites: Event[]
  named: Event
  /** Uploads that nobody may see any more. */
  filesGone: Id[]
}

/** An event that has no number yet. */
type Draft = { [T in EventType]: { type: T; agentsOnly?: true; named?: true } & EventKeys[T] }[EventType]
type Drafts = Draft[] | { drafts: Draft[]; rewrites: Event[]; filesGone?: Id[] } | Rejection

export function decide(known: ConversationState | null, command: Command): Decision | Rejection {
  const start = 'start' in command ? command.start : undefined
  const state = known ?? (start === undefined ? null : begin(start, command.at))
  if (state === null) return rejections.notFound
  const drafts = draft(state, command)
  if ('code' in drafts) return drafts
  const {
    drafts: added,
    rewrites,
    filesGone = [],
  } = Array.isArray(drafts) ? { drafts, rewrites: [] } : drafts
  const opening: Draft[] =
    known === null && start !== undefined
      ? [{ type: 'conversation.started', ...optional('page', start.page), ...nonEmpty('faq', start.faq) }]
      : []
  return { ...number(state, command, [...opening, ...added]), rewrites, filesGone }
}

function draft(state: ConversationState, command: Command): Drafts {
  switch (command.do) {
    case 'message.post':
      return post(state, command)
    case 'message.edit':
      return edit(state, command)
    case 'message.delete':
      return remove(state, command)
    case 'conversation.end':
      if (state.status === 'closed') return rejections.closed
      return [{ type: 'conversation.closed', reason: command.reason, named: true }]
    case 'handoff.request':
      return handOff(state, command)
    case 'option.pick':
      return pick(state, command)
    case 'form.submit':
      return submit(state, command)
    case 'rating.invite':
      if (state.status === 'closed') return rejections.closed
      return [{ type: 'rating.invited', scale: 5, named: true }]
    case 'rating.give':
      return rate(state, command)
    case 'conversation.assign':
      return assign(state, command)
    case 'conversation.snooze':
      if (state.status === 'closed') return rejections.closed
      if (command.until !== undefined && command.until <= command.at) return rejections.untilPast
      return [
        { type: 'conversation.snoozed', ...optional('until', command.until), agentsOnly: true, named: true },
      ]
    case 'conversation.wake':
      return wake(state, command)
    case 'assistant.host':
      if (state.status === 'closed') return rejections.closed
      return command.on
        ? [{ type: 'assistant.resumed', agentsOnly: true, named: true }]
        : [{ type: 'assistant.stopped', reason: 'switchedOff', agentsOnly: true, named: true }]
    case 'note.post':
      return [{ type: 'note.posted', text: command.text, agentsOnly: true, named: true }]
    case 'tags.change':
      return [
        { type: 'tags.changed', add: command.add, remove: command.remove, agentsOnly: true, named: true },
      ]
  }
}

function post(state: ConversationState, command: CommandOf<'message.post'>): Drafts {
  const { by, body, quote } = command
  if (state.status === 'closed' && !(by.kind === 'agent' && command.offline === true))
    return rejections.closed
  if (state.status !== 'closed' && command.offline === true) return rejections.notClosed
  if (by.kind === 'assistant' && state.handler !== 'assistant') return rejections.notYourTurn
  if (by.kind === 'visitor' && !['text', 'file', 'card'].includes(body.kind)) return rejections.bodyKind
  if (quote !== undefined && (quote.event === null || quote.event.type !== 'message.posted'))
    return rejections.noSuchQuote
  if (quote?.event?.type === 'message.posted' && !isQuotable(quote.event.body)) return rejections.notQuotable
  const message: Draft = {
    type: 'message.posted',
    body,
    ...optional('quote', quote?.seq),
    ...(by.kind === 'assistant' ? { auto: 'bot' } : {}),
    ...optional('offline', command.offline),
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
function takeOver(state: ConversationState, by: Actor): Draft[] {
  const stopped: Draft[] =
    state.handler === 'assistant'
      ? [{ type: 'assistant.stopped', reason: 'agentOpened', agentsOnly: true }]
      : []
  return state.agent === null ? [...stopped, { type: 'conversation.assigned', agent: by }] : stopped
}

/** CV-8: what offers something to pick, and what is gone, cannot be quoted. */
function isQuotable(body: Body): boolean {
  return body.kind === 'text' || body.kind === 'file'
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

function edit(state: ConversationState, command: CommandOf<'message.edit'>): Drafts {
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
    rewrites: [{ ...event, body }, ...replaced(command.edits, body)],
  }
}

function remove(state: ConversationState, command: CommandOf<'message.delete'>): Drafts {
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
    rewrites: [{ ...event, body: { kind: 'deleted' } }, ...replaced(command.edits, { kind: 'deleted' })],
    filesGone: event.body.kind === 'file' ? [event.body.file.id] : [],
  }
}

/** A text that was edited away or deleted is gone from everywhere, also from what told of earlier edits. */
function replaced(edits: Event[], body: Body): Event[] {
  return edits.flatMap((edit) => (edit.type === 'message.edited' ? [{ ...edit, body }] : []))
}

function handOff(state: ConversationState, command: CommandOf<'handoff.request'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  const requested: Draft = { type: 'handoff.requested', how: command.how, named: true }
  if (state.handler === 'agent') return [requested]
  const stopped: Draft[] =
    state.handler === 'assistant' ? [{ type: 'assistant.stopped', reason: 'handoff', agentsOnly: true }] : []
  return [requested, ...stopped, { type: 'conversation.queued' }]
}

function pick(state: ConversationState, command: CommandOf<'option.pick'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  const body = command.event?.type === 'message.posted' ? command.event.body : null
  if (body?.kind !== 'options') return rejections.noSuchMessage
  if (!body.options.some(({ id }) => id === command.option)) return rejections.noSuchOption
  return [{ type: 'option.picked', target: command.target, option: command.option, named: true }]
}

function submit(state: ConversationState, command: CommandOf<'form.submit'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  const body = command.event?.type === 'message.posted' ? command.event.body : null
  if (body?.kind !== 'form') return rejections.noSuchMessage
  const { target, values } = command
  const unknown = Object.keys(values).find((id) => !body.fields.some((field) => field.id === id))
  if (unknown !== undefined) return badValue('The form has no such field.', unknown)
  const missing = body.fields.find((field) => field.required === true && !values[field.id]?.trim())
  if (missing !== undefined) return badValue('This field is needed.', missing.id)
  return [{ type: 'form.submitted', target, values, named: true }]
}

function badValue(message: string, field: string): Rejection {
  return {
    code: 'bad_request',
    message,
    path: `/values/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  }
}

function rate(state: ConversationState, command: CommandOf<'rating.give'>): Drafts {
  if (state.rating === null && state.status !== 'closed') return rejections.notInvited
  if (command.score > (state.rating?.scale ?? 5)) return rejections.overScale
  return [
    {
      type: 'rating.given',
      score: command.score,
      ...optional('tags', command.tags),
      ...optional('comment', command.comment),
      named: true,
    },
  ]
}

function assign(state: ConversationState, command: CommandOf<'conversation.assign'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  const stopped: Draft[] =
    state.handler === 'assistant' ? [{ type: 'assistant.stopped', reason: 'handoff', agentsOnly: true }] : []
  const note: Draft[] =
    command.note === undefined ? [] : [{ type: 'note.posted', text: command.note, agentsOnly: true }]
  return [...stopped, { type: 'conversation.assigned', agent: command.to, named: true }, ...note]
}

/** A timer wakes only what is still snoozed until then; an agent wakes at any time. */
function wake(state: ConversationState, command: CommandOf<'conversation.wake'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  const isEarly =
    command.by.kind === 'system' && (state.snoozedUntil === null || state.snoozedUntil > command.at)
  if (state.status !== 'snoozed' || isEarly) return rejections.notSnoozed
  return [{ type: 'conversation.woken', agentsOnly: true, named: true }]
}

/** Gives each draft its number: `seq` for both sides, or a `sub` of the `seq` before for agents only. */
function number(
  before: ConversationState,
  command: Command,
  drafts: Draft[],
): Pick<Decision, 'state' | 'events' | 'named'> {
  const events: Event[] = []
  let state = before
  let namedEvent: Event | undefined
  for (const { agentsOnly, named, ...keys } of drafts) {
    const event = {
      ...(agentsOnly ? { seq: state.seq, sub: state.sub + 1 } : { seq: state.seq + 1 }),
      at: command.at,
      ...(named ? { cid: command.cid } : {}),
      by: command.by,
      ...keys,
    } as Event
    if (named) namedEvent = event
    events.push(event)
    state = evolve(state, event)
  }
  if (namedEvent === undefined) throw new Error(`no event of ${command.do} carries its cid`)
  return { state, events, named: namedEvent }
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })
}

function nonEmpty<K extends string, V>(key: K, value: V[]): { [P in K]?: V[] } {
  return optional(key, value.length === 0 ? undefined : value)
}
