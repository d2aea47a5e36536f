/**
 * An agent says how it is (RT-9). Going away with open conversations, while colleagues are online, first asks
 * who takes them: nothing changes until that is said. With nobody online they stay.
 */
import type { Actor, AgentStatus, Id, ProtocolError } from '@foyer/protocol'
import { byThemselves } from '../core/conversation/messages.ts'
import { wholeSite } from '../core/inbox/lists.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { PresentAgent } from '../ports/presence.ts'
import type { Conversing } from './handle-command.ts'
import type { Presence } from './presence.ts'
import { actorOf } from './route-conversation.ts'

export interface AgentStatuses {
  set(
    who: { id: Id; actor: Actor; sites: string[] },
    wanted: { value: AgentStatus; handTo?: Id; keep?: boolean },
  ): Promise<{ ok: { value: AgentStatus; candidates?: Actor[] } } | { error: ProtocolError }>
}

const page = 100

export function createAgentStatuses(ports: {
  conversations: Pick<Conversations, 'list'>
  conversing: Pick<Conversing, 'handle'>
  presence: Pick<Presence, 'present' | 'setStatus' | 'statusOf' | 'read'>
  /** Tells the receiver. */
  tell(receiver: Id, notice: { conversation: Id; by: Actor; why: 'handOver' }): void
  chance: Chance
  clock: Clock
}): AgentStatuses {
  const { conversations, conversing, presence } = ports

  function colleagues(who: { id: Id; sites: string[] }): PresentAgent[] {
    const found = new Map<Id, PresentAgent>()
    for (const site of who.sites) {
      for (const agent of presence.present(site)) {
        if (agent.id !== who.id && agent.status === 'online') found.set(agent.id, agent)
      }
    }
    return [...found.values()].sort((one, other) => one.load - other.load || (one.name < other.name ? -1 : 1))
  }

  const openOf = async (agent: Id, sites: string[]) =>
    (await conversations.list({ scopes: sites.map(wholeSite), list: 'mine', agent, limit: page })).rows

  /** All that the colleague may have; what was refused, because it was closed meanwhile, is not tried again. */
  async function handOver(who: { id: Id; actor: Actor; sites: string[] }, to: PresentAgent): Promise<void> {
    const shared = who.sites.filter((site) => to.sites.includes(site))
    const tried = new Set<Id>()
    for (;;) {
      const rows = (await openOf(who.id, shared)).filter(({ state }) => !tried.has(state.id))
      if (rows.length === 0) return
      for (const { state } of rows) {
        tried.add(state.id)
        const cid = ports.chance.id()
        const outcome = await conversing.handle({
          visitor: state.visitor,
          conversation: state.id,
          cid,
          sender: who.actor,
          names: ['conversation.assigned'],
          command: () => ({
            do: 'conversation.assign',
            at: ports.clock.now(),
            by: who.actor,
            cid,
            to: actorOf(to),
            why: byThemselves('handOver'),
          }),
        })
        if (!('code' in outcome)) {
          ports.tell(to.id, { conversation: state.id, by: who.actor, why: 'handOver' })
        }
      }
    }
  }

  return {
    async set(who, { value, handTo, keep }) {
      if (value === 'online' || value === 'busy') {
        await presence.setStatus(who.id, value)
        return { ok: { value } }
      }
      await presence.read()
      const online = colleagues(who)
      const to = online.find(({ id }) => id === handTo)
      if (handTo !== undefined && to === undefined) {
        const message = 'This colleague is not online any more. Choose another one.'
        return { error: { code: 'conflict', message, path: '/handTo' } }
      }
      if (to === undefined && keep !== true && online.length > 0) {
        if ((await openOf(who.id, who.sites)).length > 0) {
          return { ok: { value: presence.statusOf(who.id), candidates: online.map(actorOf) } }
        }
      }
      // First, so that nothing new is given meanwhile.
      await presence.setStatus(who.id, value)
      if (to !== undefined) await handOver(who, to)
      return { ok: { value } }
    },
  }
}
