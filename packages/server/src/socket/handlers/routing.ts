/** Who has a conversation: taken, given to a colleague or a group, given back (RT-10, RT-12); and statuses (RT-9). */
import type { Actor, Id, ProtocolError } from '@foyer/protocol'
import { byThemselves } from '../../core/conversation/messages.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import { missingToAssign } from '../../core/people/access.ts'
import { type Handler, notFound, refuse } from '../outcome.ts'
import type { SocketParts } from '../parts.ts'
import type { AgentSession } from '../session-state.ts'
import { change, lacks, ofSites } from './change.ts'

export const setStatus: Handler<'status.set'> = (parts, { who }, { value, handTo, keep }) => {
  if (who.role !== 'agent') return refuse('forbidden', 'This command is for agents.')
  return parts.routing.statuses.set(who, {
    value,
    ...(handTo == null ? {} : { handTo }),
    ...(keep == null ? {} : { keep }),
  })
}

export const assign: Handler<'conversation.assign'> = async (parts, session, keys, turn) => {
  const { who } = session
  const { conversation, cid, to, note } = keys
  const stored = await ofSites(parts, who, conversation)
  if (stored === null || who.side !== 'agent') return notFound
  const { site } = stored.state
  let agent: Actor | null = null
  let group: Id | undefined
  if (to !== null && 'agent' in to) {
    agent = await agentOfSite(parts, to.agent, site)
    if (agent === null) return noSuch
  } else if (to !== null) {
    group = parts.settingsOf(site)?.routing.groups.find(({ id }) => id === to.group)?.id
    if (group === undefined) return noSuch
  }
  const isClaim = agent?.id === who.id
  const outcome = await change(parts, session, turn, {
    do: 'conversation.assign',
    conversation,
    cid,
    names: ['conversation.assigned'],
    access: 'see',
    // Asked once the cid is known to be new: afterwards the colleague may have gone away.
    admit: () => (isClaim ? null : mayReceive(parts, agent)),
    allows: (state) => mayAssign(parts, who, state, agent),
    facts: () => ({
      to: agent,
      why: byThemselves(isClaim ? 'claim' : 'transfer'),
      ...(group === undefined ? {} : { group }),
      ...(note == null ? {} : { note }),
    }),
  })
  if ('error' in outcome) return outcome
  if (agent?.id !== undefined && !isClaim) {
    const notice = { conversation, by: who.actor, why: 'transfer' as const }
    parts.routing.tell(agent.id, { ...notice, ...(note == null ? {} : { note }) })
  }
  return { ok: { seq: outcome.done.recorded.seq } }
}

const noSuch = refuse('not_found', 'There is no such agent or group.', '/to')

/** What nobody has, anybody takes; the rest by permission. */
function mayAssign(
  parts: SocketParts,
  who: AgentSession,
  state: ConversationState,
  to: Actor | null,
): ProtocolError | null {
  const missing = missingToAssign(parts.rights.viewer(who, state.site), state, to)
  return missing === null ? null : lacks(missing).error
}

/** The limit binds routing alone: a colleague may be asked for one more. */
function mayReceive(parts: SocketParts, agent: Actor | null): ProtocolError | null {
  if (agent?.id === undefined) return null
  const status = parts.presence.statusOf(agent.id)
  if (status === 'online' || status === 'busy') return null
  return { code: 'conflict', message: `${agent.name} is ${status} and would not see it.`, path: '/to/agent' }
}

async function agentOfSite(parts: SocketParts, id: Id, site: string): Promise<Actor | null> {
  const found = (await parts.agents.ofSite(site)).find((agent) => agent.id === id && !agent.disabled)
  if (found === undefined) return null
  return { kind: 'agent', id, name: found.name, ...(found.avatar === null ? {} : { avatar: found.avatar }) }
}
