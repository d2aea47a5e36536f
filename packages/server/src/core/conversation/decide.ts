/**
 * What a command does to a conversation: the events that follow, or why it is refused.
 * Pure: time, people and quoted events come in the command. The cid was looked up before; closed
 * conversations take nothing but what is listed here as an exception (CV-4, CV-5).
 */
import type { Actor, Event, Id } from '@foyer/protocol'
import { type Automatic, canAutoSend } from '../assistant/automatic.ts'
import { replyTo } from '../assistant/reply.ts'
import { attributesProblem } from '../visitors/attributes.ts'
import type { Noting } from '../visitors/noting.ts'
import type { Command, CommandOf } from './command.ts'
import { type Draft, type Drafts, nonEmpty, optional } from './draft.ts'
import { begin, evolve } from './evolve.ts'
import { explain, give } from './given.ts'
import { type HandoffFacts, handOff } from './handoff.ts'
import { closeIdle, warn } from './idle.ts'
import { byThemselves, edit, post, remove } from './messages.ts'
import { pick, submit } from './picks.ts'
import { invite, inviteAtEnd, rate } from './rating.ts'
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
  /** What acts by itself on this site: a visitor's act may be due an answer. */
  automatic?: Automatic
  /** Where a handoff goes. */
  handsOffTo?: HandoffFacts['to']
  noting?: Noting
}

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
      ? [
          {
            type: 'conversation.started',
            ...optional('page', start.page),
            ...nonEmpty('faq', start.faq),
            ...optional('consent', start.consent),
          },
        ]
      : []
  return { ...number(state, command, [...opening, ...added]), rewrites, filesGone, ...bearingsOf(command) }
}

/** What `policy` has to know of the site. */
function bearingsOf(command: Command): Pick<Decision, 'automatic' | 'handsOffTo' | 'noting'> {
  switch (command.do) {
    case 'message.post':
      return {
        ...optional('automatic', command.automatic),
        ...optional('noting', command.noting),
      }
    case 'option.pick':
      return optional('automatic', command.automatic)
    case 'handoff.request':
      return { handsOffTo: command.facts.to }
    case 'assistant.reply':
      return { handsOffTo: command.facts.handoff.to }
    default:
      return {}
  }
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
      if (command.by.kind === 'assistant' && state.handler !== 'assistant') return rejections.notYourTurn
      return [
        { type: 'conversation.closed', reason: command.reason, named: true },
        ...inviteAtEnd(state, command.at, command.rating),
      ]
    case 'conversation.warn':
      return warn(state, command)
    case 'conversation.close':
      return closeIdle(state, command)
    case 'handoff.request':
      if (state.status === 'closed') return rejections.closed
      return handOff(state, command.how, 'handoff', command.facts, command.group)
    case 'option.pick':
      return pick(state, command)
    case 'form.submit':
      return submit(state, command)
    case 'rating.invite':
      return invite(state, command)
    case 'rating.give':
      return rate(state, command)
    case 'conversation.assign':
      return assign(state, command)
    case 'conversation.route':
      return give(state, command)
    case 'conversation.explain':
      return explain(state, command)
    case 'conversation.snooze':
      if (state.status === 'closed') return rejections.closed
      if (command.until !== undefined && command.until <= command.at) return rejections.untilPast
      return [
        { type: 'conversation.snoozed', ...optional('until', command.until), agentsOnly: true, named: true },
      ]
    case 'conversation.wake':
      return wake(state, command)
    case 'assistant.host':
      return host(state, command)
    case 'assistant.reply':
      return reply(state, command)
    case 'assistant.stop':
      if (state.status === 'closed') return rejections.closed
      if (!canAutoSend(state)) return rejections.notYourTurn
      return [{ type: 'assistant.stopped', reason: command.reason, agentsOnly: true, named: true }]
    case 'assistant.allocate':
      return allocate(state, command)
    case 'note.post':
      return [{ type: 'note.posted', text: command.text, agentsOnly: true, named: true }]
    case 'tags.change':
      return [
        { type: 'tags.changed', add: command.add, remove: command.remove, agentsOnly: true, named: true },
      ]
    case 'attributes.set':
      return setAttributes(state, command)
    case 'conversation.mute':
      if (state.status === 'closed') return rejections.closed
      return [{ type: 'conversation.muted', on: command.on, agentsOnly: true, named: true }]
    case 'profile.note':
      return noteProfile(state, command)
  }
}

/** AS-11: given to the assistant, and taken back by whoever takes it back. */
function host(state: ConversationState, { on, by }: CommandOf<'assistant.host'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  if (on) return [{ type: 'assistant.resumed', agentsOnly: true, named: true }]
  const stopped: Draft = { type: 'assistant.stopped', reason: 'switchedOff', agentsOnly: true, named: true }
  return state.agent === null && state.handler === 'assistant'
    ? [stopped, { type: 'conversation.assigned', agent: by, why: byThemselves('claim') }]
    : [stopped]
}

function setAttributes(state: ConversationState, command: CommandOf<'attributes.set'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  const { attributes } = command
  const problem = attributesProblem(state.attributes, attributes, '/conversation')
  if (problem !== null) return problem
  const all = { ...state.attributes, ...attributes }
  if (JSON.stringify(all) === JSON.stringify(state.attributes)) return rejections.nothingNew
  return [{ type: 'attributes.changed', attributes, agentsOnly: true, named: true }]
}

/** Told once: what is known here already is no news. */
function noteProfile(state: ConversationState, command: CommandOf<'profile.note'>): Drafts {
  const kinds = command.kinds.filter((kind) => !state.extracted.includes(kind))
  const add = command.tags.filter((tag) => !state.tags.includes(tag))
  const told: Draft[] =
    kinds.length === 0 ? [] : [{ type: 'profile.extracted', target: command.target, kinds, agentsOnly: true }]
  const tagged: Draft[] =
    add.length === 0 ? [] : [{ type: 'tags.changed', add, remove: [], agentsOnly: true }]
  const [first, ...rest] = [...told, ...tagged]
  return first === undefined ? rejections.nothingNew : [{ ...first, named: true }, ...rest]
}

function reply(state: ConversationState, { facts }: CommandOf<'assistant.reply'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  const drafts = replyTo(state, facts)?.drafts ?? []
  return drafts.length === 0 ? rejections.notYourTurn : drafts
}

/** Once: whoever was first has it. What the assistant could not answer is the agent's turn. */
function allocate(
  state: ConversationState,
  { to, stays, group, why }: CommandOf<'assistant.allocate'>,
): Drafts {
  if (state.status !== 'open' || state.handler !== 'assistant' || state.agent !== null) {
    return rejections.notYourTurn
  }
  const assigned = {
    type: 'conversation.assigned',
    agent: to,
    ...optional('group', group),
    ...optional('why', why),
    named: true,
  } as const
  if (stays && !state.isUnanswered) return [{ ...assigned, handler: 'assistant', agentsOnly: true }]
  const reason = state.isUnanswered ? 'unanswered' : 'switchedOff'
  return [{ type: 'assistant.stopped', reason, agentsOnly: true }, assigned]
}

function assign(state: ConversationState, command: CommandOf<'conversation.assign'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  const stopped: Draft[] =
    state.handler === 'assistant' ? [{ type: 'assistant.stopped', reason: 'handoff', agentsOnly: true }] : []
  const note: Draft[] =
    command.note === undefined ? [] : [{ type: 'note.posted', text: command.note, agentsOnly: true }]
  const assigned: Draft = {
    type: 'conversation.assigned',
    agent: command.to,
    ...optional('group', command.group),
    ...optional('why', command.why),
    named: true,
  }
  return [...stopped, assigned, ...note]
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
  const seenAs = seenAsOf(before, command.by)
  let state = before
  let namedEvent: Event | undefined
  for (const { agentsOnly, named, by, ...keys } of drafts) {
    const event = {
      ...(agentsOnly ? { seq: state.seq, sub: state.sub + 1 } : { seq: state.seq + 1 }),
      at: command.at,
      ...(named ? { cid: command.cid } : {}),
      by: by ?? command.by,
      ...(agentsOnly || by !== undefined ? {} : optional('as', seenAs)),
      ...keys,
    } as Event
    if (named) namedEvent = event
    events.push(event)
    state = evolve(state, event)
  }
  if (namedEvent === undefined) throw new Error(`no event of ${command.do} carries its cid`)
  return { state, events, named: namedEvent }
}

/** Whom the visitor sees where an agent helps out in a colleague's conversation: the one that it is talking to (RT-12). */
function seenAsOf({ agent }: ConversationState, by: Actor): Actor | undefined {
  return by.kind === 'agent' && agent !== null && agent.id !== by.id ? agent : undefined
}
