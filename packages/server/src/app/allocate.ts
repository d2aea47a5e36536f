/**
 * When the first agent of a site comes online, what its assistant held while nobody was there goes to those who
 * are (AS-10): first what it could not answer. The turn stays with the assistant while it answers for the site.
 * Who gets which is the rules' to say, and nobody gets more than the limit: what is left comes with the next
 * room. Done once, whichever node is quicker: the cid derives from where the conversation stands.
 */
import type { Id, Time } from '@foyer/protocol'
import { rejections } from '../core/conversation/rejection.ts'
import type { ConversationState } from '../core/conversation/state.ts'
import { wholeSite } from '../core/inbox/lists.ts'
import type { Person } from '../core/routing/choose.ts'
import { type Floor, route } from '../core/routing/route.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { TakeOver } from './can-take-over.ts'
import { derivedId } from './derived-id.ts'
import type { Floors } from './floor.ts'
import type { Conversing } from './handle-command.ts'
import type { Presence } from './presence.ts'
import { actorOf } from './route-conversation.ts'
import type { FactsReader } from './visitor-facts.ts'

/** Rows read at a time, and conversations that are given out at most. */
const pageSize = 100
const most = 1_000

export interface Allocating {
  /** Gives out what is still held since nobody was there. */
  allocate(site: string): Promise<void>
}

/** `begin` is called when there is something to give out. */
export function createAllocating(ports: {
  conversations: Pick<Conversations, 'list'>
  conversing: Pick<Conversing, 'handle'>
  presence: Pick<Presence, 'onChange' | 'hasAssistant'>
  takeOver: Pick<TakeOver, 'isBotOn'>
  floors: Floors
  facts: FactsReader
  clock: Clock
  begin(site: string): void
}): Allocating {
  const { conversations, conversing, presence, floors, facts, clock } = ports
  const begunAt = clock.now()
  const leftAt = new Map<string, Time>()
  /** Since when what is held there is to be given out. */
  const pending = new Map<string, Time>()

  presence.onChange((site, { state }) => {
    if (state !== 'agents') {
      leftAt.set(site, clock.now())
      pending.delete(site)
      return
    }
    pending.set(site, leftAt.get(site) ?? begunAt)
    ports.begin(site)
  })

  /** What the bot has spoken in meanwhile: unanswered first, then by age. */
  async function heldSince(site: string, since: Time): Promise<ConversationState[]> {
    const found: ConversationState[] = []
    let after: string | undefined
    do {
      const page = await conversations.list({
        scopes: [wholeSite(site)],
        list: 'bot',
        agent: '',
        limit: pageSize,
        ...(after === undefined ? {} : { after }),
      })
      for (const { state } of page.rows) {
        if ((state.last?.at ?? 0) < since) return ordered(found)
        if (state.agent === null && (state.lastAuto !== null || state.isUnanswered)) found.push(state)
      }
      after = page.after
    } while (after !== undefined && found.length < most)
    return ordered(found)
  }

  /** False where nobody has room. */
  async function give(state: ConversationState, floor: Floor): Promise<boolean> {
    const known = await facts.ofWaiting(
      state,
      floor.routing.rules.flatMap(({ when }) => when),
    )
    for (;;) {
      const { to, why, group } = route(floor, state.wishes ?? {}, known)
      if (to === null) return false
      const reason = { ...why, by: 'allocated' as const }
      if (await store(state, to, { why: reason, ...(group === null ? {} : { group }) })) return true
      to.load = Math.max(to.load, to.limit)
    }
  }

  /** False where the agent has no room after all. */
  async function store(
    { id, site, visitor, seq }: ConversationState,
    to: Person,
    reason: { why: ReturnType<typeof route>['why']; group?: Id },
  ): Promise<boolean> {
    const cid = derivedId({ id: `${id}:${seq}:allocate`, at: 0 })
    const outcome = await conversing.handle({
      visitor,
      conversation: id,
      cid,
      sender: { kind: 'system' },
      names: ['conversation.assigned'],
      guard: { agent: to.id, limit: to.limit },
      command: () => ({
        do: 'assistant.allocate',
        at: clock.now(),
        by: { kind: 'system' },
        cid,
        to: actorOf(to),
        stays: ports.takeOver.isBotOn(site) || presence.hasAssistant(site),
        ...reason,
      }),
    })
    if ('code' in outcome) return outcome !== rejections.noRoom
    to.load += 1
    to.givenAt = floors.given(to.id)
    return true
  }

  return {
    async allocate(site) {
      const since = pending.get(site)
      if (since === undefined) return
      const states = await heldSince(site, since)
      const floor = states.length === 0 ? null : await floors.of(site)
      // Who comes in off hours is there all the same.
      const open = floor === null ? null : { ...floor, isOpen: () => true }
      for (const state of states) if (open !== null && !(await give(state, open))) return
      if (pending.get(site) === since) pending.delete(site)
    },
  }
}

function ordered(states: ConversationState[]): ConversationState[] {
  const age = ({ last, startedAt }: ConversationState) => last?.at ?? startedAt
  return states.sort(
    (one, other) => Number(other.isUnanswered) - Number(one.isUnanswered) || age(one) - age(other),
  )
}
