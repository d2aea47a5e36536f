/** What rules and plans ask of a visitor, read only where some condition asks it. */
import type { Condition, Page } from '@foyer/protocol'
import { needsOf, type VisitorFacts } from '../core/routing/conditions.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Visitors } from '../ports/visitors.ts'
import type { TakeOver } from './can-take-over.ts'
import { createKept } from './kept.ts'

/** A visitor as its session or its row knows it. */
export interface KnownVisitor {
  sdk: string | null
  locale: string | null
  page: Page | null
  attributes: Record<string, string>
  /** Of the visitor; a session does not know them. */
  tags?: readonly string[]
}

export interface FactsReader {
  /** Of one who waits; what was read holds for some seconds, because a long queue is looked at often. */
  ofWaiting(
    conversation: { id: string; site: string; visitor: string; tags: string[] },
    conditions: readonly Condition[],
  ): Promise<VisitorFacts>
  /** Of one who comes now. */
  ofComing(
    visitor: KnownVisitor & { id: string; site: string; isStored: boolean },
    conditions: readonly Condition[],
  ): Promise<VisitorFacts>
}

/** Milliseconds, and how many. */
const keptFor = 10_000
const mostKept = 5_000

export function createFactsReader(ports: {
  visitors: Pick<Visitors, 'find'>
  conversations: Pick<Conversations, 'ofVisitor'>
  takeOver: Pick<TakeOver, 'isWithinHours'>
  clock: Pick<Clock, 'monotonic'>
}): FactsReader {
  const { visitors, conversations, takeOver, clock } = ports
  const kept = createKept<{ at: number; visitor: KnownVisitor | null; isReturning: boolean | null }>(mostKept)

  return {
    async ofWaiting({ id, site, visitor, tags }, conditions) {
      const needs = needsOf(conditions)
      const isWithinHours = takeOver.isWithinHours(site)
      if (!needs.visitor && !needs.history) return factsFrom(null, tags, null, isWithinHours)
      let known = kept.get(id)
      if (known === undefined || clock.monotonic() - known.at > keptFor) {
        const [row, theirs] = await Promise.all([
          visitors.find(visitor),
          needs.history ? conversations.ofVisitor(visitor, 2) : null,
        ])
        known = { at: clock.monotonic(), visitor: row, isReturning: theirs && theirs.length > 1 }
        kept.set(id, known)
      }
      return factsFrom(known.visitor, tags, known.isReturning, isWithinHours)
    },
    async ofComing(visitor, conditions) {
      const { history } = needsOf(conditions)
      const isReturning = !history
        ? null
        : visitor.isStored && (await conversations.ofVisitor(visitor.id, 1)).length > 0
      return factsFrom(visitor, [], isReturning, takeOver.isWithinHours(visitor.site))
    },
  }
}

/** `web/1.2.0` comes over the channel `web`. A source is what the page says of itself. */
function factsFrom(
  visitor: KnownVisitor | null,
  tags: readonly string[],
  isReturning: boolean | null,
  isWithinHours: boolean,
): VisitorFacts {
  const attributes = visitor?.attributes ?? {}
  return {
    channel: visitor?.sdk?.split('/')[0] ?? null,
    source: Object.hasOwn(attributes, 'source') ? (attributes.source ?? null) : null,
    page: visitor?.page?.url ?? null,
    referrer: visitor?.page?.referrer ?? null,
    locale: visitor?.locale ?? null,
    tags: visitor?.tags === undefined ? tags : [...new Set([...tags, ...visitor.tags])],
    attributes,
    isReturning,
    isWithinHours,
  }
}
