/** The way that every command which changes a conversation takes: find whose it is, ask, answer. */
import type { Event, Id, Permission, ProtocolError } from '@foyer/protocol'
import type { Ask, Done } from '../../app/handle-command.ts'
import type { Command, CommandDo, CommandOf } from '../../core/conversation/command.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import { maySee, mayWrite, type Viewer } from '../../core/people/access.ts'
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
  prepare?: Ask['prepare']
  /** The permission that an agent lacks for it; unless said, that to write in a colleague's conversation. */
  missing?(viewer: Viewer, state: ConversationState): Permission | null
  facts(state: ConversationState | null, unstored: readonly Event[]): Facts<D> | Promise<Facts<D>>
}

/** Asks for the change; the refusal where there is none. */
export async function change<D extends CommandDo>(
  parts: SocketParts,
  { who }: Session & { who: Who },
  turn: Turn,
  wanted: Wanted<D>,
): Promise<{ done: Done } | { error: ProtocolError }> {
  const { conversation, cid, names, admit, prepare } = wanted
  if (parts.isOverloaded()) return { error: overloaded }
  const visitor = who.role === 'visitor' ? who.id : await visitorOf(parts, who, wanted)
  if (visitor === null) return notFound
  if (typeof visitor === 'object') return visitor
  if (turn.comes !== null) await turn.comes
  const handled = parts.conversing.handle({
    visitor,
    conversation,
    cid,
    sender: who.actor,
    names,
    ...(admit === undefined ? {} : { admit }),
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

/** Whose conversation it is, where this agent may see it; the refusal where it may not do this to it. */
async function visitorOf<D extends CommandDo>(
  parts: SocketParts,
  who: Who,
  { conversation, missing = missingToWrite }: Wanted<D>,
): Promise<Id | { error: ProtocolError } | null> {
  const stored = conversation === null ? null : await mine(parts, who, conversation)
  if (stored === null) return null
  if (who.role === 'agent') {
    const { state } = stored
    const lacking = missing(parts.rights.viewer(who, state.site), state)
    if (lacking !== null) return lacks(lacking)
  }
  return stored.state.visitor
}

function missingToWrite(viewer: Viewer, state: ConversationState): Permission | null {
  return mayWrite(viewer, state) ? null : 'conversation.help'
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
  const stored = await parts.conversing.find(conversation)
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
