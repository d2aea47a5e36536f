/** The way that every command which changes a conversation takes: find whose it is, ask, answer. */
import type { Event, Id, ProtocolError } from '@foyer/protocol'
import type { Ask, Done } from '../../app/handle-command.ts'
import type { Command, CommandDo, CommandOf } from '../../core/conversation/command.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import type { StoredConversation } from '../../ports/conversations.ts'
import { notFound, type Turn } from '../outcome.ts'
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
  const visitor = who.role === 'visitor' ? who.id : await visitorOf(parts, who, conversation)
  if (visitor === null) return notFound
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

/** Whose conversation it is, where this agent may see it. */
async function visitorOf(parts: SocketParts, who: Who, conversation: Id | null): Promise<Id | null> {
  return conversation === null ? null : ((await mine(parts, who, conversation))?.state.visitor ?? null)
}

/** The conversation, where this session may see it; null where it may not, as if there were none. */
export async function mine(
  parts: SocketParts,
  who: Who,
  conversation: Id,
): Promise<StoredConversation | null> {
  const stored = await parts.conversing.find(conversation)
  if (stored === null) return null
  const isMine =
    who.role === 'visitor' ? stored.state.visitor === who.id : who.sites.includes(stored.state.site)
  return isMine ? stored : null
}

const overloaded: ProtocolError = {
  code: 'unavailable',
  message: 'The server is busy. Nothing was stored.',
  retryAfter: 2_000,
}
