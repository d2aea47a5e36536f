/**
 * Which agents have a conversation open, told to those who have (CV-12's companion for colleagues). A hint: what
 * other nodes say holds for a while and then goes by itself.
 */
import type { Actor, Id, Push, Time } from '@foyer/protocol'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { Outlet } from './hub.ts'

export interface Looking {
  /** An agent's socket has opened it; told once the answer is out. */
  arrives(conversation: Id, actor: Actor, outlet: Outlet): void
  leaves(conversation: Id, outlet: Outlet): void
  /** What another node has: who looks there, nobody with an empty list. */
  heard(node: string, conversation: Id, agents: Actor[], until: Time): void
  /** Says to other nodes who looks here; to be called now and then. */
  tell(): void
}

/** Milliseconds that what another node said holds. */
const holds = 50_000

interface Topic {
  here: Map<Outlet, Actor>
  elsewhere: Map<string, { agents: Actor[]; until: Time }>
}

export function createLooking(bus: Bus, clock: Clock): Looking {
  const topics = new Map<Id, Topic>()

  function topicOf(conversation: Id): Topic {
    const topic = topics.get(conversation) ?? { here: new Map(), elsewhere: new Map() }
    topics.set(conversation, topic)
    return topic
  }

  function tellHere(conversation: Id, { here, elsewhere }: Topic): void {
    const now = clock.now()
    for (const [node, { until }] of elsewhere) if (until <= now) elsewhere.delete(node)
    const agents = distinct([...here.values(), ...[...elsewhere.values()].flatMap((one) => one.agents)])
    const push: Push<'presence'> = { on: 'presence', conversation, agents }
    const frame = JSON.stringify(push)
    for (const outlet of here.keys()) outlet.hint(frame)
    if (here.size === 0 && elsewhere.size === 0) topics.delete(conversation)
  }

  function tellOthers(conversation: Id, { here }: Topic): void {
    const agents = distinct([...here.values()])
    bus.publish({ kind: 'looking', conversation, agents, until: clock.now() + holds })
  }

  function changed(conversation: Id, topic: Topic): void {
    tellOthers(conversation, topic)
    tellHere(conversation, topic)
  }

  return {
    arrives(conversation, actor, outlet) {
      const topic = topicOf(conversation)
      topic.here.set(outlet, actor)
      changed(conversation, topic)
    },
    leaves(conversation, outlet) {
      const topic = topics.get(conversation)
      if (topic?.here.delete(outlet) === true) changed(conversation, topic)
    },
    heard(node, conversation, agents, until) {
      // Where nobody looks here, nobody wants to know; who comes later hears it with the next telling.
      const topic = topics.get(conversation)
      if (topic === undefined || topic.here.size === 0) return
      const isNew = agents.length > 0 && !topic.elsewhere.has(node)
      if (agents.length === 0) topic.elsewhere.delete(node)
      else topic.elsewhere.set(node, { agents, until })
      tellHere(conversation, topic)
      // Somebody came there: it does not know yet who is here.
      if (isNew) tellOthers(conversation, topic)
    },
    tell() {
      for (const [conversation, topic] of topics) changed(conversation, topic)
    },
  }
}

function distinct(agents: Actor[]): Actor[] {
  const byId = new Map(agents.map((agent) => [agent.id, agent]))
  return [...byId.values()].map(({ kind, id, name, avatar }) => ({
    kind,
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(avatar === undefined ? {} : { avatar }),
  }))
}
