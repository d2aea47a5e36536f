/**
 * Sees what the agents who are connected here came to have, or have no more, by what was done on a node that this one
 * cannot hear: whom a colleague gave a conversation is told (RT-10), and its lists follow.
 */
import type { Event, Id, Push } from '@foyer/protocol'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Conversing, Stored } from './handle-command.ts'
import type { Inbox } from './inbox.ts'

type Notice = Omit<Push<'assigned'>, 'on'>

export interface HeldWatch {
  look(): Promise<void>
  /** What was stored here was told here. */
  heard(stored: Stored): void
}

/** Milliseconds: what was given before was told before, and comes again because it was woken. */
const freshFor = 60_000
const newest = 50

export function createHeldWatch(ports: {
  conversations: Pick<Conversations, 'heldBy' | 'readLog'>
  conversing: Pick<Conversing, 'find' | 'forget'>
  inbox: Pick<Inbox, 'changed'>
  clock: Pick<Clock, 'now'>
  /** Agents with an open socket; again for each socket. */
  connected(): Iterable<Id>
  /** To the agent's sockets here. */
  tell(agent: Id, notice: Notice): void
}): HeldWatch {
  const { conversations, conversing, inbox, clock, connected, tell } = ports
  let known = new Map<Id, Set<Id>>()
  /** Since the look began: what it reads may be older. */
  let storedHere = new Set<Id>()

  async function look(): Promise<void> {
    storedHere = new Set()
    const agents = [...new Set(connected())]
    const held = agents.length === 0 ? [] : await conversations.heldBy(agents)
    const now = new Map(agents.map((agent) => [agent, new Set<Id>()]))
    for (const { agent, conversation } of held) now.get(agent)?.add(conversation)
    const before = known
    for (const [agent, theirs] of now) {
      for (const id of storedHere) {
        if (before.get(agent)?.has(id) === true) theirs.add(id)
        else theirs.delete(id)
      }
    }
    known = now
    for (const [agent, theirs] of now) {
      const had = before.get(agent)
      // Whoever has just come reads its lists itself.
      if (had === undefined) continue
      for (const id of besides(theirs, had)) {
        await follow(id)
        const notice = await noticeOf(id, agent)
        if (notice !== null) tell(agent, notice)
      }
      for (const id of besides(had, theirs)) await follow(id)
    }
  }

  async function follow(conversation: Id): Promise<void> {
    conversing.forget(conversation)
    const stored = await conversing.find(conversation)
    if (stored !== null) inbox.changed(stored)
  }

  /** Null: it is the agent's own doing, or routing's, or was so before. */
  async function noticeOf(conversation: Id, agent: Id): Promise<Notice | null> {
    const { events } = await conversations.readLog(conversation, { limit: newest, audience: 'agent' })
    const at = events.findLastIndex(isGivenTo(agent))
    const given = events[at]
    if (given?.type !== 'conversation.assigned' || clock.now() - given.at > freshFor) return null
    const why = given.why?.by
    if (given.by.id === agent || (why !== 'transfer' && why !== 'handOver')) return null
    const next = events[at + 1]
    const isNoted = next?.type === 'note.posted' && next.at === given.at && next.by.id === given.by.id
    return { conversation, by: given.by, why, ...(isNoted ? { note: next.text } : {}) }
  }

  return {
    look,
    heard({ before, after: { state } }) {
      storedHere.add(state.id)
      if (before?.agent != null) known.get(before.agent.id ?? '')?.delete(state.id)
      if (state.agent !== null && state.status === 'open') known.get(state.agent.id ?? '')?.add(state.id)
    },
  }
}

function besides(some: ReadonlySet<Id>, others: ReadonlySet<Id>): Id[] {
  return [...some].filter((id) => !others.has(id))
}

const isGivenTo = (agent: Id) => (event: Event) =>
  event.type === 'conversation.assigned' && event.agent?.id === agent
