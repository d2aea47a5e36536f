/**
 * What a visitor who is connected is shown by the site's reception plans (RT-8): the plan of the open conversation,
 * else the one that would receive the visitor now. Where a site has no plans it reads nothing.
 */
import type { Id, Reception, SiteSettings } from '@foyer/protocol'
import { choosePlan } from '../core/routing/reception.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { FactsReader, KnownVisitor } from './visitor-facts.ts'
import type { ReadReception } from './widget-config.ts'

/** Null: as the site has it. */
export type ReceptionOf = (
  visitor: KnownVisitor & { id: Id; site: string; isStored: boolean },
) => Promise<Reception | null>

export function createReceptionOf(ports: {
  conversations: Pick<Conversations, 'openOf'>
  facts: Pick<FactsReader, 'ofComing'>
  readReception: ReadReception
  settingsOf(site: string): SiteSettings | null
}): ReceptionOf {
  return async (visitor) => {
    const settings = ports.settingsOf(visitor.site)
    const plans = settings?.routing.plans ?? []
    if (settings === null || plans.length === 0) return null
    const open = visitor.isStored ? await ports.conversations.openOf(visitor.id) : null
    const conditions = plans.flatMap(({ when }) => when)
    const plan =
      open === null
        ? (choosePlan(settings, await ports.facts.ofComing(visitor, conditions))?.id ?? null)
        : open.state.plan
    return ports.readReception(visitor.site, visitor.locale, plan)
  }
}
