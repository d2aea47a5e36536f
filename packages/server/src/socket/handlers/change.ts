/** The way that every command which changes a conversation takes: find whose it is, ask, answer. */
import type { Event, Id, Permission, ProtocolError } from '@foyer/protocol'
import type { Ask, Done } from '../../app/handle-command.ts'
import type { Command, CommandDo, CommandOf } from '../../core/conversation/command.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import { maySee, mayWrite } from '../../core/people/access.ts'
import type { StoredConversation } from '../../ports/conversations.ts'
import { notFound, refuse, type Turn } from '../outcome.ts'
import type { SocketParts } from '../parts.ts'
import type { Session, Who } from '../session-state.ts'

/** What a handler adds to the command; time, actor and cid are filled in here. */
export type Facts<D extends CommandDo> = Omit<CommandOf<D>, 'at' | 'by' | 'cid' | 'do'>

export interface Wanted<D extends CommandDo> {
  do: D
  conversation: Id | null
  cid: Id
  names: readonly Event['type'][]
  admit?: Ask['admit']
  /** Beside what {@link Wanted.access} asks for. */
  allows?: Ask['allows']
  prepare?: Ask['prepare']
  /** What an agent must be let do with the conversation, unless said to write in it. */
  access?: 'see' | 'write'
  facts(state: ConversationState | null, unstored: readonly Event[]): Facts<D> | Promise<Facts<D>>
}

/** Asks for the change; the refusal where there is none. */
export async function change<D extends CommandDo>(
  parts: SocketParts,
  { who }: Session & { who: Who },
  turn: Turn,
  wanted: Wanted<D>,
): Promise<{ done: Done } | { error: ProtocolError }> {
  const { conversation, cid, names, admit, allows, prepare } = wanted
  if (parts.isOverloaded()) return { error: overloaded }
  const stored =
    who.role === 'visitor' || conversation === null ? null : await ofSites(parts, who, conversation)
  const visitor = who.role === 'visitor' ? who.id : stored?.state.visitor
  if (visitor === undefined) return notFound
  if (turn.comes !== null) await turn.comes
  const handled = parts.conversing.handle({
    visitor,
    conversation,
    cid,
    sender: who.actor,
    names,
    ...(admit === undefined ? {} : { admit }),
    allows: (state) => refusalOf(parts, who, state, wanted.access) ?? allows?.(state) ?? null,
    ...(prepare === undefined ? {} : { prepare }),
    async command(state, unstored) {
      const facts = await wanted.facts(state, unstored)
      return { at: parts.clock.now(), by: who.actor, cid, do: wanted.do, ...facts } as unknown as Command
    },
  })
  turn.pass()
  const outcome = await handled
  return 'code' in outcome ? { error: outcome } : { done: outcome }
}

function refusalOf(
  parts: SocketParts,
  who: Who,
  state: ConversationState,
  access: 'see' | 'write' = 'write',
): ProtocolError | null {
  if (!isMine(parts, who, state)) return notFound.error
  if (who.role !== 'agent' || access === 'see') return null
  return mayWrite(parts.rights.viewer(who, state.site), state) ? null : lacks('conversation.help').error
}

/** A conversation of the agent's sites, whether it may see it or not. */
export async function ofSites(parts: SocketParts, who: Who, id: Id): Promise<StoredConversation | null> {
  const stored = await parts.conversing.find(id)
  const isTheirs = stored !== null && who.role !== 'visitor' && who.sites.includes(stored.state.site)
  return isTheirs ? stored : null
}

export function lacks(permission: Permission): { error: ProtocolError } {
  return refuse('forbidden', `Your role does not have the permission ${permission}.`)
}

/** The conversation, where this session may see it; null where it may not, as if there were none. */
export async function mine(
  parts: SocketParts,
  who: Who,
  conversation: Id,
): Promise<StoredConversation | null> {
  // A visitor's own stays so; an agent's may have become a colleague's on a node that is not heard here.
  const { find, look } = parts.conversing
  const stored = await (who.role === 'visitor' || parts.bus.up ? find : look)(conversation)
  if (stored === null) return null
  return isMine(parts, who, stored.state) ? stored : null
}

export function isMine(parts: SocketParts, who: Who, state: ConversationState): boolean {
  if (who.role === 'visitor') return state.visitor === who.id
  if (!who.sites.includes(state.site)) return false
  return who.role === 'assistant' || maySee(parts.rights.viewer(who, state.site), state)
}

const overloaded: ProtocolError = {
  code: 'unavailable',
  message: 'The server is busy. Nothing was stored.',
  retryAfter: 2_000,
}
