/**
 * Gives who waits to whom the rules say (RT-3, RT-4), the longest waiting that fits first. A site's queue is
 * drained when somebody comes to it, when an agent comes or has room again, when settings or hours change, and
 * by the sweep, in case that was not heard of. One drain at a time for a site on a node. Nodes may race: a
 * conversation is given once, for its cid derives from where it stands, and the store lets nobody have more
 * than the limit. One is settled before the next is looked at, so that nobody is overtaken.
 */
import type { Actor, Id, SiteSettings } from '@foyer/protocol'
import { isWaiting } from '../core/conversation/given.ts'
import { rejections } from '../core/conversation/rejection.ts'
import type { ConversationState } from '../core/conversation/state.ts'
import type { Person } from '../core/routing/choose.ts'
import type { VisitorFacts } from '../core/routing/conditions.ts'
import { receptionOf } from '../core/routing/reception.ts'
import { type Floor, type Routed, route, waitKey } from '../core/routing/route.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, QueuePoint } from '../ports/conversations.ts'
import { derivedId } from './derived-id.ts'
import type { Floors } from './floor.ts'
import type { Conversing, Stored } from './handle-command.ts'
import type { FactsReader } from './visitor-facts.ts'

export interface Routing {
  /** This node has stored something. */
  heard(stored: Stored): void
  /** Something has changed for this site; what changes at about the same time is gathered. */
  drainSoon(site: string): void
  drainNow(site: string): void
  /** Resolves when nothing is at work. */
  idle(): Promise<void>
}

/** Milliseconds in which causes are gathered. */
const gather = 50
/** Conversations read at a time. */
const page = 100
/** Told in one drain why they wait, the first ones first: that writes, and those behind would wait for it. */
const mostExplained = 100

export function createRouting(ports: {
  conversations: Pick<Conversations, 'queue'>
  conversing: Pick<Conversing, 'find' | 'forget' | 'handle'>
  floors: Floors
  facts: FactsReader
  settingsOf(site: string): SiteSettings | null
  sitesOf(agent: Id): readonly string[]
  /** After the queue: what else may be given out (AS-10). */
  afterwards(site: string): Promise<void>
  clock: Clock
  report(fault: unknown): void
}): Routing {
  const { conversations, conversing, floors, facts, clock, settingsOf } = ports
  /** Sites for which causes are gathered, those that are being drained, and those that are to be once more. */
  const gathered = new Set<string>()
  const working = new Map<string, Promise<void>>()
  const waiting = new Set<string>()

  function drainSoon(site: string): void {
    if (gathered.has(site)) return
    gathered.add(site)
    clock.after(gather, () => {
      gathered.delete(site)
      drainNow(site)
    })
  }

  function drainNow(site: string): void {
    // One that has not begun sees all that is known by then.
    if (waiting.has(site)) return
    waiting.add(site)
    const before = working.get(site) ?? Promise.resolve()
    const work = before
      .then(() => {
        waiting.delete(site)
        return drain(site)
      })
      .then(() => ports.afterwards(site))
      .catch(ports.report)
      .then(() => {
        if (working.get(site) === work) working.delete(site)
      })
    working.set(site, work)
  }

  /** From the front to the end, or until nobody has room. */
  async function drain(site: string): Promise<void> {
    const settings = settingsOf(site)
    if (settings?.routing.isOn !== true) return
    const first = await conversations.queue(site, page)
    if (first.length === 0) return
    const floor = await floors.of(site)
    if (floor === null) return
    const conditions = settings.routing.rules.flatMap(({ when }) => when)
    let explained = 0
    let ids = first
    for (;;) {
      let last: QueuePoint | undefined
      for (const id of ids) {
        const state = await waitingState(id)
        if (state === null) continue
        if (state.queuedAt !== null) last = { queuedAt: state.queuedAt, id }
        if (!isToRoute(state, settings)) continue
        const routed = await settle(state, floor, await facts.ofWaiting(state, conditions))
        // Said once, and again where it changes in kind.
        if (routed === null || state.waitsFor === waitKey(routed.why) || explained === mostExplained) continue
        explained += 1
        await explain(state, routed)
      }
      if (ids.length < page || last === undefined || !hasRoom(floor.people)) return
      ids = await conversations.queue(site, page, last)
    }
  }

  /** Before the next one is looked at, so that nobody is overtaken. Answers why it goes on waiting, if it does. */
  async function settle(state: ConversationState, floor: Floor, known: VisitorFacts): Promise<Routed | null> {
    for (;;) {
      const routed = route(floor, state.wishes ?? {}, known)
      if (routed.to === null) return routed
      if ((await give(state, floor, routed.to, routed)) !== 'noRoom') return null
      // It has more by now than was counted: somebody else then, for the same one.
      routed.to.load = Math.max(routed.to.load, routed.to.limit)
    }
  }

  /** As it is stored: another node may have given it, and what is cached here not know of it yet. */
  async function waitingState(id: Id): Promise<ConversationState | null> {
    const known = (await conversing.find(id))?.state ?? null
    if (known !== null && isWaiting(known)) return known
    conversing.forget(id)
    const fresh = (await conversing.find(id))?.state ?? null
    return fresh !== null && isWaiting(fresh) ? fresh : null
  }

  async function give(
    state: ConversationState,
    { people }: Floor,
    person: Person,
    { group, why }: Routed,
  ): Promise<'given' | 'noRoom' | 'passed'> {
    const { id, visitor, seq, sub, queuedAt } = state
    const cid = derivedId({ id: `${id}:${seq}.${sub}:route`, at: queuedAt ?? 0 })
    const outcome = await conversing.handle({
      visitor,
      conversation: id,
      cid,
      sender: { kind: 'system' },
      names: ['conversation.assigned'],
      guard: { agent: person.id, limit: person.limit },
      command: () => ({
        do: 'conversation.route',
        at: clock.now(),
        by: { kind: 'system' },
        cid,
        to: actorOf(person),
        ...(group === null ? {} : { group }),
        why,
      }),
    })
    if ('code' in outcome) return outcome === rejections.noRoom ? 'noRoom' : 'passed'
    // Another node may have been quicker, and have given it to somebody else.
    const has = people.get(outcome.state.agent?.id ?? '')
    if (has === undefined) return 'passed'
    has.load += 1
    has.givenAt = floors.given(has.id)
    return 'given'
  }

  async function explain(state: ConversationState, { group, why }: Routed): Promise<void> {
    const { id, visitor, seq, sub, queuedAt } = state
    const cid = derivedId({ id: `${id}:${seq}.${sub}:waits:${waitKey(why)}`, at: queuedAt ?? 0 })
    await conversing.handle({
      visitor,
      conversation: id,
      cid,
      sender: { kind: 'system' },
      names: ['conversation.queued'],
      command: () => ({
        do: 'conversation.explain',
        at: clock.now(),
        by: { kind: 'system' },
        cid,
        ...(group === null ? {} : { group }),
        why,
      }),
    })
  }

  return {
    drainSoon,
    drainNow,
    heard({ before, after: { state } }) {
      const hadAgent = before !== null && before.status === 'open' ? before.agent?.id : undefined
      const hasRoomNow = hadAgent !== undefined && (state.status !== 'open' || state.agent?.id !== hadAgent)
      const comes = isWaiting(state) && (before === null || !isSameWish(before, state))
      if (comes || hasRoomNow) drainSoon(state.site)
      // Room is room for all sites that the agent serves.
      if (hasRoomNow) for (const site of ports.sitesOf(hadAgent)) drainSoon(site)
    },
    async idle() {
      while (working.size > 0) await Promise.all(working.values())
    },
  }
}

export function actorOf({ id, name, avatar }: Pick<Person, 'id' | 'name' | 'avatar'>): Actor {
  return { kind: 'agent', id, name, ...(avatar === null ? {} : { avatar }) }
}

/** Where only the bot answers, people take what they like by hand; and some sites wait for a first word (RT-2). */
function isToRoute(state: ConversationState, settings: SiteSettings): boolean {
  if (receptionOf(settings, state.plan).mode === 'botOnly') return false
  return !settings.routing.assignOnFirstMessage || state.last !== null
}

function isSameWish(before: ConversationState, state: ConversationState): boolean {
  return (
    isWaiting(before) &&
    before.queuedAt === state.queuedAt &&
    before.wishes === state.wishes &&
    before.tags === state.tags &&
    (before.last === null) === (state.last === null)
  )
}

function hasRoom(people: ReadonlyMap<Id, Person>): boolean {
  for (const { status, load, limit } of people.values()) {
    if ((status === 'online' || status === 'busy') && load < limit) return true
  }
  return false
}
