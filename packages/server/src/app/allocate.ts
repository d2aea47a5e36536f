/**
 * When the first agent of a site comes online, what its assistant held while nobody was there goes to those who
 * are (AS-10): first what it could not answer, in turn to each. The turn stays with the assistant while it
 * answers for the site. Done once, whichever node is quicker: the cid derives from where the conversation stands.
 */
import type { Actor, Time } from '@foyer/protocol'
import type { ConversationState } from '../core/conversation/state.ts'
import { wholeSite } from '../core/inbox/lists.ts'
import type { Agents } from '../ports/agents.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { TakeOver } from './can-take-over.ts'
import { derivedId } from './derived-id.ts'
import type { Conversing } from './handle-command.ts'
import type { Presence } from './presence.ts'

/** Rows read at a time, and conversations that are given out at most. */
const pageSize = 100
const most = 1_000

/** Begins to look; `idle` resolves when what was begun is done. */
export function startAllocating(ports: {
  conversations: Pick<Conversations, 'list'>
  conversing: Pick<Conversing, 'handle'>
  agents: Pick<Agents, 'ofSite'>
  presence: Pick<Presence, 'onChange' | 'onlineAgents' | 'hasAssistant'>
  takeOver: Pick<TakeOver, 'isBotOn'>
  clock: Clock
  report(fault: unknown): void
}): { idle(): Promise<unknown> } {
  const { conversations, conversing, presence, clock } = ports
  const begunAt = clock.now()
  const leftAt = new Map<string, Time>()
  let working: Promise<unknown> = Promise.resolve()

  presence.onChange((site, { state }) => {
    if (state !== 'agents') {
      leftAt.set(site, clock.now())
      return
    }
    const since = leftAt.get(site) ?? begunAt
    working = working.then(() => allocate(site, since)).catch(ports.report)
  })

  async function allocate(site: string, since: Time): Promise<void> {
    // The node that the agents are connected to does it.
    const online = new Set(presence.onlineAgents(site))
    if (online.size === 0) return
    const states = await heldSince(site, since)
    if (states.length === 0) return
    const people = (await ports.agents.ofSite(site)).filter(({ id }) => online.has(id))
    for (const [index, state] of states.entries()) {
      const person = people[index % people.length]
      if (person === undefined) return
      const { id, name, avatar } = person
      await give(state, { kind: 'agent', id, name, ...(avatar === null ? {} : { avatar }) })
    }
  }

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

  async function give({ id, site, visitor, seq }: ConversationState, to: Actor): Promise<void> {
    const at = clock.now()
    const cid = derivedId({ id: `${id}:${seq}:allocate`, at: 0 })
    await conversing.handle({
      visitor,
      conversation: id,
      cid,
      sender: { kind: 'system' },
      names: ['conversation.assigned'],
      command: () => ({
        do: 'assistant.allocate',
        at,
        by: { kind: 'system' },
        cid,
        to,
        stays: ports.takeOver.isBotOn(site) || presence.hasAssistant(site),
      }),
    })
  }

  return { idle: () => working }
}

function ordered(states: ConversationState[]): ConversationState[] {
  const age = ({ last, startedAt }: ConversationState) => last?.at ?? startedAt
  return states.sort(
    (one, other) => Number(other.isUnanswered) - Number(one.isUnanswered) || age(one) - age(other),
  )
}
