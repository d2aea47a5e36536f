/** How a visitor who begins a conversation is received: which plan, who is wanted (RT-5, RT-8). */
import type { Id, ReceptionMode, SiteSettings } from '@foyer/protocol'
import { choosePlan } from '../core/routing/reception.ts'
import type { Wishes } from '../core/routing/route.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Identities } from '../ports/identities.ts'
import { limitOf } from './floor.ts'
import type { Presence } from './presence.ts'
import type { FactsReader, KnownVisitor } from './visitor-facts.ts'

export interface Received {
  plan: Id | null
  mode: ReceptionMode
  wishes: Wishes | null
  /** Who closed the last conversation is online and has room. */
  hasLastAgent: boolean
}

export type ReceiveVisitor = (
  visitor: KnownVisitor & { id: Id; site: string; isStored: boolean },
) => Promise<Received>

/** Reads nothing where no plan and no setting asks for it: this is on the way of a first message. */
export function createReceiveVisitor(ports: {
  conversations: Pick<Conversations, 'ofVisitor'>
  identities: Pick<Identities, 'of'>
  presence: Pick<Presence, 'present'>
  facts: Pick<FactsReader, 'ofComing'>
  settingsOf(site: string): SiteSettings | null
}): ReceiveVisitor {
  const { conversations, identities, presence, facts, settingsOf } = ports

  async function lastAgentOf(visitor: Id): Promise<Id | null> {
    const [last] = await conversations.ofVisitor(visitor, 1)
    return last?.state.closedBy ?? null
  }

  /** What the site signed of this person (WG-17). Nothing that a page merely says is looked at. */
  async function askedFor(visitor: Id, { routing }: SiteSettings) {
    const identity = await identities.of(visitor)
    if (identity === null) return null
    const { agent, mode } = identity
    const group = routing.groups.find(({ id, name }) => id === identity.group || name === identity.group)?.id
    const wishes: Wishes = { ...(agent && { agent }), ...(group && { group }) }
    return { mode, wishes }
  }

  return async (visitor) => {
    const settings = settingsOf(visitor.site)
    if (settings === null) return { plan: null, mode: 'botFirst', wishes: null, hasLastAgent: false }
    const { routing, reception } = settings
    const conditions = routing.plans.flatMap(({ when }) => when)
    const plan =
      routing.plans.length === 0 ? null : choosePlan(settings, await facts.ofComing(visitor, conditions))
    const last = routing.lastAgent && visitor.isStored ? await lastAgentOf(visitor.id) : null
    const agent = presence.present(visitor.site).find(({ id }) => id === last)
    const asked = visitor.isStored ? await askedFor(visitor.id, settings) : null
    const wishes: Wishes = { ...asked?.wishes, ...(last === null ? {} : { last }) }
    return {
      plan: plan?.id ?? null,
      mode: asked?.mode ?? plan?.mode ?? reception,
      wishes: Object.keys(wishes).length === 0 ? null : wishes,
      hasLastAgent: agent?.status === 'online' && agent.load < limitOf(routing, agent.id),
    }
  }
}
