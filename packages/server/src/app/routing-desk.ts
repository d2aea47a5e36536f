/** A visitor tried out: where it would go now, and why (RT-7). Nothing is stored. */
import type { RoutingTried, RoutingTry, SiteSettings } from '@foyer/protocol'
import type { VisitorFacts } from '../core/routing/conditions.ts'
import { choosePlan, firstHandler, receptionOf } from '../core/routing/reception.ts'
import { route } from '../core/routing/route.ts'
import type { TakeOver } from './can-take-over.ts'
import type { Floors } from './floor.ts'
import type { AgentIdentity } from './identities.ts'
import { notFound, type Outcome } from './outcome.ts'
import type { Presence } from './presence.ts'
import type { Rights } from './rights.ts'
import { actorOf } from './route-conversation.ts'

export interface RoutingDesk {
  tryOut(agent: AgentIdentity, site: string, visitor: RoutingTry): Promise<Outcome<RoutingTried>>
}

export function createRoutingDesk(ports: {
  floors: Pick<Floors, 'of'>
  takeOver: TakeOver
  presence: Pick<Presence, 'hasAssistant'>
  rights: Rights
  settingsOf(site: string): SiteSettings | null
}): RoutingDesk {
  const { floors, takeOver, presence, rights, settingsOf } = ports
  return {
    async tryOut(agent, site, visitor) {
      if (!agent.sites.includes(site)) return notFound
      const refused = rights.refusal(agent, site, 'routing.edit')
      if (refused !== null) return refused
      const floor = await floors.of(site)
      const settings = settingsOf(site)
      if (floor === null || settings === null) return notFound
      const facts = factsOf(visitor, takeOver.isWithinHours(site))
      const plan = choosePlan(settings, facts)
      const { mode } = receptionOf(settings, plan?.id ?? null)
      const { handler } = firstHandler(mode, {
        isBotReady: takeOver.isBotOn(site, plan?.id),
        hasAssistant: presence.hasAssistant(site),
        isFree: takeOver.isFree(site, plan?.id),
        isGuided: false,
        hasLastAgent: false,
      })
      const wishes = visitor.group === undefined ? {} : { choice: visitor.group }
      const { to, why } = route(floor, wishes, facts)
      // As it would be: by the bot alone, or by whoever takes it.
      const isByHand = !settings.routing.isOn || mode === 'botOnly'
      return {
        ok: {
          plan: plan === null ? null : { id: plan.id, name: plan.name },
          mode,
          handler,
          to: to === null || isByHand ? null : actorOf(to),
          why: isByHand ? { ...why, waits: 'byHand' } : why,
        },
      }
    },
  }
}

function factsOf(visitor: RoutingTry, isWithinHours: boolean): VisitorFacts {
  return {
    channel: visitor.channel ?? null,
    source: visitor.source ?? visitor.attributes?.source ?? null,
    page: visitor.page?.url ?? null,
    referrer: visitor.page?.referrer ?? null,
    locale: visitor.locale ?? null,
    tags: visitor.tags ?? [],
    attributes: visitor.attributes ?? {},
    isReturning: visitor.isReturning ?? null,
    isWithinHours,
  }
}
